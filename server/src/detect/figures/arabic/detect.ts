import { unfoldedLength } from "../../../text/arabic.ts";
import type { Sentence } from "../../../text/sentence.ts";
import type { Span } from "../../../text/span.ts";
import type { Token } from "../../../text/token.ts";
import type { Scope } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { type ArabicPredicate, isFunctionWord, lookUp, predicateTableArabic } from "../../lexicon/arabic.ts";
import type { RawFigure } from "../figure.ts";
import { type Clause, type Nominal, nominalsOf } from "./nominals.ts";

/** A word of harm: its token and the span of the word without clitics. */
interface Occurrence extends Span {
  readonly at: number;
  readonly predicate: ArabicPredicate;
}

interface Parse {
  readonly clause: Clause;
  readonly nominals: readonly Nominal[];
}

interface Harmed {
  readonly nominal: Nominal;
  readonly trigger: Span;
  readonly partOf: Nominal | null;
  readonly rule: string;
}

/** The casualty figures of one Arabic sentence, in the order of their predicates. */
export function arabicFigures(
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
  const parse: Parse = { clause, nominals: nominalsOf(clause) };
  const found: RawFigure[] = [];
  const taken = new Set<string>();
  for (const occurrence of occurrences) {
    const wholes = new Map<Nominal, number>();
    for (const harmed of harmedBy(parse, occurrence)) {
      const { nominal } = harmed;
      if (nominal.kind === "other" || (occurrence.predicate.person && !nominal.person)) continue;
      const key = `${occurrence.predicate.harm}:${nominal.numberStart}`;
      if (taken.has(key)) continue;
      taken.add(key);
      wholes.set(nominal, found.length);
      const partOf = harmed.partOf ? (wholes.get(harmed.partOf) ?? null) : null;
      found.push(figure(parse, occurrence, harmed, partOf, mentions));
    }
  }
  return found;
}

function occurrencesOf(clause: Clause): Occurrence[] {
  const found: Occurrence[] = [];
  for (let at = clause.from; at < clause.to; at++) {
    const token = clause.tokens[at];
    const match = lookUp(token, predicateTableArabic);
    if (!token || !match) continue;
    for (const predicate of match.value) {
      found.push({
        at,
        predicate,
        start: token.start + unfoldedLength(token.text, match.at),
        end: token.end,
      });
    }
  }
  return found;
}

function harmedBy(parse: Parse, occurrence: Occurrence): Harmed[] {
  const { predicate, at } = occurrence;
  const { tokens } = parse.clause;
  if (/^(لم|لن|لا)$/.test(tokens[at - 1]?.norm ?? "")) return [];
  switch (predicate.frame) {
    case "split":
      return splitArguments(parse, occurrence);
    case "people":
      return counted(parse, occurrence);
    case "event":
      return listFrom(parse, at + 1, occurrence, "event");
    case "verb":
      if (predicate.after) {
        const behind = listBefore(parse, occurrence);
        if (behind.length > 0) return behind;
      }
      return afterVerb(parse, occurrence, true);
    case "doer":
      return afterVerb(parse, occurrence, false);
  }
}

/** "لقي عشرات من المسلحين … مصرعهم": the harm is said by the noun behind the harmed. */
function splitArguments(parse: Parse, occurrence: Occurrence): Harmed[] {
  const { tokens, to } = parse.clause;
  for (let i = occurrence.at + 1; i < Math.min(to, occurrence.at + 25); i++) {
    const token = tokens[i];
    if (!token || !/^(مصرع|حتف|مقتل)(ه|ها|هم|هما|هن)$/.test(token.norm)) continue;
    return listFrom(parse, occurrence.at + 1, { ...occurrence, start: token.start, end: token.end }, "split");
  }
  return [];
}

/** "5 قتلى", "قتيلان", "سقوط قتيل": the word of harm is the counted noun. */
function counted(parse: Parse, occurrence: Occurrence): Harmed[] {
  const { at } = occurrence;
  const { tokens } = parse.clause;
  const own = parse.nominals.find((nominal) => nominal.from <= at && at < nominal.to);
  if (!own) return tollAfter(parse, occurrence);
  if (own.kind === "count") return [{ nominal: own, trigger: occurrence, partOf: null, rule: "people" }];
  const falls = /^[وفبل]?(سقوط|سقط|وقوع|خلف|خلفت|اوقع|اوقعت)$/.test(tokens[at - 1]?.norm ?? "");
  if (falls && !own.definite) return [{ nominal: own, trigger: occurrence, partOf: null, rule: "people" }];
  return tollAfter(parse, occurrence);
}

/** "ارتفاع حصيلة القتلى إلى 40", "بلغ عدد الجرحى 12". */
function tollAfter(parse: Parse, occurrence: Occurrence): Harmed[] {
  const { tokens } = parse.clause;
  if (!/^[وفبل]?(عدد|حصيله|اعداد)$/.test(tokens[occurrence.at - 1]?.norm ?? "")) return [];
  for (const nominal of parse.nominals) {
    if (nominal.from <= occurrence.at) continue;
    if (nominal.from > occurrence.at + 6) break;
    if (nominal.kind === "count") return [{ nominal, trigger: occurrence, partOf: null, rule: "toll" }];
  }
  return [];
}

const nominalAt = (parse: Parse, at: number): Nominal | undefined =>
  parse.nominals.find((nominal) => nominal.from === at);

