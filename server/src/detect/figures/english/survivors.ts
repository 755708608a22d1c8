import { predicateForms } from "../../lexicon/english.ts";
import { VAGUE } from "../bounds.ts";
import { normAt } from "./clause.ts";
import type { Nominal } from "./nominal.ts";
import type { StatedNumber } from "./nouns.ts";
import { headOf, type Item, kindAt, npAt, type Parse, wordOf } from "./parse.ts";

// Who survived tells of the dead where it is nobody: "none of the 64 passengers survived" is 64 dead.

export const isSurvivor = (norm: string): boolean => /^survivors?$/.test(norm);

/** Those of whom none is left: the 64 of "none of the 64", the passengers of "no passenger"; nobody where some are. */
export const noneOf = (parse: Parse, items: readonly Item[]): readonly Item[] =>
  items.flatMap(({ nominal }) => {
    // "no building survived": a word for no people may not have been read with the number
    const isBare = nominal.head < 0 && normAt(parse.clause, nominal.numberFrom) === "no";
    if (nominal.bounds.max !== 0 || isBare) return [];
    const k = parse.chunks.findIndex((chunk) => chunk.kind === "np" && chunk.nominal === nominal);
    const whole = wholeBehind(parse, k, /^of$/);
    // "none of the proposals survived"
    const isCrowd =
      nominal.human === "maybe" &&
      /^(crew|family|household|patrol|platoon|squad|team)$/.test(headOf(parse, nominal));
    if (!whole && nominal.human !== "yes" && !isCrowd) return [];
    return [{ nominal: whole ?? { ...nominal, bounds: VAGUE }, partOf: null }];
  });

/** Those who did not survive: a company or a bill does not either, but they are not counted. */
export const thoseLost = (items: readonly Item[]): readonly Item[] =>
  items.filter(({ nominal: { human, kind } }) => human === "yes" || kind === "count" || kind === "named");

/** "There were no survivors among the 64 on board": the 64, and the word that says what became of them. */
export function withoutSurvivors(parse: Parse, k: number): StatedNumber | null {
  const nominal = npAt(parse, k);
  if (nominal?.bounds.max !== 0 || !isSurvivor(headOf(parse, nominal))) return null;
  const whole = wholeBehind(parse, k, /^(among|amongst|from|of)$/);
  const [form] = predicateForms("survived");
  return whole && form
    ? { form, trigger: { from: nominal.head, to: nominal.head + 1 }, nominal: whole }
    : null;
}

/** The number of people behind the chunk at `k` and a preposition. */
function wholeBehind(parse: Parse, k: number, preposition: RegExp): Nominal | null {
  if (kindAt(parse, k + 1) !== "prep" || !preposition.test(wordOf(parse, k + 1))) return null;
  const whole = npAt(parse, k + 2);
  return whole?.kind === "count" && whole.human !== "no" ? whole : null;
}
