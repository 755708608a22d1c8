import type { FigureStatus } from "../../detection.ts";
import type { PredicateForm } from "../../lexicon/english.ts";
import { NONE } from "../bounds.ts";
import { type RawFigure, spanOf, type Telling } from "../figure.ts";
import { type Clause, normAt } from "./clause.ts";
import { areFamilies } from "./counted.ts";
import type { Reading } from "./detect.ts";
import { dateOf, perpetratorOf, placeOf, placesIn, scopeOf, sourceOf, victimTypeOf } from "./fields.ts";
import type { Nominal } from "./nominal.ts";
import { attributes, isNumberNoun } from "./nouns.ts";
import { headOf, type Item, isBody, kindAt, npAt, type Parse, wordOf } from "./parse.ts";

/** One statement: who was harmed, by which word, in what state of truth. */
export interface Statement {
  readonly form: PredicateForm;
  readonly trigger: { readonly from: number; readonly to: number };
  readonly items: readonly Item[];
  readonly status: FigureStatus;
  readonly negated: boolean;
  readonly rule: string;
  readonly subset: boolean;
}

/** Whether a noun phrase that stands where the harmed stand can be people. */
export function counts(parse: Parse, { form, trigger, negated }: Statement, nominal: Nominal): boolean {
  const { predicate } = form;
  if (nominal.event && nominal.event.at + 1 === trigger.to) return true;
  if (nominal.kind === "other" && predicate.frame !== "lives-after") return false;
  if (nominal.kind === "event" || nominal.kind === "pronoun" || isNumberNoun(parse, nominal)) return false;
  if (predicate.many && !isMany(nominal)) return false;
  if (predicate.force && !isForce(nominal, headOf(parse, nominal))) return false;
  if (predicate.person && nominal.human === "maybe" && nominal.kind !== "named" && nominal.head >= 0)
    return false;
  if (nominal.human === "maybe" && nominal.kind === "plural") return false;
  // "a grave held 60 bodies", "the wounded were evacuated": neither is a harm of its own
  if (
    /^(detained|abducted|displaced)$/.test(predicate.harm) &&
    (isBody(parse, nominal) || (predicate.harm === "displaced" && isHurt(parse.clause, nominal)))
  )
    return false;
  if (isFamilies(parse, nominal) && (predicate.harm !== "displaced" || arePeopleBeside(parse, nominal)))
    return false;
  if (nominal.event && !/^(people|the|held)$/.test(nominal.event.form.predicate.frame)) return false;
  return !(negated && nominal.bounds.max === 0);
}

const isFamilies = (parse: Parse, nominal: Nominal): boolean => areFamilies(headOf(parse, nominal));

/** "3,000 families (18,000 people)", "or some 18,000 people": the people are the count, and not the families too. */
function arePeopleBeside(parse: Parse, families: Nominal): boolean {
  const k = parse.chunks.findIndex((chunk) => chunk.kind === "np" && chunk.nominal === families);
  for (let i = k + 1; i < k + 4; i++) {
    const people = npAt(parse, i);
    if (people) return people.kind === "count" && people.bounds.min !== null && !isFamilies(parse, people);
    if (kindAt(parse, i) !== "open" && wordOf(parse, i) !== "or") return false;
  }
  return false;
}

/** "50 wounded fighters", "the injured": told of as hurt. */
function isHurt(clause: Clause, { from, to }: Nominal): boolean {
  for (let i = from; i < to; i++) if (/^(wounded|injured|hurt|sick)$/.test(normAt(clause, i))) return true;
  return false;
}

/** "eight men", "60 troops": those whom an army loses. */
const isForce = ({ type }: Nominal, head: string): boolean =>
  type === "combatant" || type === "security_force" || /^(men|lives|crew)$/.test(head);

/** "thousands of residents", "40 families": not gunmen who got away. */
const isMany = ({ kind, bounds, type, human }: Nominal): boolean =>
  human === "yes" &&
  (kind === "count" || kind === "plural") &&
  type !== "combatant" &&
  type !== "perpetrator" &&
  type !== "security_force" &&
  (type === "civilian" || bounds.min === null ? kind === "count" || type === "civilian" : bounds.min >= 20);

