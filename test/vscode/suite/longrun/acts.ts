import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PublishedAnnotation } from "../../../../server/src/protocol.ts";
import { when } from "../support.ts";
import { type Entry, moved, shownEntry } from "./book.ts";
import { type Act, type Desk, entriesOf, pick, run, shown, showsBook } from "./desk.ts";
import { exporting, opening, renaming, saving, switching } from "./fileActs.ts";

const LABELS = ["PERSON", "ORG", "LOC", "NORP", "WEAPON"];
/** What is typed, in the language of the article. */
const SENTENCES = {
  en: [
    " Gunmen killed 12 people near Tangaye on Sunday",
    " The ministry of health said nothing",
    " Two were hurt",
  ],
  ar: [" وقتل 12 شخصا في تعز يوم الأحد", " ولم تعلق وزارة الصحة", " وأصيب اثنان"],
} as const;

const offsetIn =
  ({ editor }: Desk) =>
  ({ line, character }: { line: number; character: number }): number =>
    editor.document.offsetAt(new vscode.Position(line, character));

const entryOf = (desk: Desk, annotation: PublishedAnnotation, status: string): Entry => ({
  ...shownEntry(annotation, offsetIn(desk)),
  status,
});

const at = ({ editor }: Desk, ids: readonly string[]) => ({
  uri: editor.document.uri.toString(),
  version: editor.document.version,
  ids,
});

const isEntry =
  (desk: Desk, annotation: PublishedAnnotation) =>
  (entry: Entry): boolean => {
    const own = entryOf(desk, annotation, annotation.status);
    return (
      own.start === entry.start &&
      own.text === entry.text &&
      own.status === entry.status &&
      JSON.stringify(own.what) === JSON.stringify(entry.what)
    );
  };

/** Puts into the book what is decided now, in place of what was. */
function note(desk: Desk, added: readonly Entry[], gone: (entry: Entry) => boolean = () => false): void {
  desk.book.set(desk.name, [...entriesOf(desk).filter((entry) => !gone(entry)), ...added]);
}

/** Makes an act of what is done to one of the annotations that fit. */
const onOne =
  (
    what: string,
    fits: (annotation: PublishedAnnotation) => boolean,
    act: (desk: Desk, annotation: PublishedAnnotation) => Promise<void>,
  ): Act =>
  async (desk) => {
    const found = (await shown(desk)).filter(fits);
    if (found.length === 0) return null;
    const one = pick(desk, found);
    await act(desk, one);
    await showsBook(desk, desk.editor.document, what);
    return `${what} “${one.text}”`;
  };

/** What others have decided the annotator can only have another opinion on. */
const ANNOTATOR = "sa";

const isSuggested = ({ status }: PublishedAnnotation): boolean => status === "suggested";

const accept = onOne("accept", isSuggested, async (desk, one) => {
  note(desk, [entryOf(desk, one, "accepted")]);
  await run("dateline.accept", at(desk, [one.id]));
});

const reject = onOne("reject", isSuggested, async (desk, one) => {
  note(desk, [entryOf(desk, one, "rejected")]);
  await run("dateline.reject", at(desk, [one.id]));
});

const relabel = onOne(
  "relabel",
  (one) => isSuggested(one) && one.kind === "entity",
  async (desk, one) => {
    const label = pick(
      desk,
      LABELS.filter((other) => other !== one.label),
    );
    note(desk, [{ ...entryOf(desk, one, "corrected"), what: { label } }]);
    await run("dateline.relabel", { ...at(desk, [one.id]), label });
  },
);

const editFigure = onOne(
  "edit figure",
  (one) => isSuggested(one) && one.figure !== null,
  async (desk, one) => {
    const min = 1000 + Math.floor(desk.random() * 1000);
    const changes = { min, max: min + 7 };
    note(desk, [{ ...entryOf(desk, one, "corrected"), what: { harm: one.figure?.harm ?? "", ...changes } }]);
    await run("dateline.editFigure", { ...at(desk, [one.id]), changes });
  },
);

const remove = onOne(
  "remove",
  ({ status, by }) => by === ANNOTATOR && ["accepted", "added", "corrected"].includes(status),
  async (desk, one) => {
    note(desk, [], isEntry(desk, one));
    await run("dateline.remove", at(desk, [one.id]));
  },
);

const rejectDecided = onOne(
  "reject what was accepted",
  ({ status, by }) => by === ANNOTATOR && status === "accepted",
  async (desk, one) => {
    note(desk, [entryOf(desk, one, "rejected")], isEntry(desk, one));
    await run("dateline.reject", at(desk, [one.id]));
  },
);

