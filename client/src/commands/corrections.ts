import * as l10n from "@vscode/l10n";
import { type Range, type TextDocument, type TextEditor, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { isVisible } from "../annotationStore.ts";
import { articleAtHand } from "../articles.ts";
import { focusOf, focusOn } from "../focus.ts";
import { fromRange, meant, toRange } from "../ranges.ts";
import {
  activeEditor,
  areOnOneSpan,
  type CommandContext,
  correct,
  documentOf,
  isForTree,
  nodesIn,
  refused,
  type Seen,
  say,
  targetOf,
  warn,
} from "./context.ts";
import { pickLabel } from "./labels.ts";

const noAnnotation = () => l10n.t("There is no annotation at the cursor.");

/** Accepts, rejects or removes what a command is about. */
export async function decide(
  context: CommandContext,
  type: "accept" | "reject" | "remove",
  args: readonly unknown[],
): Promise<void> {
  const target = targetOf(context, args);
  if (!target || target.annotations.length === 0) return say(noAnnotation());
  const me = context.store.of(target.document)?.annotator ?? null;
  const isNamed = documentOf(args) !== undefined || nodesIn(context.outline, args).length > 0;
  const ids = idsFor(type, target.annotations, me, isNamed);
  if (ids.length === 0)
    return say(
      type === "accept" ? l10n.t("It is accepted already.") : l10n.t("There is no decision to remove."),
    );
  if (type === "remove" && ids.length > 1 && !(await context.asking(() => confirmRemoval(ids.length))))
    return;
  const goOn = context.outline.after(nodesIn(context.outline, args));
  if (await correct(context, target, { type, ids })) await goOn();
}

/** A key on a group row is for all in it: nobody loses more than one decision without being asked. */
async function confirmRemoval(count: number): Promise<boolean> {
  const remove = l10n.t("Remove");
  const answer = await window.showWarningMessage(
    l10n.t("Remove {0} decisions?", count),
    {
      modal: true,
      detail: l10n.t("Undo the Last Correction (Alt+U) brings them back while the article is open."),
    },
    remove,
  );
  return answer === remove;
}

/**
 * What a decision is for, of what a command is about. Of several on the same words it is for one: who accepts a name does
 * not say thereby that a figure on it is right. Rows of the tree, and
 * what a link or a code action names, are each for themselves.
 */
export function idsFor(
  type: "accept" | "reject" | "remove",
  annotations: readonly protocol.PublishedAnnotation[],
  me: string | null,
  isNamed = false,
): string[] {
  const ids = annotations.filter((one) => applies(type, one, me)).map(({ id }) => id);
  return areOnOneSpan(annotations) && !isNamed ? ids.slice(0, 1) : ids;
}

/** Whether a decision of one's own would change something about an annotation. */
export function applies(
  type: "accept" | "reject" | "remove",
  { status, touched, by }: protocol.PublishedAnnotation,
  me: string | null,
): boolean {
  // What another decided is agreed to.
  if (type === "accept")
    return status === "suggested" || status === "rejected" || touched || (status !== "orphaned" && by !== me);
  if (type === "reject") return status !== "rejected";
  return status !== "suggested";
}

/** Gives what a command is about another label; with a selection that is no annotation, annotates it. */
export async function relabel(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const target = targetOf(context, args);
  const editor = activeEditor();
  if (args.length === 0 && editor && !focusOf(editor).isEmpty) {
    const exact = (target?.annotations ?? []).filter(({ range }) => toRange(range).isEqual(focusOf(editor)));
    if (!exact.some(({ kind }) => kind === "entity")) return addEntity(context, []);
  }
  const entities = (target?.annotations ?? []).filter(({ kind }) => kind === "entity");
  const [first] = entities;
  if (!target || !first) {
    return say(
      target?.annotations.length
        ? l10n.t("A casualty figure has no label; press F2 to edit it.")
        : noAnnotation(),
    );
  }
  if (refused(context, target.document)) return;
  const given = labelIn(args);
  const title =
    entities.length === 1
      ? l10n.t("Relabel “{0}”", first.text)
      : l10n.t("Relabel {0} annotations", entities.length);
  const label = given ?? (await context.asking(() => pickLabel(title, first.label, target.document.uri)));
  if (label !== undefined)
    await correct(context, target, { type: "relabel", ids: entities.map(({ id }) => id), label });
}

const labelIn = ([first]: readonly unknown[]): string | undefined =>
  typeof first === "object" &&
  first !== null &&
  "label" in first &&
  "uri" in first &&
  typeof first.label === "string"
    ? first.label
    : undefined;

const rangeIn = ([first]: readonly unknown[]): protocol.Range | undefined =>
  typeof first === "object" && first !== null && "range" in first && "uri" in first
    ? (first as protocol.CommandArguments).range
    : undefined;

/** Annotates the selections, or with nothing selected the word at the cursor. */
export async function addEntity(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const editor = activeEditor();
  if (!editor) return say(l10n.t("Open an article first."));
  const ranges = selectedRanges(editor.document, editor.selections, rangeIn(args));
  if (ranges.length === 0) return say(l10n.t("Select the words to annotate first."));
  if (refused(context, editor.document)) return;
  const seen: Seen = { document: editor.document, version: editor.document.version };
  const [first] = ranges;
  const text = first ? editor.document.getText(toRange(first)) : "";
  const label =
    labelIn(args) ??
    (await context.asking(() =>
      pickLabel(
        ranges.length === 1
          ? l10n.t("Annotate “{0}”", text)
          : l10n.t("Annotate {0} selections", ranges.length),
        null,
        editor.document.uri,
      ),
    ));
  if (label === undefined) return;
  // Several at once are one step of undo.
  await correct(context, seen, { type: "label", ids: [], ranges, label });
}

function selectedRanges(
  document: TextDocument,
  selections: readonly Range[],
  given: protocol.Range | undefined,
): protocol.Range[] {
  if (given) return [given];
  return selections
    .map((selection) => (selection.isEmpty ? document.getWordRangeAtPosition(selection.start) : selection))
    .filter((range) => range !== undefined)
    .map(fromRange);
}

/** Moves one end of the annotation at the cursor by a word, and selects what it now is. */
export async function moveEdge(
  context: CommandContext,
  edge: protocol.Edge,
  args: readonly unknown[],
): Promise<void> {
  const target = targetOf(context, args);
  const [annotation] = target?.annotations ?? [];
  if (!target || !annotation) return say(noAnnotation());
  await resize(context, target, { type: "moveEdge", id: annotation.id, edge });
}

/** Sets the boundaries of an annotation to the selection: of the one given, else of the one that it overlaps most. */
export async function resizeToSelection(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const editor = activeEditor();
  const given = targetIds(args);
  const range =
    rangeIn(args) ?? (editor && !editor.selection.isEmpty ? fromRange(editor.selection) : undefined);
  if (!editor || !range) return say(l10n.t("Select the words that the annotation should cover."));
  const { document } = editor;
  const annotations = context.store.of(document)?.annotations ?? [];
  const annotation = given
    ? annotations.find(({ id }) => id === given)
    : (mostOverlapped(document, annotations, toRange(range)) ?? meant(annotations, toRange(range))[0]);
  if (!annotation) return say(l10n.t("The selection touches no annotation."));
  await resize(
    context,
    { document, version: document.version },
    { type: "resize", id: annotation.id, range },
  );
}

const targetIds = ([first]: readonly unknown[]): string | undefined =>
  typeof first === "object" && first !== null && "ids" in first
    ? (first as protocol.CommandArguments).ids?.[0]
    : undefined;

function mostOverlapped(
  document: TextDocument,
  annotations: readonly protocol.PublishedAnnotation[],
  range: Range,
): protocol.PublishedAnnotation | undefined {
  let best: protocol.PublishedAnnotation | undefined;
  let most = 0;
  for (const annotation of annotations) {
    if (!isVisible(annotation)) continue;
    const shared = toRange(annotation.range).intersection(range);
    const length = shared ? document.offsetAt(shared.end) - document.offsetAt(shared.start) : 0;
    if (length > most) {
      most = length;
      best = annotation;
    }
  }
  return best;
}

/** Gives an annotation other boundaries, and selects what it now is: the next key is for the same one. */
async function resize(
  context: CommandContext,
  seen: Seen,
  correction: protocol.WireCorrection,
): Promise<void> {
  const { document } = seen;
  const corrected = await correct(context, seen, correction);
  const editor = window.visibleTextEditors.find((candidate) => candidate.document === document);
  const resized = context.store.of(document)?.annotations.find(({ id }) => corrected?.ids.includes(id));
  if (editor && resized) focusOn(editor, toRange(resized.range));
}

/** Takes the last correction of the active article back, or makes it again; from tree and reader, that of theirs. */
export async function revert(
  context: CommandContext,
  again: boolean,
  args: readonly unknown[],
): Promise<void> {
  const editor = activeEditor();
  const atHand = isForTree(args) ? undefined : articleAtHand()?.toString();
  const document =
    documentOf(args) ??
    workspace.textDocuments.find(({ uri }) => uri.toString() === atHand) ??
    context.outline.article;
  if (!document) return say(l10n.t("Open an article first."));
  const before = editor?.document === document ? selectedWhole(context, editor) : undefined;
  const client = await context.client();
  const uri = document.uri.toString();
  if (!again) context.trail.taken(uri);
  try {
    const { done, lost } = await client.sendRequest<protocol.UndoResult>(
      again ? protocol.redo : protocol.undo,
      { uri } satisfies protocol.UndoParams,
    );
    if (again && done) context.trail.made(uri);
    if (!done)
      return say(
        again
          ? l10n.t("There is no correction to make again.")
          : l10n.t("There is no correction to take back."),
      );
    const [first] = lost;
    if (first !== undefined)
      say(
        lost.length === 1
          ? l10n.t(
              "“{0}” is back without a place, for the text has the words no more: see “Lost” in the tree.",
              protocol.isolated(first),
            )
          : l10n.t(
              "{0} annotations are back without a place, for the text has the words no more: see “Lost” in the tree.",
              lost.length,
            ),
      );
  } catch (error) {
    warn(error);
    return;
  }
  // An edge that moved back takes the selection with it: the next key is for the same annotation.
  if (!editor || !before || selectedWhole(context, editor)) return;
  const annotations = context.store.of(document)?.annotations ?? [];
  const same = annotations.filter(({ kind }) => kind === before.kind);
  const moved = mostOverlapped(document, same, focusOf(editor));
  if (!moved) return;
  focusOn(editor, toRange(moved.range));
}

/** The annotation that is selected from end to end. */
const selectedWhole = (
  { store }: CommandContext,
  editor: TextEditor,
): protocol.PublishedAnnotation | undefined =>
  store
    .of(editor.document)
    ?.annotations.find(
      (annotation) => isVisible(annotation) && toRange(annotation.range).isEqual(focusOf(editor)),
    );
