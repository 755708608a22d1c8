import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changesBetween } from "../../../client/src/reader/model/changes.ts";
import { type Inline, nested } from "../../../client/src/reader/model/nesting.ts";
import { offsetAtPosition, offsetOf, positionAt, spotAt } from "../../../client/src/reader/model/spots.ts";
import { contextFor } from "../../support/annotations.ts";
import { laid, marked, on, plain, said } from "../../support/reader.ts";

const TEXT = [
  "SANAA, June 15, 2012 - At least 31 militants were killed in Abyan on Friday, military officials said.",
  "",
  "A book on Abyan was sold.",
].join("\r\n");

/** The paragraphs with their marks, a line each. */
const lines = (article = laid(TEXT).article): string[] =>
  article.paragraphs.map(({ inlines, marks }) => marked(inlines, (mark) => marks[mark]?.look ?? "none"));

test("marks stand on their words, and the words of a paragraph are its text alone", () => {
  assert.deepEqual(lines(), [
    "{loc:SANAA}, {date:June 15, 2012} - {figure:At least 31 militants} were killed in {loc:Abyan} on {date:Friday}, military officials said.",
    "A book on {loc:Abyan} was sold.",
  ]);
});

test("a figure is told in the margin: harm, number, victims, place, day, source, and how it stands", () => {
  const [first] = laid(TEXT).article.paragraphs;
  const [note, ...others] = first?.notes ?? [];
  assert.equal(others.length, 0);
  assert.equal(`${note?.harm} ${note?.count}`, "killed at least 31");
  assert.deepEqual(note?.facts, [
    ["victims", "militants (combatant)"],
    ["where", "Abyan"],
    ["when", "2012-06-15"],
    ["source", "military officials"],
  ]);
  assert.match(note?.standing ?? "", /^suggested, \d+ % sure$/);
  assert.equal(first?.marks[note?.mark ?? -1]?.look, "figure");
});

test("a decision, one whose words were edited, and a disputed one say so", () => {
  const ids = contextFor(TEXT).detections.figures.map(({ id }) => id);
  const state = (change: object = {}) => {
    const { article } = laid(TEXT, [{ type: "accept", ids }], ({ annotations }) => ({
      annotations: annotations.map((one) => (one.figure ? { ...one, ...change } : one)),
    }));
    const { marks = [], notes = [] } = article.paragraphs[0] ?? {};
    const [note] = notes;
    const mark = marks[note?.mark ?? -1];
    return `${mark?.state} ${mark?.disputed}: ${note?.standing}`;
  };
  assert.equal(state(), "decided false: accepted by annotator");
  assert.equal(state({ touched: true }), "touched false: accepted by annotator, its words were edited since");
  assert.equal(state({ disputed: true }), "decided true: accepted by annotator, disputed");
});

test("each line of the tally leads to its figures, and says by which codebook", () => {
  const { article, places } = laid(TEXT);
  const { codebook, lines: totals } = article.surroundings.tally;
  assert.equal(codebook, "literal");
  assert.deepEqual(totals, [
    {
      name: "killed",
      total: "at least 31",
      note: null,
      figures: [{ words: "At least 31 militants", place: places.get("f1") }],
    },
  ]);
  assert.deepEqual(article.surroundings.count, { all: 6, open: 6 });
});

