import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { nothingIn } from "../../server/src/analysis.ts";
import { splitsNumber } from "../../server/src/annotations/anchor.ts";
import { type Annotation, mapOffsets } from "../../server/src/annotations/annotation.ts";
import { type Correction, CorrectionError, changeOf } from "../../server/src/annotations/correction.ts";
import { lineEndMap } from "../../server/src/annotations/lineEnds.ts";
import {
  type Article,
  changeArticle,
  editArticle,
  newArticle,
  revertArticle,
} from "../../server/src/article.ts";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";
import { changesOf } from "../../server/src/incoming.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { trimmed } from "../../server/src/text/span.ts";
import { anchoredIn } from "../../server/src/workspace/sidecars.ts";
import { type Random, type Replacement, randomAct, traced } from "./edits.ts";
import { numbers, plain } from "./truth.ts";

/** What random sessions of editing, undo and redo came to. */
export interface Sessions {
  sessions: number;
  edits: number;
  undone: number;
  corrections: number;
  /** Annotations that were neither touched nor lost, and stood on other words than their own. */
  wrong: number;
  /** Sessions after which, all undone, something was not as in the beginning. */
  unlike: number;
  /** The first faults, for reading. */
  readonly faults: string[];
}

export const newSessions = (): Sessions => ({
  sessions: 0,
  edits: 0,
  undone: 0,
  corrections: 0,
  wrong: 0,
  unlike: 0,
  faults: [],
});

/** An editor with the stacks of undo and redo that VS Code has: each stop is the text before it. */
interface Editor {
  readonly article: Article;
  readonly next: Random;
  /** Whether the editor tells of undo and redo. */
  readonly tells: boolean;
  undo: string[];
  redo: string[];
  version: number;
}

const halves = (text: string, at: number): boolean =>
  (text[at] === "\n" && text[at - 1] === "\r") || (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** What an editor sends for the difference of two texts: what differs, or at times all of it. */
function difference(before: string, after: string, next: Random): Replacement[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let [end, stop] = [before.length, after.length];
  while (end > start && stop > start && before[end - 1] === after[stop - 1]) {
    end--;
    stop--;
  }
  // Between the halves of a line end, or of a letter, is no place.
  if (halves(before, start) || halves(after, start)) start--;
  if (halves(before, end) || halves(after, stop)) {
    end++;
    stop++;
  }
  if (next() < 0.15) [start, end, stop] = [0, before.length, after.length];
  return [{ start, end, by: traced(after.slice(start, stop)) }];
}

/** One `didChange`, as VS Code sends it: all replacements from the end of the text to its beginning. */
function send(editor: Editor, replacements: readonly Replacement[], undone: boolean): void {
  const { article } = editor;
  const { document } = article;
  const changes = [...replacements]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .map(({ start, end, by }) => ({
      range: { start: document.positionAt(start), end: document.positionAt(end) },
      text: by.text,
    }));
  for (const edit of changesOf(document, ++editor.version, changes))
    editArticle(article, edit, undone && editor.tells);
}

const textOf = ({ article }: Editor): string => article.document.getText();

function stop(editor: Editor): void {
  editor.undo.push(textOf(editor));
  editor.redo = [];
}

/** Types a few words key by key, which are one stop of undo, at up to three cursors. */
function types(editor: Editor): void {
  const { next } = editor;
  stop(editor);
  const text = textOf(editor);
  const typed = ["in ", "Aden", "12", " وعدن", "s", "\n", "😀", "thousand "][Math.floor(next() * 8)] ?? "";
  let cursors = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
    Math.floor(next() * text.length),
  ).map((at) => (halves(text, at) ? at - 1 : at));
  cursors = [...new Set(cursors)].sort((a, b) => a - b);
  for (const key of typed) {
    send(
      editor,
      cursors.map((at) => ({ start: at, end: at, by: traced(key) })),
      false,
    );
    cursors = cursors.map((at, n) => at + key.length * (n + 1));
  }
}

/** Cuts lines in one edit and pastes them in another. */
function cutsAndPastes(editor: Editor): void {
  const lines = [...textOf(editor).matchAll(/[^\n]+\n*/g)];
  const line = lines[Math.floor(editor.next() * lines.length)];
  if (!line || lines.length < 3) return;
  stop(editor);
  send(editor, [{ start: line.index, end: line.index + line[0].length, by: traced("") }], false);
  stop(editor);
  const rest = [...textOf(editor).matchAll(/[^\n]+\n*/g)];
  const at = rest[Math.floor(editor.next() * rest.length)]?.index ?? 0;
  send(editor, [{ start: at, end: at, by: traced(line[0]) }], false);
}

function edits(editor: Editor, foreign: string): void {
  const replacements = randomAct(traced(textOf(editor)), editor.next, foreign);
  if (!replacements) return;
  const text = textOf(editor);
  if (replacements.some(({ start, end }) => halves(text, start) || halves(text, end))) return;
  stop(editor);
  send(editor, replacements, false);
}

