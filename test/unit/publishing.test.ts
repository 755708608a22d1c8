import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Publications } from "../../client/src/publications.ts";
import {
  deltaOf,
  type PublishDelta,
  type PublishedAnnotation,
  type PublishParams,
  withDelta,
} from "../../server/src/protocol.ts";
import { createPublishing } from "../../server/src/publishing.ts";
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
  // Of the fields only that they are alike or not is looked at.
  annotations: ids.map((id) => ({ id, range: [1, id], entity: null }) as unknown as PublishedAnnotation),
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

test("a delta holds a field that has come, one that has gone, and one whose list has become an object", () => {
  const [one] = publication(["a"]).annotations;
  const more = (fields: object): PublishParams => ({
    ...publication([]),
    annotations: [
      { ...one, ...fields } as unknown as PublishedAnnotation,
      ...publication(["b", "c"]).annotations,
    ],
  });
  for (const [former, next] of [
    [{}, { extra: 1 }],
    [{ extra: 1 }, {}],
    [{ extra: 1 }, { other: 1 }],
    [{ extra: [] }, { extra: {} }],
    [{ extra: null }, { extra: {} }],
  ] as const) {
    const delta = deltaOf(more(former), more(next));
    assert.ok(delta);
    assert.deepEqual(withDelta(more(former), delta), more(next));
  }
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