/** The harmed behind a verb: right behind it, or behind the one who did it ("قتل الجيش 12 مسلحا"). */
function afterVerb(parse: Parse, occurrence: Occurrence, direct: boolean): Harmed[] {
  const { tokens, to } = parse.clause;
  const first = occurrence.at + 1;
  if (direct) {
    const found = listFrom(parse, first, occurrence, "verb");
    if (found.length > 0) return found;
  }
  // The doer: a definite noun with its adjectives, or a name.
  for (let i = first; i < Math.min(to, first + 7); i++) {
    const token = tokens[i];
    if (!token || token.kind === "mark") return [];
    const nominal = nominalAt(parse, i);
    if (
      nominal?.kind === "count" ||
      (nominal && i > first && nominal.kind === "single" && !nominal.definite)
    ) {
      return listFrom(parse, i, occurrence, "verb");
    }
    if (isFunctionWord(token.norm) || lookUp(token, predicateTableArabic)) return [];
  }
  return [];
}

/** The list of noun phrases that begins at token `at`, with its parts ("بينهم 3 أطفال"). */
function listFrom(parse: Parse, at: number, trigger: Occurrence, rule: string): Harmed[] {
  const { tokens } = parse.clause;
  const first = nominalAt(parse, at);
  if (!first || first.joined || (first.definite && first.kind !== "named")) return [];
  const found: Harmed[] = [{ nominal: first, trigger, partOf: null, rule }];
  let last = first;
  for (;;) {
    let i = last.to;
    while (tokens[i]?.text === "،" || tokens[i]?.text === ",") i++;
    if (/^(بينهم|منهم|بينهن|منهن)$/.test(tokens[i]?.norm ?? "")) {
      const part = nominalAt(parse, i + 1);
      if (part && part.kind !== "other") found.push({ nominal: part, trigger, partOf: first, rule });
      return found;
    }
    const next = nominalAt(parse, i);
    if (!next?.joined || next.kind === "other" || next.definite || isOwnHarm(parse, next)) return found;
    found.push({ nominal: next, trigger, partOf: null, rule });
    last = next;
  }
}

/** Whether the counted noun says its own harm ("و12 جريحا") and so belongs to no other predicate. */
const isOwnHarm = (parse: Parse, nominal: Nominal): boolean => {
  for (let i = nominal.from; i < nominal.to; i++) {
    if (lookUp(parse.clause.tokens[i], predicateTableArabic)?.value.some(({ frame }) => frame === "people"))
      return true;
  }
  return false;
};

/** "أربعة من الجنود اليمنيين قتلوا": the phrase that ends right before the verb. */
function listBefore(parse: Parse, occurrence: Occurrence): Harmed[] {
  const nominal = parse.nominals.findLast((candidate) => candidate.to <= occurrence.at);
  if (!nominal || nominal.kind === "other" || occurrence.at - nominal.to > 0) return [];
  if (nominal.kind === "plural" && nominal.definite) return [];
  return [{ nominal, trigger: occurrence, partOf: null, rule: "subject" }];
}

function figure(
  parse: Parse,
  occurrence: Occurrence,
  { nominal, trigger, rule }: Harmed,
  partOf: number | null,
  mentions: readonly Found[],
): RawFigure {
  const { tokens, from, to } = parse.clause;
  const inSentence = mentions.filter((mention) => mention.from >= from && mention.to <= to);
  const end = tokens[nominal.to - 1]?.end ?? nominal.numberEnd;
  const places = inSentence.filter((mention) => mention.label === "LOC");
  const dates = inSentence.filter((mention) => mention.label === "DATE");
  return {
    start: nominal.start,
    end,
    number: { start: nominal.numberStart, end: nominal.numberEnd },
    trigger: { start: trigger.start, end: trigger.end },
    harm: occurrence.predicate.harm,
    bounds: nominal.bounds,
    victims:
      nominal.nounFrom < nominal.to
        ? { start: Math.max(nominal.start, tokens[nominal.nounFrom]?.start ?? 0), end }
        : null,
    victimType: nominal.type,
    perpetrator: null,
    place: places.find((place) => place.from >= nominal.to) ?? places.at(-1) ?? null,
    date: dates[0] ?? null,
    source: sourceOf(parse),
    scope: scopeOf(parse),
    status: "asserted",
    partOf,
    sure: nominal.person,
    rule,
  };
}

/** "وذكرت مصادر أمنية محلية أن …": the words between a verb of saying and `أن`. */
function sourceOf(parse: Parse): Span | null {
  const { tokens, from, to } = parse.clause;
  for (let i = from; i < to; i++) {
    if (!/^[وف]?(ذكر|ذكرت|قال|قالت|اعلن|اعلنت|افاد|افادت|اكد|اكدت|اوضح|اوضحت)$/.test(tokens[i]?.norm ?? ""))
      continue;
    let end = i + 1;
    while (
      end < to &&
      end - i < 8 &&
      tokens[end]?.kind === "word" &&
      !/^(ان|انه|انها|بان)$/.test(tokens[end]?.norm ?? "")
    )
      end++;
    if (end > i + 1) return { start: tokens[i + 1]?.start ?? 0, end: tokens[end - 1]?.end ?? 0 };
  }
  return null;
}

function scopeOf(parse: Parse): Scope {
  const { tokens, from, to } = parse.clause;
  for (let i = from; i < to; i++) if (/^[وف]?منذ$/.test(tokens[i]?.norm ?? "")) return "cumulative";
  return "incident";
}
