import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Correction } from "../../../server/src/annotations/correction.ts";
import { duplicatesIn } from "../../../server/src/annotations/duplicates.ts";
import { defaultTagset } from "../../../server/src/annotations/tagset.ts";
import { type DetectOptions, detect } from "../../../server/src/detect/detect.ts";
import { correctionActions } from "../../../server/src/features/codeActions.ts";
import { headLines } from "../../../server/src/features/headLines.ts";
import { hoverMarkdown } from "../../../server/src/features/hover.ts";
import { paragraphSymbols } from "../../../server/src/features/paragraphSymbols.ts";
import { type OutlineSymbol, outlineOf } from "../../../server/src/features/symbols.ts";
import { tallyLines } from "../../../server/src/features/totals.ts";
import { itemsAt, itemsIn, viewOf } from "../../../server/src/features/view.ts";
import { boundsInWords, escapeMarkdown } from "../../../server/src/features/words.ts";
import { toRange } from "../../../server/src/positions.ts";
import { contextFor, corrected } from "../../support/annotations.ts";

const TEXT =
  "ADEN: At least 31 militants were killed in Abyan on Friday, military officials said.\nAl-Qaeda, also spelt Al Qaida, lost Abyan.";

function view(text = TEXT, ...corrections: Correction[]) {
  const document = TextDocument.create("file:///a.txt", "article", 1, text);
  return {
    document,
    view: viewOf(document, contextFor(text).detections, corrected(text, ...corrections), "literal"),
  };
}

/** The hover over words of a text, without markup. */
function hoverOver(words: string, text = TEXT, commandLinks = false): string {
  const seen = view(text);
  return hoverMarkdown(itemsAt(seen.view, text.indexOf(words) + 1), {
    uri: "file:///a.txt",
    version: 1,
    tagset: defaultTagset,
    reader: { name: "annotator", others: true },
    commandLinks,
  });
}

test("a hover over an entity says label, name, other forms, mentions and where it comes from", () => {
  const hover = hoverOver("Al-Qaeda");
  assert.match(hover, /\*\*ORG\*\* · Al\\-Qaeda/);
  assert.match(hover, /Also: Al Qaida/);
  assert.match(hover, /2 mentions/);
  assert.match(hover, /Suggested, 95 % · rule: gazetteer/);
});

test("a hover over a figure says harm, number in words, victims, source, place, date and rule", () => {
  const hover = hoverOver("31");
  assert.match(hover, /\*\*killed: at least 31\*\*/);
  assert.match(hover, /Victims: militants \(combatant\)/);
  assert.match(hover, /Where: Abyan/);
  assert.match(hover, /Source: military officials/);
  assert.match(hover, /rule: passive/);
});

test("a figure that was decided twice, as a merge of two branches leaves it, counts once", () => {
  const { document } = view();
  const { detections } = contextFor(TEXT);
  const accept: Correction = { type: "accept", ids: detections.figures.map(({ id }) => id) };
  const twice = [...corrected(TEXT, accept), ...corrected(TEXT, accept)];
  assert.deepEqual(duplicatesIn(twice), twice.slice(1));
  const { items, tally } = viewOf(document, detections, twice, "literal");
  assert.equal(tally.killed?.min, 31);
  assert.equal(items.filter(({ published }) => published.kind === "figure").length, 2);
});

test("a hover has links only where the client runs them", () => {
  assert.doesNotMatch(hoverOver("31"), /command:/);
  const links = [...hoverOver("31", TEXT, true).matchAll(/\(command:(dateline\.\w+)\?([^)]+)\)/g)];
  assert.deepEqual(
    links.map((link) => link[1]),
    ["dateline.accept", "dateline.reject", "dateline.editFigure"],
  );
  assert.deepEqual(JSON.parse(decodeURIComponent(links[0]?.[2] ?? "")), [
    { uri: "file:///a.txt", version: 1, ids: ["f1"] },
  ]);
});

test("nothing of an article's words is markup in a hover", () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      "[",
      "]",
      "(",
      ")",
      "`",
      "*",
      "_",
      "<",
      ">",
      "a",
      "!",
      ":",
      "/",
      "\n",
      "#",
      "|",
      "www.",
      "http",
    ),
    maxLength: 20,
  });
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeMarkdown(text);
      assert.doesNotMatch(escaped, /\n/);
      assert.doesNotMatch(escaped.replace(/\\.|&#\d+;/g, ""), /[[\]()`*_<>#|!]/);
      assert.doesNotMatch(escaped, /https?:|www\./);
    }),
  );
});

test("Arabic words are isolated where they stand in other text", () => {
  assert.match(hoverOver("مأرب", "سقطت مدينة مأرب. Aden"), /\u2068مأرب\u2069/);
});

