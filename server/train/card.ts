import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Source } from "./trainingSet.ts";

const folder = path.resolve(import.meta.dirname, "../model");
const cardFile = path.join(folder, "card.json");

/** One file beside the card: what it is, of what, under which licence. */
export interface FileCard {
  readonly file: string;
  readonly what: string;
  readonly licence: string;
  readonly bytes: number;
  readonly sha256: string;
  /** For a model: the features that it holds. */
  readonly features?: number;
  /** For the gazetteer: SHA-256 of our own lists that it is compiled from. */
  readonly lists?: string;
  readonly made: string;
  readonly of: readonly {
    readonly name: string;
    readonly licence: string;
    readonly sentences?: number;
    readonly weight?: number;
  }[];
  /** For a model: how it was trained. */
  readonly options?: Readonly<Record<string, number>>;
  /** For a model, by set: precision, recall and F of exact spans in per cent, as `npm run evaluate:entities` prints them. */
  readonly scores?: Readonly<Record<string, readonly [number, number, number]>>;
}

/** The models' card: one entry a file, sorted by name. */
export interface Card {
  readonly files: readonly FileCard[];
}

export const readCard = (): Card =>
  existsSync(cardFile) ? (JSON.parse(readFileSync(cardFile, "utf8")) as Card) : { files: [] };

/** What of a card the bytes of its file tell. */
export function measured(file: string): Pick<FileCard, "file" | "bytes" | "sha256"> {
  const bytes = readFileSync(path.join(folder, file));
  return { file, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Writes the entry of one file; the others stay. */
export function writeCard(entry: FileCard): void {
  const files = [...readCard().files.filter(({ file }) => file !== entry.file), entry].sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );
  writeFileSync(cardFile, `${JSON.stringify({ files }, null, 2)}\n`);
}

/** Corpora as a card names them. */
export const cardOf = (sources: readonly Source[]): FileCard["of"] =>
  sources.map(({ name, licence, articles, openness }) => ({
    name,
    licence,
    sentences: articles.flat().length,
    weight: openness.weight,
  }));
