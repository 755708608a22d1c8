import type { Sentence } from "../../../text/sentence.ts";
import type { Token } from "../../../text/token.ts";
import type { FigureStatus } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { type PredicateForm, predicateForms } from "../../lexicon/english.ts";
import { NONE as NOBODY } from "../bounds.ts";
import type { RawFigure, Telling } from "../figure.ts";
import { holdersOf, objectsOf, partsBehind, subjectsOf } from "./arguments.ts";
import { type Clause, isHyphen, normAt } from "./clause.ts";
import { antecedent, type Discourse, hasHarmed, introduce, markHarmed, newDiscourse } from "./coreference.ts";
import { membersOf, numberOfThose, victimsOfEvent } from "./events.ts";
import {
  dateOf,
  perpetratorOf,
  placeOf,
  placesIn,
  scopeOf,
  sourceOf,
  spanOf,
  victimTypeOf,
} from "./fields.ts";
import { listFrom } from "./lists.ts";
import type { Nominal } from "./nominals.ts";
import {
  before,
  headOf,
  type Item,
  isReport,
  kindAt,
  makesClause,
  npAt,
  type Parse,
  parseOf,
  verbAt,
  wordOf,
} from "./parse.ts";
import { isUnreal, statusIn } from "./status.ts";
import type { Match, VerbGroup } from "./verbs.ts";

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
    mentions,
  };
  for (const [n, { from, to }] of sentences.entries()) {
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
  return withoutWeak(reading.found);
}

/** Whether a sentence of some length has no small letters. */
function isShouted(tokens: readonly Token[], from: number, to: number): boolean {
  let words = 0;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.kind !== "word") continue;
    if (/\p{Ll}/u.test(token.text)) return false;
    words++;
  }
  return words > 3;
}

/** What a paragraph has given so far. */
interface Reading {
  readonly found: RawFigure[];
  /** Index in `found` by harm and the token of the number: one phrase has one figure a harm. */
  readonly taken: Map<string, number>;
  readonly discourse: Discourse;
  /** First tokens of phrases of which a verb has told what became of them. */
  readonly told: Set<number>;
  readonly mentions: readonly Found[];
}

/** One statement: who was harmed, by which word, in what state of truth. */
interface Statement {
  readonly form: PredicateForm;
  readonly trigger: { readonly from: number; readonly to: number };
  readonly items: readonly Item[];
  readonly status: FigureStatus;
  readonly negated: boolean;
  readonly rule: string;
  readonly subset: boolean;
}

function readVerb(
  reading: Reading,
  parse: Parse,
  sentence: number,
  k: number,
  verb: VerbGroup,
  match: Match,
): void {
  const { frame, not } = match.form.predicate;
  if (frame === "lives-after" || frame === "none") return;
  const { items, rule } = verbArguments(parse, k, verb, match, frame);
  const told = [...items, ...besideThem(parse, items)];
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
    negated: verb.negated !== not,
    rule,
    subset: false,
  });
}

function verbArguments(
  parse: Parse,
  k: number,
  verb: VerbGroup,
  match: Match,
  frame: string,
): { items: readonly Item[]; rule: string } {
  const counted = numberOfThose(parse, k);
  if (counted) return { items: counted, rule: "number of" };
  // "355 people reported killed", "the third soldier to be killed": a participle or infinitive behind its noun.
  const hangs = verb.finite === "no" && (!verb.infinitive || isRunning(parse, k));
  const subjects = (): readonly Item[] => {
    const held = hangs ? holdersOf(parse, k) : [];
    return held.length > 0 ? held : subjectsOf(parse, k);
  };
  const withParts = (items: readonly Item[], rule: string): { items: readonly Item[]; rule: string } => ({
    items: [...items, ...partsBehind(parse, k + 1, items)],
    rule,
  });
  if (frame === "lives") return { items: objectsOf(parse, k), rule: "lives" };
  if (frame === "subject") return withParts(subjects(), "subject");
  if (frame === "state")
    return verb.voice === "passive"
      ? withParts(subjects(), "state")
      : withParts(holdersOf(parse, k), "state");
  if (verb.voice === "passive") return withParts(subjects(), "passive");
  const objects = objectsOf(parse, k);
  if (verb.voice === "active" || objects.length > 0) return { items: objects, rule: "active" };
  return withParts(holdersOf(parse, k), "participle");
}