test("bounds in words", () => {
  const words = (
    min: number | null,
    max: number | null,
    qualifier = "exact",
    number: string | null = null,
  ): string => boundsInWords({ min, max, qualifier: qualifier as "exact", number });
  assert.equal(words(31, null, "at_least"), "at least 31");
  assert.equal(words(330_001, null, "more_than"), "more than 330,000");
  assert.equal(words(0, 20, "at_most"), "at most 20");
  assert.equal(words(0, 19, "fewer_than"), "fewer than 20");
  assert.equal(words(80, 200, "range"), "80 to 200");
  assert.equal(words(120_000, 120_000, "about"), "about 120,000");
  assert.equal(words(0, 0), "0");
  assert.equal(words(null, null, "vague", "dozens"), "dozens");
});

test("the outline has figures first, then entities by label with their mentions", () => {
  const lines = (symbols: readonly OutlineSymbol[], depth = 0): string[] =>
    symbols.flatMap((symbol) => [
      `${"  ".repeat(depth)}${symbol.name}`,
      ...lines(symbol.children, depth + 1),
    ]);
  assert.deepEqual(lines(outlineOf(view().view)), [
    "Casualty figures",
    "  killed: at least 31",
    "ORG",
    "  Al-Qaeda",
    "    Al-Qaeda",
    "    Al Qaida",
    "LOC",
    "  ADEN",
    "  Abyan",
    "    Abyan",
    "    Abyan",
    "DATE",
    "  Friday",
  ]);
});

test("by place, the outline has the paragraphs with what stands in them, and knows where a cursor is", () => {
  const text =
    "Two Syrian soldiers were killed in Abyan on Friday.\n\nA long time passed before anybody in the whole village said a word.\n\nوقتل جنديان في الشحيل.";
  const seen = view(text);
  const symbols = paragraphSymbols(seen.document, seen.view);
  const lines = (own: readonly OutlineSymbol[], depth = 0): string[] =>
    own.flatMap(({ name, detail, children }) => [
      `${"  ".repeat(depth)}${name.replace(/[\u2068\u2069]/g, "")}${detail && ` (${detail.replace(/[\u2068\u2069]/g, "")})`}`,
      ...lines(children, depth + 1),
    ]);
  assert.deepEqual(lines(symbols), [
    "1: Two Syrian soldiers were killed in Abyan on…",
    "  killed: 2 (Two Syrian soldiers)",
    "    Syrian (NORP)",
    "  Abyan (LOC)",
    "  Friday (DATE)",
    "2: A long time passed before anybody in the whole…",
    "3: وقتل جنديان في الشحيل.",
    "  killed: 2 (جنديان)",
    "  الشحيل (LOC)",
  ]);
  /** What an editor shows of a place: of each level the first that holds it. */
  const trail = (own: readonly OutlineSymbol[], line: number, character: number): string[] => {
    const found = own.find(
      ({ range: { start, end } }) =>
        start.line <= line && line <= end.line && start.character <= character && character <= end.character,
    );
    return found ? [found.name.slice(0, 6), ...trail(found.children, line, character)] : [];
  };
  assert.deepEqual(trail(symbols, 0, text.indexOf("Abyan") + 2), ["1: Two", "Abyan"]);
  assert.deepEqual(trail(symbols, 0, text.indexOf("Syrian") + 2), ["1: Two", "killed", "Syrian"]);
  assert.deepEqual(trail(symbols, 2, 3), ["2: A l"]);
  assert.deepEqual(paragraphSymbols(view("\n").document, view("\n").view), []);
});

test("what an article says of itself is a line each, with the words that say it", () => {
  const said = (text: string, options: DetectOptions = {}): string[] => {
    const document = TextDocument.create("file:///a.txt", "article", 1, text);
    return headLines(document, detect(text, options)).map(({ kind, text: words, range, note }) => {
      const { start, end } = range ?? {};
      const own = start && end ? document.getText({ start, end }).slice(0, 12) : null;
      return `${kind}: ${words}${note ? ` (${note})` : ""} < ${own}`;
    });
  };
  assert.deepEqual(
    said(
      "By Ahmed Al-Haj and Li Wei\n\nADEN, June 15, 2012 (AP) - Men came.\n\nقالت الشرطة إنهم فروا.\n\nثم عادوا.",
    ),
    [
      "published: 2012-06-15 < June 15, 201",
      "place: ADEN < ADEN",
      "agency: AP < AP",
      "byline: Ahmed Al-Haj < Ahmed Al-Haj",
      "byline: Li Wei < Li Wei",
      "language: English < By Ahmed Al-",
      "language: Arabic (2 paragraphs) < قالت الشرطة ",
    ],
  );
  // What the sidecar has goes before the text, and has no words there.
  assert.deepEqual(said("Men came to Aden.", { published: "2020-01-02" }), [
    "published: 2020-01-02 < null",
    "language: English < Men came to ",
  ]);
  assert.deepEqual(
    said("ADEN, June 15, 2012 (AP) - Men came.", { sidecarPublished: "2012-06-16" }).slice(0, 2),
    ["published: 2012-06-16 < null", "place: ADEN < ADEN"],
  );
});

