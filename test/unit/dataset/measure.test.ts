import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { coincidences, nominal, ratio } from "../../../server/src/dataset/measure/alpha.ts";
import { MeasuringCancelled } from "../../../server/src/dataset/measure/pacing.ts";
import { aligned, type Labelled } from "../../../server/src/dataset/measure/pairing.ts";
import {
  type Column,
  columnOf,
  intervalsOf,
  significancesOf,
} from "../../../server/src/dataset/measure/resample.ts";
import { addScores, fScore, measuresOf, noScore } from "../../../server/src/dataset/measure/score.ts";
import { schemes, scoresByLabel, spanScores } from "../../../server/src/dataset/measure/spanScores.ts";
import { unitizing } from "../../../server/src/dataset/measure/unitizing.ts";

const near = (actual: number | null | undefined, expected: number, by = 5e-5): void => {
  assert.ok(
    typeof actual === "number" && Math.abs(actual - expected) <= by,
    `${actual} is not near ${expected}`,
  );
};

const span = (start: number, end: number, label: string): Labelled => ({ start, end, label });

test("SemEval-2013: the worked example of nervaluate and of D. S. Batista's description", () => {
  // tikosyn missed, healthy spurious, "of warfarin", propranolol mislabelled, two right, "oral contraceptives" mislabelled
  const gold = [
    span(0, 7, "BRAND"),
    span(20, 28, "DRUG"),
    span(30, 41, "DRUG"),
    span(50, 59, "DRUG"),
    span(60, 72, "DRUG"),
    span(85, 99, "GROUP"),
  ];
  const found = [
    span(8, 15, "BRAND"),
    span(17, 28, "DRUG"),
    span(30, 41, "BRAND"),
    span(50, 59, "DRUG"),
    span(60, 72, "DRUG"),
    span(80, 99, "DRUG"),
  ];
  const scores = spanScores(aligned(gold, found));
  const expected = { type: 3 / 6, partial: 4 / 6, exact: 3 / 6, strict: 2 / 6 };
  for (const scheme of schemes) {
    const { precision, recall, f } = measuresOf(scores[scheme]);
    for (const value of [precision, recall, f]) near(value, expected[scheme]);
    assert.deepEqual([scores[scheme].found, scores[scheme].wanted], [6, 6]);
  }
});

test("a label is scored as if there were no other", () => {
  const scores = scoresByLabel(
    [span(0, 4, "LOC"), span(10, 14, "ORG"), span(20, 24, "LOC")],
    [span(0, 4, "LOC"), span(10, 14, "LOC"), span(20, 26, "LOC")],
  );
  assert.deepEqual(scores.get("LOC")?.strict, { right: 1, found: 3, wanted: 2 });
  assert.deepEqual(scores.get("LOC")?.partial, { right: 1.5, found: 3, wanted: 2 });
  assert.deepEqual(scores.get("LOC")?.type, { right: 2, found: 3, wanted: 2 });
  assert.deepEqual(scores.get("ORG")?.strict, { right: 0, found: 0, wanted: 1 });
});

test("nested spans meet their own; a second one on the same words is spurious", () => {
  const gold = [span(0, 20, "ORG"), span(8, 12, "LOC")];
  const found = [span(8, 12, "LOC"), span(0, 20, "ORG"), span(9, 12, "LOC")];
  const { pairs, onlyLeft, onlyRight } = aligned(gold, found);
  assert.deepEqual(
    pairs.map(([a, b]) => [a, b]),
    [
      [gold[0], found[1]],
      [gold[1], found[0]],
    ],
  );
  assert.deepEqual([onlyLeft, onlyRight], [[], [found[2]]]);
});

test("nothing wanted and nothing found is no measure, not a bad one", () => {
  assert.deepEqual(measuresOf({ right: 0, found: 0, wanted: 0 }), { precision: null, recall: null, f: null });
  assert.deepEqual(measuresOf({ right: 0, found: 0, wanted: 2 }), { precision: null, recall: 0, f: 0 });
});

const spans = fc.array(
  fc
    .record({
      start: fc.nat(60),
      length: fc.integer({ min: 1, max: 12 }),
      label: fc.constantFrom("A", "B", "C"),
    })
    .map(({ start, length, label }) => span(start, start + length, label)),
  { maxLength: 14 },
);

