import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Annotation, FigureAnnotation } from "../../../server/src/annotations/annotation.ts";
import { checkCodes, checks, levelOf, levels, lowered } from "../../../server/src/annotations/checks.ts";
import type { Correction } from "../../../server/src/annotations/correction.ts";
import type { OtherArticle } from "../../../server/src/features/checks/finding.ts";
import { viewOf } from "../../../server/src/features/view.ts";
import type { CommandArguments, FigureChanges } from "../../../server/src/protocol.ts";
import { contextFor, entityOn } from "../../support/annotations.ts";
import {
  acceptedFigures,
  checkedOf,
  decidedBy,
  findingsOf,
  idOf,
  type Known,
  markFindings,
  plainText,
} from "../../support/findings.ts";

/** Checks find just what is marked, whatever the decisions are made of. */
function check(
  marked: string,
  decide: (text: string) => Known = (text) => ({ decided: acceptedFigures(text) }),
) {
  const text = plainText(marked);
  assert.equal(markFindings(text, findingsOf(text, decide(text))), marked);
}

/** Edits of figures that are accepted, by their words. */
const edited =
  (...edits: readonly (readonly [words: string, changes: FigureChanges])[]) =>
  (text: string): { decided: readonly Annotation[] } => ({
    decided: edits.reduce(
      (before, [words, changes]) =>
        decidedBy(text, before, { type: "editFigure", id: idOf(text, before, words), changes }),
      acceptedFigures(text),
    ),
  });

/** Carries out a fix of the only finding that is there, by its number. */
function fixed(text: string, known: Known, nth: number): readonly Annotation[] {
  const [finding, ...more] = findingsOf(text, known);
  assert.ok(finding && more.length === 0, markFindings(text, findingsOf(text, known)));
  const fix = finding.fixes[nth];
  assert.ok(fix, `there is no fix ${nth}`);
  return decidedBy(text, known.decided ?? [], correctionOf(fix.command, fix.more));
}

function correctionOf(
  command: string,
  { ids = [], changes = {} }: Omit<CommandArguments, "uri">,
): Correction {
  switch (command) {
    case "dateline.editFigure":
      return { type: "editFigure", id: ids[0] ?? "", changes };
    case "dateline.reject":
    case "dateline.remove":
      return { type: command === "dateline.reject" ? "reject" : "remove", ids };
    default:
      throw new Error(command);
  }
}

const viewedOf = (text: string, decided: readonly Annotation[]) =>
  viewOf(
    TextDocument.create("file:///a.txt", "article", 1, text),
    contextFor(text).detections,
    decided,
    "literal",
  );

const killed = (text: string, decided: readonly Annotation[]): unknown => {
  const { incident = [] } = checkedOf(text, { decided }).view.basis.get("killed") ?? {};
  return incident.map((figure) => figure.text);
};

/** Two tolls of one town, apart: unlinked, both with the place. */
const TWO =
  "Gunmen killed 31 people in Aden, police said.\n\nMedics said that 35 people were killed in Aden.";
const apart = (text: string) =>
  edited(
    ["31 people", { place: "Aden", source: "police", links: { conflictsWith: [], sameAs: [], partOf: [] } }],
    ["35 people", { place: "Aden", source: "medics", links: { conflictsWith: [], sameAs: [], partOf: [] } }],
  )(text);

test("two tolls of one place that are added up contradict each other", () => {
  check(TWO.replace("35 people", "[35 people:toll]"), apart);
  const [finding] = findingsOf(TWO, apart(TWO));
  assert.equal(finding?.level, "warning");
  assert.match(finding?.message ?? "", /35 people.*31 people.*both are added/);
  assert.deepEqual(
    finding?.related.map(({ span }) => TWO.slice(span.start, span.end)),
    ["31 people"],
  );
});

test("each way to join two tolls takes the finding away", () => {
  const known = apart(TWO);
  const counts = [0, 1, 2, 3].map((nth) => {
    const decided = fixed(TWO, known, nth);
    assert.deepEqual(findingsOf(TWO, { decided }), []);
    return killed(TWO, decided);
  });
  assert.deepEqual(counts, [["31 people", "35 people"], ["31 people"], ["35 people"], ["35 people"]]);
  const { tally } = viewedOf(TWO, fixed(TWO, known, 0));
  assert.deepEqual(
    [tally.killed?.min, tally.killed?.max],
    [31, 35],
    "whichever of two says so, they are a range",
  );
});

test("tolls of two places, days or harms, or of numbers that may both be true, are none", () => {
  const known = apart(TWO);
  const id = idOf(TWO, known.decided, "35 people");
  const apartFrom = [
    { place: "Taiz" },
    { place: null },
    { harm: "injured" },
    { scope: "cumulative" },
    { min: 30, max: null, qualifier: "at_least" },
    { min: 33, max: 33, qualifier: "about" },
    { min: 1, max: 1 },
    { status: "feared" },
    { victimType: "combatant", victims: "rebels" },
  ] as const satisfies readonly FigureChanges[];
  for (const [n, changes] of apartFrom.entries()) {
    const first = idOf(TWO, known.decided, "31 people");
    const soldiers: Correction = {
      type: "editFigure",
      id: first,
      changes: { victimType: "security_force", victims: "soldiers" },
    };
    const more: Correction[] = n === apartFrom.length - 1 ? [soldiers] : [];
    check(TWO, () => ({
      decided: decidedBy(TWO, known.decided, { type: "editFigure", id, changes }, ...more),
    }));
  }
});

