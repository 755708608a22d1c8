import assert from "node:assert/strict";
import { test } from "node:test";
import { identitiesOf } from "../../server/src/detect/resolve/identity.ts";
import { noNames } from "../../server/src/detect/resolve/nameIndex.ts";
import { knownEntities } from "../../server/src/knownEntities.ts";
import { hitsFor } from "../../server/src/symbolSearch.ts";
import {
  type ArticleEntry,
  type IndexedFigure,
  problemEntry,
} from "../../server/src/workspace/index/entry.ts";

const figure = (text: string, min: number, more: Partial<IndexedFigure> = {}): IndexedFigure => ({
  id: text,
  text,
  harm: "killed",
  min,
  max: min,
  qualifier: "exact",
  number: String(min),
  victims: null,
  victimType: "unknown",
  perpetrator: null,
  place: null,
  date: null,
  source: null,
  scope: "incident",
  status: "asserted",
  counts: null,
  ...more,
});

/** An article with entities `LABEL name ×count`. */
function article(
  path: string,
  names: readonly string[],
  figures: readonly IndexedFigure[] = [],
): ArticleEntry {
  const entities = names.map((line) => {
    const [, label = "", name = "", count = "1"] = /^(\S+) (.*?)(?: ×(\d+))?$/.exec(line) ?? [];
    return { label, name, count: Number(count) };
  });
  return { ...problemEntry({ uri: path, path, text: path, language: "en" }, ""), entities, figures };
}

const ENTRIES = [
  article("a", ["LOC ADEN ×2", "LOC Aden", "PERSON Omār Hadi", "DATE Friday"], [figure("31 soldiers", 31)]),
  article("b", ["LOC عدن", "LOC Aden Street"], [figure("12 جندياً", 12), figure("1,200 people", 1200)]),
];
const WORLD = {
  entries: ENTRIES,
  entities: await knownEntities(
    ENTRIES,
    () => identitiesOf(noNames),
    async () => undefined,
  ),
};

const names = (query: string, limit = 20): string[] =>
  hitsFor(query, WORLD, limit).map(({ name, kind }) => `${kind} ${name}`);

test("an entity is one over articles and languages, called as it is written most, and dates are none", () => {
  assert.deepEqual(
    WORLD.entities.map(({ name, articles, mentions }) => [name, articles.length, mentions]),
    [
      ["Aden", 2, 4],
      ["Omār Hadi", 1, 1],
      ["Aden Street", 1, 1],
    ],
  );
});

test("what is typed is found in either language, the best first, and stands in what is shown", () => {
  assert.deepEqual(names("aden"), ["entity Aden · عدن", "entity Aden Street"]);
  assert.deepEqual(names("عدن"), ["entity Aden · عدن"]);
  assert.deepEqual(names("omar"), ["entity Omār Hadi · omar hadi"]);
  assert.deepEqual(names("street aden"), ["entity Aden Street"]);
  assert.deepEqual(names("street omar"), []);
});

test("an entity is found by the other language's form, whether or not an article has it", () => {
  const entries = [article("c", ["LOC Aden"])];
  const alone = { entries, entities: [{ ...WORLD.entities[0]!, forms: ["Aden"] }] };
  assert.deepEqual(
    hitsFor("عدن", alone, 5).map(({ name }) => name),
    ["Aden · عدن"],
  );
});

test("figures are found by harm and number, in the digits of either script, and by their words", () => {
  assert.deepEqual(names("killed 31"), ["figure killed 31"]);
  assert.deepEqual(names("killed ٣١"), ["figure killed 31 · 31 soldiers"]);
  assert.deepEqual(names("1200"), ["figure killed 1,200 · 1200 people"]);
  assert.deepEqual(names("جنديا"), ["figure killed 12 · 12 جندياً"]);
});

test("the answer is bounded, and without a query it is the entities of the most articles", () => {
  assert.deepEqual(names("", 2), ["entity Aden · عدن", "entity Omār Hadi"]);
  assert.equal(names("e", 1).length, 1);
});
