import * as l10n from "@vscode/l10n";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Annotation } from "./annotations/annotation.ts";
import { type TextChange, textChange } from "./annotations/change.ts";
import { applyChange, type Change, CorrectionError, inverse } from "./annotations/correction.ts";
import { changedHeader, isHeaderAsLeft, mergedHeader } from "./annotations/header.ts";
import { mergeAnnotations, sameDecision } from "./annotations/merge.ts";
import type { Plain } from "./annotations/mergeRecords.ts";
import type { SidecarProblem } from "./annotations/sidecar.ts";
import { follow, type History, noHistory } from "./annotations/textHistory.ts";
import type { Settings } from "./settings.ts";
import type { Loaded } from "./workspace/sidecars.ts";

/** How many corrections of an article can be taken back. */
const UNDO_DEPTH = 200;

/**
 * An open article: its text as the editor has it, and the decisions on it, always in UTF-16 code units of that text.
 * Invariant: `decided` is `base` with the annotator's corrections, and `base` is `disk` with the text's edits; what the
 * file has and memory has not is merged in before anything is written.
 */
export interface Article {
  readonly uri: string;
  document: TextDocument;
  settings: Settings;
  decided: readonly Annotation[];
  /** Further keys of the sidecar's header, with what the annotator says of the article as a whole. */
  header: Plain;
  /** The sidecar as it was last read or written. */
  disk: Loaded;
  /**
   * The decisions that it had, moved along with the text since: what differs between them and `decided` was decided
   * here, and is not written yet.
   */
  base: readonly Annotation[];
  /** The same of the header. */
  baseHeader: Plain;
  /** What is being written, moved along likewise: it is the base when that is done. */
  writing: readonly Annotation[];
  /** The places are those of the sidecar, or were written into it; false where they were looked for in another text. */
  fits: boolean;
  /** The hash of the file that the editor's text goes back to; null where that is not known. */
  origin: string | null;
  /** The day of publication that detection last went by. */
  published: string | null;
  /** The version of the project's names that detection last went by; null for none. */
  names: string | null;
  /** Why the file cannot be annotated at all; null where it can. While it stands nothing is read or written. */
  refused: string | null;
  /** Why the sidecar cannot be used; null where it can. While it stands nothing is corrected or written. */
  sidecarProblem: SidecarProblem | null;
  /** Why decisions are in memory alone; null where they are saved. */
  unsaved: string | null;
  /** Decisions have changed, or moved with the text, since they were written. */
  dirty: boolean;
  /** The file begins with a byte order mark, which the editor hides. */
  bom: boolean;
  /**
   * The version of the text that is on disk, with the text and the hash of the bytes there; null where that is not
   * known. The two texts differ in their line ends at most.
   */
  saved: { readonly version: number; readonly sha256: string; readonly text: string } | null;
  undo: readonly Change[];
  redo: readonly Change[];
  /** The edits of the text, so that annotations go back with it. */
  history: History;
  /** Resolved when the sidecar has been read. */
  ready: Promise<void>;
  /** Reading and writing of the sidecar, one after the other. */
  storage: Promise<void>;
}

/** Texts that are no files have no place for a sidecar. */
export const isStored = (article: Article): boolean => !/^(untitled|git|output|vscode):/.test(article.uri);

/** An article as it is opened, before its sidecar is read. */
export const newArticle = (document: TextDocument, settings: Settings): Article => ({
  uri: document.uri,
  document,
  settings,
  decided: [],
  header: {},
  disk: { state: "absent" },
  base: [],
  baseHeader: {},
  writing: [],
  fits: true,
  origin: null,
  published: null,
  names: null,
  refused: null,
  sidecarProblem: null,
  unsaved: null,
  dirty: false,
  bom: false,
  saved: null,
  undo: [],
  redo: [],
  history: noHistory,
  ready: Promise.resolve(),
  storage: Promise.resolve(),
});

/** An article that was closed before it could be written goes on with what was decided, in the text as it is now. */
export function continueArticle(article: Article, former: Article): void {
  editArticle(former, textChange(former.document.getText(), article.document.getText()));
  article.decided = former.decided;
  article.header = former.header;
  article.disk = former.disk;
  article.base = former.base;
  article.baseHeader = former.baseHeader;
  article.fits = former.fits;
  article.undo = former.undo;
  article.redo = former.redo;
  article.history = former.history;
  article.unsaved = former.unsaved;
  article.dirty = true;
}

/** What could not be written of an article at another place is among the decisions on one that is open there. */
export function joinArticle(article: Article, former: Article): void {
  editArticle(former, textChange(former.document.getText(), article.document.getText()));
  article.decided = mergeAnnotations(former.base, article.decided, former.decided).annotations;
  article.header = mergedHeader(former.baseHeader, article.header, former.header);
  article.dirty = true;
}

/** Whether decisions are in memory alone because writing them failed. */
export const isUnsaved = ({ dirty, unsaved }: Article): boolean => dirty && unsaved !== null;

/**
 * Takes a change of the text into account, in the decisions and in all that undoing a correction would put back.
 * `undone`: the editor says that it is an undo or a redo of the text.
 */
