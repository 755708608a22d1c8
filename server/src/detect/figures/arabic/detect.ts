import type { Sentence } from "../../../text/sentence.ts";
import type { Span } from "../../../text/span.ts";
import type { Token } from "../../../text/token.ts";
import type { FigureStatus, Harm } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { NONE } from "../bounds.ts";
import { type RawFigure, spanOf } from "../figure.ts";
import { type Arguments, argumentsOf } from "./arguments.ts";
import { type Clause, clauseOf, normAt } from "./clause.ts";
import { agentAfter, dateOf, placeOf, scopeAt, sourceOf, statusAt } from "./context.ts";
import { type Item, listBefore, listOf } from "./lists.ts";
import { type Nominal, namedBy } from "./nominals.ts";
import { isPeaceful } from "./plausible.ts";
import { isHurtOf, type Occurrence, occurrencesOf } from "./predicates.ts";
import { rollsOf } from "./rolls.ts";
import { mixedEnd } from "./tollPhrases.ts";
import { type Toll, tollsOf } from "./tolls.ts";
import { totalsOf, withoutSurvivors } from "./totals.ts";

/** What all figures of a clause share. */
interface Frame {
  readonly clause: Clause;
  readonly source: Span | null;
  readonly date: Found | null;
}

/** A figure before its bounds are stated. */
interface Claim {
  readonly nominal: Nominal;
  readonly harm: Harm;
  readonly trigger: Span;
  readonly at: number;
  readonly doer: Span | null;
  readonly status: FigureStatus;
  readonly partOf: number | null;
  readonly rule: string;
}

