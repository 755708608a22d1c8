import { predicateForms } from "../../lexicon/english.ts";
import { TWO, VAGUE } from "../bounds.ts";
import { normAt } from "./clause.ts";
import type { Statement } from "./figures.ts";
import { listFrom } from "./lists.ts";
import type { Nominal } from "./nominal.ts";
import { before, headOf, type Item, kindAt, NO_ITEMS, npAt, type Parse, verbAt, wordOf } from "./parse.ts";
import { statusIn } from "./status.ts";

// Who survived tells of the dead where it is nobody: "none of the 64 passengers survived" is 64 dead.

export const isSurvivor = (norm: string): boolean => /^survivors?$/.test(norm);

/** Of whom the verb at chunk `k` says that they did not survive, or, with `denied` unset, of whom none did. */
export function lostOf(parse: Parse, k: number, items: readonly Item[], denied: boolean): readonly Item[] {
  if (isAffair(parse, k)) return NO_ITEMS;
  return denied ? items.filter(({ nominal }) => arePeople(parse, nominal)) : noneOf(parse, items);
}

/** "did not survive a no-confidence vote": nobody died. */
const isAffair = (parse: Parse, k: number): boolean =>
  /^(challenge|coup|crisis|cut|election|elections|motion|poll|primary|purge|reshuffle|revolt|round|scandal|season|term|uprising|vote)$/.test(
    headOf(parse, npAt(parse, k + 1)),
  );

/** A ceasefire or a company does not survive either. */
const arePeople = (parse: Parse, nominal: Nominal): boolean =>
  nominal.human === "yes" ||
  (nominal.human === "maybe" &&
    (nominal.kind === "named" ||
      nominal.head < 0 ||
      /^(crew|family|household|patrol|platoon|squad|team)$/.test(headOf(parse, nominal))));

/** Those of whom none is left: the 64 of "none of the 64", the passengers of "no passenger"; nobody where some are. */
const noneOf = (parse: Parse, items: readonly Item[]): readonly Item[] =>
  items.flatMap(({ nominal }): readonly Item[] => {
    if (nominal.bounds.max !== 0) return NO_ITEMS;
    const k = parse.chunks.findIndex((chunk) => chunk.kind === "np" && chunk.nominal === nominal);
    const all = wholeBehind(parse, k, /^of$/);
    if (all.length > 0) return all;
    const word = normAt(parse.clause, nominal.numberFrom);
    // "no building survived", "none of the three churches": what is no people has not been read with the number
    const isBare = nominal.head < 0 && (word === "no" || wordOf(parse, k + 1) === "of");
    if (!arePeople(parse, nominal) || isBare) return NO_ITEMS;
    return [{ nominal: { ...nominal, bounds: word === "neither" ? TWO : VAGUE }, partOf: null }];
  });

/** "There were no survivors among the 64 on board": what the noun phrase at chunk `k` tells of the dead, if that is what it says. */
export function withoutSurvivors(parse: Parse, k: number): Statement | null {
  const nominal = npAt(parse, k);
  if (nominal?.bounds.max !== 0 || !isSurvivor(headOf(parse, nominal))) return null;
  // "there were no survivors among", "no survivors were found among"
  const found = verbAt(parse, k + 1) !== null;
  const at = found ? k + 1 : before(parse, k);
  const items = wholeBehind(parse, found ? k + 1 : k, /^(among|amongst|from|of)$/);
  const [form] = predicateForms("survived");
  const verb = verbAt(parse, at);
  const status = verb ? statusIn(parse, at, verb) : "asserted";
  if (!form || items.length === 0 || verb?.negated || status === null || status === "negated") return null;
  const trigger = { from: nominal.head, to: nominal.head + 1 };
  return { form, trigger, items, status, negated: false, rule: "no survivors", subset: false };
}

/** The numbers of people behind the chunk at `k` and a preposition: "of the 12 crew and 52 passengers". */
const wholeBehind = (parse: Parse, k: number, preposition: RegExp): readonly Item[] =>
  kindAt(parse, k + 1) === "prep" && preposition.test(wordOf(parse, k + 1))
    ? listFrom(parse, k + 2).items.filter(
        ({ nominal }) => nominal.kind === "count" && nominal.bounds.max !== 0 && arePeople(parse, nominal),
      )
    : NO_ITEMS;