test("of suggestions alone nothing is said", () => {
  check(TWO, () => ({}));
  check("21 people killed in Aden\n\nGunmen killed 12 people in Aden, police said.", () => ({}));
});

test("a part that is larger than its whole is told with both, and unlinked in one key", () => {
  const text = "A raid killed 12 people, including 3 children, police said.";
  const known = edited(["3 children", { min: 13, max: 13 }])(text);
  check("A raid killed 12 people, including [3 children:part], police said.", () => known);
  const [finding] = findingsOf(text, known);
  assert.match(
    finding?.message ?? "",
    /3 children.*\(killed: 13\) is more than .*12 people.*\(killed: 12\), which it is a part of/,
  );
  assert.deepEqual(findingsOf(text, { decided: fixed(text, known, 0) }), []);
});

/** All figures of a text accepted, and none linked to another. */
const unlinked = (text: string): { decided: readonly Annotation[] } => ({
  decided: acceptedFigures(text).map((one) =>
    one.kind === "figure"
      ? {
          ...one,
          figure: {
            ...one.figure,
            source: "police",
            mentions: one.figure.mentions.filter(({ role }) => !/partOf|sameAs|conflictsWith/.test(role)),
          },
        }
      : one,
  ),
});

const BODY = "Gunmen killed 12 people in Aden, police said.";

test("a headline that the body does not bear out, and one that is counted twice", () => {
  check(`[21 people:headline] killed in Aden\n\n${BODY}`, unlinked);
  check(`[12 people:headline] killed in Aden\r\n\r\n${BODY}`, unlinked);
  const text = `21 people killed in Aden\n\n${BODY}`;
  const known = unlinked(text);
  for (const nth of [0, 1, 2, 3])
    assert.deepEqual(findingsOf(text, { decided: fixed(text, known, nth) }), []);
  // Neither a sentence, nor what the body bears out in sum or as one of many, nor a headline alone.
  check("21 people were killed in Taiz.\n\nGunmen killed 12 people in Aden, police said.", unlinked);
  check(`21 people killed in Aden\n\n${BODY} Nine people were killed in Taiz.`, unlinked);
  check(`Nurse killed in Aden\n\n${BODY}`, unlinked);
  check("21 people killed in Aden\n\nNobody knew more.", unlinked);
  check("", () => ({}));
});

test("what rests on a suggestion speaks one step lower", () => {
  const text = "Gunmen killed 12 people in Taiz on Monday. In Aden 35 were killed.";
  const changes = { place: "Taiz", source: "x", links: { sameAs: [], partOf: [], conflictsWith: [] } };
  const decided = decidedBy(text, [], { type: "editFigure", id: idOf(text, [], "35"), changes });
  const [finding] = findingsOf(text, { decided, levels: {} }).filter(({ code }) => code === "toll");
  assert.deepEqual([finding?.suggested, finding?.level], [true, "information"]);
  assert.deepEqual(levels.map(lowered), ["off", "hint", "hint", "information", "warning"]);
});

test("a decided figure says who the victims are and on whose word; the nearest mention of the paragraph is offered", () => {
  const none = { victims: null, source: null };
  const text = "Police in Aden said 31 people were killed. The Houthis denied it.\n\nThe UN was silent.";
  check(text.replace("31 people", "[31 people:victims&source]"), edited(["31 people", none]));
  check(text, () => ({}));
  const both = { ...edited(["31 people", none])(text) };
  const one = (code: "victims" | "source"): Known => ({
    ...both,
    levels: code === "victims" ? { victims: "hint" } : { victims: "off", source: "hint" },
  });
  const of = (decided: readonly Annotation[]) =>
    decided.find((own): own is FigureAnnotation => own.kind === "figure")?.figure;
  assert.equal(of(fixed(text, one("victims"), 0))?.victims, "Houthis");
  assert.match(of(fixed(text, one("source"), 0))?.source ?? "", /Houthis/);
  // Names say who; a part and a repeat say it where the whole stands.
  check("Omar Hadi was killed in Aden, police said.");
});

test("annotations that cross, or stand on the same words, are told; the longer or the shorter is kept", () => {
  const text = "Clashes in the Gulf of Aden city today.";
  const crossing = [entityOn(text, "Gulf of Aden"), entityOn(text, "Aden city")];
  check("Clashes in the Gulf of [Aden city:overlap] today.", () => ({ decided: crossing }));
  const known = { decided: crossing };
  const kept = (nth: number): string[] =>
    fixed(text, known, nth)
      .filter(({ status }) => status !== "rejected")
      .map(({ quote }) => quote);
  assert.deepEqual([kept(0), kept(1)], [["Gulf of Aden"], ["Aden city"]]);
  check("Clashes in the Gulf of [Aden:nested] city today.", () => ({
    decided: [entityOn(text, "Gulf of Aden"), entityOn(text, "Aden")],
  }));
  check("Clashes in the Gulf of [Aden:overlap] city today.", () => ({
    decided: [entityOn(text, "Aden"), entityOn(text, "Aden", "ORG")],
  }));
  check("Clashes in the Gulf of Aden city today.", () => ({ decided: [entityOn(text, "Aden")] }));
});

