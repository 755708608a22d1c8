import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type Assignment,
  assign,
  contradictions,
  gazetteerLines,
} from "../../../server/src/workspace/gazetteerLines.ts";
import { parseGazetteer } from "../../../server/src/workspace/projectGazetteer.ts";

/** A gazetteer, `⇥` for a tab and `/` between lines, after assignments `LABEL form|form = name`. */
function check(text: string, wanted: readonly string[], expected: string): void {
  const lines = gazetteerLines([
    { path: "names.tsv", text: text.replaceAll("⇥", "\t").replaceAll("/", "\n") },
  ]);
  for (const one of wanted) assign(lines, assignment(one));
  const now = [...lines.added, ...(lines.files[0]?.lines ?? []).map((line) => line.now)];
  assert.equal(now.join("/").replaceAll("\t", "⇥"), expected);
}

function assignment(text: string): Assignment {
  const [, label = "", forms = "", name = ""] = /^(\S+) (.*) = (.*)$/.exec(text) ?? [];
  return { label, forms: forms.split("|"), name };
}

test("forms without a line get one, and a line of theirs alone gets the name", () => {
  check("# own/ORG⇥AQAP", ["LOC Aden|عدن = Port of Aden"], "LOC⇥Aden|عدن⇥Port of Aden/# own/ORG⇥AQAP");
  check("LOC⇥Aden", ["LOC Aden|عدن = Port of Aden"], "LOC⇥Aden|عدن⇥Port of Aden");
  check("LOC⇥Aden|Crater⇥Aden", ["LOC Crater|Aden = Crater"], "LOC⇥Aden|Crater⇥Crater");
});

test("a form leaves a line that has others, which keep their name", () => {
  check("LOC⇥Aden|Crater|عدن", ["LOC Crater = Crater"], "LOC⇥Crater⇥Crater/LOC⇥Aden|عدن⇥Aden");
  check("LOC⇥Aden|Crater", ["LOC Aden = Aden City"], "LOC⇥Aden⇥Aden City/LOC⇥Crater⇥Aden");
});

test("forms are alike however they are marked, of one label, and short acronyms by their letters", () => {
  check("LOC⇥Zinjibār", ["LOC Zinjibar = Z"], "LOC⇥Zinjibār⇥Z");
  check("ORG⇥Aden", ["LOC Aden = A"], "LOC⇥Aden⇥A/ORG⇥Aden");
  check("ORG⇥US", ["ORG Us = U"], "ORG⇥Us⇥U/ORG⇥US");
});

test("lines that do not fit, and those that nothing is done to, stay as they are written", () => {
  check(
    "LOC⇥Rada|| ⇥x/no tab//- ⇥Aden/LOC⇥ Taiz |Ta'izz ",
    ["LOC Aden = A"],
    "LOC⇥Aden⇥A/LOC⇥Rada|| ⇥x/no tab//- ⇥Aden/LOC⇥ Taiz |Ta'izz ",
  );
});

test("what another line says of a form is told", () => {
  const lines = gazetteerLines([{ path: "a.tsv", text: "#\n-\tAden\nORG\tCrater|X\nLOC\tTaiz" }]);
  const forms = ["Aden", "Crater", "Taiz"];
  assert.deepEqual(contradictions(lines, { label: "LOC", forms, name: "A" }), [
    { form: "Aden", label: "-", path: "a.tsv", line: 2 },
    { form: "Crater", label: "ORG", path: "a.tsv", line: 3 },
  ]);
});

test("after any assignments each form is in the gazetteer by its last name, and none is lost", async () => {
  const form = fc.constantFrom("Aden", "Crater", "عدن", "Taiz", "Abyan");
  const forms = fc.uniqueArray(form, { minLength: 1, maxLength: 4 });
  const name = fc.constantFrom("Aden", "Port of Aden", "Taiz");
  const line = fc
    .tuple(forms, fc.option(name, { nil: "" }))
    .map(([own, full]) => `LOC\t${own.join("|")}\t${full}`);
  const acts = fc.array(fc.record({ label: fc.constant("LOC"), forms, name }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 4 }), acts, async (before, all) => {
      const lines = gazetteerLines([{ path: "a.tsv", text: before.join("\n") }]);
      for (const one of all) assign(lines, one);
      const text = [...lines.added, ...(lines.files[0]?.lines ?? []).map(({ now }) => now)].join("\n");
      const parsed = await parseGazetteer(text, "a.tsv", async () => undefined);
      const named = new Map(parsed.forms.map((one) => [one.form, one.name]));
      for (const own of before.flatMap((one) => one.split("\t")[1]?.split("|") ?? []))
        assert.ok(named.has(own));
      const last = all.at(-1);
      for (const own of last?.forms ?? []) assert.equal(named.get(own), last?.name);
    }),
  );
});
