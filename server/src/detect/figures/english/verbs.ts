import type { FigureStatus } from "../../detection.ts";
import { CLASS, isVerbForm, personNoun, predicateForms } from "../../lexicon/english.ts";
import { type Clause, isAdverb, isOf, normAt, textAt } from "./clause.ts";
import { type Match, matchesAt, verbMatches } from "./matches.ts";
import { modifies } from "./reach.ts";
import { isVerbAt } from "./words.ts";

/** How a verb stands to its subject. `bare` is a past form without auxiliary: active before an object, else a participle. */
export type Voice = "active" | "passive" | "bare";

/** Auxiliaries, adverbs and main verb that belong together: tokens `from` up to `to`. */
export interface VerbGroup {
  readonly from: number;
  readonly to: number;
  readonly main: number;
  readonly voice: Voice;
  /** Whether it makes a clause: a bare past form may be a participle. */
  readonly finite: "yes" | "maybe" | "no";
  readonly ing: boolean;
  readonly infinitive: boolean;
  readonly copula: boolean;
  readonly negated: boolean;
  /** Null: the group says that it did not happen, or may. */
  readonly status: FigureStatus | null;
  /** The readings as words of harm; none for other verbs. */
  readonly matches: readonly Match[];
}

const REPORTED =
  /^(reported|reportedly|feared|believed|presumed|thought|said|known|confirmed|declared|pronounced|alleged|understood|estimated|listed|considered|assumed|found|left|deemed|suspected)$/;

const FEARED = /^(feared|presumed|believed|thought|suspected|assumed)$/;

/** Verbs before `to` and another verb that leave it a fact: "managed to kill". */
const FACTUAL =
  /^(managed|continued|continue|continues|appeared|appears|appear|seemed|seems|happened|helped|began|known|proceeded|proceed|went|came|started|used)$/;

/** Verbs that say as `be` does what people are: "remain missing". */
const LINKING = /^(remain|remains|remained|stay|stays|stayed)$/;

