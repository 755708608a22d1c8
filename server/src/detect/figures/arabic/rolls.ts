import type { Harm } from "../../detection.ts";
import { spanOf } from "../figure.ts";
import { type Clause, harmNounAt, isDeedAt, normAt, textAt } from "./clause.ts";
import { type Nominal, namedBy } from "./nominals.ts";
import type { Toll } from "./tolls.ts";

const LONGEST_NAME = 5;

/** Names in a numbered roll behind a heading: "الشهداء: 1- فلان 2- فلان", "أسماء الجرحى: 1. فلان". */
export function rollsOf(clause: Clause): Toll[] {
  const found: Toll[] = [];
  for (let at = clause.from; at < clause.to; at++) {
    const noun = harmNounAt(clause, at);
    if (!noun?.predicate.crowd) continue;
    const colon = colonAfter(clause, at);
    if (colon < 0) continue;
    const names = rollFrom(clause, colon + 1);
    for (const nominal of names) {
      found.push({
        nominal,
        harm: noun.predicate.harm satisfies Harm,
        trigger: spanOf(clause, at, at + 1),
        rule: "roll",
      });
    }
    at = names.at(-1)?.to ?? at;
  }
  return found;
}

/** The colon within four words behind a heading; -1 where none stands there. */
function colonAfter(clause: Clause, at: number): number {
  for (let i = at + 1; i <= at + 5; i++) {
    if (textAt(clause, i) === ":") return i;
    if (normAt(clause, i) === "") return -1;
  }
  return -1;
}

/** "2-", "2.", "2)": a number and its mark. */
const isNumbered = ({ tokens, to }: Clause, at: number): boolean =>
  at + 1 < to && tokens[at]?.kind === "number" && /^[-–.)ـ]$/.test(tokens[at + 1]?.norm ?? "");

function rollFrom(clause: Clause, from: number): Nominal[] {
  const found: Nominal[] = [];
  let at = from;
  while (at < clause.to && isNumbered(clause, at)) {
    const first = at + 2;
    let end = first;
    while (end < first + LONGEST_NAME && normAt(clause, end) !== "" && !isDeedAt(clause, end)) end++;
    if (end === first) break;
    found.push(namedBy(clause, { from: first, to: end, ...spanOf(clause, first, end) }));
    // an age, a remark, a separator: on to the next number of the roll
    at = end;
    while (at < clause.to && at < end + 8 && !isNumbered(clause, at) && textAt(clause, at) !== "#") at++;
  }
  return found;
}
