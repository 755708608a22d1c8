import * as l10n from "@vscode/l10n";
import { window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { focusOf } from "../focus.ts";
import { meant } from "../ranges.ts";
import { activeEditor, areOnOneSpan, type CommandContext, targetOf } from "./context.ts";
import { relabel } from "./corrections.ts";
import { editFigure } from "./editFigure.ts";
import { short } from "./figureInput.ts";

/**
 * F2: edits a figure, relabels an entity. Of several on the same words it asks which one; in the review mode one that is
 * still open is meant, for there each has its turn.
 */
export async function correctWhatIsThere(
  context: CommandContext,
  args: readonly unknown[],
  hasTurns = false,
): Promise<void> {
  const target = targetOf(context, args);
  const several = args.length === 0 ? onSameWords(context) : [];
  const isOpen = several.some(({ status }) => status === "suggested");
  const asks = several.length > 1 && !(hasTurns && isOpen);
  const one = asks ? await context.asking(() => pickAnnotation(several)) : target?.annotations[0];
  if (asks && (!one || !target)) return;
  const uri = target?.document.uri.toString() ?? "";
  const about = asks && one ? [{ uri, version: target?.version, ids: [one.id] }] : args;
  if (one?.kind === "entity") await relabel(context, about);
  else await editFigure(context, about);
}

/** All that stands on the words that the cursor or the selection means; nothing where that is several words. */
function onSameWords({ store }: CommandContext): readonly protocol.PublishedAnnotation[] {
  const editor = activeEditor();
  const published = editor && store.of(editor.document);
  const found = editor && published ? meant(published.annotations, focusOf(editor)) : [];
  return areOnOneSpan(found) ? found : [];
}

async function pickAnnotation(
  annotations: readonly protocol.PublishedAnnotation[],
): Promise<protocol.PublishedAnnotation | undefined> {
  const items = annotations.map((annotation) => {
    const { figure, label, status } = annotation;
    const name = figure ? `${protocol.termOf(figure.harm)}: ${figure.count}` : (label ?? "");
    return { label: protocol.directed(name), description: protocol.termOf(status), annotation };
  });
  const words = protocol.isolated(short(annotations[0]?.text ?? ""));
  const title = l10n.t("Which of those on “{0}” is to be corrected?", words);
  return (await window.showQuickPick(items, { title }))?.annotation;
}
