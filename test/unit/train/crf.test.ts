import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bestTags, sumsOf } from "../../../server/src/detect/entities/tagger/crf.ts";
import { isOpen, mayFollow, OUTSIDE, TAGS } from "../../../server/src/detect/entities/tagger/labels.ts";

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
