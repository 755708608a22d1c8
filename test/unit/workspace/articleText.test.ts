import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sameBytes } from "../../../server/src/workspace/articleText.ts";

test("bytes are the same or not wherever they lie, and whatever their number", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(3), fc.nat(40), (bytes, offset, at) => {
      const moved = new Uint8Array(offset + bytes.length);
      moved.set(bytes, offset);
      const other = moved.subarray(offset);
      assert.ok(sameBytes(bytes, other));
      assert.ok(!sameBytes(bytes, new Uint8Array(bytes.length + 1)));
      if (at >= bytes.length) return;
      other[at] = (other[at] ?? 0) ^ 1;
      assert.ok(!sameBytes(bytes, other));
    }),
  );
});
