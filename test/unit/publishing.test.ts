import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Publications } from "../../client/src/publications.ts";
import { deltaOf } from "../../server/src/deltas.ts";
import {
  type PublishDelta,
  type PublishedAnnotation,
  type PublishParams,
  withDelta,
} from "../../server/src/protocol.ts";
import { createPublishing } from "../../server/src/publishing.ts";
import { isSameAnnotation } from "../../server/src/sameAnnotation.ts";
import { AT, startArticles } from "../support/articles.ts";

const onWire = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** A client that takes deltas, and what it was sent. */
function startClient(deltas = true) {
  const known = new Publications();
  const sent: ("whole" | "delta")[] = [];
  let shown: PublishParams | undefined;
  const publishing = createPublishing({
    options: () => ({ publish: true, deltas }),
    whole: (params) => {
      sent.push("whole");
      shown = known.whole(onWire(params));
    },
    delta: (delta) => {
      sent.push("delta");
      shown = known.changed(onWire(delta));
    },
  });
  return { publishing, known, sent, shown: () => shown };
}

const TEXT = [
  "ADEN, June 15, 2012 (Reuters) - At least 31 militants were killed in Abyan on Friday, officials said.",
  "Ahmed Saleh of the Red Crescent said 12 wounded people were taken to Taiz. 😀",
  "وقال سامي نور في عدن إن 7 مدنيين قتلوا يوم الجمعة.",
  "Clashes went on in Taiz and Abyan. Ahmed Saleh denied it.",
].join("\n\n");

const WORDS = ["a", " ", "\n\n", "Aden ", "Taiz, ", "killed ", "two ", "Omar Hadi ", "😀", "عدن ", "31", ""];

/** Replaces so many code units at a share of the text by words, then perhaps decides on what is shown. */
const act = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.integer({ min: 0, max: 40 }),
  words: fc.constantFrom(...WORDS),
  decision: fc.constantFrom("none", "none", "accept", "reject", "remove"),
});

test("a client that puts deltas to what it has knows after each what it would have been sent as a whole", async () => {
  let deltas = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      const client = startClient();
      const steps: unknown[][] = [];
      const { articles, open } = startArticles(
        {},
        {
          publish: (params) => {
            client.publishing.publish(params);
            // What is thrown here is taken for a fault of detection.
            steps.push([client.shown(), onWire(params)]);
          },
        },
      );
      let seen = await open(TEXT);
      let version = 1;
      for (const { at, removed, words, decision } of acts) {
        const document = seen?.article.document;
        assert.ok(document && seen);
        const start = Math.floor(at * document.getText().length);
        const range = { start: document.positionAt(start), end: document.positionAt(start + removed) };
        articles.change(AT, ++version, [{ range, text: words }]);
        seen = await articles.seen(AT);
        const items = (seen?.view.items ?? []).filter(({ published }) => published.status !== "orphaned");
        const id = items[Math.floor(at * items.length)]?.published.id;
        if (decision === "none" || id === undefined) continue;
        await articles.correct({ uri: AT, version, correction: { type: decision, ids: [id] } });
        seen = await articles.seen(AT);
      }
      for (const [shown, whole] of steps) assert.deepEqual(shown, whole);
      deltas += client.sent.filter((kind) => kind === "delta").length;
      await articles.shutdown();
    }),
    { numRuns: 60 },
  );
  assert.ok(deltas > 60, `${deltas} deltas were sent`);
});

const RANGE = { start: { line: 1, character: 2 }, end: { line: 3, character: 4 } };

/** An annotation with all that one may have: each of its fields has to count. */
const SAMPLE: PublishedAnnotation = {
  ...{ id: "a", kind: "figure", status: "corrected", range: RANGE, text: "31 militants", label: "LOC" },
  ...{ attributes: { sure: true }, confidence: 0.5, origin: "passive", reason: "listed" },
  ...{ by: "me", at: "2026-11-21T09:12:03Z", was: "30", touched: true, disputed: true, adjudicated: true },
  entity: { id: "n1", name: "Aden", forms: ["Aden", "ADEN"], count: 2, value: "2012-06-15" },
  figure: {
    ...{ harm: "killed", min: 31, max: 40, qualifier: "range", count: "31 to 40", number: "31 to 40" },
    ...{ numberRange: RANGE, trigger: "killed", triggerRange: RANGE, victims: "militants" },
    ...{ victimType: "combatant", perpetrator: "the army", place: "Abyan", date: "2012-06-15" },
    ...{ source: "officials", scope: "incident", status: "asserted", partOf: "40", sameAs: "31" },
    ...{ conflictsWith: ["12"], links: [{ role: "place", range: RANGE }] },
  },
};