test("F is symmetric, 1 of itself, and knows no order", () => {
  fc.assert(
    fc.property(spans, spans, fc.nat(), (left, right, seed) => {
      const there = spanScores(aligned(left, right));
      const back = spanScores(aligned(right, left));
      const mixed = spanScores(
        aligned(
          [...left].reverse(),
          [...right].sort((a, b) => ((a.end * seed) % 7) - ((b.end * seed) % 7)),
        ),
      );
      for (const scheme of schemes) {
        assert.equal(there[scheme].right, back[scheme].right, scheme);
        assert.equal(fScore(there[scheme]), fScore(back[scheme]));
        assert.deepEqual(there[scheme], mixed[scheme]);
        const { f } = measuresOf(spanScores(aligned(left, [...left]))[scheme]);
        assert.equal(f, left.length === 0 ? null : 1);
      }
      // strict ≤ exact ≤ partial and strict ≤ type
      assert.ok(there.strict.right <= there.exact.right && there.exact.right <= there.partial.right);
      assert.ok(there.strict.right <= there.type.right);
    }),
  );
});

test("alpha for unitizing: Krippendorff 2004, p. 254", () => {
  // A continuum of 300 that begins at 150.
  const of = (units: readonly (readonly [number, number, string])[]): Labelled[] =>
    units.map(([start, length, label]) => span(start - 150, start - 150 + length, label));
  const i = of([
    [225, 70, "c"],
    [370, 30, "c"],
    [180, 60, "k"],
    [300, 50, "k"],
  ]);
  const j = of([
    [220, 80, "c"],
    [355, 20, "c"],
    [400, 20, "c"],
    [180, 60, "k"],
    [300, 50, "k"],
  ]);
  const units = unitizing(2);
  assert.equal(units.add(300, [i, j]), 0);
  near(units.of(["c"]).alpha, 0.7286);
  assert.equal(units.of(["k"]).alpha, 1);
  near(units.of(["c", "k"]).alpha, 0.8591, 5e-4);
  assert.deepEqual([units.of(["c"]).units, units.of(["k"]).units], [5, 4]);
});

test("alpha for unitizing: identical observers agree, no order matters, texts do not flow together", () => {
  const unit = fc.record({
    start: fc.nat(40),
    length: fc.integer({ min: 1, max: 9 }),
    label: fc.constantFrom("A", "B"),
  });
  const text = fc.array(
    unit.map(({ start, length, label }) => span(start, start + length, label)),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 5 }), (texts) => {
      const same = unitizing(3);
      const [forth, back] = [unitizing(3), unitizing(3)];
      for (const [one] of texts) same.add(100, [one, one, one]);
      for (const [a, b, c] of texts) forth.add(100, [a, b, c]);
      for (const [a, b, c] of [...texts].reverse()) back.add(100, [c, a, b]);
      near(same.of(same.labels()).alpha, 1, 1e-12);
      assert.deepEqual(forth.labels(), back.labels());
      near(forth.of(forth.labels()).alpha, back.of(back.labels()).alpha!, 1e-9);
    }),
  );
});

test("alpha for unitizing: a text without a label is a gap for each observer; nothing marked is no agreement", () => {
  const units = unitizing(2);
  units.add(10, [[span(2, 4, "A")], [span(2, 4, "A")]]);
  const before = units.of(["A"]).alpha;
  units.add(90, [[], []]);
  assert.deepEqual([before, units.of(["A"]).alpha], [1, 1]);
  const apart = unitizing(2);
  apart.add(10, [[span(2, 4, "A")], []]);
  const lonely = apart.of(["A"]).alpha!;
  apart.add(90, [[], []]);
  assert.ok(apart.of(["A"]).alpha! > lonely - 1e-9 && apart.of(["A"]).alpha! < 0.1);
  assert.deepEqual(unitizing(2).of(["A"]), { alpha: null, units: 0 });
  const empty = unitizing(2);
  empty.add(0, [[], []]);
  assert.deepEqual(empty.of([]), { alpha: null, units: 0 });
  const nested = unitizing(2);
  assert.equal(nested.add(30, [[span(0, 20, "A"), span(3, 5, "A")], [span(0, 20, "A")]]), 1);
  assert.equal(nested.of(["A"]).alpha, 1);
});

