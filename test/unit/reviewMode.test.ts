import assert from "node:assert/strict";
import { test } from "node:test";
import { createLock } from "../../client/src/review/lock.ts";
import { createTrail } from "../../client/src/review/trail.ts";

/** A window with one editor in front, whose texts are read-only or not; `during` happens while it carries a wish out. */
function lockIn() {
  const readOnly = new Set<string>();
  const state = { active: "a.txt" as string | undefined, reviewing: true, during: [] as (() => void)[] };
  const follow = createLock({
    active: () => state.active,
    isWanted: (uri) => state.reviewing && uri.endsWith(".txt"),
    apply: async (wanted) => {
      state.during.shift()?.();
      if (state.active === undefined) return;
      if (wanted) readOnly.add(state.active);
      else readOnly.delete(state.active);
    },
  });
  return { state, follow, locked: () => [...readOnly].sort() };
}

test("the article in front is read-only in the mode, and writable again when it is in front after it", async () => {
  const { state, follow, locked } = lockIn();
  await follow();
  assert.deepEqual(locked(), ["a.txt"]);
  state.active = "b.txt";
  await follow();
  state.active = "notes.md";
  await follow();
  assert.deepEqual(locked(), ["a.txt", "b.txt"]);
  state.reviewing = false;
  await follow();
  state.active = "b.txt";
  await follow();
  assert.deepEqual(locked(), ["a.txt"]);
  state.active = undefined;
  await follow();
  state.active = "a.txt";
  await follow();
  assert.deepEqual(locked(), []);
});

test("where another editor comes to the front meanwhile, that one stays writable, and the article is locked later", async () => {
  const { state, follow, locked } = lockIn();
  state.during.push(() => {
    state.active = "notes.md";
  });
  await follow();
  assert.deepEqual(locked(), []);
  state.active = "a.txt";
  await follow();
  assert.deepEqual(locked(), ["a.txt"]);
});

test("what was not reached when the mode was left is writable again later", async () => {
  const { state, follow, locked } = lockIn();
  await follow();
  state.active = "b.txt";
  await follow();
  state.reviewing = false;
  state.during.push(() => {
    state.active = "a.txt";
  });
  await follow();
  assert.deepEqual(locked(), ["b.txt"]);
  state.active = "b.txt";
  await follow();
  assert.deepEqual(locked(), []);
});

test("the trail goes back by article, also where a correction is taken back by another key", () => {
  const trail = createTrail();
  for (const uri of ["a", "b", "a", "b"]) trail.made(uri);
  assert.equal(trail.last(), "b");
  trail.taken("a");
  trail.taken("b");
  assert.equal(trail.last(), "b");
  trail.taken("c");
  trail.taken("b");
  assert.equal(trail.last(), "a");
  trail.made("c");
  trail.clear();
  assert.equal(trail.last(), undefined);
});