/** All that differs from a value in one place. */
function variants(value: unknown): unknown[] {
  if (typeof value === "number") return [value + 1];
  if (typeof value === "boolean") return [!value];
  if (typeof value === "string") return [`${value}x`];
  if (Array.isArray(value))
    return [
      [],
      [...value, value[0]],
      ...value.flatMap((own, n) => variants(own).map((other) => value.with(n, other))),
    ];
  assert.ok(typeof value === "object" && value !== null);
  return Object.entries(value).flatMap(([key, own]) => {
    const nothing = ["entity", "figure", "numberRange", "triggerRange"].includes(key) ? [null] : [];
    return [...nothing, ...variants(own)].map((other) => ({ ...value, [key]: other }));
  });
}

const publication = (ids: readonly string[], version = 1): PublishParams => ({
  ...{
    uri: AT,
    version,
    annotator: "me",
    language: "en",
    published: null,
    head: [],
    tally: {},
    codebook: "",
  },
  ...{ totals: [], problems: [], canUndo: false, canRedo: false },
  annotations: ids.map((id) => ({ ...SAMPLE, id })),
});

test("a delta of any two lists leads from one to the other", () => {
  const ids = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
  fc.assert(
    fc.property(ids, ids, (former, next) => {
      const delta = deltaOf(publication(former), publication(next, 2));
      if (delta) assert.deepEqual(withDelta(publication(former), onWire(delta)), publication(next, 2));
    }),
  );
});

test("where most is new the whole is sent, and a client that takes no deltas gets nothing else", () => {
  assert.equal(deltaOf(publication(["a", "b", "c"]), publication(["x", "y", "c"])), null);
  const other = startClient(false);
  for (const version of [1, 2, 3]) other.publishing.publish(publication(["a", "b", "c"], version));
  assert.deepEqual(other.sent, ["whole", "whole", "whole"]);
});

test("annotations that differ in one field, of whatever depth, are not alike", () => {
  const all = variants(SAMPLE) as PublishedAnnotation[];
  assert.ok(all.length > 60, `${all.length} variants`);
  for (const other of all) {
    assert.ok(!isSameAnnotation(SAMPLE, other), JSON.stringify(other));
    assert.ok(!isSameAnnotation(other, SAMPLE), JSON.stringify(other));
  }
  assert.ok(isSameAnnotation(SAMPLE, onWire(SAMPLE)));
});

test("an annotation that comes in or goes does not have those behind it sent again", () => {
  const ids = Array.from({ length: 40 }, (_, n) => `e${n}`);
  const next = ids.toSpliced(30, 1).toSpliced(5, 0, "new");
  const delta = deltaOf(publication(ids), publication(next, 2));
  assert.deepEqual(
    delta?.splices.map(({ at, removed, added }) => [at, removed, added.map(({ id }) => id)]),
    [
      [5, 0, ["new"]],
      [30, 1, []],
    ],
  );
});

test("an article that was closed is sent as a whole again, and a delta that comes too late shows nothing", () => {
  const { publishing, known, sent, shown } = startClient();
  publishing.publish(publication(["a", "b", "c"]));
  known.forget(AT);
  publishing.publish(publication(["a", "b", "d"], 2));
  assert.equal(shown(), undefined);
  publishing.forget(AT);
  publishing.publish(publication(["a", "b", "d"], 1));
  assert.deepEqual(sent, ["whole", "delta", "whole"]);
  assert.deepEqual(shown(), publication(["a", "b", "d"], 1));
});

test("a delta of something else is put to nothing", () => {
  const delta = deltaOf(publication(["a", "b", "c"], 1), publication(["a", "b", "d"], 2)) as PublishDelta;
  assert.equal(withDelta(publication(["a", "b", "c"], 2), delta), null);
  assert.equal(withDelta(publication(["a", "b"], 1), delta), null);
});
