import assert from "node:assert/strict";
import { openArticle, said } from "./support.ts";

/** In a new window on the folder that the tests of annotate.ts left. */
export function reopenedTests(): void {
  describe("after the window was closed and opened", () => {
    it("everything decided is there, and what was rejected does not come back", async () => {
      const { published } = await openArticle("01-sahel-market.txt");
      const found = published.annotations.map(said);
      for (const words of [
        "at least 17 people: killed at least 17 accepted",
        "Saturday: DATE rejected",
        "Tangaye: ORG corrected",
        "in Yatenga province: LOC corrected",
        "nine assailants: killed 9 to 12 corrected",
      ]) {
        assert.ok(found.includes(words), `${words} is not in ${found.join(" | ")}`);
      }
      assert.ok(!found.includes("Saturday: DATE suggested"));
    });

    it("in Arabic too", async () => {
      const { published } = await openArticle("05-deir-ezzor-ar.txt");
      const found = published.annotations.map(said);
      assert.ok(found.includes("جنديان: killed 2 accepted"));
      assert.ok(found.includes("الشحيل: LOC rejected"));
      assert.ok(!found.includes("الشحيل: LOC suggested"));
    });
  });
}
