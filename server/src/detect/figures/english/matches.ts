import { CLASS, isThing, type PredicateForm, predicateForms } from "../../lexicon/english.ts";
import { type Clause, isOf, normAt, textAt } from "./clause.ts";
import { modifies } from "./reach.ts";

/** A word of harm where it stands: the trigger is tokens `from` up to `to`. */
export interface Match {
  readonly form: PredicateForm;
  readonly from: number;
  readonly to: number;
  /** For a split predicate ("shot him dead"): where its second part begins and ends; else null. */
  readonly tail: { readonly from: number; readonly to: number } | null;
}

/** The readings of a word of harm at `at` as a verb or state, of the longest match. */
export function verbMatches(clause: Clause, at: number): Match[] {
  const forms = matchesAt(clause, at);
  return modifiesAsAdjective(clause, at, forms) ? [] : forms;
}

/** "missing persons", "the wounded men": one word before a noun of its own phrase says what kind. */
function modifiesAsAdjective(clause: Clause, at: number, matches: readonly Match[]): boolean {
  const [match] = matches;
  return (
    match !== undefined &&
    match.to === at + 1 &&
    match.form.predicate.frame === "state" &&
    (modifies(clause, at) || isThing(normAt(clause, at + 1)))
  );
}

export function matchesAt(clause: Clause, at: number): Match[] {
  if (at >= clause.to || clause.mentionAt.has(at)) return [];
  const found: Match[] = [];
  let longest = 0;
  for (const form of predicateForms(normAt(clause, at))) {
    const { frame } = form.predicate;
    if (frame === "event" || frame === "people" || frame === "toll" || frame === "the" || frame === "held")
      continue;
    const match = matchForm(clause, at, form);
    if (!match) continue;
    const length = match.to - match.from + (match.tail ? 1 : 0);
    if (length < longest) continue;
    if (length > longest) found.length = 0;
    longest = length;
    found.push(match);
  }
  return found;
}

/** How far the second part of a split predicate may stand from the first, in tokens. */
const GAP = 14;

function matchForm(clause: Clause, at: number, form: PredicateForm): Match | null {
  let i = at;
  for (const [n, word] of form.words.entries()) {
    if (word === "_") {
      if (isOf(clause, i, CLASS.det | CLASS.pron)) i++;
      continue;
    }
    if (word === "*") {
      const tail = tailOf(clause, i, form.words.slice(n + 1));
      return tail && { form, from: at, to: i, tail };
    }
    if (i >= clause.to || normAt(clause, i) !== word) return null;
    i++;
  }
  return { form, from: at, to: i, tail: null };
}

function tailOf(clause: Clause, from: number, words: readonly string[]): { from: number; to: number } | null {
  for (let i = from + 1; i < Math.min(clause.to, from + GAP); i++) {
    if (/^[,;:.()]$/.test(textAt(clause, i))) return null;
    if (
      words.every((word, n) =>
        word === "_" ? isOf(clause, i + n, CLASS.det) : normAt(clause, i + n) === word,
      )
    )
      return { from: i, to: i + words.length };
    if (isOf(clause, i, CLASS.be | CLASS.modal | CLASS.have) || /^(said|says)$/.test(normAt(clause, i)))
      return null;
  }
  return null;
}
