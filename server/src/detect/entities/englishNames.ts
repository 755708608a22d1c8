import type { Sentence } from "../../text/sentence.ts";
import type { Token } from "../../text/token.ts";
import {
  announcesPlace,
  beginsOrganisation,
  classesOf,
  endsOrganisation,
  followsPlace,
  isGivenName,
  isThing,
  isVerbForm,
  personNoun,
  predicateForms,
  titleLength,
} from "../lexicon/english.ts";
import { months, weekdays } from "./calendar.ts";
import { type Found, foundAt } from "./mention.ts";

/** Words inside a name that are written small: `Ahmad bin Bourek`, `Partisans of Islamic Law`. */
const PARTICLES = /^(al|el|bin|bint|ibn|abu|umm|ben|de|del|della|da|dos|la|le|van|von|ul|ur|un)$/;

/**
 * Names in no list, in the sentences of an English paragraph: runs of capitalised words, told apart by what stands in
 * them (titles, given names, heads of organisations) and around them (prepositions, `province`, verbs of saying).
 * A name that `listed` has is left to the gazetteer unless it is part of a longer one.
 */
export function englishNames(
  tokens: readonly Token[],
  sentences: readonly Sentence[],
  listed: readonly Found[],
): Found[] {
  const found: Found[] = [];
  const listedAt = new Map(listed.map((mention) => [mention.from, mention]));
  for (const sentence of sentences) {
    if (isShouting(tokens, sentence)) continue;
    let at = sentence.from;
    while (at < sentence.to) {
      if (!opensName(tokens, at, sentence)) {
        at++;
        continue;
      }
      const gloss = glossAt(tokens, at, listed);
      if (gloss) {
        found.push(gloss);
        at = gloss.to;
        continue;
      }
      const run = runFrom(tokens, at, sentence.to);
      found.push(...classify(tokens, run, sentence, listedAt));
      at = run.to;
    }
  }
  return found;
}

/** A name in brackets behind a listed organisation is the same in other words: `Ansar al-Sharia (Partisans of Islamic Law)`. */
function glossAt(tokens: readonly Token[], at: number, listed: readonly Found[]): Found | null {
  if (
    tokens[at - 1]?.text !== "(" ||
    !listed.some((mention) => mention.label === "ORG" && mention.to === at - 1)
  )
    return null;
  let to = at;
  while (to < at + 10 && tokens[to]?.kind === "word") to++;
  if (tokens[to]?.text !== ")" || to - at < 2 || !isCapitalised(tokens[to - 1])) return null;
  return foundAt(tokens, at, to, { label: "ORG", confidence: 0.8, source: "gloss" });
}

interface Run {
  readonly from: number;
  readonly to: number;
}

const isCapitalised = (token: Token | undefined): boolean =>
  token?.kind === "word" && /^\p{Lu}/u.test(token.text);

/** Headlines in capitals and title case say nothing by theirs. */
function isShouting(tokens: readonly Token[], { from, to }: Sentence): boolean {
  let capital = 0;
  let small = 0;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.kind !== "word" || token.text.length < 4 || token.text.startsWith("'")) continue;
    if (isCapitalised(token)) capital++;
    else if (classesOf(token.norm) === 0) small++;
  }
  return capital >= 4 && small === 0;
}

function opensName(tokens: readonly Token[], at: number, sentence: Sentence): boolean {
  const token = tokens[at];
  if (!token) return false;
  // al-Zinjibari, bin Laden
  if (PARTICLES.test(token.norm) && !isCapitalised(token)) {
    const next = tokens[at + 1]?.text === "-" ? tokens[at + 2] : tokens[at + 1];
    return /^(al|el|bin|ibn|abu|umm)$/.test(token.norm) && isCapitalised(next);
  }
  if (!isCapitalised(token)) return false;
  if (isCalendar(token)) return false;
  if (classesOf(token.norm) !== 0 && !PARTICLES.test(token.norm)) return false;
  return at > sentence.from || mayOpenSentence(tokens, at);
}

const isCalendar = (token: Token): boolean =>
  weekdays.en.has(token.norm) || (months.en.has(token.norm) && token.norm !== "mar");

