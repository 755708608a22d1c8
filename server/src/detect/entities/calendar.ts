import { foldArabic } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
import { rows } from "../../text/table.ts";
import { tokenize } from "../../text/token.ts";
import monthTable from "../lexicon/months.tsv";
import weekdayTable from "../lexicon/weekdays.tsv";

/** The words of a name and what it stands for: 1 to 12 for months, 0 to 6 from Sunday for days. */
interface CalendarName {
  readonly words: readonly string[];
  readonly number: number;
}

type Names = Record<Language, Map<string, CalendarName[]>>;

function read(table: string): Names {
  const names: Names = { ar: new Map(), en: new Map() };
  const add = (language: Language, words: string[], number: number): void => {
    const [first = ""] = words;
    const list = names[language].get(first) ?? [];
    list.push({ words, number });
    list.sort((a, b) => b.words.length - a.words.length);
    names[language].set(first, list);
  };
  for (const [english = "", arabic = "", number] of rows(table)) {
    for (const form of english.split("|")) add("en", [form], Number(number));
    for (const form of arabic.split("|")) {
      add(
        "ar",
        tokenize(form).map((token) => foldArabic(token.text)),
        Number(number),
      );
    }
  }
  return names;
}

export const months = read(monthTable);
export const weekdays = read(weekdayTable);
