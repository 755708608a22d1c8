import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { config } from "@vscode/l10n";
import { boundsInWords, harmInWords } from "../../server/src/features/words.ts";
import { directed, listed, quotation } from "../../server/src/protocol.ts";
import {
  type Bundle,
  bundleIn,
  filesOfSources,
  placeholdersOf,
  rightToLeft,
  stringsOfSources,
  untranslated,
  wordsTooEarly,
} from "../support/translations.ts";

// The interface is in English and Arabic: every string has both, and none is left over.

const root = path.resolve(import.meta.dirname, "../..");
const manifest: unknown = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));

/** Properties of the manifest that hold words for the user, or lists of them. */
const WORDS = new Set([
  "accessibilityHelpContent",
  "aliases",
  "altText",
  "contents",
  "contextualTitle",
  "deprecationMessage",
  "description",
  "displayName",
  "enumDescriptions",
  "enumItemLabels",
  "markdownDeprecationMessage",
  "markdownDescription",
  "markdownEnumDescriptions",
  "name",
  "patternErrorMessage",
  "shortTitle",
  "title",
]);

/** Names, which are the same in each language. */
const NAMES = new Set(["Dateline", "dateline", "article"]);

/** Every string below a node of the manifest, with the property that it is in. */
function* stringsIn(node: unknown, property: string): Generator<readonly [property: string, text: string]> {
  if (typeof node === "string") yield [property, node];
  else if (Array.isArray(node)) for (const one of node) yield* stringsIn(one, property);
  else if (typeof node === "object" && node !== null)
    for (const [name, value] of Object.entries(node)) yield* stringsIn(value, name);
}

const strings = [...stringsIn(manifest, "")];
const keys = strings.flatMap(([, text]) => /^%(.+)%$/.exec(text)?.[1] ?? []);

/** Whether both languages say the same things with the same placeholders, and Arabic can stand beside English. */
function check(english: Bundle, arabic: Bundle): void {
  assert.deepEqual(Object.keys(arabic), Object.keys(english));
  for (const [key, text] of Object.entries(arabic)) {
    assert.ok(text.trim() !== "", key);
    assert.deepEqual(placeholdersOf(text), placeholdersOf(english[key] ?? ""), key);
    assert.equal(text, rightToLeft(text), key);
  }
}

test("the manifest has no words of its own, and its keys are those of its bundles", () => {
  assert.deepEqual(
    strings.filter(([property, text]) => WORDS.has(property) && !/^%.+%$/.test(text) && !NAMES.has(text)),
    [],
  );
  assert.deepEqual([...new Set(keys)].sort(), Object.keys(bundleIn("package.nls.json")).sort());
});

test("the manifest's strings are all in Arabic", () =>
  check(bundleIn("package.nls.json"), bundleIn("package.nls.ar.json")));

test("the bundle has every string of the sources, and no other", () => {
  const english = bundleIn("client/l10n/bundle.l10n.json");
  const strings = stringsOfSources();
  assert.ok(strings.length > 300);
  assert.deepEqual(Object.keys(english), strings);
  for (const [key, text] of Object.entries(english)) assert.equal(text, key);
});

test("the sources' strings are all in Arabic", () =>
  check(bundleIn("client/l10n/bundle.l10n.json"), bundleIn("client/l10n/bundle.l10n.ar.json")));

test("no module but that of the language has its words from the editor, which has none in Arabic", () => {
  const own = filesOfSources()
    .filter(([, source]) => /import (?:type )?\{[^}]*\bl10n\b[^}]*\} from "vscode";/.test(source))
    .map(([file]) => file);
  assert.deepEqual(own, ["client/src/language.ts"]);
});

/** What stands in the client untranslated: names, keys of the keyboard and of events, classes of a page, and bugs. */
const AS_THEY_ARE = new Set([
  ...["Dateline", "Dateline: {}", "Hugging Face", "Label Studio", "Prodigy"],
  ...["Backspace", "Enter", "Escape", "Space"],
  ...["chart toll", "decided disputed"],
  ...["This row is in no tree.", "state:new killed>=50 label:LOC by:…"],
]);

