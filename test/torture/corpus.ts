import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Annotation } from "../../server/src/annotations/annotation.ts";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";
import { detect } from "../../server/src/detect/detect.ts";
import { corrected } from "../support/annotations.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** An article with all its suggestions accepted. */
export interface Article {
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

/** Texts of our own: the sample articles, and the training corpus without its marks, six paragraphs an article. */
export function texts(): string[] {
  const samples = path.join(root, "test/fixtures/articles");
  const found = readdirSync(samples)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => readFileSync(path.join(samples, name), "utf8"));
  const corpus = path.join(root, "server/train/corpus");
  for (const name of readdirSync(corpus).filter((file) => file.endsWith(".tsv"))) {
    const paragraphs = readFileSync(path.join(corpus, name), "utf8")
      .split("\n")
      .filter((line) => line.includes("\t") && !line.startsWith("#"))
      .map((line) =>
        (line.split("\t")[1] ?? "").replace(/\[[A-Z]+\||\{[^|{}]*\|/g, "").replace(/[\]}]/g, ""),
      );
    for (let at = 0; at + 6 <= paragraphs.length; at += 6)
      found.push(`${paragraphs.slice(at, at + 6).join("\n\n")}\n`);
  }
  return found;
}

/** Articles of the corpus, every third with emoji between its words and, where it is Arabic, marks and tatweel. */
export function articles(most = Number.POSITIVE_INFINITY): Article[] {
  const all = texts();
  const step = Math.max(1, Math.floor(all.length / most));
  return all
    .filter((_, n) => n % step === 0)
    .slice(0, most)
    .map((text, n) => articleOf(n % 3 === 0 ? adorned(text, n) : text));
}

function adorned(text: string, seed: number): string {
  const next = randomFrom(seed);
  return text
    .replace(/ /g, () => (next() < 0.03 ? " 😀 " : " "))
    .replace(/(?<=[\u0628\u062a-\u062e\u0633-\u063a])(?=[\u0621-\u064a])/g, () =>
      next() < 0.05 ? "\u0640" : "",
    )
    .replace(/(?<=[\u0621-\u064a])(?=[\u0621-\u064a])/g, () => (next() < 0.1 ? "\u064e" : ""));
}

function articleOf(text: string): Article {
  const { entities, figures } = detect(text);
  const ids = [...entities, ...figures].map(({ id }) => id);
  return { text, annotations: corrected(text, { type: "accept", ids }) };
}