/** "A worker was among those killed", "The man is the third to be killed", "Those detained included X": who else is told of. */
function besideThem(parse: Parse, items: readonly Item[]): readonly Item[] {
  const [first] = items;
  if (!first || items.length > 1) return [];
  const k = parse.chunks.findIndex((chunk) => chunk.kind === "np" && chunk.nominal === first.nominal);
  if (k < 0) return [];
  const governor = before(parse, k);
  if (/^(among|amongst)$/.test(wordOf(parse, governor)) || first.nominal.running) {
    const copula = first.nominal.running ? governor : before(parse, governor);
    return verbAt(parse, copula)?.copula
      ? subjectsOf(parse, copula).filter(
          ({ nominal: { kind } }) => kind !== "other" && kind !== "event" && kind !== "pronoun",
        )
      : [];
  }
  for (let i = k + 1; i < Math.min(parse.chunks.length, k + 6); i++) {
    const verb = verbAt(parse, i);
    if (verb && /^(include|includes|included)$/.test(parse.clause.tokens[verb.main]?.norm ?? ""))
      return listFrom(parse, i + 1).items.map((item): Item => ({ ...item, partOf: first.nominal }));
    if (kindAt(parse, i) === "stop" || (verb && i > k + 1)) return [];
  }
  return [];
}

/** Whether the phrase before the infinitive at chunk `k` is a running count. */
const isRunning = (parse: Parse, k: number): boolean => npAt(parse, before(parse, k))?.running === true;