test("what a user reads of the client is translated, as far as it can be seen", () => {
  const found = filesOfSources().flatMap(([file, source]) =>
    file.startsWith("client/") ? untranslated(source).map((text) => [file, text] as const) : [],
  );
  assert.deepEqual(
    found.filter(([, text]) => !AS_THEY_ARE.has(text)),
    [],
  );
  // An exception that is needed no more is taken out of the list.
  assert.deepEqual(new Set(found.map(([, text]) => text)), AS_THEY_ARE);
  assert.deepEqual(
    untranslated(`say(\`Saved \${file}.\`); // as it is\nfrom "an origin"; l10n.t("Some words")`),
    ["Saved {}."],
  );
});

test("words are looked up when they are needed, for no module is loaded after the language is known", () => {
  assert.deepEqual(
    filesOfSources().flatMap(([file, source]) => wordsTooEarly(source).map((name) => `${file}: ${name}`)),
    [],
  );
  assert.deepEqual(wordsTooEarly('const A = {\n  b: l10n.t("C"),\n};\nconst D = () => l10n.t("E");\n'), [
    "A",
  ]);
});

test("Arabic runs from right to left among other words", () => {
  assert.equal(rightToLeft("قبول"), "قبول");
  assert.equal(rightToLeft("{0}: حُفظ."), "\u2067\u2068{0}\u2069: حُفظ.\u2069");
  assert.equal(rightToLeft("{0}، {1}"), "\u2067\u2068{0}\u2069، \u2068{1}\u2069\u2069");
  assert.equal(rightToLeft("، "), "، ");
  assert.equal(
    rightToLeft("$(check) حفظ…\n[فتح](command:open)"),
    "$(check) \u2067حفظ…\u2069\n[فتح](command:open)",
  );
  assert.equal(rightToLeft(rightToLeft("حُفظ {0}.")), rightToLeft("حُفظ {0}."));
});

test("what has signs in it stands from left to right in Arabic", () => {
  const kept = (text: string): string[] =>
    // A placeholder in it is isolated once more.
    [
      ...rightToLeft(text)
        .replace(/\u2068([^\u2069]*)\u2069/g, "$1")
        .matchAll(/\u2066([^\u2069]*)\u2069/g),
    ].map(([, words = ""]) => words);
  assert.deepEqual(kept("31+ أو >=31 · 80-200 · ~30 · 31"), ["31+", ">=31", "80-200", "~30"]);
  assert.deepEqual(kept("من 2012-06-15، أو date:2012-06..2012-08."), ["2012-06-15", "date:2012-06..2012-08"]);
  assert.deepEqual(kept("عدد مع >= أو <: اكتب {1}>=50."), [">=", "{1}>=50"]);
  assert.deepEqual(kept("اضغط Alt+. أو Alt+U"), ["Alt+."]);
  assert.deepEqual(kept("ملفات .ann و.txt بخيار --spancat"), [".ann", ".txt", "--spancat"]);
  assert.deepEqual(kept("**[اقبل](command:a?2012-06-15)** الاقتراح"), []);
  assert.equal(rightToLeft(rightToLeft("من 31+")), rightToLeft("من 31+"));
});

test("a server that was given the bundle speaks Arabic, and English without it", () => {
  const figure = { min: 31, max: null, qualifier: "at_least", number: null } as const;
  config({ contents: bundleIn("client/l10n/bundle.l10n.ar.json") });
  try {
    assert.equal(harmInWords("killed"), "قتلى");
    assert.equal(boundsInWords(figure), "\u2067\u206831\u2069 على الأقل\u2069");
    assert.equal(quotation("Aden"), "\u2067«\u2068Aden\u2069»\u2069");
    assert.equal(listed(["Aden", "", "عدن"]), "Aden، عدن");
    // Behind Arabic letters the parts of a date would change places; where a link leads to stays what it is.
    assert.equal(
      directed("[قُبل](command:a?2012-06-15), 2012\\-06\\-15"),
      "\u2067[قُبل](command:a?2012-06-15), \u20662012\\-06\\-15\u2069\u2069",
    );
    assert.equal(directed("2012-06-15"), "2012-06-15");
  } finally {
    config({ contents: {} });
  }
  assert.equal(boundsInWords(figure), "at least 31");
  assert.equal(quotation("Aden"), "“Aden”");
  assert.equal(listed(["Aden", "Taiz"]), "Aden, Taiz");
});