function travels(editor: Editor, back: boolean): boolean {
  const [from, to] = back ? [editor.undo, editor.redo] : [editor.redo, editor.undo];
  const text = from.pop();
  if (text === undefined) return false;
  const now = textOf(editor);
  to.push(now);
  if (text !== now) send(editor, difference(now, text, editor.next), true);
  return true;
}

function fault({ faults }: Sessions, what: string): void {
  if (faults.length < 200) faults.push(what);
}

let ids = 0;

/** A random correction, or the last one taken back or made again; what does not fit is refused, as for an annotator. */
function corrects({ article, next }: Editor): void {
  if (next() < 0.3) {
    revertArticle(article, next() < 0.3);
    return;
  }
  const text = article.document.getText();
  const one = article.decided[Math.floor(next() * article.decided.length)];
  const word = [...text.matchAll(/\p{L}+/gu)][Math.floor(next() * 40)];
  const span = word ? { start: word.index, end: word.index + word[0].length } : null;
  const choices: (Correction | null)[] = [
    one ? { type: "accept", ids: [one.id] } : null,
    one ? { type: "reject", ids: [one.id] } : null,
    one ? { type: "remove", ids: [one.id] } : null,
    one?.kind === "entity" ? { type: "relabel", ids: [one.id], label: "ORG" } : null,
    one && span ? { type: one.status === "orphaned" ? "place" : "resize", id: one.id, span } : null,
    span ? { type: "add", span, label: "LOC" } : null,
  ];
  const correction = choices[Math.floor(next() * choices.length)];
  if (!correction) return;
  try {
    const change = changeOf(article.decided, correction, {
      text,
      header: {},
      detections: nothingIn(text, {}),
      by: "annotator",
      at: `2026-01-01T00:00:${String(ids % 60).padStart(2, "0")}.${ids}Z`,
      detector: "dateline@0",
      newId: () => `own${++ids}`,
    });
    ids++;
    if (change.added.length + change.removed.length > 0) changeArticle(article, change);
  } catch (error) {
    if (!(error instanceof CorrectionError)) throw error;
  }
}

/** Annotations that are on other words than their own and say nothing of it. */
function misplaced({ article }: Editor): Annotation[] {
  const text = article.document.getText();
  return article.decided.filter((one) => {
    if (one.status === "orphaned" || one.touched) return false;
    const words = text.slice(one.start, one.end);
    if (plain(words) !== plain(one.quote) || splitsNumber(text, one.start, one.end)) return true;
    const own = one.prefix + one.quote + one.suffix;
    const place = { start: one.prefix.length, end: one.prefix.length + one.quote.length };
    return trimmed(text, one) === null || numbers(own, place) !== numbers(text, one);
  });
}

/**
 * A session of an annotator on an article: edits, undo, redo and corrections as they come; then all of the text and all
 * corrections are undone, and everything must be as it was.
 */
export function session(
  { text, annotations }: { readonly text: string; readonly annotations: readonly Annotation[] },
  foreign: string,
  seed: number,
  count: Sessions,
): void {
  const next = randomFrom(seed);
  const first = next() < 0.3 ? text.replaceAll("\n", "\r\n") : text;
  const document = TextDocument.create("file:///a.txt", "article", 0, first);
  const article = newArticle(document, defaultSettings);
  const map = lineEndMap(text, first) ?? ((offset: number) => offset);
  article.decided = anchoredIn(
    first,
    annotations.map((one) => mapOffsets(one, map)),
  );
  const editor: Editor = { article, next, tells: next() < 0.5, undo: [], redo: [], version: 0 };
  const before = article.decided;
  const steps = 3 + Math.floor(next() * 10);
  const look = (what: string): void => {
    for (const one of misplaced(editor)) {
      count.wrong++;
      const around = textOf(editor).slice(Math.max(0, one.start - 20), one.end + 20);
      fault(count, `seed ${seed} ${what}: “${one.quote}” on ${JSON.stringify(around)}`);
    }
  };
  for (let step = 0; step < steps; step++) {
    const dice = next();
    if (dice < 0.3) edits(editor, foreign);
    else if (dice < 0.45) types(editor);
    else if (dice < 0.55) cutsAndPastes(editor);
    else if (dice < 0.75) count.undone += Number(travels(editor, true));
    else if (dice < 0.85) count.undone += Number(travels(editor, false));
    else {
      corrects(editor);
      count.corrections++;
    }
    count.edits++;
    look(`step ${step}`);
  }
  while (travels(editor, true)) {
    count.undone++;
    look("undoing");
  }
  while (revertArticle(article, false)) look("taking back");
  count.sessions++;
  const sorted = (list: readonly Annotation[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  try {
    assert.equal(textOf(editor), first);
    assert.deepEqual(sorted(article.decided), sorted(before));
  } catch (error) {
    count.unlike++;
    fault(count, `seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
