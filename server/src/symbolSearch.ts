import { foldName } from "./detect/gazetteer/fold.ts";
import { boundsInWords, harmInWords } from "./features/words.ts";
import { bothNames, type KnownEntity } from "./knownEntities.ts";
import type { ArticleEntry, IndexedFigure } from "./workspace/index/entry.ts";
import { folded } from "./workspace/index/query.ts";

// Entities and figures of all articles by what is typed.

/** What was found. */
export type Hit =
  | { readonly kind: "entity"; readonly name: string; readonly entity: KnownEntity; readonly form: string }
  | {
      readonly kind: "figure";
      readonly name: string;
      readonly figure: IndexedFigure;
      readonly entry: ArticleEntry;
    };

/** How well a name fits, the best first; beyond the last it does not. */
const NONE = 4;

/**
 * The entities and figures whose names have all words of a query, in either language and however they are marked, the
 * best first and at most `limit`; without a query the entities of the most articles. What an editor shows has to have
 * what was typed in its name, so the form that fits stands behind a name that does not.
 */
export function hitsFor(
  query: string,
  {
    entities,
    entries,
  }: { readonly entities: readonly KnownEntity[]; readonly entries: readonly ArticleEntry[] },
  limit: number,
): readonly Hit[] {
  const words = compared(query);
  const found: (Hit & { readonly rank: number })[] = [];
  for (const entity of entities) {
    if (
      !hasAll(
        textOf(entity, () => formsOf(entity)),
        words,
      )
    )
      continue;
    let [rank, form] = [NONE, entity.name];
    for (const own of formsOf(entity)) {
      const fit = rankOf(compared(own), words);
      if (fit < rank) [rank, form] = [fit, own];
    }
    if (rank < NONE) found.push({ kind: "entity", name: "", entity, form, rank });
    if (words === "" && found.length >= limit) break;
  }
  if (words !== "")
    for (const entry of entries)
      for (const figure of figuresIn(entry)) {
        if (
          !hasAll(
            textOf(figure, () => [figureName(figure), figure.text]),
            words,
          )
        )
          continue;
        const rank = Math.min(
          rankOf(compared(figureName(figure)), words),
          Math.max(2, rankOf(compared(figure.text), words)),
        );
        if (rank < NONE) found.push({ kind: "figure", name: "", figure, entry, rank });
      }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ rank: _rank, ...hit }) => ({ ...hit, name: nameOf(hit, query, words) }));
}

const formsOf = ({ name, forms, listed }: KnownEntity): readonly string[] => [name, ...forms, ...listed];

/** The figures of an article, those that nobody has decided among them. */
const figuresIn = ({ figures, suggested }: ArticleEntry): readonly IndexedFigure[] =>
  suggested && suggested.figures.length > 0 ? [...figures, ...suggested.figures] : figures;

/** "killed 31", "injured at least 12". */
export const figureName = (figure: IndexedFigure): string =>
  `${harmInWords(figure.harm)} ${boundsInWords(figure)}`;

function nameOf(hit: Hit, query: string, words: string): string {
  const [names, fits] =
    hit.kind === "entity" ? [bothNames(hit.entity), hit.form] : [[figureName(hit.figure)], hit.figure.text];
  const has = (parts: readonly string[]): boolean =>
    words.split(" ").every((word) => parts.some((part) => compared(part).includes(word)));
  const all = has(names) ? names : [...names, fits];
  const plain = all.join(" ").toLowerCase();
  // Typed without the marks that the name is written with.
  const isTyped = query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => plain.includes(word));
  return [...all, ...(isTyped ? [] : [compared(fits)])].join(" · ");
}

/** How well a compared name fits a compared query: the same, its beginning, beginnings of words, anywhere; else `NONE`. */
function rankOf(name: string, query: string): number {
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  const words = query.split(" ");
  if (!words.every((word) => name.includes(word))) return NONE;
  return words.every((word) => name.startsWith(word) || name.includes(` ${word}`)) ? 2 : 3;
}

/** What was compared before: ten thousand articles are gone through at each key. */
const known = new WeakMap<object, string>();

/** All that something is found by, compared, a line each. */
function textOf(one: object, parts: () => readonly string[]): string {
  const before = known.get(one);
  if (before !== undefined) return before;
  const text = parts().map(compared).join("\n");
  known.set(one, text);
  return text;
}

const hasAll = (text: string, words: string): boolean =>
  words.split(" ").every((word) => text.includes(word));

/** A text as it is looked for: folded, without the marks of letters, commas in numbers and hyphens. */
const compared = (text: string): string =>
  foldName(folded(text))
    .replace(/(?<=\d),(?=\d{3})/g, "")
    .replace(/-/g, " ");