/** The first word of a sentence is capitalised anyway: it is a name only with more capitals behind it or a name's look. */
function mayOpenSentence(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (personNoun(token.norm) || isThing(token.norm) || predicateForms(token.norm).length > 0) {
    return titleLength([token.norm]) > 0;
  }
  if (isVerbForm(token.norm) || /(ed|ing|ly)$/.test(token.norm)) return isGivenName(token.norm);
  return true;
}

function runFrom(tokens: readonly Token[], from: number, end: number): Run {
  let to = from + 1;
  while (to < end) {
    const token = tokens[to];
    if (!token) break;
    if (isCapitalised(token)) {
      if (isCalendar(token)) break;
      to++;
    } else if (token.text === "-" && token.joined && tokens[to + 1]?.joined) {
      // Al-Baleidi, but not US-backed
      if (!isCapitalised(tokens[to + 1]) && !PARTICLES.test(tokens[to + 1]?.norm ?? "")) break;
      to += 2;
    } else if (PARTICLES.test(token.norm) && isJoinedOn(tokens, to)) {
      to++;
    } else {
      break;
    }
  }
  return { from, to };
}

const isJoinedOn = (tokens: readonly Token[], at: number): boolean =>
  isCapitalised(tokens[at + 1]) || (tokens[at + 1]?.text === "-" && isCapitalised(tokens[at + 2]));

function* classify(
  tokens: readonly Token[],
  run: Run,
  sentence: Sentence,
  listedAt: ReadonlyMap<number, Found>,
): Generator<Found> {
  let from = run.from;
  const to = run.to;
  // A demonym before a name is a mention of its own: `Yemeni President …`, `Iraqi Interior Ministry`.
  for (
    let listed = listedAt.get(from);
    listed && listed.to < to && listed.label === "NORP";
    listed = listedAt.get(from)
  ) {
    from = listed.to;
  }
  const organisation = organisationIn(tokens, from, to, sentence);
  if (organisation) {
    yield organisation;
    return;
  }
  const name = afterTitle(tokens, from, to);
  if (name.from >= to) return;
  const whole = listedAt.get(name.from);
  if (whole && (whole.to >= to || !isPersonal(tokens, name.from, to))) return;
  const person = personConfidence(tokens, name.from, to, name.titled, sentence);
  if (person > 0 && !(whole && whole.label !== "LOC" && !name.titled)) {
    yield foundAt(tokens, name.from, to, {
      label: "PERSON",
      confidence: person,
      source: name.titled ? "title" : "name",
    });
    return;
  }
  const place = placeConfidence(tokens, name.from, to, sentence);
  if (place > 0)
    yield foundAt(tokens, name.from, to, { label: "LOC", confidence: place, source: "place word" });
}

/** Where the name begins behind ranks and offices that stand before it or open the run. */
function afterTitle(tokens: readonly Token[], from: number, to: number): { from: number; titled: boolean } {
  for (let i = to - 1; i > from; i--) {
    if (titleLength(wordsBefore(tokens, i)) > 0) return { from: i, titled: true };
  }
  const titled = titleLength(wordsBefore(tokens, from)) > 0;
  const own = titleLength(wordsBefore(tokens, to));
  return own > 0 ? { from: to, titled } : { from, titled };
}

/** The lower-case words before token `at`, nearest last, hyphenated ranks as one ("major-general"). */
function wordsBefore(tokens: readonly Token[], at: number): string[] {
  const words: string[] = [];
  for (let i = at - 1; i >= 0 && words.length < 4; i--) {
    const token = tokens[i];
    if (token?.kind === "word") words.unshift(token.norm);
    else if (token?.text !== "-") break;
  }
  return words;
}