/** Annotates a word on which nothing stands. */
const add: Act = async (desk) => {
  const { document } = desk.editor;
  const text = document.getText();
  const taken = (await shown(desk)).map(
    ({ range }) => [offsetIn(desk)(range.start), offsetIn(desk)(range.end)] as const,
  );
  const words = [...text.matchAll(/(?<=^|[ \n])\p{L}{4,}(?=[ .,\r\n])/gu)].filter(
    ({ index, 0: word }) => !taken.some(([start, end]) => start < index + word.length && index < end),
  );
  if (words.length === 0) return null;
  const { index, 0: word } = pick(desk, words);
  const label = pick(desk, LABELS);
  const [start, end] = [document.positionAt(index), document.positionAt(index + word.length)];
  note(desk, [{ start: index, text: word, what: { label }, status: "added" }]);
  await run("dateline.add", { ...at(desk, []), range: { start, end }, label });
  await showsBook(desk, document, "adding");
  return `add “${word}” as ${label}`;
};

/** A decision that is taken back, and at times made again. */
const secondThoughts: Act = async (desk) => {
  const before = entriesOf(desk);
  const decided = await pick(desk, [accept, reject, relabel, add, remove])(desk);
  if (decided === null) return null;
  const after = entriesOf(desk);
  const { document } = desk.editor;
  desk.book.set(desk.name, before);
  await run("dateline.undo", at(desk, []));
  await showsBook(desk, document, `undo of: ${decided}`);
  if (desk.random() < 0.5) return `undo: ${decided}`;
  desk.book.set(desk.name, after);
  await run("dateline.redo", at(desk, []));
  await showsBook(desk, document, `redo of: ${decided}`);
  return `undo and redo: ${decided}`;
};

/** Runs the editor's undo or redo until the text is what it was. */
async function until({ editor }: Desk, command: "undo" | "redo", text: string): Promise<void> {
  for (let n = 0; n < 200 && editor.document.getText() !== text; n++) await run(command);
  assert.equal(editor.document.getText(), text, `the text after ${command}`);
}

/** Types at the end of a line where no decision ends, letter by letter; at times it is undone, and made again. */
const typing: Act = async (desk) => {
  const { document } = desk.editor;
  const before = document.getText();
  const entries = entriesOf(desk);
  const ends = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line))
    .filter(({ isEmptyOrWhitespace }) => !isEmptyOrWhitespace)
    .map(({ range }) => document.offsetAt(range.end))
    .filter((end) => !entries.some(({ start, text }) => start < end + 1 && end <= start + text.length));
  if (ends.length === 0) return null;
  const place = pick(desk, ends);
  const sentence = pick(desk, SENTENCES[/\p{Script=Arabic}/u.test(before) ? "ar" : "en"]);
  const position = document.positionAt(place);
  desk.editor.selection = new vscode.Selection(position, position);
  for (const letter of sentence) await run("type", { text: letter });
  const after = before.slice(0, place) + sentence + before.slice(place);
  await when(
    vscode.workspace.onDidChangeTextDocument,
    () => document.getText() === after || undefined,
    "what was typed",
  );
  const later = moved(entries, place, sentence.length);
  desk.book.set(desk.name, later);
  if (desk.random() < 0.5) {
    await showsBook(desk, document, "typing");
    await until(desk, "undo", before);
    desk.book.set(desk.name, entries);
    if (desk.random() < 0.3) {
      await until(desk, "redo", after);
      desk.book.set(desk.name, later);
    }
  }
  await showsBook(desk, document, "typing, with undo and redo");
  return `type ${sentence.length} letters at ${place}`;
};

/** Deletes a paragraph with all that was decided in it, and takes that back. */
const deleting: Act = async (desk) => {
  const { document } = desk.editor;
  const before = document.getText();
  const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line)).filter(
    ({ isEmptyOrWhitespace }) => !isEmptyOrWhitespace,
  );
  if (lines.length === 0) return null;
  const { range } = pick(desk, lines);
  desk.editor.selection = new vscode.Selection(range.start, range.end);
  await run("deleteLeft");
  assert.notEqual(document.getText(), before);
  await shown(desk);
  await until(desk, "undo", before);
  await showsBook(desk, document, "deleting and undo");
  return `delete line ${range.start.line + 1}, and undo`;
};

/** How often each act comes, of all together. */
const ACTS: readonly (readonly [number, Act])[] = [
  [6, accept],
  [4, reject],
  [2, relabel],
  [3, editFigure],
  [2, add],
  [1, remove],
  [1, rejectDecided],
  [2, secondThoughts],
  [3, typing],
  [1, deleting],
  [1, saving],
  [4, opening],
  [0.8, renaming],
  [0.8, switching],
  [0.3, exporting],
];

/** An act by chance, as often as each should come. */
export function nextAct(random: () => number): Act {
  const all = ACTS.reduce((sum, [share]) => sum + share, 0);
  let left = random() * all;
  for (const [share, act] of ACTS) {
    left -= share;
    if (left < 0) return act;
  }
  return accept;
}
