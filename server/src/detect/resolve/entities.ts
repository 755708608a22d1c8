import type { Found } from "../entities/mention.ts";
import type { ParagraphReading } from "../paragraph.ts";

/** A mention with its paragraph's reading, for the words that it is made of. */
export interface Placed {
  readonly mention: Found;
  readonly paragraph: ParagraphReading;
}

/**
 * Which mentions are one entity: for each, the number of its entity, in order of first mention. Listed names go by
 * their entry, persons by the tail of a fuller name in the article, all others by their words.
 */
export function entitiesOf(placed: readonly Placed[]): number[] {
  const keys = placed.map(({ mention, paragraph }) => keyOf(mention, paragraph));
  const fuller = fullerNames(placed);
  const numbers = new Map<string, number>();
  return placed.map(({ mention }, n) => {
    let key = keys[n] ?? "";
    if (mention.label === "PERSON" && mention.key === null) key = fuller.get(key) ?? key;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size + 1);
    return numbers.size;
  });
}

const wordsOf = (mention: Found, paragraph: ParagraphReading): string => {
  const words: string[] = [];
  for (let i = mention.from; i < mention.to; i++) {
    const token = paragraph.tokens[i];
    if (token?.kind !== "word" && token?.kind !== "number") continue;
    const skip = i === mention.from ? mention.start - token.start : 0;
    words.push(token.norm.slice(skip));
  }
  return words.join(" ");
};

const keyOf = (mention: Found, paragraph: ParagraphReading): string =>
  mention.key ?? `${mention.label}:${wordsOf(mention, paragraph)}`;

/** For each shorter form of a person's name, the one fuller name in the article that ends in it. */
function fullerNames(placed: readonly Placed[]): Map<string, string> {
  const names = new Set<string>();
  for (const { mention, paragraph } of placed) {
    if (mention.label === "PERSON") names.add(keyOf(mention, paragraph));
  }
  const fuller = new Map<string, string>();
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  for (const name of longestFirst) {
    const words = name.slice("PERSON:".length).split(" ");
    for (let n = 1; n < words.length; n++) {
      const tail = `PERSON:${words.slice(n).join(" ")}`;
      if (names.has(tail) && !fuller.has(tail)) fuller.set(tail, fuller.get(name) ?? name);
    }
  }
  return fuller;
}
