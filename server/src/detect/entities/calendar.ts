import { foldArabic, readings, unfoldedLength } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
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

const names: Record<Language, Map<DateRole, Names>> = { ar: new Map(), en: new Map() };

function add(language: Language, role: DateRole, form: string, value = ""): void {
  // An abbreviation is one word with its full stop, whatever its capitals.
  const words =
    language === "ar"
      ? tokenize(form).map(({ text }) => foldArabic(text))
      : form.endsWith(".")
        ? [form]
        : tokenize(form).map(({ norm }) => norm);
  const [first = ""] = words;
  const known = names[language].get(role) ?? new Map<string, Name[]>();
  const list = known.get(first) ?? [];
  list.push({ words, value });
  list.sort((a, b) => b.words.length - a.words.length);
  known.set(first, list);
  names[language].set(role, known);
}

for (const [role, table] of [
  ["month", monthTable],
  ["weekday", weekdayTable],
] as const) {
  for (const [english = "", arabic = "", number] of rows(table)) {
    for (const form of english.split("|")) add("en", role, form, number);
    for (const form of arabic.split("|")) add("ar", role, form, number);
  }
}
for (const [forms = "", number] of rows(hijriTable)) {
  for (const form of forms.split("|")) add("ar", "hijri", form, number);
}
for (const [role, word = "", value] of rows(englishWordTable)) add("en", role as DateRole, word, value);
for (const [role, word = "", value] of rows(arabicWordTable)) add("ar", role as DateRole, word, value);
for (const feast of entries(englishFeastList)) add("en", "feast", feast);
for (const feast of entries(arabicFeastList)) add("ar", "feast", feast);

const openers: Record<Language, Set<string>> = { ar: new Set(), en: new Set() };
for (const language of ["ar", "en"] as const) {
  for (const known of names[language].values())
    for (const first of known.keys()) openers[language].add(first);
}

/** Whether a name of any role may begin at a token: asked first, for most tokens of a text begin no date. */
export function opensName(token: Spelling, language: Language): boolean {
  if (token.kind !== "word") return false;
  if (language === "en") return openers.en.has(token.norm);
  return readings(token.norm).some(
    ({ stem }) => openers.ar.has(stem) || openers.ar.has(stem.replace(/^ال|ه$/g, "")),
  );
}

/** Whether a name of one role may begin with a spelling (English). */
export const opensRole = ({ kind, norm }: Spelling, role: DateRole): boolean =>
  kind === "word" && names.en.get(role)?.has(norm) === true;

/** A name as a text has it: the tokens up to `to`, behind the first `skip` code units of the first one (a clitic). */
export interface Named {
  readonly to: number;
  readonly skip: number;
  readonly value: string;
}

/** Names of each role that begin with a spelling (English); null where none of any role does. */
const englishNames = perSpelling(({ kind, norm }): ReadonlyMap<DateRole, readonly Name[]> | null => {
  if (kind !== "word" || !openers.en.has(norm)) return null;
  const found = new Map<DateRole, readonly Name[]>();
  for (const [role, known] of names.en) {
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
  const known = names.ar.get(role);
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
