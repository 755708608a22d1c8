// The texts that benchmarks read: news in English and Arabic, the same in each run. The project's own articles, and
// English sentences of the Voice of America where the folder of corpora stands beside the project.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { randomFrom, shuffled } from "../../server/src/dataset/measure/random.ts";
import { type Language, languageOf } from "../../server/src/text/language.ts";
import { texts } from "../torture/corpus.ts";

export interface NewsArticle {
  readonly language: Language;
  readonly text: string;
}

const VOA = path.resolve(import.meta.dirname, "../../../shared/corpora/text/voa.txt.gz");

/** The Voice of America's sentences, three a paragraph and six paragraphs an article. */
function broadcast(): string[] {
  if (!existsSync(VOA)) return [];
  const sentences = gunzipSync(readFileSync(VOA)).toString("utf8").split("\n").filter(Boolean);
  const found: string[] = [];
  for (let at = 0; at < sentences.length; at += 18) {
    const own = sentences.slice(at, at + 18);
    const paragraphs = own.flatMap((_, n) => (n % 3 === 0 ? [own.slice(n, n + 3).join(" ")] : []));
    found.push(`${paragraphs.join("\n\n")}\n`);
  }
  return found;
}

/** An article with its paragraphs in another order and other numbers, so that a repetition is no repetition. */
function varied(text: string, random: () => number): string {
  return shuffled(text.split("\n\n"), random)
    .join("\n\n")
    .replace(/\d+/g, (digits) => String(1 + Math.floor(random() * 10 ** Math.min(3, digits.length))));
}

/** All articles of a language, those of casualties among the others. */
const articlesIn = (language: Language): string[] =>
  shuffled(
    [...texts(), ...broadcast()].filter((text) => (languageOf(text) ?? "en") === language),
    randomFrom(1),
  );

/** Articles of one language, as many bytes of UTF-8 as that or a little more. */
function articlesOf(language: Language, bytes: number): NewsArticle[] {
  const found: NewsArticle[] = [];
  const random = randomFrom(1);
  const sources = articlesIn(language);
  let size = 0;
  for (let n = 0; size < bytes; n++) {
    const source = sources[n % sources.length] ?? "";
    const text = n < sources.length ? source : varied(source, random);
    found.push({ language, text });
    size += Buffer.byteLength(text);
  }
  return found;
}

/** News of so many bytes of UTF-8, half English and half Arabic. */
export const news = (bytes: number): NewsArticle[] => [
  ...articlesOf("en", bytes / 2),
  ...articlesOf("ar", bytes / 2),
];

/** One long English article of so many UTF-16 code units, cut at the end of a paragraph. */
export function longArticle(length: number): string {
  let text = "";
  for (const { text: own } of articlesOf("en", length * 1.2))
    for (const paragraph of own.trim().split("\n\n")) {
      if (text.length + paragraph.length > length) return text;
      text += `${paragraph}\n\n`;
    }
  return text;
}

export const bytesOf = (articles: readonly NewsArticle[]): number =>
  articles.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
