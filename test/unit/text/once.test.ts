import assert from "node:assert/strict";
import { test } from "node:test";
import { once } from "../../../server/src/text/once.ts";

test("what is made once is made when it is first asked for, and stays the same", () => {
  let made = 0;
  const table = once(() => new Map([[++made, "row"]]));
  assert.equal(made, 0);
  assert.equal(table(), table());
  assert.equal(made, 1);
});