/** The casualty figures of one Arabic sentence, in the order of its words of harm. */
export function arabicFigures(
  tokens: readonly Token[],
  sentence: Sentence,
  mentions: readonly Found[],
): RawFigure[] {
  const clause = clauseOf(tokens, sentence.from, sentence.to, mentions);
  if (!clause) return [];
  const frame: Frame = { clause, source: sourceOf(clause), date: dateOf(clause) };
  const found: RawFigure[] = [];
  const seen = new Map<string, number>();
  // A figure that stands already counts once; what is part of it still finds it.
  const add = (claim: Claim): number => {
    const key = `${claim.harm}:${claim.nominal.start}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, found.length);
    found.push(figure(frame, claim));
    return found.length - 1;
  };
  for (const occurrence of occurrencesOf(clause)) addDeed(clause, occurrence, add);
  const deeds = found.length;
  const tell = (toll: Toll, status: FigureStatus): void => {
    const owned = found
      .slice(0, deeds)
      .some(({ start, end }) => start < toll.nominal.end && toll.nominal.start < end);
    if (owned) return;
    const base = { ...toll, at: toll.nominal.to, doer: null, status };
    const whole = add({ ...base, partOf: null });
    for (const item of partsOf(clause, toll.nominal))
      add({ ...base, nominal: item.nominal, partOf: item.partOf === 0 ? whole : null, rule: "part" });
  };
  for (const toll of [...rollsOf(clause), ...tollsOf(clause)]) {
    const status = statusAt(clause, toll.nominal.from);
    if (status !== null) tell(toll, status);
  }
  // What these say that did not happen is that anybody survived.
  for (const toll of withoutSurvivors(clause)) tell(toll, "asserted");
  for (const toll of totalsOf(clause, found)) {
    const status = statusAt(clause, toll.nominal.from);
    if (status !== null && status !== "negated") tell(toll, status);
  }
  return found;
}

function partsOf(clause: Clause, nominal: Nominal): Item[] {
  if (nominal.kind !== "count") return [];
  const rest = listOf(clause, nominal).slice(1);
  // "11 جثة و27 جريحا، خمسة منهم": the parts behind a toll of another harm are that toll's
  const other = rest.findIndex((item) => item.partOf === null && item.nominal.harm !== null);
  return (other < 0 ? rest : rest.slice(0, other)).filter(isOfToll);
}

/** What a list says of the harm that its first noun names: its parts, and numbers without a noun of their own. */
const isOfToll = ({ nominal, partOf }: Item): boolean =>
  partOf === 0 || (nominal.kind === "count" && nominal.nounFrom === nominal.to && !nominal.harm);

function addDeed(clause: Clause, occurrence: Occurrence, add: (claim: Claim) => number): void {
  const status = statusAt(clause, occurrence.at);
  if (status === null) return;
  const nobody = status === "negated" ? nobodyAt(clause, occurrence.to) : null;
  if (nobody) {
    const { predicate } = occurrence;
    add({
      nominal: nobody,
      harm: predicate.harm,
      trigger: occurrence,
      at: occurrence.to,
      doer: null,
      status,
      partOf: null,
      rule: "nobody",
    });
    return;
  }
  const found = argumentsOf(clause, occurrence);
  if (found?.victim.bounds === NONE && status !== "negated") return;
  if (!found || !isHarmed(clause, found.victim, occurrence, found)) return;
  if (status === "negated" && found.victim.kind === "named") return;
  const { predicate, twin } = occurrence;
  const harms = twin ? jointHarms(predicate.harm, twin.harm) : [predicate.harm];
  for (const harm of harms) {
    const items = found.before ? listBefore(clause, found.victim) : listOf(clause, found.victim);
    const places: number[] = [];
    for (const [n, { nominal, partOf }] of items.entries()) {
      // "مقتل جنديين، ليرتفع العدد إلى 4، منهم 3 …": of another number
      const whole = partOf === null ? null : items[partOf]?.nominal.bounds.max;
      if (typeof whole === "number" && (nominal.bounds.min ?? 0) > whole) {
        places.push(-1);
        continue;
      }
      const own =
        nominal.harm !== null &&
        !goesWith(nominal.harm.predicate.harm, harm) &&
        !(harm === "killed" && isSomeOf(clause, nominal));
      if (own || (n > 0 && !isHarmed(clause, nominal, occurrence, found))) {
        places.push(-1);
        continue;
      }
      const of = partOf === null ? null : (places[partOf] ?? null);
      places.push(
        add({
          nominal,
          harm,
          trigger: found.trigger,
          at: occurrence.to,
          doer: found.doer,
          status,
          partOf: of === -1 ? null : of,
          rule: partOf === null ? found.rule : "part",
        }),
      );
    }
  }
}

/** "لم يقتل أحد". */
function nobodyAt(clause: Clause, at: number): Nominal | null {
  if (normAt(clause, at) !== "احد") return null;
  return namedBy(clause, { from: at, to: at + 1, ...spanOf(clause, at, at + 1) });
}

/** Whether those that a noun of one harm counts can come to another: captives are killed, the dead are not injured. */
const goesWith = (noun: Harm, deed: Harm): boolean =>
  noun === deed ||
  ((deed === "killed" || deed === "injured") && noun !== "killed" && noun !== "injured") ||
  (deed === "detained" && noun === "displaced");

/** "توفي ثلاثة من الجرحى": some of those told of died. */
const isSomeOf = (clause: Clause, nominal: Nominal): boolean =>
  nominal.kind === "count" && nominal.bounds.min !== null && isHurtOf(clause, nominal.nounFrom);

const jointHarms = (a: Harm, b: Harm): Harm[] =>
  a === b ? [a] : [a, b].includes("killed") && [a, b].includes("injured") ? ["casualties"] : [a, b];

/** Whether a noun phrase can be what a word of harm is said of. */
function isHarmed(clause: Clause, nominal: Nominal, occurrence: Occurrence, { before }: Arguments): boolean {
  const { predicate } = occurrence;
  if (mixedEnd(clause, nominal.to) > nominal.to || isPeaceful(clause, nominal, occurrence)) return false;
  if (nominal.kind === "other" || (nominal.kind === "single" && !nominal.person)) return false;
  // "سقط ضحايا": dead or hurt
  if (predicate.many && nominal.harm?.predicate.harm === "casualties" && !before) return false;
  if (predicate.many && nominal.kind !== "count" && nominal.kind !== "plural") return false;
  const crowd = nominal.bounds.qualifier === "vague" && nominal.nounFrom === nominal.to;
  if (predicate.person && !nominal.person && nominal.kind !== "named" && !crowd) return false;
  if (predicate.imperfect && nominal.kind !== "count" && (!before || occurrence.pronoun !== "")) return false;
  return true;
}

function figure({ clause, source, date }: Frame, claim: Claim): RawFigure {
  const { nominal, status } = claim;
  const negated = status === "negated" || nominal.bounds === NONE;
  return {
    start: nominal.start,
    end: nominal.end,
    number: nominal.number,
    trigger: { start: claim.trigger.start, end: claim.trigger.end },
    harm: claim.harm,
    bounds: negated ? NONE : nominal.bounds,
    victims:
      nominal.nounFrom < nominal.to
        ? {
            start: Math.max(nominal.start, clause.tokens[nominal.nounFrom]?.start ?? 0),
            end: Math.max(nominal.end, nominal.start),
          }
        : null,
    victimType: nominal.type,
    perpetrator: claim.doer ?? agentAfter(clause, claim.at),
    place: placeOf(clause, nominal.to),
    date,
    source,
    scope:
      claim.rule === "counted" && claim.harm === "displaced" ? "cumulative" : scopeAt(clause, nominal.from),
    status: negated ? "negated" : status,
    partOf: claim.partOf,
    ...(isApart(clause) && claim.rule !== "heading" ? { telling: "apart" } : {}),
    sure: nominal.person,
    rule: claim.rule,
  };
}

/** "وفي حادث منفصل", "وفي هجوم آخر": what follows happened apart from what was told before. */
function isApart(clause: Clause): boolean {
  const [first, second, third] = [0, 1, 2].map((n) => normAt(clause, clause.from + n));
  return (
    /^[وف]?في$/.test(first ?? "") &&
    /^(حادث|حادثه|هجوم|انفجار|عمليه|واقعه|سياق|غاره)$/.test(second ?? "") &&
    /^(منفصل|منفصله|اخر|اخري|ثان|ثانيه)$/.test(third ?? "")
  );
}
