import type { Sentence } from "../../../text/sentence.ts";
import type { Token } from "../../../text/token.ts";
import type { Harm } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { NONE } from "../bounds.ts";
import type { RawFigure } from "../figure.ts";
import { normAt } from "./clause.ts";
import { type Discourse, introduce, markHarmed, newDiscourse, PRONOUN_REACH } from "./coreference.ts";
import { membersOf, victimsOfEvent } from "./events.ts";
import { counts, figureOf, type Statement } from "./figures.ts";
import type { Match } from "./matches.ts";
import { isNeither, ofThose, saysWhich, withBounds } from "./nobody.ts";
import type { Nominal } from "./nominal.ts";
import {
  attributes,
  livesLost,
  noReportOf,
  numberNoun,
  ofOwnWounds,
  type StatedNumber,
  totalOf,
} from "./nouns.ts";
import { jointHarms, withoutWeak } from "./onceTold.ts";
import { type Parse, parseOf } from "./parse.ts";
import { meant } from "./pronouns.ts";
import { besideThem, isRunning, verbArguments } from "./statements.ts";
import { isUnreal, statusIn } from "./status.ts";
import { antecedentOf } from "./subjects.ts";
import { lostOf, withoutSurvivors } from "./survivors.ts";
import type { VerbGroup } from "./verbs.ts";
import { hasHarm, hasPronoun, isShouted, windows } from "./windows.ts";

/** The casualty figures of one English paragraph, in the order of their predicates. */
export function englishFigures(
  tokens: readonly Token[],
  sentences: readonly Sentence[],
  mentions: readonly Found[],
): RawFigure[] {
  const mentionAt = new Map(mentions.map((mention) => [mention.from, mention]));
  const reading: Reading = {
    found: [],
    taken: new Map(),
    discourse: newDiscourse(),
    told: new Set(),
    mentions: [],
  };
  let next = 0;
  const all = sentences.flatMap((sentence) => windows(tokens, sentence));
  const harmful = all.map(({ from, to }) => hasHarm(tokens, from, to));
  const reaching = all.map(({ from, to }, n) => harmful[n] === true && hasPronoun(tokens, from, to));
  for (const [n, { from, to }] of all.entries()) {
    const first = next;
    while (next < mentions.length && (mentions[next]?.from ?? 0) < to) next++;
    // No harm is told here, nor where a pronoun could reach back to it from.
    if (!harmful[n] && !reaching.slice(n + 1, n + PRONOUN_REACH + 1).some(Boolean)) continue;
    reading.mentions = mentions.slice(first, next);
    const parse = parseOf({ tokens, from, to, mentionAt, shouted: isShouted(tokens, from, to) });
    introduce(
      reading.discourse,
      parse.chunks.flatMap((chunk) => (chunk.kind === "np" ? [chunk.nominal] : [])),
      n,
    );
    for (const [k, chunk] of parse.chunks.entries()) {
      if (chunk.kind === "verb")
        for (const match of chunk.verb.matches) readVerb(reading, parse, n, k, chunk.verb, match);
    }
    for (const [k, chunk] of parse.chunks.entries()) {
      if (chunk.kind === "np") readNominal(reading, parse, n, k, chunk.nominal);
    }
  }
  return jointHarms(withoutWeak(reading.found), tokens);
}

/** What a paragraph has given so far. */
export interface Reading {
  readonly found: RawFigure[];
  /** Index in `found` by harm and the token of the number: one phrase has one figure a harm. */
  readonly taken: Map<string, number>;
  readonly discourse: Discourse;
  /** First tokens of phrases of which a verb has told what became of them. */
  readonly told: Set<number>;
  /** The mentions of the sentence that is read. */
  mentions: readonly Found[];
}

function readVerb(
  reading: Reading,
  parse: Parse,
  sentence: number,
  k: number,
  verb: VerbGroup,
  match: Match,
): void {
  const { frame, not, spared } = match.form.predicate;
  if (frame === "lives-after" || frame === "none") return;
  const { items: stated, rule } = verbArguments(parse, k, verb, frame);
  const isDenied = verb.negated || normAt(parse.clause, verb.from - 1) === "without";
  const neither = isNeither(parse, k, verb, stated);
  const items = spared ? lostOf(parse, k, stated, isDenied || neither) : stated;
  const told = [...items, ...besideThem(parse, items)].map((item) => {
    if (neither && !spared) return withBounds(item, NONE);
    return saysWhich(parse, k, verb) ? ofThose(parse.clause, item) : item;
  });
  for (const { nominal } of told) reading.told.add(nominal.numberFrom);
  const status = verb.infinitive && isRunning(parse, k) ? "asserted" : statusIn(parse, k, verb);
  if (status === null) return;
  const trigger = {
    from: match.from,
    to: match.tail && match.tail.from - match.to <= 3 ? match.tail.to : match.to,
  };
  add(reading, parse, sentence, k, {
    form: match.form,
    trigger,
    items: told,
    status,
    negated: !spared && isDenied !== not,
    rule,
    subset: false,
  });
}

