import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Annotation } from "./annotations/annotation.ts";
import type { TextChange } from "./annotations/change.ts";
import { applyChange, type Change, inverse } from "./annotations/correction.ts";
import { afterEdit } from "./annotations/edit.ts";
import { mergeAnnotations } from "./annotations/merge.ts";
import type { SidecarProblem } from "./annotations/sidecar.ts";
import type { Settings } from "./settings.ts";
import type { ArticleVersion, Loaded } from "./workspace/sidecars.ts";

/** How many corrections of an article can be taken back. */
const UNDO_DEPTH = 200;

/**
 * An open article: its text as the editor has it, and the decisions on it, always in UTF-16 code units of that text.
 * Invariant: `decided` is `disk` with the annotator's corrections and the text's edits applied; what `disk` has and
 * memory has not is merged in before anything is written.
 */
export interface Article {
  readonly uri: string;
  document: TextDocument;
  settings: Settings;
  decided: readonly Annotation[];
  /** The sidecar as it was last read or written. */
  disk: Loaded;
  /** The day of publication as far as it is known, for the sidecar's header. */
  published: string | null;
  /** Why the sidecar cannot be used; null where it can. While it stands nothing is corrected or written. */
  sidecarProblem: SidecarProblem | null;
  /** Why decisions are in memory alone; null where they are saved. */
  unsaved: string | null;
  /** Decisions have changed, or moved with the text, since they were written. */
  dirty: boolean;
  /** The file begins with a byte order mark, which the editor hides. */
  bom: boolean;
  /** The version of the text that is on disk, and the hash of its bytes there; null where that is not known. */
  saved: { readonly version: number; readonly sha256: string } | null;
  undo: readonly Change[];
  redo: readonly Change[];
  /** Resolved when the sidecar has been read. */
  ready: Promise<void>;
  /** Reading and writing of the sidecar, one after the other. */
  storage: Promise<void>;
}

/** Takes a change of the text into account. */
export function editArticle(article: Article, edit: TextChange): void {
  const moved = (annotation: Annotation): Annotation => afterEdit(annotation, edit);
  const movedChange = ({ removed, added }: Change): Change => ({
    removed: removed.map(moved),
    added: added.map(moved),
  });
  if (article.decided.length > 0) article.dirty = true;
  article.decided = article.decided.map(moved);
  article.undo = article.undo.map(movedChange);
  article.redo = article.redo.map(movedChange);
}

/** Makes a correction's change, which can be taken back. */
export function changeArticle(article: Article, change: Change): void {
  article.decided = applyChange(article.decided, change);
  article.undo = [...article.undo.slice(1 - UNDO_DEPTH), change];
  article.redo = [];
  article.dirty = true;
}

/** Takes the last correction back, or with `again` makes the last one taken back; null where there is none. */
export function revertArticle(article: Article, again: boolean): Change | null {
  const stack = again ? article.redo : article.undo;
  const last = stack.at(-1);
  if (!last) return null;
  const change = inverse(last);
  article.decided = applyChange(article.decided, change);
  const rest = stack.slice(0, -1);
  if (again) {
    article.redo = rest;
    article.undo = [...article.undo, change];
  } else {
    article.undo = rest;
    article.redo = [...article.redo, change];
  }
  article.dirty = true;
  return change;
}

/** Brings in what changed between two states of the sidecar on disk, both placed in the article's present text. */
export function absorb(
  article: Article,
  before: readonly Annotation[],
  after: readonly Annotation[],
): readonly string[] {
  const merged = mergeAnnotations(before, article.decided, after);
  article.decided = merged.annotations;
  return merged.conflicts;
}

/** The article's text with what a sidecar's header says of it. */
export const versionOf = (
  article: Article,
  sha256: string,
  language: ArticleVersion["language"],
): ArticleVersion => ({
  text: article.document.getText(),
  sha256,
  language,
});
