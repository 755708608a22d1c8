import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { detect } from "../../../server/src/detect/detect.ts";

/** What amounts of money are worth, as currency and number. */
const TABLE: readonly (readonly [string, string | null])[] = [
  ["It cost $5,000.", "USD 5000"],
  ["It cost $1.5bn.", "USD 1500000000"],
  ["It cost $1.2 trillion.", "USD 1200000000000"],
  ["It cost ZAR 1,7 million.", "ZAR 1700000"],
  ["It cost $0.42.", "USD 0.42"],
  ["It cost $3–5 million.", "USD 3000000-5000000"],
  ["It cost between $5 and $10 million.", "USD 5000000-10000000"],
  ["It cost between 20,000 to 60,000 Saudi riyals.", "SAR 20000-60000"],
  ["It cost N5m.", "NGN 5000000"],
  ["It cost 500 Yemeni rials.", "YER 500"],
  ["It cost 500 rials.", null],
  ["It cost 10,000 Syrian pounds.", "SYP 10000"],
  ["It cost 50 pounds.", "GBP 50"],
  ["It cost Rs 500.", null],
  ["It cost millions of dollars.", null],
  ["دفعوا 2 مليون دولار أمريكي.", "USD 2000000"],
  ["دفعوا مليار ريال يمني.", "YER 1000000000"],
  ["دفعوا ٥٠ ألف دينار عراقي.", "IQD 50000"],
  ["دفعوا 500 ليرة سورية.", "SYP 500"],
  ["دفعوا 5 جنيهات.", null],
  ["دفعوا بين 3 و5 ملايين دولار.", "USD 3000000-5000000"],
  ["دفعوا ملايين الدولارات.", null],
];

describe("amounts of money", () => {
  for (const [text, value] of TABLE) {
    test(text, () => {
      const money = detect(text).entities.filter(({ label }) => label === "MONEY");
      assert.deepEqual(
        money.map((mention) => mention.value),
        [value],
      );
    });
  }
});
