import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { detect } from "../../../server/src/detect/detect.ts";
import type { CasualtyFigure } from "../../../server/src/detect/detection.ts";
import { createVictims } from "../../../server/src/detect/resolve/victims.ts";

const [example] = detect("Tarik Mansour was killed.").figures;
assert.ok(example);
const victim = (text: string, harm: CasualtyFigure["harm"] = "killed"): CasualtyFigure => ({
  ...example,
  text,
  harm,
});

/** What `find` says of each victim, all before it added. */
function found(all: readonly CasualtyFigure[]): (number | undefined)[] {
  const victims = createVictims();
  return all.map((figure, n) => {
    const before = victims.find(figure);
    victims.add(figure, n);
    return before;
  });
}

test("a victim is found again by fewer words or more, of the same harm, the first that fits", () => {
  assert.deepEqual(
    found([
      victim("Muhammad Abu Nasira"),
      victim("Nasira"),
      victim("Nasira", "injured"),
      victim("Abu‑Nasira"),
      victim("Layla"),
      victim("Doctor Layla Nasira"),
    ]),
    [undefined, 0, undefined, 0, undefined, 1],
  );
});

test("whatever the names, the first is found of which one has all words of the other and more", () => {
  const name = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 4 });
  const isPart = (a: readonly string[], b: readonly string[]): boolean =>
    a.length < b.length && a.every((word) => b.includes(word));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names) => {
      const wanted = names.map((own, n) => {
        const first = names.slice(0, n).findIndex((other) => isPart(own, other) || isPart(other, own));
        return first < 0 ? undefined : first;
      });
      assert.deepEqual(found(names.map((words) => victim(words.join(" ")))), wanted);
    }),
  );
});

test("of a long roll of victims each is found or not", () => {
  // Compared with each before it they would take minutes.
  const all = Array.from({ length: 60_000 }, (_, n) => victim(`General N${n} Saleh`));
  assert.ok(found(all).every((before) => before === undefined));
});
