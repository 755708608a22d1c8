import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import {
  type Likeness,
  mayHave,
  occurrencesOf,
  patternOf,
} from "../../../server/src/annotations/likeWords.ts";
import { detect } from "../../../server/src/detect/detect.ts";
import { mark, unmark } from "../../support/marks.ts";

const NAMES: Likeness = { matchCase: true, matchMarks: false };

/** Marks where words stand again: `[Aden:]` is written `[Aden:x]`. */
const check = (words: string, marked: string, likeness: Likeness = NAMES): void => {
  const { text } = unmark(marked);
  const pattern = patternOf(words, likeness) ?? assert.fail(`no words in ${words}`);
  const found = occurrencesOf(text, pattern);
  assert.equal(
    mark(
      text,
      found.map((span) => ({ ...span, what: "x" })),
    ),
    marked,
  );
  assert.ok(found.length === 0 || mayHave(text, pattern));
};

test("English: whole words, possessives outside, hyphenated words seen through", () => {
  check("Aden", "In [Aden:x], [Aden:x]'s port and [Aden:x]’s airport; Adeni and Adenauer are others.");
  check("US", "The [US:x]-backed forces, a [US:x] drone, non-[US:x] staff, USAID; he told us.");
  check("Abu Ali", "[Abu Ali:x]'s men and [Abu  Ali:x], not Abu Alid, not Abu, Ali.");
  check("12", "12,500 people, [12:x] of them on 1.12 and [12:x].");
  check("U.S.", "The [U.S.:x] said [U.S.:x]-led.");
});

test("English: case and diacritics are folded by choice", () => {
  check("US", "The [US:x] told [us:x].", { matchCase: false, matchMarks: false });
  check("Aden", "[ADEN:x]: in [Aden:x], laden aden");
  check("ADEN", "[ADEN:x]: in [Aden:x]");
  check("WHO", "The [WHO:x] knows who. Who?");
  check("rebels", "[Rebels:x] and [rebels:x]");
  check("Free Army", "the [Free Army:x], the [FREE ARMY:x], a free army, a Free army");
  check("Aden", "[ADEN:x]: in [Aden:x] and [aden:x]", { matchCase: false, matchMarks: true });
  check("Zinjibar", "[Zinjibār:x] is [Zinjibar:x]; [Zinjiba\u0304r:x]");
  check("Zinjibār", "[Zinjibār:x] is not Zinjibar; [Zinjiba\u0304r:x]", {
    matchCase: true,
    matchMarks: true,
  });
  check("Sanaa", "[Sana'a:x] and [Sana’a:x] and [Sanaa:x]");
  check("Sana'a", "[Sana'a:x] and [Sana’a:x], not Sanaa", { matchCase: true, matchMarks: true });
  check("al-Shabaab", "[al-Shabaab:x] and [al Shabaab:x] fighters");
  check("al-Shabaab", "[al-Shabaab:x] and al Shabaab fighters", { matchCase: true, matchMarks: true });
  check("Shabaab", "al-[Shabaab:x]'s [Shabaab:x]");
});

test("Arabic: clitics stay outside, and the article has its alef again", () => {
  check("صنعاء", "[صنعاء:x] وفي و[صنعاء:x] وب[صنعاء:x] ل[صنعاء:x]، صنعانية");
  check("الجيش", "[الجيش:x] و[الجيش:x] ب[الجيش:x] [للجيش:x] و[للجيش:x]؛ جيش");
  check("للجيش", "[للجيش:x] و[الجيش:x] و[للجيش:x]");
  check("عبد ربه منصور هادي", "قال [عبد ربه منصور هادي:x] ول[عبد ربه منصور هادي:x]");
});

test("Arabic: marks, tatweel and hamza are folded by choice", () => {
  check("إدلب", "[إدلب:x] و[ادلب:x] و[إِدْلِب:x] و[إدلـب:x] ب[إدلب:x]");
  check("إدلب", "[إدلب:x] وادلب و[إدلـب:x] ب[إدلب:x]", { matchCase: true, matchMarks: true });
  check("الجيش", "[للجيش:x] و[الجيش:x]", { matchCase: true, matchMarks: true });
  check("حماة", "في [حماه:x] و[حماة:x]");
});

test("no mention reaches over a paragraph's end, and marks alone are no words", () => {
  check("Abu Ali", "Abu\n\nAli and [Abu Ali:x]");
  assert.equal(patternOf("—", NAMES), null);
  assert.equal(patternOf("  ", NAMES), null);
});

test("every mention of the sample articles is among those that are like it", () => {
  const folder = path.resolve(import.meta.dirname, "../../fixtures/articles");
  const likenesses = [NAMES, { matchCase: true, matchMarks: true }, { matchCase: false, matchMarks: false }];
  let seen = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".txt"))) {
    const text = readFileSync(path.join(folder, name), "utf8");
    for (const { start, end, text: words } of detect(text).entities)
      for (const likeness of likenesses) {
        const pattern = patternOf(words, likeness) ?? assert.fail(words);
        const found = occurrencesOf(text, pattern);
        assert.ok(
          found.some((place) => place.end === end && place.wordStart <= start && start <= place.start),
          `${words} in ${name}`,
        );
        seen++;
      }
  }
  assert.ok(seen > 300, String(seen));
});