test("what is rejected or lost stands behind the text and nowhere in it", () => {
  const { document, publication } = said(TEXT);
  const [place] = publication.annotations;
  assert.ok(place);
  const { article } = laid(TEXT, [{ type: "reject", ids: [place.id] }], ({ annotations }) => ({
    annotations: [...annotations, { ...on(document, place, "gone", 5, 5), status: "orphaned", text: "Aden" }],
  }));
  assert.match(lines(article)[0] ?? "", /^SANAA, \{date/);
  assert.equal(article.surroundings.rejected.length, 1);
  assert.match(article.surroundings.rejected[0] ?? "", /^“SANAA”, LOC: rejected by annotator/);
  assert.match(article.surroundings.lost[0] ?? "", /^“Aden”, LOC.*: lost/);
});

test("paragraphs run as their language does, also where Arabic begins with an agency's name", () => {
  const directions = (text: string): string[] =>
    laid(text).article.paragraphs.map(({ direction }) => direction);
  const arabic = "AFP - قتل 14 شخصاً في دير الزور.";
  assert.deepEqual(directions(`${arabic}\n\nThe mayor said.`), ["rtl", "ltr"]);
  // What is in neither script the browser decides.
  assert.deepEqual(directions("An article.\n\n12345\n\nשלום לכולם"), ["ltr", "auto", "auto"]);
  assert.equal(laid(arabic).article.surroundings.direction, "rtl");
});

test("an empty article has no paragraphs and no tally", () => {
  const { article, spans } = laid("\n \n");
  assert.deepEqual([article.paragraphs, spans, article.surroundings.tally.lines], [[], [], []]);
  assert.equal(spotAt(spans, 0), undefined);
  assert.equal(positionAt(spans, 0), undefined);
});

test("an annotation over two paragraphs is marked in both, and told once", () => {
  const { document, publication } = said(TEXT);
  const figure = publication.annotations.find((one) => one.figure);
  assert.ok(figure);
  const from = TEXT.indexOf("military");
  const whole = on(document, figure, "over", from, TEXT.indexOf("on Abyan"));
  const { article, ids, places } = laid(TEXT, [], () => ({ annotations: [whole] }));
  assert.deepEqual(lines(article), [
    `${TEXT.slice(0, from)}{figure:military officials said.}`,
    "{figure:A book }on Abyan was sold.",
  ]);
  assert.deepEqual(ids, [["over"], ["over"]]);
  assert.deepEqual(places.get("over"), { paragraph: 0, mark: 0 });
  assert.deepEqual(
    article.paragraphs.map(({ notes }) => notes.length),
    [1, 0],
  );
});

const stretches = (length: number) =>
  fc.array(
    fc
      .tuple(fc.nat(length), fc.nat(length))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
    { maxLength: 12 },
  );

test("however marks nest and cross, the words stay, and each mark has its own", () => {
  const words = (inlines: readonly Inline[], wanted: number, inside = false): string =>
    inlines
      .map((one) =>
        typeof one === "string"
          ? inside
            ? one
            : ""
          : words(one.inside, wanted, inside || one.mark === wanted),
      )
      .join("");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
      fc.assert(
        fc.property(stretches(text.length), (spans) => {
          const inlines = nested(
            text,
            spans.map((span, mark) => ({ ...span, mark })),
          );
          assert.equal(plain(inlines), text);
          for (const [mark, { start, end }] of spans.entries())
            assert.equal(words(inlines, mark), text.slice(start, end));
        }),
        { numRuns: 10 },
      );
    }),
    { numRuns: 30 },
  );
});

test("changes lead from one list to the other, and touch alone what differs where as many are there", () => {
  const apply = (before: readonly string[], after: readonly string[]): string[] => {
    const list = [...before];
    for (const { at, remove, add } of changesBetween(before, after, (a, b) => a === b))
      list.splice(at, remove, ...add);
    return list;
  };
  const list = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 });
  fc.assert(fc.property(list, list, (before, after) => assert.deepEqual(apply(before, after), after)));
  const count = (before: string, after: string): number =>
    changesBetween([...before], [...after], (a, b) => a === b).reduce((sum, { add }) => sum + add.length, 0);
  assert.equal(count("abcdef", "abXdYf"), 2);
  assert.equal(count("abcdef", "abcXdef"), 1);
  assert.equal(count("abcdef", "abcdef"), 0);
});

test("places of the page and of the text are each other's", () => {
  const { spans } = laid(TEXT);
  const at = TEXT.indexOf("book");
  const spot = spotAt(spans, at);
  assert.deepEqual(spot, { paragraph: 1, offset: 2 });
  assert.equal(spot && offsetOf(spans, spot), at);
  // Between two paragraphs is the end of the first.
  assert.deepEqual(spotAt(spans, TEXT.indexOf("\r\n\r\nA") + 2), { paragraph: 0, offset: spans[0]!.end });
  assert.equal(offsetOf(spans, { paragraph: 7, offset: 0 }), undefined);
  assert.equal(offsetOf(spans, { paragraph: 1, offset: 9999 }), TEXT.length);
  fc.assert(
    fc.property(fc.nat(TEXT.length), (offset) => {
      const position = positionAt(spans, offset);
      assert.ok(position !== undefined);
      const back = offsetAtPosition(spans, position);
      const placed = spotAt(spans, offset);
      assert.ok(Math.abs((back ?? -9) - (placed ? (offsetOf(spans, placed) ?? -9) : -9)) <= 1);
    }),
  );
});
