import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Annotation, mapOffsets } from "../../../server/src/annotations/annotation.ts";
import { type Edit, textChange } from "../../../server/src/annotations/change.ts";
import { follow, type History, noHistory } from "../../../server/src/annotations/textHistory.ts";
import {
  annotatedText,
  contextFor,
  corrected,
  entityOn,
  markAnnotations,
} from "../../support/annotations.ts";
import { articles } from "../../torture/corpus.ts";
import { newSessions, session } from "../../torture/undo.ts";

interface State {
  readonly text: string;
  readonly annotations: readonly Annotation[];
  readonly history: History;
}

const marked = (words: string): State => ({ ...annotatedText(words), history: noHistory });

/** Replaces words, each at its first place in the text, in one event; `to` puts words before others. */
function edit(state: State, replacements: Record<string, string>): State {
  const { text } = state;
  const edits = Object.entries(replacements)
    .map(([words, by]) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length, by }))
    .sort((a, b) => a.start - b.start);
  let next = "";
  let from = 0;
  for (const { start, end, by } of edits) {
    assert.ok(start >= from, "words that are there");
    next += text.slice(from, start) + by;
    from = end;
  }
  const sent = edits.map(({ start, end, by }) => ({ start, end, inserted: by.length }));
  return become(state, next + text.slice(from), sent);
}

/** The text becomes another one; the editor sends the whole of it, or the edits given. */
function become(state: State, text: string, edits?: readonly Edit[], undone = false): State {
  const change = textChange(state.text, text, edits);
  const { history, moved } = follow(state.history, change, state.annotations, undone);
  return { text, history, annotations: state.annotations.map((one) => moved.get(one) ?? one) };
}

const shown = ({ text, annotations }: State): string => markAnnotations(text, annotations);
const lost = ({ annotations }: State): string[] =>
  annotations.filter(({ status }) => status === "orphaned").map(({ quote }) => quote);

/** Edits of a marked text, and the marked text that follows. */
function check(before: string, replacements: Record<string, string>, after: string): void {
  assert.equal(shown(edit(marked(before), replacements)), after);
}

test("a text that is again what it was has its annotations as they were, however it came back", () => {
  const first = marked("In [Port Sudan:LOC] and [Aden:ORG], then [Aden:LOC] again.");
  const touched = edit(first, { "rt Su": "rt of Su" });
  const cut = edit(touched, { "Port of Sudan and ": "" });
  const gone = become(cut, "");
  for (const back of [
    become(gone, first.text),
    become(become(gone, cut.text), first.text),
    edit(edit(edit(cut, { "In ": "In Port Sudan " }), { "Sudan ": "Sudan and" }), { andAden: "and Aden" }),
  ]) {
    assert.equal(back.text, first.text);
    assert.deepEqual(back.annotations, first.annotations);
  }
  const again = become(become(become(gone, first.text), touched.text), cut.text);
  assert.deepEqual(again.annotations, cut.annotations);
  assert.equal(shown(become(again, touched.text)), shown(touched));
});

test("what was decided meanwhile stays decided, and goes and comes with its words", () => {
  const first = marked("Fighting in [Aden:LOC] went on.");
  const typed = edit(first, { "went on": "and Taiz went on" });
  const taiz = {
    ...typed.annotations[0],
    ...annotatedText("Fighting in Aden and [Taiz:LOC]").annotations[0],
  };
  const decided: State = {
    ...typed,
    annotations: [...typed.annotations.map((one) => ({ ...one, label: "ORG" })), taiz as Annotation],
  };
  const undone = become(decided, first.text, undefined, true);
  assert.equal(shown(undone), "Fighting in [Aden:ORG] went on.");
  assert.deepEqual(lost(undone), ["Taiz"]);
  const redone = become(undone, typed.text, undefined, true);
  assert.equal(shown(redone), "Fighting in [Aden:ORG] and [Taiz:LOC] went on.");
  assert.deepEqual(redone.annotations, decided.annotations);
});

test("an undo that was not seen to be done finds the words by what stands around them", () => {
  const text = "Clashes in Aden, then Aden fell, and Aden again.";
  const second = entityOn(text, "Aden", "LOC", 2);
  const start = text.indexOf("in Aden");
  const without = text.slice(0, start) + text.slice(text.indexOf("again"));
  const orphan: Annotation = { ...second, start, end: start, status: "orphaned", was: { status: "added" } };
  const restarted: State = { text: without, annotations: [orphan], history: noHistory };
  const typed = { start, end: start, inserted: text.length - without.length };
  assert.equal(shown(become(restarted, text, [typed])), text);
  assert.equal(
    shown(become(restarted, text, [typed], true)),
    "Clashes in Aden, then [Aden:LOC added] fell, and Aden again.",
  );
});

