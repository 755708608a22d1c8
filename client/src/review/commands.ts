import * as l10n from "@vscode/l10n";
import { commands, type QuickPickItem, Range, Uri, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { showArticle } from "../articles.ts";
import { setAttribute } from "../commands/attributes.ts";
import {
  activeEditor,
  type Command,
  type CommandContext,
  correct,
  refused,
  say,
  targetOf,
  warn,
} from "../commands/context.ts";
import { correctWhatIsThere } from "../commands/correctHere.ts";
import { idsFor, moveEdge, revert } from "../commands/corrections.ts";
import { suggestionCount } from "../counts.ts";
import { markDone } from "../dataset/commands.ts";
import { focusOf, focusOn, selectionsOf } from "../focus.ts";
import { labelWithKey } from "../projects.ts";
import { fromRange, toRange } from "../ranges.ts";
import { showKeys } from "./keys.ts";
import type { ReviewMode } from "./mode.ts";
import { goToArticle, openSuggestions, selectAnnotation, suggestionFrom } from "./walk.ts";

/** The commands of the review mode, by name: those about what an article shows, and those for which that does not matter. */
export function reviewCommands(mode: ReviewMode): {
  readonly onArticle: Readonly<Record<string, Command>>;
  readonly inTurn: Readonly<Record<string, Command>>;
} {
  return {
    onArticle: {
      "dateline.review": async (context) => {
        if (!mode.active && !activeEditor()) return say(l10n.t("Open an article to review it."));
        await mode.set(!mode.active);
        // By a button or in the status bar: the next key is for the text again.
        await commands.executeCommand("workbench.action.focusActiveEditorGroup");
        if (!mode.active) return;
        context.trail.clear();
        await begin(context, mode);
      },
      "dateline.review.next": (context) => goOn(context, 1, mode),
      "dateline.review.previous": (context) => goOn(context, -1, mode),
      "dateline.review.accept": (context) => settle(context, deciding(context, "accept")),
      "dateline.review.reject": (context) => settle(context, deciding(context, "reject")),
      "dateline.review.label": (context, [key]) => settle(context, labelling(context, String(key))),
      "dateline.review.edge": async (context, [name]) => {
        const edge = protocol.edges.find((one) => one === name);
        if (edge) await moveEnd(context, edge);
      },
      "dateline.review.attribute": (context) => setAttribute(context, []),
      "dateline.review.edit": (context) => correctWhatIsThere(context, [], true),
      "dateline.review.undo": (context) => undoLast(context, mode),
      "dateline.review.paragraph": acceptParagraph,
      "dateline.review.confident": acceptConfident,
      "dateline.review.done": async (context) => {
        const uri = activeEditor()?.document.uri.toString();
        const result = await markDone(context, []);
        if (!uri || !result || result.leftOut.length > 0) return;
        if (result.changed.length > 0) context.trail.made(uri);
        await goToArticle(context, 1, mode);
      },
    },
    inTurn: {
      "dateline.review.leave": () => mode.set(false),
      "dateline.review.keys": showKeys,
    },
  };
}

/** Moves an end of the annotation at the cursor by a word; where there is none, an end of the selection. */
async function moveEnd(context: CommandContext, edge: protocol.Edge): Promise<void> {
  const editor = activeEditor();
  if (!editor || (targetOf(context, [])?.annotations.length ?? 0) > 0) return moveEdge(context, edge, []);
  const { document } = editor;
  const { start, end } = focusOf(editor);
  const text = document.getText();
  const moved = protocol.movedEdge(
    text,
    { start: document.offsetAt(start), end: document.offsetAt(end) },
    edge,
  );
  if (!moved) return say(l10n.t("There is no further word on this line."));
  // From a cursor inside a word on, the word is meant, not the rest of it.
  const isCursor = start.isEqual(end) && edge === "extendEnd";
  const word = isCursor && protocol.movedEdge(text, { start: moved.end, end: moved.end }, "extendStart");
  focusOn(editor, new Range(document.positionAt((word || moved).start), document.positionAt(moved.end)));
}

/** Corrects what is selected, and goes on to the next suggestion of the article if that could be done. */
async function settle(context: CommandContext, correction: protocol.WireCorrection | null): Promise<void> {
  const editor = activeEditor();
  if (!editor || !correction || refused(context, editor.document)) return;
  const { document } = editor;
  if (!(await correct(context, { document, version: document.version }, correction))) return;
  const published = context.store.of(document);
  const same = published?.annotations.find(
    ({ status, range }) => status === "suggested" && toRange(range).isEqual(focusOf(editor)),
  );
  if (same) return say(l10n.t("Still open on these words: {0}", protocol.isolated(inWords(same))));
  const found = published && suggestionFrom(published, focusOf(editor), 1);
  if (found) return selectAnnotation(found);
  // What nobody suggested can be annotated only while the article is there: it is left by a key of its own.
  const open = published ? openSuggestions(published).length : 0;
  say(
    open === 0
      ? l10n.t("Every suggestion of this article is decided. D: done, and on to the next article. Space: on.")
      : l10n.t(
          "From here on every suggestion is decided, before it {0} are open. P: back. Space: on to the next article.",
          open,
        ),
  );
}

/** Selects the suggestion at the cursor, else the next one; else goes on to the next article. */
async function begin(context: CommandContext, mode: ReviewMode): Promise<void> {
  const editor = activeEditor();
  const published = editor && context.store.of(editor.document);
  if (!editor || !published) return;
  const here = targetOf(context, [])?.annotations.find(({ status }) => status === "suggested");
  const first = here ?? suggestionFrom(published, focusOf(editor), 1) ?? openSuggestions(published)[0];
  if (first) selectAnnotation(first);
  else await goToArticle(context, 1, mode);
}

/** To the next or previous suggestion, in this article or behind its last one in the next that has some. */
async function goOn(context: CommandContext, direction: 1 | -1, mode: ReviewMode): Promise<void> {
  const editor = activeEditor();
  const published = editor && context.store.of(editor.document);
  if (!editor || !published) return say(l10n.t("The article is being read; press the key again."));
  const found = suggestionFrom(published, focusOf(editor), direction);
  if (found) selectAnnotation(found);
  else await goToArticle(context, direction, mode);
}

const inWords = ({ label, figure }: protocol.PublishedAnnotation): string =>
  figure ? `${protocol.termOf(figure.harm)} ${figure.count}` : (label ?? "");

function selectedIds(context: CommandContext, type: "accept" | "reject"): string[] {
  const target = targetOf(context, []);
  const me = target ? (context.store.of(target.document)?.annotator ?? null) : null;
  return idsFor(type, target?.annotations ?? [], me);
}

function deciding(context: CommandContext, type: "accept" | "reject"): protocol.WireCorrection | null {
  const ids = selectedIds(context, type);
  if (ids.length > 0) return { type, ids };
  say(
    type === "accept"
      ? l10n.t("There is nothing to accept at the cursor.")
      : l10n.t("There is nothing to reject at the cursor."),
  );
  return null;
}

/** The label with a key: on an entity its new label, or the decision that it is right; on other words a new annotation. */
function labelling(context: CommandContext, key: string): protocol.WireCorrection | null {
  const editor = activeEditor();
  if (!editor) return null;
  const label = labelWithKey(editor.document.uri, key)?.name;
  if (label === undefined) {
    say(l10n.t("No label of this project has the key {0}.", key.toUpperCase()));
    return null;
  }
  const found = targetOf(context, [])?.annotations ?? [];
  const exact = found.filter(({ range }) => toRange(range).isEqual(focusOf(editor)));
  const entities = (focusOf(editor).isEmpty ? found : exact).filter(({ kind }) => kind === "entity");
  if (entities.length > 0) {
    const ids = entities.map(({ id }) => id);
    const isRight = entities.every((entity) => entity.label === label && entity.status === "suggested");
    return isRight ? { type: "accept", ids } : { type: "relabel", ids, label };
  }
  if (!focusOf(editor).isEmpty && exact.length === 0)
    return { type: "label", ids: [], ranges: selectionsOf(editor).map(fromRange), label };
  say(l10n.t("A casualty figure has no label; press E to edit it."));
  return null;
}

/** Takes the last decision of the review back, in its article, and selects what is to be decided again. */
async function undoLast(context: CommandContext, mode: ReviewMode): Promise<void> {
  const uri = context.trail.last();
  if (uri === undefined) return say(l10n.t("There is no decision of this review to take back."));
  if (uri !== activeEditor()?.document.uri.toString())
    await mode.leaving(() => showArticle(context.store, Uri.parse(uri)));
  const placesOf = (): Map<string, protocol.PublishedAnnotation> => {
    const document = activeEditor()?.document;
    const published = document && context.store.of(document);
    const open = published ? openSuggestions(published) : [];
    return new Map(open.map((one) => [`${one.kind} ${JSON.stringify(one.range)} ${one.label}`, one]));
  };
  const before = placesOf();
  await revert(context, false, []);
  for (const [place, annotation] of placesOf())
    if (!before.has(place)) {
      selectAnnotation(annotation);
      return;
    }
}

async function acceptParagraph(context: CommandContext): Promise<void> {
  const editor = activeEditor();
  const published = editor && context.store.of(editor.document);
  if (!editor || !published) return;
  const { document, selection } = editor;
  try {
    const { range } = await (await context.client()).sendRequest<protocol.ParagraphResult>(
      protocol.paragraph,
      {
        uri: document.uri.toString(),
        version: published.version,
        position: fromRange(selection).start,
      } satisfies protocol.ParagraphParams,
    );
    const whole = range && toRange(range);
    const ids = openSuggestions(published)
      .filter((one) => whole?.contains(toRange(one.range)))
      .map(({ id }) => id);
    if (ids.length === 0) return say(l10n.t("Nothing in this paragraph is left to accept."));
    await settle(context, { type: "accept", ids });
  } catch (error) {
    warn(error);
  }
}

const LEVELS = [0.99, 0.95, 0.9, 0.8, 0.7, 0.5];

async function acceptConfident(context: CommandContext): Promise<void> {
  const editor = activeEditor();
  const published = editor && context.store.of(editor.document);
  if (!published) return;
  const open = openSuggestions(published);
  const above = (level: number): string[] =>
    open.filter(({ confidence }) => (confidence ?? 0) >= level).map(({ id }) => id);
  const items = LEVELS.map((level): QuickPickItem & { ids: string[] } => {
    const ids = above(level);
    return {
      label: l10n.t("{0} % and more", Math.round(level * 100)),
      description: suggestionCount(ids.length),
      ids,
    };
  }).filter(({ ids }, n, all) => ids.length > 0 && ids.length !== all[n - 1]?.ids.length);
  if (items.length === 0) return say(l10n.t("Nothing in this article is left to accept."));
  const options = {
    title: l10n.t("Accept all suggestions of this article above a confidence ({0} are open)", open.length),
    placeHolder: l10n.t("They can be taken back in one step"),
  };
  const picked = await context.asking(() => window.showQuickPick(items, options));
  if (picked) await settle(context, { type: "accept", ids: picked.ids });
}
