import * as l10n from "@vscode/l10n";
import {
  type CommandArguments,
  type FigureChanges,
  harms,
  type ProposeParams,
  type ProposeResult,
  type PublishedAnnotation,
  type PublishedFigure,
  propose,
} from "../../../server/src/protocol.ts";
import { focusOf } from "../focus.ts";
import { fromRange, meant, toRange } from "../ranges.ts";
import {
  activeEditor,
  type CommandContext,
  correct,
  refused,
  type Seen,
  say,
  targetOf,
  warn,
} from "./context.ts";
import { askFields } from "./figureFields.ts";
import { changed, type FigureDraft, short } from "./figureInput.ts";
import { changedLinks, linksOf, noLinks } from "./figureLinks.ts";
import { pickOne } from "./pickers.ts";

/**
 * Edits the figure at the cursor: a list of its fields, each set in a step of its own, saved together. What a quick fix
 * sets itself is not asked for.
 */
export async function editFigure(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const target = targetOf(context, args);
  const annotation = target?.annotations.find(({ kind }) => kind === "figure") ?? aroundCursor(context, args);
  if (!target || !annotation?.figure) return say(l10n.t("There is no casualty figure at the cursor."));
  if (refused(context, target.document)) return;
  const [first] = args as readonly (CommandArguments | undefined)[];
  if (first?.changes !== undefined) {
    await correct(context, target, { type: "editFigure", id: annotation.id, changes: first.changes });
    return;
  }
  const annotations = context.store.last(target.document.uri)?.annotations ?? [];
  const before = { ...draftOf(annotation.figure), links: linksOf(annotation, annotations) };
  const { range, text } = annotation;
  const form = { title: l10n.t("Edit “{0}”", short(text)), own: annotation, range, annotations };
  const after = await context.asking(() => askFields(form, before));
  if (!after) return;
  const { id } = annotation;
  const changes = changed(before, after);
  // Who saves a figure as it is says that it is right.
  await correct(
    context,
    target,
    Object.keys(changes).length > 0 ? { type: "editFigure", id, changes } : { type: "accept", ids: [id] },
  );
}

/** With the cursor on a name inside a figure, the smallest figure around it is meant. */
function aroundCursor({ store }: CommandContext, args: readonly unknown[]): PublishedAnnotation | undefined {
  const editor = activeEditor();
  if (args.length > 0 || !editor) return undefined;
  const figures = store.of(editor.document)?.annotations.filter(({ kind }) => kind === "figure");
  return meant(figures ?? [], focusOf(editor))[0];
}

/** Makes the selection a casualty figure and asks for its fields. */
export async function addFigure(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const editor = activeEditor();
  if (!editor) return say(l10n.t("Open an article first."));
  const [first] = args as [CommandArguments | undefined];
  const range = first?.range ?? (editor.selection.isEmpty ? undefined : fromRange(editor.selection));
  if (!range) return say(l10n.t("Select the words that state the number and the victims first."));
  const { document } = editor;
  const seen: Seen = { document, version: document.version };
  if (refused(context, document)) return;
  const text = document.getText(toRange(range));
  const read = await proposal(context, seen, range);
  if (!read) return;
  const harm = await context.asking(() => pickOne(l10n.t("What happened to them?"), harms, "killed"));
  if (harm === undefined) return;
  const draft: FigureDraft = {
    ...{ min: null, max: null, qualifier: "vague", victims: null },
    ...{ victimType: "unknown", perpetrator: null, place: null, date: null, source: null },
    ...{ scope: "incident", status: "asserted" },
    ...read,
    harm,
    links: noLinks,
  };
  const annotations = context.store.last(document.uri)?.annotations ?? [];
  const form = { title: l10n.t("Add “{0}”", short(text)), own: null, range, annotations };
  const after = await context.asking(() => askFields(form, draft));
  if (!after) return;
  const { links, ...fields } = after;
  const changes = { ...fields, links: changedLinks(noLinks, links) };
  await correct(context, seen, { type: "addFigure", range, changes });
}

/** What the server reads in the words: bounds and victims. Undefined where it refuses, which has been shown then. */
async function proposal(
  { client }: CommandContext,
  { document, version }: Seen,
  range: ProposeParams["range"],
): Promise<FigureChanges | undefined> {
  const params: ProposeParams = { uri: document.uri.toString(), version, range };
  try {
    return (await (await client()).sendRequest<ProposeResult>(propose, params)).changes;
  } catch (error) {
    warn(error);
    return undefined;
  }
}

const draftOf = (figure: PublishedFigure): Omit<FigureDraft, "links"> => ({
  harm: figure.harm,
  min: figure.min,
  max: figure.max,
  qualifier: figure.qualifier,
  victims: figure.victims,
  victimType: figure.victimType,
  perpetrator: figure.perpetrator,
  place: figure.place,
  date: figure.date,
  source: figure.source,
  scope: figure.scope,
  status: figure.status,
});