function readNominal(reading: Reading, parse: Parse, sentence: number, k: number, nominal: Nominal): void {
  const lives = livesLost(parse, k, nominal);
  if (lives) {
    const { form, trigger } = lives;
    add(reading, parse, sentence, k, {
      form,
      trigger,
      items: [{ nominal, partOf: null }],
      status: "asserted",
      negated: false,
      rule: "lives",
      subset: false,
    });
    return;
  }
  for (const { form, at } of nominal.kind === "other" || nominal.kind === "event"
    ? []
    : attributes(parse.clause, nominal)) {
    add(reading, parse, sentence, k, {
      form,
      trigger: { from: at, to: at + 1 },
      items: [{ nominal, partOf: null }],
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
  const items = none ? [{ nominal: none, partOf: null }] : victimsOfEvent(parse, k);
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
  add(reading, parse, sentence, k, {
    form,
    trigger,
    items,
    status: statusIn(parse, k, null) ?? "asserted",
    negated: false,
    rule: form.predicate.frame === "toll" ? "toll" : form.predicate.frame === "event" ? "event" : "people",
    subset: false,
  });
}

/** "a kidnapped journalist", "the wounded soldiers", "16 missing men": words of harm before the noun. */
function attributes(clause: Clause, nominal: Nominal): { form: PredicateForm; at: number }[] {
  const found: { form: PredicateForm; at: number }[] = [];
  const end = nominal.kind === "named" ? nominal.nameFrom : nominal.head;
  for (let at = nominal.kind === "count" ? nominal.numberTo : nominal.from; at < end; at++) {
    if (clause.mentionAt.has(at) || isHyphen(clause, at + 1) || isHyphen(clause, at - 1)) continue;
    const form = predicateForms(normAt(clause, at)).find(
      ({ words, form: tense, predicate }) =>
        words.length === 1 &&
        ((tense === "past" && predicate.frame === "object") || predicate.frame === "state") &&
        !predicate.weak &&
        !predicate.person &&
        predicate.harm !== "casualties",
    );
    if (form) found.push({ form, at });
    else if (/^(jailed|imprisoned|captured)$/.test(normAt(clause, at))) {
      const detained = predicateForms(normAt(clause, at)).find(({ form: tense }) => tense === "past");
      if (detained) found.push({ form: detained, at });
    }
  }
  return found;
}

/** "no reports of injuries": what was said of nobody, as the phrase before `of`. */
function noReportOf(parse: Parse, k: number): Nominal | null {
  for (let i = k - 1; i >= Math.max(0, k - 6); i--) {
    const kind = kindAt(parse, i);
    const nominal = npAt(parse, i);
    if (
      nominal?.bounds.max === 0 &&
      nominal.event === null &&
      /^(reports?|word|sign|signs|indications?|accounts?|claims?)$/.test(headOf(parse, nominal)) &&
      wordOf(parse, i + 1) === "of"
    ) {
      const last = parse.chunks[k];
      return { ...nominal, to: last?.to ?? nominal.to, kind: "count", human: "yes" };
    }
    if (kind === "verb" || kind === "stop" || kind === "sub") return null;
  }
  return null;
}

const ofOwnWounds = (parse: Parse, k: number): boolean => {
  const preposition = before(parse, k);
  return (
    kindAt(parse, preposition) === "prep" &&
    (verbAt(parse, before(parse, preposition))?.matches.length ?? 0) > 0
  );
};

/** "The blast claimed 12 lives". */
function livesLost(
  parse: Parse,
  k: number,
  nominal: Nominal,
): { form: PredicateForm; trigger: { from: number; to: number } } | null {
  if (headOf(parse, nominal) !== "lives" || nominal.bounds.min === null || nominal.bounds.min === 0)
    return null;
  const verb = verbAt(parse, before(parse, k));
  const match = verb?.matches.find(({ form }) => form.predicate.frame === "lives-after");
  return match ? { form: match.form, trigger: { from: match.from, to: match.to } } : null;
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
    if (!counts(statement, nominal)) continue;
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
    wholes.set(stated, reading.found.length);
    reading.found.push(figure);
    markHarmed(reading.discourse, nominal, sentence);
  }
}

/** Whom a pronoun means, in its sentence or the ones before; none, one or a list. */
function meant(
  reading: Reading,
  parse: Parse,
  sentence: number,
  k: number,
  pronoun: Nominal,
): readonly Nominal[] {
  const word = parse.clause.tokens[pronoun.from]?.norm ?? "";
  const plural = /^(they|them|their|themselves)$/.test(word);
  const own = parse.chunks.findIndex((chunk) => chunk.from <= pronoun.from && pronoun.from < chunk.to);
  // An unknown name in a passive or a description is a person's.
  const fits = (items: readonly Item[], described = false): Nominal[] | null => {
    const found = items
      .filter(
        ({ nominal: { kind, human }, partOf }) =>
          partOf === null &&
          kind !== "other" &&
          kind !== "event" &&
          kind !== "pronoun" &&
          (human === "yes" || (described && kind === "named")),
      )
      .map(({ nominal }) => nominal);
    const total = found.reduce((sum, { bounds }) => sum + (bounds.min ?? 2), 0);
    return found.length > 0 && (plural ? total > 1 : total === 1) ? found : null;
  };
  const object = own > k || /^(him|them|himself|herself|themselves)$/.test(word);
  const mine = object && verbAt(parse, k) ? subjectsOf(parse, k) : [];
  if (/self|selves/.test(word) && mine.length > 0) return fits(mine, true) ?? [];
  // "A relative claimed that he was tortured": one who tells of it is not meant where somebody has come to harm.
  const known = hasHarmed(reading.discourse, word, pronoun.from, sentence);
  for (let i = own - 1; i >= 0; i--) {
    const verb = verbAt(parse, i);
    if (verb && known && isReport(parse, verb)) break;
    if (!verb || (i === k && object) || !makesClause(parse, i)) continue;
    const subject = subjectsOf(parse, i);
    const found = fits(subject, verb.voice === "passive" || verb.copula);
    if (found && !found.some((nominal) => mine.some((item) => item.nominal === nominal))) return found;
    break;
  }
  const excluded = new Set(mine.map(({ nominal }) => nominal.from));
  const nominal = antecedent(reading.discourse, word, pronoun.from, sentence, excluded);
  return nominal ? [nominal] : [];
}

/** Whether a noun phrase that stands where the harmed stand can be people. */
function counts({ form, trigger, negated }: Statement, nominal: Nominal): boolean {
  const { predicate } = form;
  if (nominal.event && nominal.event.at + 1 === trigger.to) return true;
  if (nominal.kind === "other" && predicate.frame !== "lives-after") return false;
  if (nominal.kind === "event" || nominal.kind === "pronoun") return false;
  if (predicate.many && !isMany(nominal)) return false;
  if (predicate.person && nominal.human === "maybe" && nominal.kind !== "named" && nominal.head >= 0)
    return false;
  if (nominal.human === "maybe" && nominal.kind === "plural") return false;
  if (nominal.event && !/^(people|the|held)$/.test(nominal.event.form.predicate.frame)) return false;
  return !(negated && nominal.bounds.max === 0);
}

/** "thousands of residents", "40 families": not gunmen who got away. */
const isMany = ({ kind, bounds, type, human }: Nominal): boolean =>
  human === "yes" &&
  (kind === "count" || kind === "plural") &&
  type !== "combatant" &&
  type !== "perpetrator" &&
  type !== "security_force" &&
  (type === "civilian" || bounds.min === null ? kind === "count" || type === "civilian" : bounds.min >= 20);

function figureOf(
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
  if (statement.negated && !(nominal.kind === "named" || nominal.kind === "single")) return null;
  const bounds = statement.negated ? NOBODY : nominal.bounds;
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
    perpetrator: perpetratorOf(parse, k),
    place: placeOf(parse, trigger, nominal, reading.mentions),
    date: dateOf(parse, trigger, reading.mentions),
    source: sourceOf(parse),
    scope: nobody ? "incident" : nominal.running ? "cumulative" : scopeOf(parse),
    status: nobody ? "negated" : statement.status,
    partOf,
    telling: tellingOf(clause, statement, nominal),
    head: headOf(parse, nominal),
    where: placesIn(parse, reading.mentions),
    sentence,
    confidence: sure ? 0.9 : 0.65,
    rule,
  };
}

/** How the words around a figure say that it stands to what was told before. */
function tellingOf(clause: Clause, { rule, subset }: Statement, nominal: Nominal): Telling {
  if (subset || nominal.partitive) return "subset";
  if (rule === "toll" || rule === "number of") return "total";
  const first = [0, 1, 2].map((n) => normAt(clause, clause.from + n)).join(" ");
  if (
    /^(in all|in total|altogether|overall)\b/.test(first) ||
    (normAt(clause, nominal.from) === "a" && normAt(clause, nominal.from + 1) === "total")
  )
    return "total";
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
  if (k < 0 || kindAt(parse, k + 1) !== "prep" || wordOf(parse, k + 1) !== "of" || nominal.head < 0)
    return nominal.to;
  const inner = npAt(parse, k + 2);
  if (!inner || inner.kind === "count" || inner.kind === "pronoun") return nominal.to;
  const mention = parse.clause.mentionAt.get(inner.from);
  return mention?.label === "LOC" && mention.to === inner.to ? nominal.to : inner.to;
}

/** A shot or a blow that is also told of as a death or a wound is told of once. */
function withoutWeak(figures: RawFigure[]): RawFigure[] {
  const strong = new Set(
    figures.filter(({ harm }) => harm === "killed" || harm === "injured").map(({ number }) => number.start),
  );
  const kept = figures.map((figure) => !(figure.harm === "casualties" && strong.has(figure.number.start)));
  if (kept.every(Boolean)) return figures;
  const index = new Map<number, number>();
  let next = 0;
  for (const [n, keep] of kept.entries()) if (keep) index.set(n, next++);
  return figures
    .filter((_, n) => kept[n])
    .map((figure) =>
      figure.partOf === null ? figure : { ...figure, partOf: index.get(figure.partOf) ?? null },
    );
}