test("every symbol's own range lies in its range, as the editor demands", () => {
  const check = (symbol: OutlineSymbol): void => {
    const before = (a: OutlineSymbol["range"]["start"], b: OutlineSymbol["range"]["start"]): boolean =>
      a.line < b.line || (a.line === b.line && a.character <= b.character);
    assert.ok(
      before(symbol.range.start, symbol.selectionRange.start) &&
        before(symbol.selectionRange.end, symbol.range.end),
    );
    symbol.children.forEach(check);
  };
  outlineOf(view().view).forEach(check);
  paragraphSymbols(view().document, view().view).forEach(check);
});

test("code actions are for what is under the cursor, and for the selection", () => {
  const titles = (words: string, pickers: boolean, selected = false): string[] => {
    const seen = view();
    const start = TEXT.indexOf(words);
    const span = selected ? { start, end: start + words.length } : { start: start + 1, end: start + 1 };
    return correctionActions(seen.document, seen.view, span, toRange(seen.document, span), {
      uri: "file:///a.txt",
      version: 1,
      tagset: defaultTagset,
      annotator: "annotator",
      pickers,
      names: false,
    }).map(({ title }) => title);
  };
  assert.deepEqual(titles("31", true).slice(0, 3), [
    "Accept “killed: at least 31”",
    "Reject “killed: at least 31”",
    "Edit figure “killed: at least 31”…",
  ]);
  assert.deepEqual(titles("Friday", true).slice(0, 7), [
    "Accept DATE “Friday”",
    "Reject DATE “Friday”",
    "Relabel DATE “Friday”…",
    "Accept all “Friday” as DATE…",
    "Reject all “Friday”…",
    "Move the beginning back a word: DATE “Friday”",
    "Move the end on a word: DATE “Friday”",
  ]);
  assert.ok(titles("Friday", false).includes("Relabel DATE “Friday” as LOC"));
  assert.deepEqual(
    titles("officials", false, true),
    ["PERSON", "ORG", "LOC", "NORP", "DATE", "MONEY", "WEAPON"].map(
      (label) => `Annotate the selection as ${label}`,
    ),
  );
  assert.deepEqual(titles("were", true), []);
});

test("decisions change what is shown: rejected ones are gone, the tally follows", () => {
  const { figures } = contextFor(TEXT).detections;
  const { view: rejected } = view(TEXT, { type: "reject", ids: [figures[0]!.id] });
  assert.deepEqual(tallyLines(rejected), []);
  assert.deepEqual(itemsIn(rejected, { start: TEXT.indexOf("31"), end: TEXT.indexOf("31") }), []);
  const { view: edited } = view(TEXT, {
    type: "editFigure",
    id: figures[0]!.id,
    changes: { min: 40, max: 40, qualifier: "exact" },
  });
  assert.deepEqual(tallyLines(edited), [
    {
      name: "killed",
      total: "40",
      note: null,
      harm: "killed",
      byHand: null,
      figures: edited.items.filter(({ published }) => published.figure).map(({ published }) => published.id),
    },
  ]);
  const { view: placed } = view(TEXT, {
    type: "editFigure",
    id: figures[0]!.id,
    changes: { source: "a nurse" },
  });
  assert.match(placed.items.find(({ published }) => published.was)?.published.was ?? "", /^source /);
});

test("a total that is one figure's says what the figure says", () => {
  const total = (text: string): string[] => tallyLines(view(text).view).map((line) => line.total);
  assert.deepEqual(total("More than 40,000 people were killed in Aden."), ["more than 40,000"]);
  assert.deepEqual(total("About 2,500 people were killed in Aden."), ["about 2,500"]);
  assert.match(total("Hundreds of people were killed in Aden.").join(), /^\P{L}*Hundreds\P{L}*$/u);
});

test("a line of the tally names the figures that it rests on, not their repeats and parts", () => {
  const text =
    "Gunmen killed 12 people, including 3 children, in Aden. The 12 people were killed at dawn. " +
    "Four people were injured and ten are feared dead. More than 300 people have been killed since March 2011.";
  const lines = tallyLines(view(text).view);
  const words = new Map(contextFor(text).detections.figures.map(({ id, text }) => [id, text]));
  assert.deepEqual(
    lines.map(({ name, note, figures }) => [name, note, ...figures.map((id) => words.get(id))]),
    [
      ["killed", null, "12 people"],
      ["injured", null, "Four people"],
      ["killed", "feared", "ten"],
      ["killed", "over a longer time", "More than 300 people"],
    ],
  );
});
