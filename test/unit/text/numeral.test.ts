import assert from "node:assert/strict";
import { test } from "node:test";
import type { Language } from "../../../server/src/text/language.ts";
import { numeralAt } from "../../../server/src/text/numeral.ts";
import { tokenize } from "../../../server/src/text/token.ts";

/** A text that begins with a number: its value, and the words that it takes. */
function check(text: string, language: Language, value: number | null, words?: string): void {
  const tokens = tokenize(text);
  const numeral = numeralAt(tokens, 0, language);
  assert.equal(numeral?.value ?? null, value, text);
  if (numeral && words !== undefined)
    assert.equal(text.slice(tokens[0]?.start, tokens[numeral.to - 1]?.end), words);
}

test("English digits, words and both mixed", () => {
  check("31 militants", "en", 31, "31");
  check("12,500 people", "en", 12_500);
  check("1,80,000 people", "en", 180_000);
  check("12.500 people", "en", 12_500);
  check("1.2 million people", "en", 1_200_000, "1.2 million");
  check("3k people", "en", 3000, "3k");
  check("twenty-three officers", "en", 23, "twenty-three");
  check("one hundred and twenty-three officers", "en", 123, "one hundred and twenty-three");
  check("two thousand three hundred men", "en", 2300);
  check("a dozen men", "en", 12, "a dozen");
  check("two dozen men", "en", 24);
  check("half a million people", "en", 500_000);
  check("a hundred and two men", "en", 102);
});

test("what is no number of people in English", () => {
  check("a man", "en", null);
  check("3rd battalion", "en", null);
  check("40% of", "en", null);
  check("2.5 metres", "en", null);
  check("hundreds of", "en", null);
  check("twenty-day siege", "en", 20, "twenty");
});

test("Arabic digits, words in both genders and all cases, and both mixed", () => {
  check("١٢ شخصا", "ar", 12);
  check("۱۲ شخصا", "ar", 12);
  check("١٢٬٥٠٠ شخص", "ar", 12_500);
  check("450،756 لاجئا", "ar", 450_756);
  check("أربعة من الجنود", "ar", 4, "أربعة");
  check("ثلاثة عشر شخصا", "ar", 13, "ثلاثة عشر");
  check("ثلاث عشرة امرأة", "ar", 13);
  check("أحد عشر شخصا", "ar", 11);
  check("اثني عشر شخصا", "ar", 12);
  check("خمسة وعشرين شخصا", "ar", 25, "خمسة وعشرين");
  check("مئة وخمسة وعشرون قتيلا", "ar", 125, "مئة وخمسة وعشرون");
  check("مئتي شخص", "ar", 200);
  check("مائة شخص", "ar", 100);
  check("ثلاثمئة شخص", "ar", 300);
  check("ألفين وخمسمئة نازح", "ar", 2500);
  check("ثلاثة آلاف شخص", "ar", 3000, "ثلاثة آلاف");
  check("12 ألف نازح", "ar", 12_000, "12 ألف");
  check("1.5 مليون نازح", "ar", 1_500_000);
  check("وخمسة آخرين", "ar", 5);
});

test("what is no number in Arabic", () => {
  check("آلاف النازحين", "ar", null);
  check("أحد المصادر", "ar", null);
  check("عشرات", "ar", null);
});
