import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { grouped } from "../../../server/src/text/grouped.ts";

test("whole numbers are written as the engine writes them in English", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (whole) => assert.equal(grouped(whole), whole.toLocaleString("en"))),
  );
});
