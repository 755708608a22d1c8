import { foldArabic } from "../../text/arabic.ts";
import type { CasualtyFigure } from "../detection.ts";
import { createSpeller } from "./names/spelling.ts";

/** The named victims of an article, for those that are named again with more words or fewer. */
export interface Victims {
  /** `n` is the number of the figure. */
  readonly add: (figure: CasualtyFigure, n: number) => void;
  /**
   * The first victim of the same harm whose name has all words of this one and more, or the other way round: "Muhammad"
   * behind "Muhammad Abu Nasira".
   */
  readonly find: (figure: CasualtyFigure) => number | undefined;
}

/** Names of more words are compared by the first of these alone: they are kept by their parts, which double with each. */
const LONGEST = 7;

/** Each name is kept by all its parts, so that looking one up costs the same however many there are. */
export function createVictims(): Victims {
  // Reports spell one name in two ways: `Noor Hamadeh`, `Nour Hamada`.
  const spell = createSpeller();
  const whole = new Map<string, number>();
  const parts = new Map<string, number>();
  const keep = (names: Map<string, number>, key: string, n: number): void => {
    if (!names.has(key)) names.set(key, n);
  };
  return {
    add: (figure, n) => {
      if (figure.status === "feared") return;
      const words = wordsOf(figure, spell);
      keep(whole, keyOf(figure, words), n);
      for (const part of partsOf(words)) keep(parts, keyOf(figure, part), n);
    },
    find: (figure) => {
      const words = wordsOf(figure, spell);
      let first = parts.get(keyOf(figure, words));
      for (const part of partsOf(words)) {
        const shorter = whole.get(keyOf(figure, part));
        if (shorter !== undefined && (first === undefined || shorter < first)) first = shorter;
      }
      return first;
    },
  };
}

/** The words of a victim's name, each once, in an order that does not hang on the text's. */
const wordsOf = ({ text }: CasualtyFigure, spell: (word: string) => string): string[] =>
  [...new Set(text.split(/[\s\u2010\u2011-]+/).map((word) => spell(foldArabic(word.toLowerCase()))))]
    .filter((word) => word !== "")
    .slice(0, LONGEST)
    .sort();

const keyOf = ({ harm }: CasualtyFigure, words: readonly string[]): string => `${harm} ${words.join(" ")}`;

/** All choices of some of the words, but not of all. */
function partsOf(words: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let chosen = 1; chosen < 2 ** words.length - 1; chosen++)
    found.push(words.filter((_, n) => ((chosen >> n) & 1) === 1));
  return found;
}
