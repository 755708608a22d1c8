import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { detect } from "../../../server/src/detect/detect.ts";
import { harms, type Tally } from "../../../server/src/detect/detection.ts";
import { tableOf } from "../../support/tables.ts";

/** A tally as the table writes it. */
function written(tally: Tally): string {
  return harms
    .flatMap((harm) => {
      const total = tally[harm];
      if (!total) return [];
      const { min, max, perpetrators } = total;
      const open = max === null ? `${min}+` : `${min}-${max}`;
      const number = min === null && max === null ? "?" : min === max ? String(min) : open;
      return [`${harm} ${number}${perpetrators > 0 ? ` (${perpetrators})` : ""}`];
    })
    .sort()
    .join(", ");
}

describe("figures/tallies.txt", () => {
  for (const [about, lines] of tableOf("figures/tallies.txt")) {
    test(about, () => {
      for (const line of lines) {
        const [text = "", wanted = ""] = line.split("=>");
        const { tally } = detect(text.trim().replaceAll(" ⏎ ", "\n\n"), { published: "2024-05-06" });
        assert.equal(written(tally), wanted.trim().split(", ").sort().join(", "), text);
      }
    });
  }
});