/** The verb group that begins at token `at`, or null; with `subject`, right behind a noun phrase that can be its subject. */
export function verbGroupAt(clause: Clause, at: number, subject = false): VerbGroup | null {
  let i = at;
  let be = false;
  let have = false;
  let modal = "";
  let negated = false;
  let infinitive = false;
  let finite = false;
  let reported: FigureStatus | null = null;
  let lastAux = at;
  if (normAt(clause, i) === "to") {
    if (!isInfinitive(clause, i + 1)) return null;
    infinitive = true;
    i++;
  }
  for (; i < clause.to; i++) {
    const norm = normAt(clause, i);
    if (norm === "n't") continue;
    if (isAdverb(clause, i)) {
      if (matchesAt(clause, i).length > 0) break;
      continue;
    }
    if (clause.mentionAt.get(i)?.label === "DATE" && i > at && (be || have)) {
      const date = clause.mentionAt.get(i);
      if (date && isVerbAt(clause, date.to)) {
        i = date.to - 1;
        continue;
      }
      break;
    }
    if (
      isOf(clause, i, CLASS.neg) &&
      norm !== "no" &&
      norm !== "none" &&
      norm !== "without" &&
      norm !== "neither"
    ) {
      if (i === at && norm !== "not" && !/n't$/.test(norm)) return null;
      if (/^(is|was|were|are)n't$/.test(norm)) be = finite = true;
      if (/^(has|have|had)n't$/.test(norm)) have = finite = true;
      if (/^(did|does|do)n't$/.test(norm)) finite = true;
      negated = true;
      lastAux = i + 1;
      continue;
    }
    if (isOf(clause, i, CLASS.modal)) {
      if (be || have) break;
      modal = norm;
      finite = true;
    } else if (isOf(clause, i, CLASS.have)) {
      if (be) break;
      have = true;
      if (norm !== "having" && !infinitive && modal === "") finite = true;
    } else if (isOf(clause, i, CLASS.be)) {
      be = true;
      if (/^(is|are|was|were|got|gets|get)$/.test(norm) && !infinitive) finite = true;
    } else if (
      /^(did|do|does)$/.test(norm) &&
      (isOf(clause, i + 1, CLASS.neg) || isAdverb(clause, i + 1)) &&
      !be &&
      !have
    ) {
      finite = true;
    } else if (LINKING.test(norm) && isStateAt(clause, i + 1)) {
      be = finite = true;
    } else if (REPORTED.test(norm) && leadsOn(clause, i + 1)) {
      if (FEARED.test(norm)) reported = "feared";
      if (i === at) finite = false;
      be = false;
      have = false;
      const next = pastReport(clause, i + 1);
      lastAux = next;
      // "reported killed" and "said to have been killed" are passive, "said to have killed" is not.
      const words = Array.from({ length: next - i - 1 }, (_, n) => normAt(clause, i + 1 + n));
      const perfect = words.includes("have") || words.includes("had");
      if (matchesAt(clause, next).length > 0) {
        be = !perfect || words.includes("been");
        have = perfect;
      }
      i = next - 1;
      continue;
    } else if (
      FACTUAL.test(norm) &&
      normAt(clause, i + (normAt(clause, i + 1) === "on" ? 2 : 1)) === "to" &&
      isInfinitive(clause, i + (normAt(clause, i + 1) === "on" ? 3 : 2))
    ) {
      i += normAt(clause, i + 1) === "on" ? 2 : 1;
      be = false;
      have = false;
      finite = true;
      modal = "";
    } else {
      break;
    }
    lastAux = i + 1;
  }
  const matches = verbMatches(clause, i);
  const main = i;
  const norm = normAt(clause, main);
  const auxiliary = lastAux > at + (infinitive ? 1 : 0) && (be || have || modal !== "" || finite);
  if (
    matches.length === 0 &&
    !isMainVerb(clause, main, subject || be || have || modal !== "" || infinitive || finite)
  ) {
    if (!auxiliary) return null;
    return {
      from: at,
      to: lastAux,
      main: lastAux - 1,
      voice: "active",
      finite: finite ? "yes" : "no",
      ing: false,
      infinitive,
      copula: be,
      negated,
      status: /^(could|may|might|can|will)$/.test(modal) ? null : "asserted",
      matches: [],
    };
  }
  const [match] = matches;
  const to = match ? match.to : main + 1;
  const ing = /ing$/.test(norm) && norm.length > 4 && match?.form.predicate.frame !== "state";
  // "two hurt in blast": written alike in the past, it is read as past unless something asks for the base form.
  const alike = norm === "hurt" && modal === "" && !infinitive;
  const past = match ? match.form.form === "past" || match.form.form === "other" || alike : isPastForm(norm);
  let voice: Voice = past ? "bare" : "active";
  if (be && !ing) voice = "passive";
  else if (have && past) voice = "active";
  let status: FigureStatus | null = reported ?? "asserted";
  if (modal !== "") status = have && /^(may|might)$/.test(modal) ? "feared" : null;
  if (infinitive && !reported) status = null;
  // "to kidnap and kill", "leave or be killed": a base form without auxiliary of its own hangs on another verb.
  const base = match?.form.form === "base" && !alike;
  if (!finite && !have && !reported && ((base && !be) || (be && isBareBe(clause, at, main))))
    status = base && !be && isPresentAt(clause, at) ? "asserted" : null;
  const made = finite || (!ing && !be && !have && !infinitive && !past);
  return {
    from: at,
    to,
    main,
    voice,
    finite: made ? "yes" : ing || infinitive || be || have || reported ? "no" : "maybe",
    ing: ing && !be,
    infinitive,
    copula: false,
    negated,
    status,
    matches,
  };
}

/** "be killed" without `to` or a modal. */
function isBareBe(clause: Clause, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (/^(been|being|was|were|is|are|got|gets|get)$/.test(normAt(clause, i))) return false;
  }
  return true;
}

/** "The attacks kill dozens a year", "Taliban kill six": a base form states a fact behind a plural. */
const isPresentAt = (clause: Clause, at: number): boolean =>
  (/[^s]s$|^(police|taliban|isis)$/.test(normAt(clause, at - 1)) ||
    personNoun(normAt(clause, at - 1))?.plural === true) &&
  !isOf(clause, at - 1, 0xfff);

/** Past "to have been", "to be", "as", behind a word of report. */
function pastReport(clause: Clause, at: number): number {
  let i = at;
  while (isAdverb(clause, i)) i++;
  if (normAt(clause, i) === "as") i++;
  if (normAt(clause, i) === "to") i++;
  while (isOf(clause, i, CLASS.be | CLASS.have) || isAdverb(clause, i)) i++;
  return i;
}

/** Whether a word of harm follows a word of report: "feared dead", "reported to have been killed", "found shot dead". */
function leadsOn(clause: Clause, at: number): boolean {
  const next = pastReport(clause, at);
  return verbMatches(clause, next).some(
    ({ form }) => form.predicate.frame === "state" || form.form !== "base" || normAt(clause, at) === "to",
  );
}

/** Whether a word for what people are stands at `at`, adverbs before it. */
function isStateAt(clause: Clause, at: number): boolean {
  let i = at;
  while (isAdverb(clause, i) && matchesAt(clause, i).length === 0) i++;
  return verbMatches(clause, i).some(({ form }) => form.predicate.frame === "state");
}

/** Base form of a verb right behind `to`. */
function isInfinitive(clause: Clause, at: number): boolean {
  let i = at;
  while (isAdverb(clause, i)) i++;
  if (/^(be|have)$/.test(normAt(clause, i))) return true;
  if (clause.mentionAt.has(i) || isOf(clause, i, CLASS.det | CLASS.pron | CLASS.prep)) return false;
  if (
    predicateForms(normAt(clause, i)).some(
      ({ form, predicate: { frame } }) => form === "base" && (frame === "object" || frame === "subject"),
    )
  )
    return !(normAt(clause, i + 1) === "of");
  const norm = normAt(clause, i);
  return (
    isVerbForm(norm) ||
    (/^\p{Ll}/u.test(textAt(clause, i)) &&
      clause.tokens[i]?.kind === "word" &&
      !/(s|ing|ed)$/.test(norm) &&
      !personNoun(norm) &&
      isOf(clause, i + 1, CLASS.det | CLASS.pron | CLASS.prep))
  );
}

const isPastForm = (norm: string): boolean =>
  /..ed$/.test(norm) || (isVerbForm(norm) && !/s$/.test(norm) && IRREGULAR.test(norm));

const IRREGULAR =
  /^(became|began|begun|blew|broke|brought|built|burnt|came|caught|chose|drew|drove|fell|felt|fled|flew|forgot|fought|found|gave|given|gone|grew|heard|held|hid|kept|knew|known|led|left|lost|made|meant|met|paid|ran|rose|said|sat|saw|seen|sent|slept|sold|sought|spent|spoke|spread|stood|struck|swept|took|taken|taught|thought|threw|told|tore|went|withdrew|won|wore|wrote|written|broken|driven|hit|set|put|cut|shot|thrown|stolen|born|beaten)$/;

function isMainVerb(clause: Clause, at: number, auxiliary: boolean): boolean {
  if (at >= clause.to || clause.tokens[at]?.kind !== "word" || clause.mentionAt.has(at)) return false;
  const norm = normAt(clause, at);
  if (isOf(clause, at, CLASS.det | CLASS.prep | CLASS.pron | CLASS.conj | CLASS.rel | CLASS.sub | CLASS.time))
    return false;
  if (personNoun(norm)) return false;
  if (isVerbForm(norm)) return true;
  if (/..(ed|ing)$/.test(norm) && norm.length > 4) return !modifies(clause, at) || auxiliary;
  return auxiliary && /n$/.test(norm) && IRREGULAR.test(norm);
}
