import assert from "node:assert/strict";
import { test } from "node:test";
import { identitiesOf } from "../../../server/src/detect/resolve/identity.ts";
import { listed, listedIndex } from "../../../server/src/detect/resolve/nameIndex.ts";

/** Identities of a gazetteer of lines `LABEL form|form = name`; the label `-` is for what is never suggested. */
function identities(...lines: readonly string[]) {
  const forms = lines.flatMap((line, n) => {
    const [, given, all = "", name = ""] = /^(\S+) (.*) = (.*)$/.exec(line) ?? [];
    const label = given === "-" ? null : (given as "LOC");
    return all.split("|").map((form) => listed({ form, label, name, file: "names.tsv", line: n + 1 }));
  });
  return identitiesOf(listedIndex(forms.filter((form) => form !== null)));
}

const formsOf = (own: ReturnType<typeof identities>, label: string, form: string): string[] =>
  own.forms(label, form).map((one) => one.form);

test("forms of one entry of our lists are one name, in both languages, by their label", () => {
  const own = identities();
  const { key } = own.of("LOC", "Aden");
  assert.equal(own.of("LOC", "عدن").key, key);
  assert.equal(own.of("LOC", "ADEN").key, key);
  assert.notEqual(own.of("ORG", "Aden").key, key);
  assert.deepEqual(formsOf(own, "LOC", "عدن"), ["Aden", "عدن"]);
  assert.equal(own.of("ORG", "U.N.").key, own.of("ORG", "الأمم المتحدة").key);
});

test("names in no list are one where their words are, however they are marked", () => {
  const own = identities();
  assert.equal(own.of("PERSON", "Omār Hadi").key, own.of("PERSON", "Omar Hadi").key);
  assert.notEqual(own.of("PERSON", "Omar").key, own.of("PERSON", "Omar Hadi").key);
  assert.deepEqual(own.forms("PERSON", "Omar Hadi"), []);
  assert.notEqual(own.of("LOC", "😀").key, own.of("LOC", "").key);
});

test("the project's entry goes before our lists, and takes the rest of their entry along", () => {
  const own = identities("LOC Aden|Crater = Port of Aden");
  assert.equal(own.of("LOC", "Crater").name, "Port of Aden");
  assert.deepEqual(own.of("LOC", "عدن"), own.of("LOC", "Aden"));
  assert.deepEqual(formsOf(own, "LOC", "عدن"), ["Aden", "Crater", "عدن"]);
});

test("a form that the project calls something else has left its entry", () => {
  const own = identities("LOC Aden = Aden", "LOC عدن = عدن");
  assert.notEqual(own.of("LOC", "عدن").key, own.of("LOC", "Aden").key);
  assert.deepEqual(formsOf(own, "LOC", "Aden"), ["Aden"]);
  assert.deepEqual(formsOf(own, "LOC", "عدن"), ["عدن"]);
});