export function editArticle(article: Article, edit: TextChange, undone = false): void {
  if (edit.edits.length === 0) return;
  const { decided, base, writing, undo, redo } = article;
  const kept = [...undo, ...redo].flatMap(({ removed, added }) => [...removed, ...added]);
  const { history, moved } = follow(
    article.history,
    edit,
    [...decided, ...base, ...writing, ...kept],
    undone,
  );
  const of = (annotation: Annotation): Annotation => moved.get(annotation) ?? annotation;
  const ofChange = ({ removed, added, ...act }: Change): Change => ({
    ...act,
    removed: removed.map(of),
    added: added.map(of),
  });
  if (decided.length > 0) article.dirty = true;
  article.history = history;
  article.decided = decided.map(of);
  article.base = base.map(of);
  article.writing = writing.map(of);
  article.undo = undo.map(ofChange);
  article.redo = redo.map(ofChange);
}

/** Makes a correction's change, which can be taken back. */
export function changeArticle(article: Article, change: Change): void {
  apply(article, change);
  article.undo = [...article.undo.slice(1 - UNDO_DEPTH), change];
  article.redo = [];
  article.dirty = true;
}

/** Others have removed decisions that were held: that can be taken back as a correction can. */
export function forgetInArticle(article: Article, held: Held): void {
  const stand = new Set(article.decided.map(({ id }) => id));
  const removed = held.decided.filter(({ id }) => !stand.has(id));
  const gone = Object.entries(held.header).filter(([key]) => !(key in article.header));
  const header = {
    before: Object.fromEntries(gone),
    after: Object.fromEntries(gone.map(([key]) => [key, null])),
  };
  const change = { removed, added: [], ...(gone.length > 0 ? { header } : {}) };
  article.undo = [...article.undo.slice(1 - UNDO_DEPTH), change];
  article.redo = [];
}

/** What is held of an article in memory. */
export type Held = Pick<Article, "decided" | "header">;

function apply(article: Article, change: Change): void {
  article.decided = applyChange(article.decided, change);
  if (change.header) article.header = changedHeader(article.header, change.header);
}

/**
 * Takes the last correction back, or with `again` makes the last one taken back; null where there is none.
 * @throws CorrectionError where what it left has been decided otherwise since, by another program: that stands
 */
export function revertArticle(article: Article, again: boolean): Change | null {
  const stack = again ? article.redo : article.undo;
  const last = stack.at(-1);
  if (!last) return null;
  const rest = stack.slice(0, -1);
  const stands = isAsLeft(article, last);
  const change = inverse(last);
  if (again) article.redo = rest;
  else article.undo = rest;
  if (!stands)
    throw new CorrectionError(
      l10n.t("Another program has decided otherwise since; the correction is left as it is."),
    );
  apply(article, change);
  if (again) article.undo = [...article.undo, change];
  else article.redo = [...article.redo, change];
  article.dirty = true;
  return change;
}

/**
 * What takes a part of an act on several articles back: a change of its own; `done` where it was undone in the article
 * itself; `changed` where what it left has been decided otherwise since.
 */
export function takenBack(article: Article, change: Change): Change | "done" | "changed" {
  const isPart = ({ act }: Change): boolean => act !== undefined && act === change.act;
  // What stands in the article's own history has moved along with its text.
  const own = article.undo.findLast(isPart) ?? change;
  if (isAsLeft(article, own)) {
    const { act: _, ...back } = inverse(own);
    return back;
  }
  const undone = inverse(article.redo.findLast(isPart) ?? change);
  return isAsLeft(article, undone) ? "done" : "changed";
}

/**
 * Takes a part of an act on several articles back, wherever it stands in the article's history; false where what it left
 * has been decided otherwise since. The last correction is undone as any, so that it can be made again.
 */
export function takeBackIn(article: Article, change: Change): boolean {
  const back = takenBack(article, change);
  if (typeof back === "string") return back === "done";
  if (article.undo.at(-1)?.act === change.act) revertArticle(article, false);
  else changeArticle(article, back);
  return true;
}

/** Whether the decisions are still those that a change left. */
function isAsLeft({ decided, header }: Article, { removed, added, header: said }: Change): boolean {
  if (said && !isHeaderAsLeft(header, said)) return false;
  const left = new Map(added.map((annotation) => [annotation.id, annotation]));
  const gone = new Set(removed.map(({ id }) => id));
  let found = 0;
  for (const one of decided) {
    const expected = left.get(one.id);
    if (expected) {
      if (!sameDecision(one, expected)) return false;
      found++;
    } else if (gone.has(one.id)) return false;
  }
  return found === left.size;
}

/**
 * Brings in what the sidecar on disk says now, placed in the article's present text; what was decided here since it was
 * last read stands. Gives the ids that were decided differently on both sides.
 */
export function absorb(article: Article, disk: readonly Annotation[], header: Plain): readonly string[] {
  const merged = mergeAnnotations(article.base, article.decided, disk);
  article.decided = merged.annotations;
  article.base = disk;
  article.header = mergedHeader(article.baseHeader, article.header, header);
  article.baseHeader = header;
  return merged.conflicts;
}