function organisationIn(
  tokens: readonly Token[],
  from: number,
  to: number,
  sentence: Sentence,
): Found | null {
  const last = tokens[to - 1];
  const first = tokens[from];
  if (!first || !last) return null;
  if (to - from >= 2 && endsOrganisation(last.norm)) {
    return foundAt(tokens, from, to, { label: "ORG", confidence: 0.85, source: "organisation" });
  }
  // Ministry of Health, Front for the Liberation of …
  const link = tokens[to];
  if (to - from <= 2 && beginsOrganisation(last.norm) && /^(of|for)$/.test(link?.norm ?? "")) {
    const article = tokens[to + 1]?.norm === "the" ? 1 : 0;
    if (to + 1 + article < sentence.to && isCapitalised(tokens[to + 1 + article])) {
      const rest = runFrom(tokens, to + 1 + article, sentence.to);
      return foundAt(tokens, from, rest.to, { label: "ORG", confidence: 0.85, source: "organisation" });
    }
  }
  // An acronym in brackets behind a name: `Free Idlib Army (FIA)`
  if (
    to - from === 1 &&
    /^[A-Z]{3,6}$/.test(first.text) &&
    tokens[from - 1]?.text === "(" &&
    tokens[to]?.text === ")"
  ) {
    return foundAt(tokens, from, to, { label: "ORG", confidence: 0.7, source: "acronym" });
  }
  return null;
}

/** Whether a run that begins with a listed place may still be a person (`Jordan Henderson`, `Aden Duale`). */
const isPersonal = (tokens: readonly Token[], from: number, to: number): boolean =>
  to - from >= 2 && isGivenName(tokens[from]?.norm ?? "");

const SAYS =
  /^(said|says|told|added|confirmed|announced|warned|vowed|claimed|denied|insisted|wrote|testified)$/;

function personConfidence(
  tokens: readonly Token[],
  from: number,
  to: number,
  titled: boolean,
  sentence: Sentence,
): number {
  const words = tokens.slice(from, to).filter((token) => token.kind === "word");
  const [first] = words;
  if (!first || words.length > 6) return 0;
  if (words.some((word) => /^[A-Z]{3,}$/.test(word.text) && word.text.length > 3)) return 0;
  if (titled) return 0.93;
  const alias =
    tokens[from - 1]?.norm === "as" && /^(known|identified|named)$/.test(tokens[from - 2]?.norm ?? "");
  if (alias || /^(named|called)$/.test(tokens[from - 1]?.norm ?? "")) return words.length > 1 ? 0.8 : 0.6;
  const behind = tokens[to]?.norm ?? "";
  if (followsPlace(behind, tokens[to + 1]?.norm ?? "")) return 0;
  if (words.length >= 2) {
    if (isGivenName(first.norm)) return 0.88;
    if (/^(abu|umm|bin|ibn|abd|abdul|abdel)$/.test(first.norm)) return 0.85;
    if (words.slice(1).some((word) => isGivenName(word.norm) || /^(bin|ibn|bint|abu)$/.test(word.norm)))
      return 0.75;
    if (SAYS.test(behind)) return 0.8;
    if (from > sentence.from && /^[,(]$/.test(tokens[to]?.text ?? "") && tokens[to + 1]?.kind === "number")
      return 0.8;
    if (
      from > sentence.from &&
      tokens[to]?.text === "," &&
      /^(a|an|the|who|whose|head|spokes\w+)$/.test(tokens[to + 1]?.norm ?? "")
    ) {
      return classesOf(tokens[from - 1]?.norm ?? "") === 0 ? 0.5 : 0;
    }
    return 0;
  }
  return SAYS.test(behind) && from > sentence.from ? 0.55 : 0;
}

const LOCATIVE = /^(in|near|at|around|outside|towards|toward|inside|retake|capture|recapture|seize|storm)$/;

function placeConfidence(tokens: readonly Token[], from: number, to: number, sentence: Sentence): number {
  const before = wordsBefore(tokens, from);
  const behind = tokens[to]?.norm ?? "";
  if (announcesPlace(before)) return 0.92;
  if (followsPlace(behind, tokens[to + 1]?.norm ?? "")) return 0.9;
  if (from === sentence.from) return 0;
  const words = to - from;
  const isAcronym = words === 1 && /^[A-Z]{2,}$/.test(tokens[from]?.text ?? "");
  if (LOCATIVE.test(before.at(-1) ?? "") && words <= 4 && !isAcronym) return 0.6;
  return 0;
}
