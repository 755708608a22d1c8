import assert from "node:assert/strict";
import type { PublishedAnnotation } from "../../../../server/src/protocol.ts";

// The long run's own book of what was decided, kept beside the extension's and compared with it. Nothing of the extension
// is used to read a sidecar here.

/** What a decision says. */
export type What =
  | { readonly label: string }
  | { readonly harm: string; readonly min: number | null; readonly max: number | null };

/** One decision: where its words begin in the text (UTF-16), the words, what it says of them, and its status. */
export interface Entry {
  readonly start: number;
  readonly text: string;
  readonly what: What;
  readonly status: string;
}

/** The decisions of each article, by its path from the folder. */
export type Book = Map<string, readonly Entry[]>;

export const copyOf = (book: Book): Book => new Map(book);

/** An entry in words; two that are the same are one decision. */
const inWords = ({ start, text, what, status }: Entry): string =>
  `${start} ${JSON.stringify(text)} ${"label" in what ? what.label : `${what.harm} ${what.min}–${what.max}`} ${status}`;

/** Fails where two lists of decisions differ, with what each has alone. */
export function same(actual: readonly Entry[], expected: readonly Entry[], where: string): void {
  const [have, want] = [actual.map(inWords).sort(), expected.map(inWords).sort()];
  if (have.join("\n") === want.join("\n")) return;
  const lost = want.filter((one) => !have.includes(one));
  const more = have.filter((one) => !want.includes(one));
  assert.fail(`${where}: the book has ${JSON.stringify(lost)}, and it does not have ${JSON.stringify(more)}`);
}

export const isSame = (actual: readonly Entry[], expected: readonly Entry[]): boolean =>
  actual.map(inWords).sort().join("\n") === expected.map(inWords).sort().join("\n");

/** An annotation that is shown as an entry; `offsetAt` gives UTF-16 offsets of the text. */
export function shownEntry(
  { range, text, label, figure, status }: PublishedAnnotation,
  offsetAt: (position: { readonly line: number; readonly character: number }) => number,
): Entry {
  const what = figure ? { harm: figure.harm, min: figure.min, max: figure.max } : { label: label ?? "" };
  return { start: offsetAt(range.start), text, what, status };
}

interface Stored {
  readonly start: number;
  readonly quote: string;
  readonly status: string;
  readonly label?: string;
  readonly figure?: { readonly harm: string; readonly min: number | null; readonly max: number | null };
}

/** The entries of a sidecar, whose offsets are code points of the article's text as it is stored. */
export function storedEntries(sidecar: string, article: string): Entry[] {
  const { annotations } = JSON.parse(sidecar) as { readonly annotations: readonly Stored[] };
  const points = [...article];
  const starts: number[] = [];
  let at = 0;
  for (const point of points) {
    starts.push(at);
    at += point.length;
  }
  return annotations.map(({ start, quote, status, label, figure }) => {
    const what = figure ? { harm: figure.harm, min: figure.min, max: figure.max } : { label: label ?? "" };
    return { start: starts[start] ?? article.length, text: quote, what, status };
  });
}

/** The entries after some letters were put in at a place where no decision stands. */
export const moved = (entries: readonly Entry[], at: number, by: number): Entry[] =>
  entries.map((entry) => (entry.start >= at ? { ...entry, start: entry.start + by } : entry));
