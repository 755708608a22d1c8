import { foldArabic, readings } from "../../../text/arabic.ts";
import { entries } from "../../../text/table.ts";
import sportList from "../../lexicon/ar/sports.txt";
import { withoutArticle } from "../../lexicon/arabic.ts";
import { type Clause, normAt } from "./clause.ts";
import type { Nominal } from "./nominals.ts";
import { hasCause, isIllnessAhead, type Occurrence } from "./predicates.ts";

const sports = new Set(entries(sportList).map(foldArabic));

const isSport = (norm: string): boolean =>
  norm !== "" && readings(norm).some(({ stem }) => sports.has(stem) || sports.has(withoutArticle(stem)));

/** Words of sport in a clause, counted once for each. */
const sporting = new WeakMap<Clause, number>();

function sportsIn(clause: Clause): number {
  const known = sporting.get(clause);
  if (known !== undefined) return known;
  let found = 0;
  for (let i = clause.from; i < clause.to; i++) if (isSport(normAt(clause, i))) found++;
  sporting.set(clause, found);
  return found;
}

/** What a player comes by too. */
const INJURY = /اصاب|جراح|جروح|سقوط|ضرب/;

/** "أصيب بالسرطان … وفارق الحياة": an illness told of shortly before a death or behind it. */
const isIllnessNear = (clause: Clause, at: number): boolean =>
  isIllnessAhead(clause, at) || isIllnessAhead(clause, Math.max(clause.from, at - 6));

/** One person who was hurt at play ("أصيب اللاعب فلان"), snatched a goal, or died of an illness: no casualty of violence. */
export function isPeaceful(clause: Clause, { kind, bounds }: Nominal, occurrence: Occurrence): boolean {
  const one = kind === "named" || (kind === "single" && bounds.min === 1);
  if (!one) return false;
  const { harm, violent } = occurrence.predicate;
  if ((harm === "injured" || harm === "abducted") && sportsIn(clause) > 1 && !hasCause(clause, INJURY))
    return true;
  return (
    (violent || occurrence.predicate.frame === "split") &&
    harm === "killed" &&
    isIllnessNear(clause, occurrence.at)
  );
}