test("lines and words that one event takes from here to there take their annotations along", () => {
  const lines = "[Aden:LOC] fell.\nRebels in [Taiz:LOC].\n[Aden:LOC] again.\n";
  // As VS Code moves a line: what it takes out may have the line end before it, and what it puts in the one behind.
  check(
    lines,
    { "Aden fell.\n": "", "Aden again.\n": "Aden again.\nAden fell.\n" },
    "Rebels in [Taiz:LOC].\n[Aden:LOC] again.\n[Aden:LOC] fell.\n",
  );
  check(
    lines,
    { "Aden fell": "Rebels in Taiz.\nAden fell", "\nRebels in Taiz.": "" },
    "Rebels in [Taiz:LOC].\n[Aden:LOC] fell.\n[Aden:LOC] again.\n",
  );
  check("From [Aden:LOC] to Taiz.", { "Aden ": "", Taiz: "Aden Taiz" }, "From to [Aden:LOC] Taiz.");
  // One line end is as good as another, and an annotation may go over it.
  check(
    "[Port\nSudan:LOC] fell.\nEnd.\n",
    { "Port\nSudan fell.\n": "", "End.\n": "End.\nPort\nSudan fell.\n" },
    "End.\n[Port\nSudan:LOC] fell.\n",
  );
  // Of words that went or came twice nothing is known.
  check("[12:MONEY]\n12\nEnd.", { "12\n12\n": "", End: "12\n12\nEnd" }, "12\n12\nEnd.");
  // Words typed over others are not those that went elsewhere.
  check("Of [12:MONEY] men 15 fled.", { "12 ": "", 15: "12" }, "Of men 12 fled.");
});

test("sorted lines keep their annotations, sent as one replacement", () => {
  const first = marked("Taiz: [Hadi:PERSON].\nAden: [Hadi:PERSON].\nIbb: [12:MONEY].\n");
  assert.equal(
    shown(become(first, "Aden: Hadi.\nIbb: 12.\nTaiz: Hadi.\n")),
    "Aden: [Hadi:PERSON].\nIbb: [12:MONEY].\nTaiz: [Hadi:PERSON].\n",
  );
});

test("what is cut and pasted goes along when enough went with it; a name typed elsewhere is another mention", () => {
  const first = marked("Fighting in [Aden:LOC] went on.\nRebels held Taiz.\n");
  const cut = edit(first, { "Fighting in Aden went on.\n": "" });
  assert.deepEqual(lost(cut), ["Aden"]);
  const pasted = edit(cut, { Rebels: "News. Fighting in Aden went on.\nRebels" });
  assert.equal(shown(pasted), "News. Fighting in [Aden:LOC] went on.\nRebels held Taiz.\n");
  assert.deepEqual(lost(edit(pasted, { News: "Fighting in Aden went on" })), []);
  assert.deepEqual(lost(edit(cut, { held: "Fighting in Aden went on. Fighting in Aden went on. held" })), [
    "Aden",
  ]);
  const word = edit(edit(first, { "Aden ": "" }), { Taiz: "Aden, Taiz" });
  assert.deepEqual(lost(word), ["Aden"]);
  // Another number than it was.
  const number = edit(marked("They say [12 people:MONEY] were killed there.\nEnd.\n"), {
    "12 people were killed there.\n": "",
  });
  assert.deepEqual(lost(edit(number, { End: "412 people were killed there.\nEnd" })), ["12 people"]);
});

test("a figure that is cut and pasted takes its parts along, and one without its word of harm stays lost", () => {
  const text = "Fighting went on.\nOfficials said 31 people were killed in Aden on Friday.\nEnd.\n";
  const { detections } = contextFor(text);
  const ids = detections.figures.map(({ id }) => id);
  const state: State = { text, annotations: corrected(text, { type: "accept", ids }), history: noHistory };
  const line = "Officials said 31 people were killed in Aden on Friday.\n";
  const [figure] = edit(edit(state, { [line]: "" }), { Fighting: `${line}Fighting` }).annotations;
  assert.ok(figure?.kind === "figure");
  const by = -text.indexOf(line);
  const [before] = state.annotations;
  assert.ok(before?.kind === "figure" && before.figure.mentions.length > 0);
  assert.deepEqual(
    figure,
    mapOffsets(before, (offset) => offset + by),
  );
  const half = "Officials said 31 people were ";
  assert.deepEqual(lost(edit(edit(state, { [half]: "" }), { Fighting: `${half}Fighting` })), ["31 people"]);
});

test("letters written onto an annotation mark it, until they are gone; an Arabic preposition does not", () => {
  check("In [Iran:LOC] now.", { " now": "ian now" }, "In [Iran:LOC*]ian now.");
  check("In [Iran:LOC] now.", { "In ": "In x" }, "In x[Iran:LOC*] now.");
  check("In [Iran:LOC] now.", { " now": "'s now" }, "In [Iran:LOC]'s now.");
  check("قتال [عدن:LOC] أمس", { "قتال ": "قتال و" }, "قتال و[عدن:LOC] أمس");
  check("قتال [عدن:LOC] أمس", { " أمس": "ية أمس" }, "قتال [عدن:LOC*]ية أمس");
  const typed = edit(marked("In [Iran:LOC] now."), { " now": "i now" });
  const on = edit(typed, { "Irani ": "Iran i " });
  assert.equal(shown(on), "In [Iran:LOC] i now.");
});

test("whatever an annotator does, nothing stands on other words, and undone all is as it was", () => {
  const corpus = articles(12);
  fc.assert(
    fc.property(fc.nat(), fc.nat(corpus.length - 1), fc.nat(corpus.length - 1), (seed, n, m) => {
      const count = newSessions();
      const [article, foreign] = [corpus[n], corpus[m]];
      if (article && foreign) session(article, foreign.text, seed, count);
      assert.equal(count.wrong + count.unlike, 0, count.faults[0]);
    }),
    { numRuns: 60 },
  );
});