export function figureOf(
  reading: Reading,
  parse: Parse,
  sentence: number,
  k: number,
  statement: Statement,
  nominal: Nominal,
  partOf: number | null,
): RawFigure | null {
  const { clause } = parse;
  const { form, trigger, rule } = statement;
  const anybody = /^(any|anyone|anybody)$/.test(normAt(clause, nominal.from));
  const denied = statement.status === "negated";
  if (statement.negated && !(nominal.kind === "named" || nominal.kind === "single" || anybody)) return null;
  if (anybody && !statement.negated && !denied) return null;
  const bounds = statement.negated || denied ? NONE : nominal.bounds;
  const nobody = bounds.max === 0;
  const to = nominal.kind === "named" ? nominal.to : withOf(parse, nominal);
  const sure = nominal.human === "yes" || nominal.head < 0;
  return {
    ...spanOf(clause, nominal.kind === "named" ? nominal.nameFrom : nominal.from, to),
    number: spanOf(clause, nominal.numberFrom, nominal.numberTo),
    trigger: spanOf(clause, trigger.from, trigger.to),
    harm: form.predicate.harm,
    bounds:
      nobody && statement.negated && nominal.kind === "named" ? { ...bounds, qualifier: "named" } : bounds,
    victims: nominal.nounFrom < to ? spanOf(clause, nominal.nounFrom, to) : null,
    victimType: victimTypeOf(nominal),
    perpetrator: perpetratorOf(parse, k, rule),
    place: placeOf(parse, trigger, nominal, reading.mentions),
    date: dateOf(parse, trigger, reading.mentions),
    source: sourceOf(parse),
    scope: nobody
      ? "incident"
      : nominal.running
        ? "cumulative"
        : nominal.bounds.max === 1
          ? "incident"
          : scopeOf(parse),
    status: nobody ? "negated" : statement.status,
    partOf,
    telling: tellingOf(clause, statement, nominal),
    head: headOf(parse, nominal),
    where: placesIn(parse, reading.mentions),
    sentence,
    sure,
    rule,
  };
}

/** How the words around a figure say that it stands to what was told before. */
function tellingOf(clause: Clause, statement: Statement, nominal: Nominal): Telling {
  const { rule, subset } = statement;
  // "four of the wounded died": beside those who were dead before
  if (nominal.partitive && statement.form.predicate.harm === "killed" && isHurt(clause, nominal))
    return "added";
  if (subset || nominal.partitive) return "subset";
  if (rule === "toll" || rule === "number of") return "total";
  const first = [0, 1, 2].map((n) => normAt(clause, clause.from + n)).join(" ");
  if (
    /^(in all|in total|altogether|overall)\b/.test(first) ||
    (normAt(clause, nominal.from) === "a" && normAt(clause, nominal.from + 1) === "total")
  )
    return "total";
  for (let i = clause.from; i < clause.to; i++) {
    if (
      /^(mourn|mourned|mourns|mourning|grieve|grieved|grieving|condolences?|eulogy|tributes?)$/.test(
        normAt(clause, i),
      )
    )
      return "recalled";
  }
  if (nominal.others) return "others";
  if (
    /^(also|separately|elsewhere|meanwhile|in another|in a (separate|second|different|related|similar)|another|hours later|a second|earlier|later)\b/.test(
      first,
    )
  )
    return nominal.definite ? "definite" : "apart";
  return nominal.definite ? "definite" : "new";
}

/** "members of the group": the close modifier of the victims' noun belongs to the phrase, a place does not. */
function withOf(parse: Parse, nominal: Nominal): number {
  const k = parse.chunks.findIndex(
    (chunk) => chunk.kind === "np" && chunk.from === nominal.from && chunk.to === nominal.to,
  );
  if (k < 0 || kindAt(parse, k + 1) !== "prep" || wordOf(parse, k + 1) !== "of") return nominal.to;
  const inner = npAt(parse, k + 2);
  // "five of the 30 passengers"
  if (nominal.kind === "count" && nominal.head < 0)
    return inner?.kind === "count" && inner.human !== "no" && attributes(parse.clause, inner).length === 0
      ? inner.to
      : nominal.to;
  if (nominal.head < 0) return nominal.to;
  if (!inner || inner.kind === "count" || inner.kind === "pronoun") return nominal.to;
  const mention = parse.clause.mentionAt.get(inner.from);
  return mention?.label === "LOC" && mention.to === inner.to ? nominal.to : inner.to;
}
