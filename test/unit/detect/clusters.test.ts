import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { detect } from "../../../server/src/detect/detect.ts";
import { checkClusters } from "../../support/check.ts";
import { unmark } from "../../support/marks.ts";
import { tableOf } from "../../support/tables.ts";

const FILE = "entities/clusters.txt";
const paragraphs = (line: string): string => line.replaceAll("¶", "\n\n");

describe(FILE, () => {
  for (const [phenomenon, lines] of tableOf(FILE)) {
    test(phenomenon, () => {
      for (const line of lines) checkClusters(paragraphs(line));
    });
  }
});

const texts = [...tableOf(FILE).values()].flat().map((line) => unmark(paragraphs(line)).text);
const articles = fc
  .array(fc.constantFrom(...texts), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join("\n\n"));

/** Which mentions of a text up to `end` are one entity: for each the place of the first of its entity. */
function firsts(text: string, end: number): string[] {
  const first = new Map<string, number>();
  return detect(text)
    .entities.filter((mention) => mention.end <= end)
    .map(({ start, entity }) => {
      first.set(entity, first.get(entity) ?? start);
      return `${start} ${first.get(entity)}`;
    });
}

test("entities are numbered in order of first mention, each has one name and one people is no country", () => {
  fc.assert(
    fc.property(articles, (text) => {
      let next = 1;
      const names = new Map<string, string>();
      for (const { entity, name } of detect(text).entities) {
        assert.ok(Number(entity.slice(1)) <= next, entity);
        if (entity === `n${next}`) next++;
        assert.equal(names.get(entity) ?? name, name);
        names.set(entity, name);
      }
      assert.deepEqual(detect(text), detect(text));
    }),
    { numRuns: 30 },
  );
});

test("a paragraph of other names at the end changes nothing above it", () => {
  const others =
    "Lumbira Tazo met Governor Wendo Mkapura in Zungeru on Sunday.\n\nThe Kivuli Farmers Union agreed.";
  fc.assert(
    fc.property(articles, (text) => {
      assert.deepEqual(firsts(`${text}\n\n${others}`, text.length), firsts(text, text.length));
    }),
    { numRuns: 30 },
  );
});

test("an entity that is named behind `لل` alone is called by its name with the article, marks or none", () => {
  for (const [text, name] of [
    ["وصلت تعزيزات إضافية للعراق مساء اليوم.", "العراق"],
    ["وصلت تعزيزات إضافية لِلْعِرَاق مساء اليوم.", "العِرَاق"],
  ] as const)
    assert.deepEqual(
      detect(text)
        .entities.filter(({ label }) => label === "LOC")
        .map((mention) => mention.name),
      [name],
    );
});

test("an entity is called by its fullest form, in its usual letters, without article", () => {
  const nameOf = (text: string, words: string): string | undefined =>
    detect(text).entities.find((mention) => mention.text === words)?.name;
  assert.equal(nameOf("MOGADISHU, Somalia\n\nPolice in Mogadishu agreed.", "Mogadishu"), "Mogadishu");
  assert.equal(
    nameOf("Jalal Al-Baleidi, also known as Abu Hamza Al-Zinjibari, fled.", "Abu Hamza Al-Zinjibari"),
    "Jalal Al-Baleidi",
  );
  assert.equal(nameOf("US officials spoke. The United States agreed.", "US"), "United States");
});
