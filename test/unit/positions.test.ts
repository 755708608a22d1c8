import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { codePoints, toSpan } from "../../server/src/positions.ts";

test("the example of formats.md", () => {
  // 13 bytes, 8 UTF-16 units and 7 code points with the byte order mark, which is not part of the text inside.
  const text = "A😀ب\r\nc";
  const points = codePoints(text);
  assert.equal(points.length, 6);
  assert.equal(points.fromUtf16(text.indexOf("ب")), 2);
  assert.equal(points.fromUtf16(text.indexOf("c")), 5);
  assert.equal(points.toUtf16(2), 3);
});

test("there and back is the same, and code points count as a list of characters does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const points = codePoints(text);
      assert.equal(points.length, [...text].length);
      let utf16 = 0;
      for (const [n, char] of [...text].entries()) {
        assert.equal(points.fromUtf16(utf16), n);
        assert.equal(points.toUtf16(n), utf16);
        utf16 += char.length;
      }
      assert.equal(points.toUtf16(points.length), text.length);
    }),
  );
});

test("a range with its end before its start means what lies between", () => {
  const document = TextDocument.create("untitled:1", "article", 1, "killed\nin Aden");
  const [start, end] = [document.positionAt(14), document.positionAt(10)];
  assert.deepEqual(toSpan(document, { start, end }), { start: 10, end: 14 });
});
