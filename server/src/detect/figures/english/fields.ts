import type { Span } from "../../../text/span.ts";
import type { Scope, VictimType } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { CLASS } from "../../lexicon/english.ts";
import { spanOf } from "../figure.ts";
import { type Clause, isOf, normAt, textAt } from "./clause.ts";
import type { Nominal } from "./nominal.ts";
import { before, isReport, kindAt, npAt, type Parse, pastOf, REPORTS, skipAside, verbAt } from "./parse.ts";
import { subjectsOf, verbBefore } from "./subjects.ts";

export const victimTypeOf = (nominal: Nominal): VictimType =>
  nominal.kind === "named" ? "unknown" : nominal.type;

/** The doer by the rule that found the figure: the subject of the active verb at chunk `k`, or what stands behind `by`. */
export function perpetratorOf(parse: Parse, k: number, rule: string): Span | null {
  const verb = verbAt(parse, k);
  // "thousands fled": the subject is harmed, nobody is named who did it
  if (verb && verb.voice !== "passive" && verb.matches[0]?.form.predicate.frame === "subject") return null;
  let doer: Nominal | null = null;
  if (verb?.ing && npAt(parse, before(parse, k)) === null) {
    // "gunmen attacked a post, killing three": the subject of the clause before
    const main = verbBefore(parse, k);
    doer = main < 0 ? null : (subjectsOf(parse, main)[0]?.nominal ?? npAt(parse, before(parse, main)));
  } else if (verb && (verb.voice === "active" || rule === "active") && !verb.ing)
    doer = npAt(parse, doerBefore(parse, k));
  else {
    const by = skipAside(parse, k + 1);
    if (normAt(parse.clause, parse.chunks[by]?.from ?? -1) === "by") doer = npAt(parse, by + 1);
  }
  return doer && doer.kind !== "pronoun" && doer.kind !== "event"
    ? spanOf(parse.clause, doer.from, doer.to)
    : null;
}

/** The noun phrase before chunk `k` that governs those right before it: "gunmen on motorcycles killed". */
function doerBefore(parse: Parse, k: number): number {
  let i = before(parse, k);
  while (npAt(parse, i) && kindAt(parse, i - 1) === "prep" && npAt(parse, before(parse, i - 1)))
    i = before(parse, i - 1);
  return i;
}

/** The places of a sentence: those that a preposition or a comma puts where something happened. */
export const placesIn = ({ clause }: Parse, mentions: readonly Found[]): Found[] =>
  mentions.filter(
    (mention) =>
      mention.label === "LOC" &&
      mention.from >= clause.from &&
      mention.to <= clause.to &&
      isLocative(clause, mention) &&
      !isModifier(clause, mention),
  );

/** "in Mosul", "in the northern city of Mosul": whether a preposition of place governs the name. */
function isLocative(clause: Clause, mention: Found): boolean {
  for (let i = mention.from - 1; i >= Math.max(clause.from, mention.from - 6); i--) {
    const norm = normAt(clause, i);
    if (/^(in|at|near|outside|inside|around|on|across|of|from)$/.test(norm)) {
      if (norm !== "of" && norm !== "from") return true;
      if (norm === "from") return false;
    } else if (
      clause.tokens[i]?.kind === "mark"
        ? textAt(clause, i) !== "-"
        : isOf(clause, i, CLASS.be | CLASS.have | CLASS.modal | CLASS.rel | CLASS.conj)
    )
      return false;
  }
  return false;
}

/** The place nearest behind the trigger in its sentence, else the nearest before it. */
export function placeOf(
  { clause }: Parse,
  trigger: { from: number; to: number },
  nominal: Nominal,
  mentions: readonly Found[],
): Found | null {
  const places = mentions.filter(
    (mention) =>
      mention.label === "LOC" &&
      mention.from >= clause.from &&
      mention.to <= clause.to &&
      !(mention.from >= nominal.from && mention.to <= nominal.to) &&
      !isModifier(clause, mention),
  );
  return (
    places.find((place) => place.from >= trigger.to) ??
    places.findLast((place) => place.to <= trigger.from) ??
    null
  );
}

