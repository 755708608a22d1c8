import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const root = path.resolve(import.meta.dirname, "../..");
const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () =>
    textmate.parseRawGrammar(
      readFileSync(path.join(root, "syntaxes/article.tmLanguage.json"), "utf8"),
      "article.json",
    ),
});
const grammar = (await registry.loadGrammar("text.article"))!;

/** A line with what the grammar marks, as `[words:scope]`, by the scope that says what it is. */
function scopes(line: string, isFirst = true): string {
  const state = isFirst ? textmate.INITIAL : grammar.tokenizeLine("Before.", textmate.INITIAL).ruleStack;
  return grammar
    .tokenizeLine(line, state)
    .tokens.map(({ startIndex, endIndex, scopes: all }) => {
      const words = line.slice(startIndex, endIndex);
      const scope = all[1] ?? "text.article";
      return scope === "text.article" ? words : `[${words}:${scope.replace(".article", "")}]`;
    })
    .join("");
}

const check = (line: string, isFirst = true): void =>
  assert.equal(scopes(line.replace(/\[([^\]]+?):[a-z.-]+\]/g, "$1"), isFirst), line);

test("datelines in the styles of agencies", () => {
  check("[ADEN:entity.name.section.dateline][::punctuation.separator.dateline] Yemen's army took it.");
  check("[Al Mukalla:entity.name.section.dateline][::punctuation.separator.dateline] They surrendered.");
  check("[BAGHDAD (Reuters):entity.name.section.dateline] [-:punctuation.separator.dateline] Troops came.");
  check("[PORT SUDAN, Sudan:entity.name.section.dateline] [—:punctuation.separator.dateline] They fled.");
  check("[(Peshawar, Pakistan):entity.name.section.dateline] Militants came.");
  check("He said: they fled.");
});

test("bylines, signatures and credits", () => {
  check("[By Hanan Siddig and Peter Lam:comment.line.byline]");
  check("[- AFP:comment.line.signature]");
  check("A man stands guard. [REUTERS/Khaled Abdullah:comment.line.credit]");
  check("A soldier stands guard. [Image Credit: Valle Press/Marta Ospina:comment.line.credit]");
});

test("lines that are broken by hand are no headings", () => {
  check("[Thousands displaced:markup.heading]", false);
  check("it came under fire from both sides of the road, District Police Officer", false);
  check("without papers", false);
  check("The Tehreek-e-Taliban Pakistan (TTP) claimed responsibility and said it", false);
});

test("headings, quotations and numbers", () => {
  check("[Thousands displaced:markup.heading]");
  check("[MILITANTS FLEE:markup.heading]");
  check(
    "[“We will go on,”:string.quoted.double] he said of [12,500:constant.numeric] men in [2012:constant.numeric].",
  );
  check("By then it was over.");
});

test("a line with right-to-left letters is one token: a cut in it would move its words", () => {
  for (const line of [
    'صنعاء، اليمن (CNN) -- لقي 24 مسلحاً "مصرعهم"',
    'The word سلام and 12 more: "yes".',
    "עזה 12",
  ]) {
    assert.equal(grammar.tokenizeLine(line, textmate.INITIAL).tokens.length, 1);
  }
});
