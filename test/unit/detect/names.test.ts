import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { detect } from "../../../server/src/detect/detect.ts";
import { taggerOf } from "../../../server/src/detect/entities/tagger/models.ts";
import { cutOf } from "../../../server/src/detect/entities/tagger/units.ts";
import { foldArabic } from "../../../server/src/text/arabic.ts";

const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({ unit: "grapheme-composite", maxLength: 8 }),
  fc.constantFrom(
    "\ud83d",
    "\u0301",
    "\u200f",
    "ـ",
    "ُ",
    "Gen. Abu Bakr al-",
    "Maiduguri",
    "US-backed",
    "’s",
    "لل",
    "وبـ",
    "العميد الركن محمد بن سالم",
    "حركة",
    "A.B.C.",
    "👨‍👩‍👧",
    "\n\n",
    "(",
    "-",
  ),
  // Numbers of any size, with words that make dates and amounts of them.
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
  fc
    .tuple(
      fc.constantFrom("قبل", "منذ", "بين قبل", "in the past", "over the last", ""),
      fc.oneof(fc.constantFrom("999999999999", "9999", "2013", "٣", "1".repeat(400)), fc.nat().map(String)),
      fc.constantFrom(
        "يوم",
        "شهر",
        "سنة",
        "أسبوع",
        "days ago",
        "months",
        "years ago",
        "weeks",
        "June",
        "يونيو",
      ),
    )
    .map((parts) => parts.join(" ")),
);
const anyText = fc
  .array(fc.tuple(piece, fc.constantFrom("", " ", " ")), { maxLength: 30 })
  .map((parts) => parts.flat().join(""));

test("whatever the text, names lie in bounds, in order, apart, and split no character", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let end = 0;
      for (const mention of detect(text, { published: "2012-06-15" }).entities) {
        assert.ok(mention.start >= end && mention.end > mention.start && mention.end <= text.length);
        assert.equal(text.slice(mention.start, mention.end), mention.text);
        if (mention.label === "DATE") assert.match(mention.value ?? "2012", /^\d{4}\b/);
        for (const at of [mention.start, mention.end]) {
          const inPair = /[\ud800-\udbff]/.test(text[at - 1] ?? "") && /[\udc00-\udfff]/.test(text[at] ?? "");
          assert.ok(!inPair, `a pair is split at ${at}`);
          assert.ok(!/^[\u0300-\u036f\u064b-\u0652]/.test(text.slice(at)), `a mark is left at ${at}`);
        }
        end = mention.end;
      }
    }),
    { numRuns: 300 },
  );
});

test("Arabic clitics are told from the first letters of words", () => {
  const { vocabulary } = taggerOf("ar").model;
  const stem = (word: string): string => cutOf(foldArabic(word), vocabulary)?.stem ?? foldArabic(word);
  for (const [word, rest] of [
    ["وبغداد", "بغداد"],
    ["بدمشق", "دمشق"],
    ["والنرويج", "النرويج"],
    ["لداعش", "داعش"],
    ["للعراق", "العراق"],
    ["وبالقاهرة", "القاهره"],
    ["بغداد", "بغداد"],
    ["لبنان", "لبنان"],
    ["فرنسا", "فرنسا"],
    ["وليد", "وليد"],
    ["وزير", "وزير"],
    ["كركوك", "كركوك"],
    ["بشار", "بشار"],
    ["برينان", "برينان"],
  ] as const)
    assert.equal(stem(word), rest, word);
});

test("half of an Arabic name is not looked for elsewhere, a family name is", () => {
  const text =
    "قال حسن نصر الله أمس إن الاجتماع انتهى.\n\nوقال محمد الكردفاني ذلك.\n\nوأضاف الكردفاني أن الأمر بيد الله.";
  const found = detect(text).entities.filter(({ label }) => label === "PERSON");
  assert.deepEqual(
    found.map((mention) => text.slice(mention.start, mention.end)),
    ["حسن نصر الله", "محمد الكردفاني", "الكردفاني"],
  );
});

test("a name behind `لل` begins at its first letter, and is the same name as with its article", () => {
  const named = (text: string, words: RegExp): string[] =>
    detect(text)
      .entities.filter((mention) => words.test(mention.text))
      .map(({ text: words, label, entity, name }) => `${words} ${label} ${entity} ${name}`);
  assert.deepEqual(
    named(
      "سيطرت القوات على القصير يوم الجمعة. وقال سكان في القصير إن القصف عنيف.\n\nوصلت تعزيزات عسكرية إضافية للقصير مساء اليوم.",
      /قصير/,
    ),
    ["القصير LOC n1 القصير", "القصير LOC n1 القصير", "للقصير LOC n1 القصير"],
  );
  // What the article says of the name with its article holds for it behind a preposition too.
  assert.deepEqual(
    named(
      "وصلوا إلى مدينة الزنقار أمس. القصف على الزنقار مستمر.\n\nوصلت تعزيزات للزنقار مساء اليوم وللزنقار.",
      /زنقار/,
    ),
    ["الزنقار LOC n1 الزنقار", "الزنقار LOC n1 الزنقار", "للزنقار LOC n1 الزنقار", "للزنقار LOC n1 الزنقار"],
  );
  assert.deepEqual(named("وصل الوفد لِلْعِرَاق أمس.", /ق$/), ["لِلْعِرَاق LOC n1 العِرَاق"]);
  assert.deepEqual(named("تصدوا للصواريخ أمس.", /صواريخ/), ["للصواريخ WEAPON n1 الصواريخ"]);
});

test("whichever hyphen a text has, the same is found in it", () => {
  const text =
    "Al-Shabaab fighters of Abdel-Rahman's group fired AK-47 rifles in Deir ez-Zor on 2012-06-12, killing a 25-year-old man and twenty-five others. Bashar al-Assad agreed. Al-Assad left Deir ez-Zor.";
  const { entities, figures } = detect(text, { published: "2012-06-15" });
  assert.deepEqual(
    ["Al-Shabaab", "AK-47 rifles", "Deir ez-Zor", "2012-06-12", "Bashar al-Assad"].filter(
      (name) => !entities.some((mention) => mention.text === name),
    ),
    [],
  );
  for (const hyphen of ["\u2010", "\u2011"]) {
    // How sure the tagger is goes by the letters as written.
    const asAscii = (key: string, value: unknown): unknown =>
      key === "confidence" ? 0 : typeof value === "string" ? value.replaceAll(hyphen, "-") : value;
    const told = (detections: unknown): unknown => JSON.parse(JSON.stringify(detections, asAscii));
    const other = detect(text.replaceAll("-", hyphen), { published: "2012-06-15" });
    assert.deepEqual(told(other.entities), told(entities));
    assert.deepEqual(told(other.figures), told(figures));
  }
});