/** "UAE military officers", "US-backed": a place before a noun or joined to one says whose, not where. */
function isModifier(clause: Clause, mention: Found): boolean {
  const next = clause.tokens[mention.to];
  if (next?.norm === "-" && next.joined) return true;
  if (
    next?.kind !== "word" ||
    mention.to >= clause.to ||
    next.norm === "'s" ||
    isOf(clause, mention.to, 0xfff)
  )
    return false;
  return (
    !/^(province|district|governorate|city|town|village|county|region|area|neighborhood|neighbourhood|camp|valley|state)$/.test(
      next.norm,
    ) &&
    /^\p{Ll}/u.test(next.text) &&
    !isOf(clause, mention.from - 1, CLASS.prep)
  );
}

/** The date nearest to the trigger in its sentence; one that tells no day ("around midnight") only where no other does. */
export function dateOf(
  { clause }: Parse,
  trigger: { from: number; to: number },
  mentions: readonly Found[],
): Found | null {
  let best: Found | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const mention of mentions) {
    if (mention.label !== "DATE" || mention.from < clause.from || mention.to > clause.to) continue;
    const away = Math.min(Math.abs(mention.from - trigger.to), Math.abs(trigger.from - mention.to));
    const distance = mention.date?.kind === "open" ? away + (clause.to - clause.from) : away;
    if (distance < least) {
      least = distance;
      best = mention;
    }
  }
  return best;
}

/** To whom the sentence attributes what it says: "… , military officials said", "according to police". */
export function sourceOf(parse: Parse): Span | null {
  const { clause } = parse;
  for (let k = parse.chunks.length - 1; k >= 0; k--) {
    const chunk = parse.chunks[k];
    if (!chunk) continue;
    if (chunk.kind === "prep" && normAt(clause, chunk.from) === "according") {
      const source = npAt(parse, k + 1);
      if (source) return spanOf(clause, source.from, source.to);
    }
    if (
      chunk.kind !== "verb" ||
      !isReport(parse, chunk.verb) ||
      !REPORTS.test(normAt(clause, chunk.verb.main))
    )
      continue;
    const inverted = npAt(parse, k + 1);
    const speaker =
      npAt(parse, before(parse, k)) ?? (kindAt(parse, pastOf(parse, k)) === "stop" ? inverted : null);
    if (speaker && speaker.kind !== "pronoun" && speaker.kind !== "count")
      return spanOf(clause, speaker.from, speaker.to);
  }
  return null;
}

/** A total over a time that goes on ("since March 2011", "so far this year") is cumulative. */
export function scopeOf({ clause }: Parse): Scope {
  for (let i = clause.from; i < clause.to; i++) {
    const norm = normAt(clause, i);
    const next = normAt(clause, i + 1);
    if (norm === "since") {
      const date = clause.mentionAt.get(i + 1)?.date?.kind;
      if (
        date === undefined
          ? !/^(then|friday|monday|dawn)$/.test(next)
          : date !== "weekday" && date !== "days" && date !== "open"
      )
        return "cumulative";
    }
    if (norm === "so" && next === "far" && !/^(no|none)$/.test(normAt(clause, i + 2))) return "cumulative";
    if (
      /^(each|every|a|per)$/.test(norm) &&
      /^(year|month|day)$/.test(next) &&
      !/^(ago|later|after|before|earlier|old)$/.test(normAt(clause, i + 2)) &&
      textAt(clause, i + 2) !== "-" &&
      norm !== "a"
    )
      return "cumulative";
    if (
      /^(over|during|in)$/.test(norm) &&
      next === "the" &&
      /^(past|course|last)$/.test(normAt(clause, i + 2))
    ) {
      const unit = [3, 4, 5].map((n) => normAt(clause, i + n)).join(" ");
      if (/(week|month|year|decade)s/.test(unit) || /^(month|year|decade|of)/.test(unit)) return "cumulative";
    }
    if (norm === "this" && next === "year") return "cumulative";
    // "The war has killed tens of thousands"
    if (/^(war|conflict|insurgency|uprising)$/.test(norm) && /^(has|have)$/.test(next)) return "cumulative";
    if (norm === "bringing" || norm === "brings" || norm === "brought") {
      const words = [1, 2, 3, 4, 5, 6].map((n) => normAt(clause, i + n));
      // "bringing the total to 58" is a toll, "bringing the number of those killed this year to 58" one of many incidents
      const isPlain = /^the (overall )?(total|number) to\b/.test(words.join(" "));
      if (!isPlain && (words.includes("total") || (words.includes("number") && words.includes("to"))))
        return "cumulative";
    }
  }
  return "incident";
}