test("in Arabic and behind emoji findings stand on their words", () => {
  const text = "😀 قتل 31 شخصا في عدن وقتل 35 شخصا في عدن.";
  const decided = [entityOn(text, "شخصا في"), entityOn(text, "في عدن")];
  const [finding] = findingsOf(text, { decided, levels: {} });
  assert.equal(text.slice(finding?.start, finding?.end), "في عدن");
  assert.match(finding?.message ?? "", /\u2068في عدن\u2069/);
});

test("a total by hand with its bounds in the wrong order is swapped", () => {
  const own = { killed: { min: 40, max: 12, note: "by phone" } };
  const [finding, ...more] = findingsOf("Men came.", { own });
  assert.deepEqual([finding?.code, finding?.level, more.length], ["bounds", "error", 0]);
  assert.deepEqual(finding?.fixes[0]?.more, {
    harm: "killed",
    total: { min: 12, max: 40, note: "by phone" },
  });
  assert.deepEqual(findingsOf("Men came.", { own: { killed: { min: 12, max: null, note: "x" } } }), []);
});

test("another article on the event contradicts a decided toll, but not a later one with more", () => {
  const text = "ADEN, June 15, 2012 (AP) - Gunmen killed 31 people, police said.";
  const other = (min: number, max: number | null, published: string | null): readonly OtherArticle[] => [
    {
      ...{ uri: "file:///b.txt", name: "b.txt", published },
      tally: { killed: { min, max, best: min, perpetrators: 0 } },
      figures: [{ id: "x", harm: "killed", text: `${min} dead`, min, max }],
    },
  ];
  const known = (others: readonly OtherArticle[]) => (own: string) => ({
    decided: acceptedFigures(own),
    others,
  });
  const marked = text.replace("31 people", "[31 people:event]");
  check(marked, known(other(12, 12, "2012-06-15")));
  check(marked, known(other(35, 35, "2012-06-15")));
  check(marked, known(other(35, 35, null)));
  check(marked, known(other(12, 12, "2012-06-16")));
  check(text, known(other(35, 35, "2012-06-16")));
  check(text, known(other(20, null, "2012-06-15")));
  check(text, (own) => ({ ...known(other(12, 12, "2012-06-15"))(own), decided: [] }));
  const [finding] = findingsOf(text, known(other(12, 12, null))(text));
  assert.deepEqual(
    finding?.related.map(({ uri, id }) => [uri, id]),
    [["file:///b.txt", "x"]],
  );
  assert.match(finding?.message ?? "", /killed: 31.*b\.txt.* has 12/);
});

test("an annotation that has gone from the text is told once, at its line or at the words that are like it", () => {
  const gone = (quote: string): Annotation => ({
    ...entityOn("Clashes in Aden.", "Aden"),
    ...{ quote, start: 9, end: 9, status: "orphaned", prefix: "x", suffix: "y", was: { status: "accepted" } },
  });
  const found = findingsOf("Fires in the north.", { decided: [gone("Aden")] });
  assert.deepEqual(
    found.map(({ code, start, fixes }) => [code, start, fixes.map(({ title }) => title.slice(0, 6))]),
    [["orphan", 9, ["Find L", "Remove"]]],
  );
  const text = "Clashes in Aden. Clashes in Aden.";
  const like = findingsOf(text, {
    decided: [{ ...entityOn(text, "Aden"), status: "orphaned", start: 0, end: 0 }],
  });
  assert.deepEqual([...new Set(like.map(({ code }) => code))], ["ambiguous"]);
  assert.deepEqual(
    findingsOf("", { decided: [gone("Aden")] }).map(({ start }) => start),
    [0],
  );
});

test("a text that has changed since it was done is to be looked at again", () => {
  const [finding] = findingsOf("Men came.", { stale: { by: "sa" } });
  assert.match(finding?.message ?? "", /changed since .*sa.* marked the article done/);
  assert.deepEqual(
    finding?.fixes.map(({ command }) => command),
    ["dateline.markDone", "dateline.markNotDone"],
  );
});

test("levels: a check that is off is not run, and what is ignored is known by its words", () => {
  const known = apart(TWO);
  assert.deepEqual(findingsOf(TWO, { ...known, levels: { toll: "off" } }), []);
  assert.equal(findingsOf(TWO, { ...known, levels: { toll: "error" } })[0]?.level, "error");
  const ignored = [{ code: "toll", quote: "35 people", other: "31 people" }];
  assert.deepEqual(findingsOf(TWO, { ...known, ignored }), []);
  assert.equal(findingsOf(TWO, { ...known, ignored: [{ code: "toll", quote: "36 people" }] }).length, 1);
  for (const code of checkCodes) assert.equal(levelOf(code, {}), checks[code][1]);
});
