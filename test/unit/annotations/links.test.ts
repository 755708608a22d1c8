import assert from "node:assert/strict";
import { test } from "node:test";
import type { FigureRecord } from "../../../server/src/annotations/annotation.ts";
import { type Correction, changeOf, type FigureChanges } from "../../../server/src/annotations/correction.ts";
import { shownFigures } from "../../../server/src/annotations/shownFigures.ts";
import { contextFor, corrected } from "../../support/annotations.ts";

const TEXT =
  "Ten people were killed in Aden on Friday. Three children were wounded near Taiz. Two women were killed, police said.";
const { detections } = contextFor(TEXT);

/** The id of a suggestion on words. */
function idOf(words: string): string {
  const found = [...detections.entities, ...detections.figures].find(({ text }) => text === words);
  assert.ok(found, words);
  return found.id;
}

const edit = (words: string, changes: FigureChanges): Correction => ({
  type: "editFigure",
  id: idOf(words),
  changes,
});

/** The record of a figure after changes; what it refers to as `role words`. */
function after(words: string, changes: FigureChanges): FigureRecord & { readonly refers: string[] } {
  const [one] = corrected(TEXT, edit(words, changes));
  assert.ok(one?.kind === "figure");
  const refers = one.figure.mentions.map(({ role, start, end }) => `${role} ${TEXT.slice(start, end)}`);
  return { ...one.figure, refers };
}

test("a field is taken from a mention, which takes the place of the one before and gives its words", () => {
  const { place, refers } = after("Ten people", { links: { place: [idOf("Taiz")] } });
  assert.deepEqual([place, refers], ["Taiz", ["place Taiz"]]);
  const said = after("Ten people", { place: "the port", links: { place: [idOf("Aden")] } });
  assert.deepEqual([said.place, said.refers], ["the port", ["place Aden"]]);
  const typed = after("Ten people", { place: "Shabwa", links: { place: [] } });
  assert.deepEqual([typed.place, typed.refers], ["Shabwa", []]);
});

test("a figure that is made part of another counts no longer, whatever the harm", () => {
  const part = (words: string, whole: string): string | null => {
    const decided = corrected(TEXT, edit(words, { links: { partOf: [idOf(whole)] } }));
    const others = detections.figures.filter(({ text }) => text !== words);
    const figures = shownFigures(detections, others, decided);
    const target = figures.find(({ text }) => text === words)?.partOf;
    return figures.find(({ id }) => id === target)?.text ?? null;
  };
  assert.equal(part("Two women", "Ten people"), "Ten people");
  assert.equal(part("Three children", "Ten people"), "Ten people");
});

test("several figures may be contradicted; an empty list takes links away", () => {
  const both = after("Two women", { links: { conflictsWith: [idOf("Ten people"), idOf("Three children")] } });
  assert.deepEqual(both.refers.slice(-2), ["conflictsWith Ten people", "conflictsWith Three children"]);
  const none = after("Ten people", { links: { place: [] } });
  assert.deepEqual(none.refers, []);
});

test("what cannot be referred to is refused in words", () => {
  const refused = (words: string, links: FigureChanges["links"] & object, why: RegExp): void =>
    void assert.throws(() => changeOf([], edit(words, { links }), contextFor(TEXT)), why);
  refused("Ten people", { place: [idOf("Two women")] }, /“place” is a mention, which “Two women” is not/);
  refused("Ten people", { partOf: [idOf("Aden")] }, /“part of” is another figure, which “Aden” is not/);
  refused("Ten people", { sameAs: [idOf("Ten people")] }, /cannot be “same as” itself/);
  refused("Ten people", { place: [idOf("Aden"), idOf("Taiz")] }, /one “place”; 2 were given/);
  refused("Ten people", { place: ["x1"] }, /no longer there/);
  const part = corrected(TEXT, edit("Two women", { links: { partOf: [idOf("Ten people")] } }));
  const round = edit("Ten people", { links: { partOf: [part[0]!.id] } });
  assert.throws(() => changeOf(part, round, contextFor(TEXT)), /is part of this figure/);
  const rejected = corrected(TEXT, { type: "reject", ids: [idOf("Two women")] });
  const gone = edit("Ten people", { links: { sameAs: [rejected[0]!.id] } });
  assert.throws(() => changeOf(rejected, gone, contextFor(TEXT)), /does not stand in the text/);
});