/** What is stated of the noun at chunk `k` by a number somewhere else than before it. */
function statedBy(
  { found }: Reading,
  parse: Parse,
  sentence: number,
  k: number,
  nominal: Nominal,
): Statement | null {
  const stated = ({ form, trigger, nominal: counted }: StatedNumber, rule: string): Statement => ({
    ...{ form, trigger, rule, status: "asserted", negated: false, subset: false },
    items: [{ nominal: counted, partOf: null }],
  });
  const number = numberNoun(parse, k) ?? totalOf(parse, k, harmsBefore(found, sentence));
  if (number) return stated(number, "number of");
  const lives = livesLost(parse, k, nominal);
  return lives ? stated(lives, "lives") : withoutSurvivors(parse, k);
}

/** What the figures of a sentence tell of so far; of the one before it where it has none. */
function harmsBefore(found: readonly RawFigure[], sentence: number): readonly Harm[] {
  const of = (n: number): Harm[] => found.filter((figure) => figure.sentence === n).map(({ harm }) => harm);
  const own = of(sentence);
  return own.length > 0 ? own : of(sentence - 1);
}

function readNominal(reading: Reading, parse: Parse, sentence: number, k: number, nominal: Nominal): void {
  const stated = statedBy(reading, parse, sentence, k, nominal);
  if (stated) {
    add(reading, parse, sentence, k, stated);
    return;
  }
  for (const { form, at } of nominal.kind === "other" || nominal.kind === "event"
    ? []
    : attributes(parse.clause, nominal)) {
    add(reading, parse, sentence, k, {
      form,
      trigger: { from: at, to: at + 1 },
      items: [ofThose(parse.clause, { nominal, partOf: null })],
      status: "asserted",
      negated: false,
      rule: "attributive",
      subset: false,
    });
  }
  const { event } = nominal;
  if (
    !event ||
    (nominal.partitive && reading.told.has(nominal.numberFrom)) ||
    (event.form.predicate.frame !== "held" && isUnreal(parse.clause, nominal.from))
  )
    return;
  const { form } = event;
  if (
    form.predicate.frame === "held" &&
    (reading.told.has(nominal.numberFrom) || nominal.kind !== "count" || nominal.bounds.max === 0)
  )
    return;
  const trigger = { from: event.at + 1 - form.words.length, to: event.at + 1 };
  const members =
    form.predicate.frame === "the" || form.predicate.frame === "people" ? membersOf(parse, k) : [];
  if (members.length > 0) {
    add(reading, parse, sentence, k, {
      form,
      trigger,
      items: members,
      status: "asserted",
      negated: false,
      rule: "among",
      subset: true,
    });
    return;
  }
  const none = noReportOf(parse, k);
  const whose = normAt(parse.clause, nominal.from) === "whose";
  const items = none
    ? [{ nominal: none, partOf: null }]
    : whose
      ? antecedentOf(parse, k)
      : victimsOfEvent(parse, k);
  // "ordered his arrest": it has not come to it
  if (
    nominal.owner?.kind === "pronoun" &&
    /^(ordered|orders|sought|demanded|issued|ordering|requested)$/.test(
      normAt(parse.clause, nominal.from - 1),
    )
  )
    return;
  // "died of his injuries" is told of once
  if (items.length === 0 || (nominal.owner?.kind === "pronoun" && ofOwnWounds(parse, k))) return;
  for (const { nominal: harmed } of items) if (harmed !== nominal) reading.told.add(harmed.numberFrom);
  add(reading, parse, sentence, k, {
    form,
    trigger,
    items: items.map((item) => ofThose(parse.clause, item)),
    status: statusIn(parse, k, null) ?? "asserted",
    negated: false,
    rule: form.predicate.frame === "toll" ? "toll" : form.predicate.frame === "event" ? "event" : "people",
    subset: false,
  });
}

function add(reading: Reading, parse: Parse, sentence: number, k: number, statement: Statement): void {
  const wholes = new Map<Nominal, number>();
  const items = statement.items.flatMap(({ nominal, partOf }) =>
    nominal.kind === "pronoun"
      ? meant(reading, parse, sentence, k, nominal).map((antecedent) => ({
          stated: nominal,
          nominal: antecedent,
          partOf,
        }))
      : [{ stated: nominal, nominal, partOf }],
  );
  for (const { stated, nominal, partOf } of items) {
    if (!counts(parse, statement, nominal)) continue;
    const key = `${statement.form.predicate.harm}:${nominal.numberFrom}`;
    const known = reading.taken.get(key);
    if (known !== undefined) {
      wholes.set(stated, known);
      continue;
    }
    const figure = figureOf(
      reading,
      parse,
      sentence,
      k,
      statement,
      nominal,
      partOf ? (wholes.get(partOf) ?? null) : null,
    );
    if (!figure) continue;
    reading.taken.set(key, reading.found.length);
    // "five of the 30 hostages": what the phrase takes in is told of with it
    for (const chunk of parse.chunks)
      if (
        chunk.kind === "np" &&
        chunk.from > nominal.from &&
        (parse.clause.tokens[chunk.to - 1]?.end ?? 0) <= figure.end
      )
        reading.told.add(chunk.nominal.numberFrom);
    wholes.set(stated, reading.found.length);
    reading.found.push(figure);
    markHarmed(reading.discourse, nominal, sentence);
  }
}
