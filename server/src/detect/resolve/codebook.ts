import type { CasualtyFigure } from "../detection.ts";

export const codebooks = ["literal", "acled", "airwars", "gtd"] as const;
export type CodebookName = (typeof codebooks)[number];

/** Bounds after a codebook has had its say; null is open, and all null is not reported. */
export interface Coded {
  readonly min: number | null;
  readonly max: number | null;
}

/** What a codebook makes of quantities that are no numbers. */
export interface CodebookTable {
  /** Vague words in lower case, as the text has them, with their bounds: `dozens`, `tens of thousands`, `عشرات`. */
  readonly words: Readonly<Record<string, Coded>>;
  /** All others: "several", "many", and people without a number ("civilians were killed"); null leaves them open. */
  readonly others: Coded | null;
}

/** One of the known codebooks, or a project's own. */
export type Codebook = CodebookName | CodebookTable;

const exactly = (number: number): Coded => ({ min: number, max: number });
const twoOrMore: Coded = { min: 2, max: null };
const open: CodebookTable = { words: {}, others: null };

const tables: Readonly<Record<CodebookName, CodebookTable>> = {
  literal: open,
  // ACLED's codebook: tens 10, dozens 12, hundreds 100; several and other plurals at least 2 by its practice.
  acled: {
    words: {
      tens: exactly(10),
      dozens: exactly(12),
      scores: exactly(20),
      hundreds: exactly(100),
      thousands: exactly(1000),
      عشرات: exactly(10),
      مئات: exactly(100),
      آلاف: exactly(1000),
    },
    others: twoOrMore,
  },
  // Airwars: unnumbered plurals are at least two, and it writes "dozens" as 12 to 24.
  airwars: { words: { dozens: { min: 12, max: 24 } }, others: twoOrMore },
  // The Global Terrorism Database: what is vague is not reported.
  gtd: open,
};

/** "the injured" were told of before and are no new unnumbered people. */
const TOLD_BEFORE = /^(?:the|those|these) /i;

/** The bounds of a figure under a codebook; only vague figures differ between them. */
export function coded(
  figure: Pick<CasualtyFigure, "min" | "max" | "qualifier" | "number" | "text">,
  codebook: Codebook,
): Coded {
  const stated = { min: figure.min, max: figure.max };
  if (figure.qualifier !== "vague" || figure.min !== null || figure.max !== null) return stated;
  const { words, others } = typeof codebook === "string" ? tables[codebook] : codebook;
  const word = vagueWord(figure.number.text);
  const known = Object.hasOwn(words, word) ? words[word] : undefined;
  return known ?? (TOLD_BEFORE.test(figure.text) ? stated : (others ?? stated));
}

/** A vague word as a table has it: in lower case, one space between words, without the Arabic article. */
export const vagueWord = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ")
    .replace(/^ال(?=\p{L})/u, "");
