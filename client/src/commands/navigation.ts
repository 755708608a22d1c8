import * as l10n from "@vscode/l10n";
import { TextEditorRevealType, window, workspace } from "vscode";
import type { CommandArguments } from "../../../server/src/protocol.ts";
import { focusOf } from "../focus.ts";
import { toRange } from "../ranges.ts";
import { openSuggestions, selectAnnotation, suggestionFrom } from "../review/walk.ts";
import { activeEditor, type CommandContext, say } from "./context.ts";

/** Selects the next or the previous suggestion that nobody has decided, round the ends of the article. */
export function goToSuggestion({ store }: CommandContext, direction: 1 | -1): void {
  const editor = activeEditor();
  const published = editor && store.of(editor.document);
  if (!editor || !published) return say(l10n.t("Open an article first."));
  const open = openSuggestions(published);
  if (open.length === 0) return say(l10n.t("Every suggestion in this article has been decided."));
  const next =
    suggestionFrom(published, focusOf(editor), direction) ?? (direction === 1 ? open[0] : open.at(-1));
  if (next) selectAnnotation(next);
}

/** Shows an annotation or a range of the tree in its article and selects it there; the focus stays where it is. */
export async function reveal({ store }: CommandContext, args: readonly unknown[]): Promise<void> {
  const [target] = args as [CommandArguments | undefined];
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === target?.uri);
  const published = document && store.of(document);
  const wanted =
    target?.version === published?.version
      ? (target?.range ?? published?.annotations.find(({ id }) => id === target?.ids?.[0])?.range)
      : undefined;
  if (!document || !published || !wanted) return say(l10n.t("The text has changed since; look again."));
  const range = toRange(wanted);
  const editor = await window.showTextDocument(document, { preserveFocus: true, selection: range });
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}
