import type { Sentence } from "../../../text/sentence.ts";
import type { Span } from "../../../text/span.ts";
import type { Token } from "../../../text/token.ts";
import type { Scope, VictimType } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { CLASS, classesOf } from "../../lexicon/english.ts";
import type { RawFigure } from "../figure.ts";
import { type Harmed, harmedBy, type Parse } from "./arguments.ts";
import { type Clause, type Nominal, nominalsOf } from "./nominals.ts";
import { type Occurrence, occurrencesOf } from "./predicates.ts";

/** The casualty figures of one English sentence, in the order of their predicates. */
export function englishFigures(
  tokens: readonly Token[],
  sentence: Sentence,
  mentions: readonly Found[],
): RawFigure[] {
  const clause: Clause = {
    tokens,
    from: sentence.from,
    to: sentence.to,
    mentionAt: new Map(mentions.map((mention) => [mention.from, mention])),
  };
  const occurrences = occurrencesOf(clause);
  if (occurrences.length === 0) return [];
  const parse: Parse = { clause, nominals: nominalsOf(clause), occurrences };
  const found: RawFigure[] = [];
  const taken = new Map<string, number>();
  for (const occurrence of occurrences) {
    if (occurrence.status === null) continue;
    const wholes = new Map<Nominal, number>();
    for (const harmed of harmedBy(parse, occurrence)) {
      if (!counts(occurrence, harmed)) continue;
      const key = `${occurrence.form.predicate.harm}:${harmed.nominal.numberFrom}`;
      if (taken.has(key)) continue;
      taken.set(key, found.length);
      wholes.set(harmed.nominal, found.length);
      const partOf = harmed.partOf ? (wholes.get(harmed.partOf) ?? null) : null;
      found.push(figure(parse, occurrence, harmed, partOf, mentions));
    }
  }
  return found;
}

/** Whether a noun phrase that stands where the harmed stand can be people. */
function counts(occurrence: Occurrence, { nominal }: Harmed): boolean {
  const { predicate } = occurrence.form;
  if (nominal.kind === "other") return nominal.bounds.min !== null && nominal.head === occurrence.from;
  if (nominal.kind === "pronoun") return false;
  if (predicate.person && !nominal.person && nominal.head >= 0) return false;
  return true;
}

const spanOf = (tokens: readonly Token[], from: number, to: number): Span => ({
  start: tokens[from]?.start ?? 0,
  end: tokens[to - 1]?.end ?? 0,
});

function figure(
  parse: Parse,
  occurrence: Occurrence,
  { nominal, rule }: Harmed,
  partOf: number | null,
  mentions: readonly Found[],
): RawFigure {
  const { tokens } = parse.clause;
  const span =
    nominal.kind === "named"
      ? spanOf(tokens, nominal.nameFrom, nominal.to)
      : spanOf(tokens, nominal.from, nominal.to);
  const { predicate } = occurrence.form;
  const negated = nominal.bounds.min === 0 && nominal.bounds.max === 0;
  const victims = nominal.nounFrom < nominal.to ? spanOf(tokens, nominal.nounFrom, nominal.to) : null;
  const sure = nominal.person || nominal.head < 0;
  return {
    ...span,
    number: spanOf(tokens, nominal.numberFrom, nominal.numberTo),
    trigger: spanOf(tokens, occurrence.from, occurrence.to),
    harm: predicate.harm,
    bounds: nominal.bounds,
    victims,
    victimType: victimType(nominal),
    perpetrator: perpetratorOf(parse, occurrence, rule),
    place: placeOf(parse, occurrence, nominal, mentions),
    date: dateOf(parse, occurrence, mentions),
    source: sourceOf(parse),
    scope: scopeOf(parse),
    status: negated ? "negated" : (occurrence.status ?? "asserted"),
    partOf,
    confidence: sure ? 0.9 : 0.65,
    rule,
  };
}

const victimType = (nominal: Nominal): VictimType => (nominal.kind === "named" ? "unknown" : nominal.type);

