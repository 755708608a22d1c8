import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Annotation } from "../../server/src/annotations/annotation.ts";
import type { Source } from "../../server/src/dataset/source.ts";
import { nodeFiles } from "../../server/src/node/fileSystem.ts";
import { sha256 } from "../../server/src/workspace/articleText.ts";
import { saveSidecar } from "../../server/src/workspace/sidecars.ts";
import { entityOn } from "./annotations.ts";
import { annotatedArticle } from "./datasets.ts";

// Articles that formats and their readers have stumbled over: emoji and combining marks before a span, CRLF, lines that
// only Unicode ends, Arabic with clitics, spans that overlap or reach over a line end, no annotation at all, labels with
// spaces and quotes, words that a spreadsheet would run, file names with spaces and Arabic letters.

/** What stands in an article: its label, and the words. */
export type Expected = readonly [article: string, label: string, words: string];

interface Sample {
  readonly name: string;
  readonly marked: string;
  readonly more?: (text: string) => Annotation[];
}

const samples: readonly Sample[] = [
  {
    name: "1 emoji.txt",
    marked:
      "😀 👩\u200d🚒 e\u0301\r\nAt least 31 militants were killed in [Aden:LOC] on Friday, officials said.\r\n[Taiz:LOC] 😀 and [Muñoz:PERSON].",
  },
  {
    name: "2 lines.txt",
    marked: "In\u2028[Aden:LOC]\u2029and\u0085[Taiz:LOC]\ftoo. Two soldiers were wounded near [Abyan:LOC].",
    more: (text) => [over(text, "Aden\u2029and", "a line separator")],
  },
  {
    name: "مقال ٣ (نسخة).txt",
    marked: "قتل 12 شخصاً وأصيب 7 آخرون في ب[أبين:LOC] يوم الجمعة، وقال ل[مأرب:LOC] ذلك.",
  },
  {
    name: "sub/4 overlaps.txt",
    marked: "The [Bank of Aden:ORG] fell.\nPort\nSudan burns.",
    more: (text) => [
      entityOn(text, "Aden"),
      over(text, "Port\nSudan", 'MY "PLACE" <&\'>'),
      over(text, "of Aden fell", "NORP"),
    ],
  },
  {
    name: "5 =formula.txt",
    marked: "=SUM(A1) said [@Aden:ORG]. =2+3 soldiers were killed.",
    more: (text) => [{ ...entityOn(text, "=SUM(A1)", "=LABEL"), by: "=cmd|' /C calc'!A0" }],
  },
  { name: "6 empty.txt", marked: "" },
  { name: "7 nothing.txt", marked: "Nothing happened." },
  { name: "8 quotes.article", marked: "He said \"no, 'never'\", then | \\ fled to [Marib:LOC]." },
];

function over(text: string, words: string, label: string): Annotation {
  return entityOn(text, words, label);
}

/** Writes the articles with their sidecars into a folder; what stands in each, in the text that is exported. */
export async function writeCorpus(folder: string): Promise<{ sources: Source[]; expected: Expected[] }> {
  const sources: Source[] = [];
  const expected: Expected[] = [];
  for (const { name, marked, more } of samples) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const { text, annotations } = annotatedArticle(marked);
    const all = [...annotations, ...(more?.(text) ?? [])];
    writeFileSync(file, text);
    const uri = pathToFileURL(file).href;
    const article = { text, sha256: await sha256(new TextEncoder().encode(text)), language: "en" } as const;
    // An article in which nobody found anything has been looked at: it has a sidecar.
    if (all.length === 0) await writeEmptySidecar(uri, article.sha256, text);
    else await saveSidecar(nodeFiles, uri, { article, annotations: all }, { state: "absent" });
    sources.push({ uri, id: name });
    for (const one of all) {
      const label = one.kind === "entity" ? one.label : one.figure.harm.toUpperCase();
      expected.push([name, label, text.slice(one.start, one.end).replace(/\r\n?/g, "\n")]);
    }
  }
  return { sources, expected };
}

async function writeEmptySidecar(uri: string, hash: string, text: string): Promise<void> {
  const header = { sha256: hash, length: [...text].length, offsets: "codepoint", language: "en" };
  const sidecar = JSON.stringify({ version: 1, article: header, annotations: [], relations: [] });
  await nodeFiles.write(`${uri}.dateline.json`, new TextEncoder().encode(sidecar));
}
