import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bestTags } from "../../../server/src/detect/entities/tagger/crf.ts";
import { isOpen, mayFollow, OUTSIDE, TAGS } from "../../../server/src/detect/entities/tagger/labels.ts";
import {
  factorsOf,
  likelihood,
  likelihoodOf,
  marginalsOf,
} from "../../../server/src/detect/entities/tagger/marginals.ts";
import { sumsOf } from "../../../server/train/tagger/sums.ts";

/** Every legal way to tag `length` units. */
function* taggings(length: number, before: number[] = []): Generator<number[]> {
  if (before.length === length) {
    if (!isOpen(before.at(-1) ?? OUTSIDE)) yield before;
    return;
  }
  for (let tag = 0; tag < TAGS; tag++)
    if (mayFollow(before.at(-1) ?? OUTSIDE, tag)) yield* taggings(length, [...before, tag]);
}

const score = fc.double({ min: -3, max: 3, noNaN: true });
const chains = fc.integer({ min: 1, max: 3 }).chain((length) =>
  fc.record({
    length: fc.constant(length),
    scores: fc
      .array(score, { minLength: length * TAGS, maxLength: length * TAGS })
      .map((all) => Float64Array.from(all)),
    moves: fc
      .array(score, { minLength: TAGS * TAGS, maxLength: TAGS * TAGS })
      .map((all) => Float64Array.from(all)),
  }),
);

test("the likeliest tags and the sum over all tags are those of trying them all", () => {
  fc.assert(
    fc.property(chains, (chain) => {
      const { length, scores, moves } = chain;
      let most = -Infinity;
      let sum = 0;
      let best: number[] = [];
      const worth = (tags: readonly number[]): number => {
        let value = moves[(tags.at(-1) ?? 0) * TAGS] ?? 0;
        for (const [t, tag] of tags.entries())
          value += (scores[t * TAGS + tag] ?? 0) + (moves[(tags[t - 1] ?? OUTSIDE) * TAGS + tag] ?? 0);
        return value;
      };
      for (const tags of taggings(length)) {
        const value = worth(tags);
        sum += Math.exp(value);
        if (value > most) {
          most = value;
          best = tags;
        }
      }
      // Two ways may be equally good.
      assert.ok(Math.abs(worth([...bestTags(chain)]) - most) < 1e-9);
      assert.ok(Math.abs(sumsOf(chain, null).total - Math.log(sum)) < 1e-6);
      // With one tag allowed a unit, the sum is the score of that way.
      const only = Int32Array.from(best.map((tag) => 1 << tag));
      assert.ok(Math.abs(sumsOf(chain, only).total - most) < 1e-9);
    }),
    { numRuns: 20 },
  );
});

test("what detection takes for likely is what training makes likely", () => {
  // What is a million times less likely counts for nothing in training.
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
  fc.assert(
    fc.property(chains, fc.double({ min: 1, max: 60, noNaN: true }), (chain, strength) => {
      // As sure as a trained model is, and surer.
      const scores = chain.scores.map((value) => value * strength);
      const sure = { ...chain, scores };
      const { forward, backward, total } = sumsOf(sure, null);
      const marginals = marginalsOf(sure, factorsOf(chain.moves));
      for (let t = 0; t < chain.length; t++)
        for (let tag = 0; tag < TAGS; tag++) {
          const expected = Math.exp((forward[t * TAGS + tag] ?? 0) + (backward[t * TAGS + tag] ?? 0) - total);
          assert.ok(near(likelihood(marginals, t, tag), expected));
        }
      const tags = bestTags(sure);
      const last = chain.length - 1;
      const only = Int32Array.from(tags, (tag) => 1 << tag);
      assert.ok(near(likelihoodOf(marginals, tags, 0, last), Math.exp(sumsOf(sure, only).total - total)));
    }),
    { numRuns: 100 },
  );
});
