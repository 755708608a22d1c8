import * as l10n from "@vscode/l10n";
import { type QuickPickOptions, type TextEditor, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { backTo, show } from "../focus.ts";
import { fromRange, toRange } from "../ranges.ts";
import { type CommandContext, correct, refused, say, type Target, targetOf, warn } from "./context.ts";

/** Puts a lost annotation on the selection, or on the words that a quick fix names. */
export async function placeHere(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const lost = await lostIn(context, args, l10n.t("Place which lost annotation on the selection?"));
  if (!lost) return;
  const { target, annotation } = lost;
  const editor = editorOf(target);
  const range =
    rangeIn(args) ?? (editor && !editor.selection.isEmpty ? fromRange(editor.selection) : undefined);
  if (!range) return say(l10n.t("Select the words that the lost annotation belongs to first."));
  if (refused(context, target.document)) return;
  await correct(context, target, { type: "place", id: annotation.id, range });
}

/** Shows where a lost annotation may belong, the best place first, and puts it on the one that is chosen. */
export async function findAgain(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const lost = await lostIn(context, args, l10n.t("Find which lost annotation again?"));
  if (!lost) return;
  const { target, annotation } = lost;
  const params: protocol.CandidatesParams = {
    uri: target.document.uri.toString(),
    version: target.version,
    id: annotation.id,
  };
  let places: protocol.CandidatesResult["places"];
  try {
    const client = await context.client();
    ({ places } = await client.sendRequest<protocol.CandidatesResult>(protocol.candidates, params));
  } catch (error) {
    warn(error);
    return;
  }
  if (places.length === 0)
    return say(
      l10n.t("Nothing like it is in the text; select the words it belongs to and place it on the selection."),
    );
  const editor = editorOf(target) ?? (await window.showTextDocument(target.document));
  const { selection } = editor;
  const items = places.map((place) => ({
    label: protocol.isolated(place.text.replace(/\s+/g, " ")),
    description: l10n.t("line {0} · {1} %", place.range.start.line + 1, Math.round(100 * place.score)),
    detail: place.same ? l10n.t("the same words") : l10n.t("other words"),
    place,
  }));
  const options: QuickPickOptions = {
    title: l10n.t("Place “{0}” on", annotation.text),
    onDidSelectItem: (item) => {
      if (typeof item === "string" || !("place" in item)) return;
      show(editor, toRange((item as (typeof items)[number]).place.range));
    },
  };
  const chosen = await context.asking(() => window.showQuickPick(items, options));
  if (!chosen) {
    backTo(editor, selection);
    return;
  }
  if (refused(context, target.document)) return;
  await correct(context, target, { type: "place", id: annotation.id, range: chosen.place.range });
}

const editorOf = ({ document }: Target): TextEditor | undefined =>
  window.visibleTextEditors.find((editor) => editor.document === document);

/** The lost annotation that a command is about; where it was called for none, the one that the user picks. */
async function lostIn(
  context: CommandContext,
  args: readonly unknown[],
  title: string,
): Promise<{ target: Target; annotation: protocol.PublishedAnnotation } | undefined> {
  const target = targetOf(context, args);
  if (!target) {
    say(l10n.t("The text has changed since; look again."));
    return undefined;
  }
  const given = target.annotations.find(({ status }) => status === "orphaned");
  if (given) return { target, annotation: given };
  const lost = (context.store.of(target.document)?.annotations ?? []).filter(
    ({ status }) => status === "orphaned",
  );
  if (lost.length === 0) {
    say(l10n.t("No annotation of this article has lost its place."));
    return undefined;
  }
  const items = lost.map((annotation) => ({
    label: protocol.isolated(annotation.text.replace(/\s+/g, " ")),
    description: annotation.figure
      ? `${protocol.termOf(annotation.figure.harm)}: ${annotation.figure.count}`
      : (annotation.label ?? ""),
    annotation,
  }));
  const picked =
    items.length === 1 ? items[0] : await context.asking(() => window.showQuickPick(items, { title }));
  return picked && { target, annotation: picked.annotation };
}

const rangeIn = ([first]: readonly unknown[]): protocol.Range | undefined =>
  typeof first === "object" && first !== null && "range" in first && "uri" in first
    ? (first as protocol.CommandArguments).range
    : undefined;