test("alpha for coding: Krippendorff 2011, four observers with values missing", () => {
  const observers = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
  ].map((line) => line.split(" "));
  const counted = coincidences();
  for (let unit = 0; unit < 12; unit++)
    counted.add(observers.map((values) => values[unit]!).filter((value) => value !== "."));
  assert.equal(counted.values(), 40);
  near(counted.alpha(nominal), 0.743, 5e-4);
  near(counted.alpha(ratio), 0.797, 5e-4);
});

test("alpha for coding: one value alone is no variation; ratio is exact at zero", () => {
  const same = coincidences();
  same.add(["5", "5"]);
  assert.equal(same.alpha(nominal), null);
  const two = coincidences();
  two.add(["0", "0"]);
  two.add(["7", "7"]);
  assert.deepEqual([two.alpha(nominal), two.alpha(ratio)], [1, 1]);
});

const column = (scores: readonly (readonly [number, number, number])[]): Column =>
  columnOf(scores.map(([right, found, wanted], article) => ({ article, right, found, wanted })));

const atOnce = { pause: async () => undefined, check: () => undefined };

const intervalOf = async (scores: Column, articles: number, samples: number, seed: number) =>
  (await intervalsOf(new Map([["x", scores]]), articles, samples, seed, atOnce)).get("x")!;

const significanceOf = async (first: Column, second: Column, samples: number, seed: number) =>
  (await significancesOf(new Map([["x", first]]), new Map([["x", second]]), 8, samples, seed, atOnce)).get(
    "x",
  )!;

test("intervals: the same seed the same, another seed another, and the value inside", async () => {
  const scores = Array.from(
    { length: 40 },
    (_, n) => [Math.min(n % 5, 4 + (n % 3)), 4 + (n % 3), 5] as const,
  );
  const once = await intervalOf(column(scores), 40, 500, 7);
  assert.deepEqual(once, await intervalOf(column(scores), 40, 500, 7));
  assert.notDeepEqual(once, await intervalOf(column(scores), 40, 500, 8));
  const [from, to] = once.f!;
  const all = scores.map(([right, found, wanted]) => ({ right, found, wanted })).reduce(addScores, noScore);
  assert.ok(from < fScore(all) && fScore(all) < to && to - from < 0.3);
  assert.equal((await intervalOf(column(scores), 1, 500, 7)).f, null);
});

test("intervals: of a share they are those of the binomial", async () => {
  // 60 of 100 articles right: the bootstrap's standard error is √(0.6 · 0.4 / 100) = 0.049.
  const scores = column(Array.from({ length: 100 }, (_, n) => [n < 60 ? 1 : 0, 1, 1]));
  const [from, to] = (await intervalOf(scores, 100, 4000, 1)).recall!;
  near(from, 0.6 - 1.96 * 0.049, 0.015);
  near(to, 0.6 + 1.96 * 0.049, 0.015);
});

test("significance: p counts the ways in which chance makes as much of a difference", async () => {
  const right = column(Array.from({ length: 8 }, () => [1, 1, 1]));
  const wrong = column(Array.from({ length: 8 }, () => [0, 1, 1]));
  // Of 2⁸ ways only the two in which all are on one side differ as much.
  const { difference, p } = await significanceOf(wrong, right, 20_000, 3);
  assert.equal(difference, 1);
  near(p, 2 / 256, 0.002);
  assert.deepEqual(await significanceOf(right, right, 100, 3), { difference: 0, p: 1 });
  assert.deepEqual(await significanceOf(wrong, right, 500, 3), await significanceOf(wrong, right, 500, 3));
  assert.deepEqual(await significanceOf(column([]), right, 10, 1), { difference: null, p: null });
  near((await significanceOf(right, wrong, 100, 3)).difference, -1);
});

test("who has had enough is not kept waiting for samples", async () => {
  const check = (): void => {
    throw new MeasuringCancelled();
  };
  const scores = new Map([
    [
      "x",
      column([
        [1, 1, 1],
        [0, 1, 1],
      ]),
    ],
  ]);
  await assert.rejects(intervalsOf(scores, 2, 1000, 1, { ...atOnce, check }), MeasuringCancelled);
});
