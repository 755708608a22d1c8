import { foldArabic, readings, unfoldedLength } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
import { once } from "../../text/once.ts";
import { perSpelling, type Spelling } from "../../text/spelling.ts";
import { entries, rows } from "../../text/table.ts";
import { type Token, tokenize } from "../../text/token.ts";
import arabicWordTable from "../lexicon/ar/date-words.tsv";
import arabicFeastList from "../lexicon/ar/feasts.txt";
import englishWordTable from "../lexicon/en/date-words.tsv";
import englishFeastList from "../lexicon/en/feasts.txt";
import hijriTable from "../lexicon/hijri-months.tsv";
import monthTable from "../lexicon/months.tsv";
import weekdayTable from "../lexicon/weekdays.tsv";

/** The words of a name and what it stands for. */
interface Name {
  readonly words: readonly string[];
  readonly value: string;
}

/** Names by their first word, the longest first. */
type Names = Map<string, Name[]>;

/** What a word does in a date; see `date-words.tsv` of each language. */
export type DateRole =
  | "month"
  | "weekday"
  | "hijri"
  | "feast"
  | "day"
  | "part"
  | "season"
  | "step"
  | "unit"
  | "count"
  | "edge"
  | "lead"
  | "year"
  | "decade"
  | "ordinal"
  | "hour"
  | "half";

/** The names of one language by role, and the words that they begin with. */
interface Calendar {
  readonly names: ReadonlyMap<DateRole, Names>;
  readonly openers: ReadonlySet<string>;
}

type Row = readonly [role: DateRole, form: string, value: string];

const calendarOf = (language: Language, names: readonly Row[]): Calendar => {
  const roles = new Map<DateRole, Map<string, Name[]>>();
  const openers = new Set<string>();
  for (const [role, form, value] of names) {
    // An abbreviation is one word with its full stop, whatever its capitals.
    const words =
      language === "ar"
        ? tokenize(form).map(({ text }) => foldArabic(text))
        : form.endsWith(".")
          ? [form]
          : tokenize(form).map(({ norm }) => norm);
    const [first = ""] = words;
    const known = roles.get(role) ?? new Map<string, Name[]>();
    const list = known.get(first) ?? [];
    list.push({ words, value });
    list.sort((a, b) => b.words.length - a.words.length);
    known.set(first, list);
    roles.set(role, known);
    openers.add(first);
  }
  return { names: roles, openers };
};

/** The rows of a table that has a name's forms in one column, and its number in another. */
const numbered = (role: DateRole, table: string, forms: number, number: number): Row[] =>
  rows(table).flatMap((row) =>
    (row[forms] ?? "").split("|").map((form): Row => [role, form, row[number] ?? ""]),
  );

const listed = (table: string): Row[] =>
  rows(table).map(([role, word = "", value = ""]): Row => [role as DateRole, word, value]);

const feasts = (list: string): Row[] => entries(list).map((feast): Row => ["feast", feast, ""]);

const CALENDARS: Readonly<Record<Language, () => Calendar>> = {
  en: once(() =>
    calendarOf("en", [
      ...numbered("month", monthTable, 0, 2),
      ...numbered("weekday", weekdayTable, 0, 2),
      ...listed(englishWordTable),
      ...feasts(englishFeastList),
    ]),
  ),
  ar: once(() =>
    calendarOf("ar", [
      ...numbered("month", monthTable, 1, 2),
      ...numbered("weekday", weekdayTable, 1, 2),
      ...numbered("hijri", hijriTable, 0, 1),
      ...listed(arabicWordTable),
      ...feasts(arabicFeastList),
    ]),
  ),
};

/** Whether a name of any role may begin at a token: asked first, for most tokens of a text begin no date. */
export function opensName(token: Spelling, language: Language): boolean {
  if (token.kind !== "word") return false;
  const { openers } = CALENDARS[language]();
  if (language === "en") return openers.has(token.norm);
  return readings(token.norm).some(
    ({ stem }) => openers.has(stem) || openers.has(stem.replace(/^ال|ه$/g, "")),
  );
}

/** Whether a name of one role may begin with a spelling (English). */
export const opensRole = ({ kind, norm }: Spelling, role: DateRole): boolean =>
  kind === "word" && CALENDARS.en().names.get(role)?.has(norm) === true;

/** A name as a text has it: the tokens up to `to`, behind the first `skip` code units of the first one (a clitic). */
export interface Named {
  readonly to: number;
  readonly skip: number;
  readonly value: string;
}

/** Names of each role that begin with a spelling (English); null where none of any role does. */
const englishNames = perSpelling(({ kind, norm }): ReadonlyMap<DateRole, readonly Name[]> | null => {
  const { names, openers } = CALENDARS.en();
  if (kind !== "word" || !openers.has(norm)) return null;
  const found = new Map<DateRole, readonly Name[]>();
  for (const [role, known] of names) {
    const own = known.get(norm);
    if (own) found.set(role, own);
  }
  return found;
});

/** The name of this role that begins at token `at`, the longest; in Arabic with or without clitics before it. */
export function namedAt(
  tokens: readonly Token[],
  at: number,
  language: Language,
  role: DateRole,
): Named | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  if (language === "en") {
    const own = englishNames(token)?.get(role);
    const name = own?.find(({ words }) => standAt(words, tokens, at));
    return name ? { to: at + name.words.length, skip: 0, value: name.value } : null;
  }
  const known = CALENDARS.ar().names.get(role);
  if (!known) return null;
  for (const reading of readings(token.norm)) {
    const name = known.get(reading.stem)?.find(({ words }) => standAt(words, tokens, at));
    if (name)
      return {
        to: at + name.words.length,
        skip: unfoldedLength(token.text, reading.at),
        value: name.value,
      };
  }
  return null;
}

/** Whether the words behind the first stand behind token `at`. */
const standAt = (words: readonly string[], tokens: readonly Token[], at: number): boolean =>
  words.every((word, n) => n === 0 || tokens[at + n]?.norm === word);