/** The doer: the subject of an active verb, or what stands behind `by`. */
function perpetratorOf(parse: Parse, occurrence: Occurrence, rule: string): Span | null {
  const { tokens } = parse.clause;
  const { predicate, form } = occurrence.form;
  if (predicate.frame !== "object" && predicate.frame !== "event") return null;
  const doer =
    rule === "active" && form !== "ing"
      ? parse.nominals.findLast((nominal) => nominal.to === occurrence.groupFrom)
      : tokens[occurrence.to]?.norm === "by"
        ? parse.nominals.find((nominal) => nominal.from === occurrence.to + 1)
        : undefined;
  return doer && doer.kind !== "pronoun" ? spanOf(tokens, doer.from, doer.to) : null;
}

/** The place nearest behind the predicate in its sentence, else the nearest before it. */
function placeOf(
  parse: Parse,
  occurrence: Occurrence,
  nominal: Nominal,
  mentions: readonly Found[],
): Found | null {
  const { from, to } = parse.clause;
  const { tokens } = parse.clause;
  const places = mentions.filter(
    (mention) =>
      mention.label === "LOC" &&
      mention.from >= from &&
      mention.to <= to &&
      !(mention.from >= nominal.from && mention.to <= nominal.to) &&
      !isModifier(tokens, mention),
  );
  return (
    places.find((place) => place.from >= occurrence.to) ??
    places.findLast((place) => place.to <= occurrence.from) ??
    null
  );
}

/** "UAE military officers", "US-backed": a place before a noun or joined to one says whose, not where. */
function isModifier(tokens: readonly Token[], mention: Found): boolean {
  const next = tokens[mention.to];
  if (next?.text === "-" && next.joined) return true;
  if (next?.kind !== "word" || next.norm === "'s" || classesOf(next.norm) !== 0) return false;
  return (
    !/^(province|district|governorate|city|town|village|county|region|area|neighborhood|neighbourhood|camp|valley|state)$/.test(
      next.norm,
    ) &&
    /^\p{Ll}/u.test(next.text) &&
    (classesOf(tokens[mention.from - 1]?.norm ?? "") & CLASS.prep) === 0
  );
}

function dateOf(parse: Parse, occurrence: Occurrence, mentions: readonly Found[]): Found | null {
  const { from, to } = parse.clause;
  const dates = mentions.filter(
    (mention) => mention.label === "DATE" && mention.from >= from && mention.to <= to,
  );
  const distance = (date: Found): number =>
    Math.min(Math.abs(date.from - occurrence.to), Math.abs(occurrence.from - date.to));
  return dates.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

const SAYS = /^(said|says|told|reported|announced|confirmed|added|according)$/;

/** To whom the sentence attributes what it says: "… , military officials said", "according to police". */
function sourceOf(parse: Parse): Span | null {
  const { tokens, from, to } = parse.clause;
  for (let i = to - 1; i >= from; i--) {
    const norm = tokens[i]?.norm ?? "";
    if (!SAYS.test(norm)) continue;
    if (norm === "according") {
      const source = parse.nominals.find((nominal) => nominal.from === i + 2);
      if (source && tokens[i + 1]?.norm === "to") return spanOf(tokens, source.from, source.to);
      continue;
    }
    const speaker = parse.nominals.findLast((nominal) => nominal.to <= i && i - nominal.to <= 1);
    if (speaker && speaker.kind !== "pronoun") return spanOf(tokens, speaker.from, speaker.to);
  }
  return null;
}

/** A total over a time that goes on ("since March 2011", "so far this year") is cumulative. */
function scopeOf(parse: Parse): Scope {
  const { tokens, from, to } = parse.clause;
  for (let i = from; i < to; i++) {
    const norm = tokens[i]?.norm ?? "";
    const next = tokens[i + 1]?.norm ?? "";
    if (norm === "since" && parse.clause.mentionAt.get(i + 1)?.date?.kind !== "weekday") return "cumulative";
    if (norm === "so" && next === "far") return "cumulative";
    if (
      (norm === "over" || norm === "during" || norm === "in") &&
      next === "the" &&
      /^(past|course)$/.test(tokens[i + 2]?.norm ?? "")
    ) {
      if (
        !/^(day|days|hours|week|weeks|hour)$/.test(tokens[i + 3]?.norm ?? "") &&
        !/^(hours|days|weeks)$/.test(tokens[i + 4]?.norm ?? "")
      )
        return "cumulative";
    }
    if (norm === "this" && next === "year" && (classesOf(tokens[i - 1]?.norm ?? "") & CLASS.adv) !== 0)
      return "cumulative";
  }
  return "incident";
}
