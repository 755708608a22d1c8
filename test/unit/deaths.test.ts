import assert from "node:assert/strict";
import { test } from "node:test";
import { countDeaths } from "../../client/src/deaths.ts";

test("a server that dies is started again, which is told once, and given up where it keeps dying", () => {
  let now = 0;
  const next = countDeaths(() => now);
  const all = [0, 1, 2, 3, 4].map((second) => {
    now = second * 1000;
    return next();
  });
  assert.deepEqual(all, ["restart-and-tell", "restart", "restart", "restart", "over"]);
});

test("one that dies now and then is started again each time", () => {
  let now = 0;
  const next = countDeaths(() => now);
  for (let hour = 0; hour < 20; hour++) {
    now = hour * 3_600_000;
    assert.equal(next(), hour === 0 ? "restart-and-tell" : "restart");
  }
});

test("one that takes a while to die is given up, too", () => {
  let now = 0;
  const next = countDeaths(() => now);
  const all = [0, 1, 2, 3, 4].map((minute) => {
    now = minute * 120_000;
    return next();
  });
  assert.deepEqual(all, ["restart-and-tell", "restart", "restart", "restart", "over"]);
});
