import * as l10n from "@vscode/l10n";
import type { FigureChanges, Qualifier } from "../../../server/src/protocol.ts";
import { changedLinks, type DraftLinks } from "./figureLinks.ts";

/** A figure's fields while they are edited. */
export type FigureDraft = { -readonly [K in keyof Fields]-?: Fields[K] } & { links: DraftLinks };

type Fields = Omit<FigureChanges, "links">;

/** What an annotator typed for a number, as bounds; null is open. */
export interface TypedBounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: Qualifier;
}

/** The forms in which bounds may be typed. */
export const boundsHelp = (): string =>
  l10n.t("31 · 31+ or >=31 · <=20 · >30 · <20 · 80-200 · ~30 · ? for an unknown number");

const value = (digits: string): number => Number(digits.replace(/[,\s]/g, ""));
const NUMBER = "(\\d[\\d,\\s]*)";

const FORMS: readonly [RegExp, (numbers: number[]) => TypedBounds][] = [
  [/^\?$/, () => ({ min: null, max: null, qualifier: "vague" })],
  [new RegExp(`^${NUMBER}$`), ([n = 0]) => ({ min: n, max: n, qualifier: "exact" })],
  [new RegExp(`^${NUMBER}\\+$`), ([n = 0]) => ({ min: n, max: null, qualifier: "at_least" })],
  [
    new RegExp(`^(?:>=|≥|at least)\\s*${NUMBER}$`, "i"),
    ([n = 0]) => ({ min: n, max: null, qualifier: "at_least" }),
  ],
  [
    new RegExp(`^(?:<=|≤|up to|at most)\\s*${NUMBER}$`, "i"),
    ([n = 0]) => ({ min: 0, max: n, qualifier: "at_most" }),
  ],
  [
    new RegExp(`^(?:>|more than|over)\\s*${NUMBER}$`, "i"),
    ([n = 0]) => ({ min: n + 1, max: null, qualifier: "more_than" }),
  ],
  [
    new RegExp(`^(?:<|fewer than|less than)\\s*${NUMBER}$`, "i"),
    ([n = 0]) => ({ min: 0, max: Math.max(0, n - 1), qualifier: "fewer_than" }),
  ],
  [new RegExp(`^(?:~|about|some)\\s*${NUMBER}$`, "i"), ([n = 0]) => ({ min: n, max: n, qualifier: "about" })],
  [
    new RegExp(`^${NUMBER}\\s*(?:-|–|to)\\s*${NUMBER}$`, "i"),
    ([a = 0, b = 0]) => ({ min: a, max: b, qualifier: "range" }),
  ],
];

/** Reads bounds as an annotator types them; a text that says what is wrong where they cannot be read. */
export function parseBounds(typed: string): TypedBounds | string {
  const text = typed.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  for (const [form, bounds] of FORMS) {
    const match = form.exec(text);
    if (!match) continue;
    const numbers = match.slice(1).map(value);
    if (numbers.some((number) => !Number.isSafeInteger(number))) return l10n.t("This number is too large.");
    const read = bounds(numbers);
    if (read.min !== null && read.max !== null && read.min > read.max)
      return l10n.t("The lower bound ({0}) is above the upper bound ({1}).", read.min, read.max);
    return read;
  }
  return l10n.t("Type one of: {0}", boundsHelp());
}

/** Bounds as they would be typed. */
export function typedBounds({ min, max, qualifier }: TypedBounds): string {
  if (min === null && max === null) return "?";
  if (qualifier === "more_than" && min !== null) return `>${min - 1}`;
  if (qualifier === "fewer_than" && max !== null) return `<${max + 1}`;
  if (max === null) return `${min}+`;
  if (min === null || (min === 0 && max > 0)) return `<=${max}`;
  if (min !== max) return `${min}-${max}`;
  return qualifier === "about" ? `~${min}` : String(min);
}

/** Whether a text is a day, month or year of the calendar in ISO 8601, or empty for none; else what is wrong. */
export function dateProblem(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return l10n.t("A date has the form 2012, 2012-06 or 2012-06-15; leave it empty for none.");
  const [, year, month = "01", day = "01"] = match;
  const iso = `${year}-${month}-${day}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso
    ? l10n.t("There is no such day.")
    : null;
}

/** The fields that were set to something else; bounds together, for they mean something together alone. */
export function changed(before: FigureDraft, after: FigureDraft): FigureChanges {
  const { min, max, qualifier, links, ...rest } = after;
  const linked = changedLinks(before.links, links);
  const same = min === before.min && max === before.max && qualifier === before.qualifier;
  const others = Object.entries(rest).filter(
    ([field, value]) => value !== before[field as keyof typeof rest],
  );
  return {
    ...(same ? {} : { min, max, qualifier }),
    ...Object.fromEntries(others),
    ...(Object.keys(linked).length > 0 ? { links: linked } : {}),
  };
}

/** Words of an article for a title or a list. */
export const short = (text: string): string =>
  (text.length > 50 ? `${text.slice(0, 49)}…` : text).replace(/\s+/g, " ");
