import { foldArabic } from "../../text/arabic.ts";
import { once } from "../../text/once.ts";
import { rows } from "../../text/table.ts";
import type { Harm } from "../detection.ts";
import predicateTable from "./ar/predicates.tsv";

export type ArabicFrame = "verb" | "active" | "passive" | "event" | "deed" | "split" | "people";

/** Person and number of a verb, as its ending says them; `base` is third person singular, and every noun. */
export type Agreement = "base" | "feminine" | "plural" | "dual";

export interface ArabicPredicate {
  readonly harm: Harm;
  readonly frame: ArabicFrame;
  readonly agreement: Agreement;
  readonly imperfect: boolean;
  /** Only where the harmed are known to be people. */
  readonly person: boolean;
  /** Only of a number or a crowd. */
  readonly many: boolean;
  /** Only where the sentence tells of violence or an accident. */
  readonly violent: boolean;
  /** A noun that is a figure without a number too, where it stands alone. */
  readonly bare: boolean;
  /** Of a split predicate: the harmed stand behind what completes it ("حصد أرواح 12"). */
  readonly after: boolean;
  /** Written with ة: `قتلة`, not `قتله`. */
  readonly feminine: boolean;
  /** Never with the article or a pronoun. */
  readonly plain: boolean;
  /** A noun in the plural. */
  readonly crowd: boolean;
  /** Of a split predicate: the nouns, folded, one of which completes it. */
  readonly completions: readonly string[];
  /** Of a predicate of several words: those behind the first, folded. */
  readonly rest: readonly string[];
}

function put(predicates: Map<string, ArabicPredicate[]>, form: string, predicate: ArabicPredicate): void {
  const list = predicates.get(form) ?? [];
  if (
    list.some(
      (other) =>
        other.frame === predicate.frame &&
        other.harm === predicate.harm &&
        other.rest.join(" ") === predicate.rest.join(" "),
    )
  )
    return;
  list.push(predicate);
  predicates.set(form, list);
}

/** A perfect in the third person singular, in its other persons: `قتل`, `قتلت`, `قتلوا`, `قتلا`; `لقي`, `لقوا`. */
function* conjugated(word: string): Generator<readonly [string, Agreement]> {
  yield [word, "base"];
  const weak = word.endsWith("ي");
  const stem = weak ? word.slice(0, -1) : word;
  yield [`${word}ت`, "feminine"];
  if (weak) yield [`${stem}ت`, "feminine"];
  yield [`${stem}وا`, "plural"];
  yield [`${word}ن`, "plural"];
  yield [`${word}ا`, "dual"];
  yield [`${word}تا`, "dual"];
}

/** An imperfect (`يقتل`), in its other persons. */
function* imperfect(word: string): Generator<readonly [string, Agreement]> {
  yield [word, "base"];
  yield [`ت${word.slice(1)}`, "feminine"];
  yield [`${word}ون`, "plural"];
  yield [`${word}وا`, "plural"];
  yield [`${word}ان`, "dual"];
}

/** Words of harm by their folded forms, without clitics, article and pronouns. */
export const predicateTableArabic = once((): ReadonlyMap<string, readonly ArabicPredicate[]> => {
  const predicates = new Map<string, ArabicPredicate[]>();
  const add = (form: string, predicate: ArabicPredicate): void => put(predicates, form, predicate);
  for (const [words = "", harm, frameCell = "", more] of rows(predicateTable)) {
    const [frame = "", ...flags] = frameCell.split(" ");
    const [word = "", ...rest] = words.split(" ").map(foldArabic);
    const others = (more?.split("|") ?? []).map(foldArabic);
    const of = (agreement: Agreement, later = false, crowd = false): ArabicPredicate => ({
      harm: harm as Harm,
      frame: frame as ArabicFrame,
      agreement,
      imperfect: later,
      person: flags.includes("person"),
      many: flags.includes("many"),
      violent: flags.includes("violent"),
      bare: flags.includes("bare"),
      plain: flags.includes("plain"),
      after: flags.includes("after"),
      feminine: flags.includes("feminine"),
      crowd: crowd || flags.includes("crowd"),
      completions: frame === "split" ? others : [],
      rest,
    });
    const isVerb = frame === "verb" || frame === "active" || frame === "passive" || frame === "split";
    if (isVerb && !flags.includes("rigid")) {
      for (const [form, agreement] of conjugated(word)) add(form, of(agreement));
      if (frame === "split") continue;
      for (const other of others)
        for (const [form, agreement] of imperfect(other)) add(form, of(agreement, true));
      continue;
    }
    add(word, of("base"));
    if (frame === "people" && rest.length === 0) {
      add(`${word}ا`, of("base"));
      add(`${word}ان`, of("dual"));
      if (!others.includes(`${word}ين`)) add(`${word}ين`, of("dual"));
    }
    for (const other of others) {
      add(other, of("base", false, true));
      // "نازحي المخيم": a sound plural that governs a noun loses its ن
      if (frame === "people" && /(ون|ين)$/.test(other)) add(other.slice(0, -1), of("base", false, true));
    }
  }
  return predicates;
});
