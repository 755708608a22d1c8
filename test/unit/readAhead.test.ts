import assert from "node:assert/strict";
import { test } from "node:test";
import { readAhead } from "../../server/src/readAhead.ts";

test("reading ahead lets the answer that is under way go first, and comes to an end", async () => {
  const order: string[] = [];
  const ahead = readAhead(async () => void order.push("pause")).then(() => order.push("read"));
  order.push("answered");
  await ahead;
  assert.deepEqual([order[0], order[1], order.at(-1)], ["pause", "answered", "read"]);
});
