import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type DetectOptions, detect, detection, emptyMemory } from "../../../server/src/detect/detect.ts";
import { fixtures } from "../../support/tables.ts";

const articles = readdirSync(path.join(fixtures, "articles")).map((name) =>
  readFileSync(path.join(fixtures, "articles", name), "utf8"),
);

function analyse(text: string, options: DetectOptions, memory: ReturnType<typeof emptyMemory>) {
  const steps = detection(text, options, memory);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

test("after any edits an analysis with a memory gives what a fresh one gives", () => {
  const insert = fc.oneof(
    fc.constantFrom("", "\n\n", "Saleh ", "12 ", "قتل ", "President Idris Deby "),
    fc.string({ maxLength: 5 }),
  );
  const edits = fc.array(fc.tuple(fc.nat(3000), fc.nat(40), insert), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...articles), edits, (article, list) => {
      const memory = emptyMemory();
      let text = article;
      analyse(text, {}, memory);
      for (const [at, length, words] of list) {
        const start = Math.min(at, text.length);
        text = text.slice(0, start) + words + text.slice(start + length);
        assert.deepEqual(analyse(text, {}, memory), detect(text));
      }
    }),
    { numRuns: 40 },
  );
});
