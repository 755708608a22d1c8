import type { Token } from "../../../text/token.ts";
import type { FigureStatus } from "../../detection.ts";
import { CLASS, classesOf, type PredicateForm, predicateForms } from "../../lexicon/english.ts";
import type { Clause } from "./nominals.ts";

/** How a verb of harm stands to its subject. `bare` is a past form without auxiliary: active before an object, else passive. */
export type Voice = "active" | "passive" | "bare" | "none";

/** A word of harm in a sentence: tokens `from` up to `to`, its verb group from `groupFrom`. */
export interface Occurrence {
  readonly from: number;
  readonly to: number;
  readonly groupFrom: number;
  readonly form: PredicateForm;
  readonly voice: Voice;
  /** Null: the sentence does not say that it happened (could, threatened to, if). */
  readonly status: FigureStatus | null;
}

/** All words of harm of a sentence, in order, the longest phrase where several begin at one token. */
export function occurrencesOf(clause: Clause): Occurrence[] {
  const found: Occurrence[] = [];
  let at = clause.from;
  while (at < clause.to) {
    const matches = matchesAt(clause, at);
    let next = at + 1;
    for (const { form, to } of matches) {
      found.push(occurrence(clause, at, to, form));
      next = Math.max(next, to);
    }
    at = next;
  }
  return found;
}

/** The forms that begin at `at`: all readings (verb, state, noun) of the longest match. */
function matchesAt(clause: Clause, at: number): { form: PredicateForm; to: number }[] {
  const found: { form: PredicateForm; to: number }[] = [];
  for (const form of predicateForms(clause.tokens[at]?.norm ?? "")) {
    const to = matchEnd(clause, at, form.words);
    if (to > at && to >= (found[0]?.to ?? 0)) found.push({ form, to });
  }
  return found;
}

function matchEnd(clause: Clause, at: number, words: readonly string[]): number {
  let i = at;
  for (const word of words) {
    if (word === "_") {
      if ((classesOf(clause.tokens[i]?.norm ?? "") & (CLASS.det | CLASS.pron)) !== 0) i++;
      continue;
    }
    if (i >= clause.to || clause.tokens[i]?.norm !== word) return at;
    i++;
  }
  return i;
}

const isAdverb = (token: Token | undefined): boolean =>
  token !== undefined &&
  token.kind === "word" &&
  ((classesOf(token.norm) & CLASS.adv) !== 0 ||
    /..ly$/.test(token.norm) ||
    classesOf(token.norm) === CLASS.neg);

function occurrence(clause: Clause, from: number, to: number, form: PredicateForm): Occurrence {
  const { tokens } = clause;
  const { frame } = form.predicate;
  if (frame === "event" || frame === "people" || frame === "lives-after") {
    return {
      from,
      to,
      groupFrom: from,
      form,
      voice: "none",
      status: hypothetical(clause, from) ? null : statusBefore(clause, from),
    };
  }
  let i = from - 1;
  let negated = false;
  const step = (): void => {
    while (i >= clause.from && isAdverb(tokens[i])) {
      if ((classesOf(tokens[i]?.norm ?? "") & CLASS.neg) !== 0) negated = true;
      i--;
    }
  };
  step();
  // "was shot and killed", "killed or wounded", "beaten, stabbed and killed": the auxiliary stands before the first.
  while (i > clause.from && /^(and|or)$/.test(tokens[i]?.norm ?? "") && isParticiple(tokens[i - 1])) {
    i -= 2;
    step();
    while (i > clause.from && tokens[i]?.text === "," && isParticiple(tokens[i - 1])) i -= 2;
    step();
  }
  let voice: Voice = form.form === "past" || form.form === "other" ? "bare" : "active";
  let status: FigureStatus | null = statusBefore(clause, from);
  let groupFrom = i + 1;
  const be = (classesOf(tokens[i]?.norm ?? "") & CLASS.be) !== 0;
  if (be) {
    if (form.form !== "ing") voice = "passive";
    groupFrom = i;
    i--;
    step();
    // "have been", "was being"
    while (i >= clause.from && (classesOf(tokens[i]?.norm ?? "") & CLASS.be) !== 0) {
      groupFrom = i;
      i--;
      step();
    }
  }
  if ((classesOf(tokens[i]?.norm ?? "") & CLASS.have) !== 0) {
    if (voice === "bare") voice = "active";
    groupFrom = i;
    i--;
    step();
    // "said it had killed 22": a side speaks of its own deeds.
    if (
      /^(it|they|he|she|we)$/.test(tokens[i]?.norm ?? "") &&
      /^(said|says|that)$/.test(tokens[i - 1]?.norm ?? "")
    )
      status = "claimed";
    if (tokens[i]?.norm === "to") {
      // "is reported to have killed", "are feared to have been killed"
      groupFrom = reportFrom(clause, i);
      i = groupFrom - 1;
    }
  } else if (tokens[i]?.norm === "to" && form.form !== "ing") {
    status = null;
    if (/^(managed|going|continued|went|led)$/.test(tokens[i - 1]?.norm ?? ""))
      status = tokens[i - 1]?.norm === "going" ? null : "asserted";
    groupFrom = i;
  }
  if ((classesOf(tokens[i]?.norm ?? "") & CLASS.modal) !== 0) {
    groupFrom = i;
    const have = (classesOf(tokens[groupFrom + 1]?.norm ?? "") & CLASS.have) !== 0;
    status = have && /^(may|might|could)$/.test(tokens[i]?.norm ?? "") ? "feared" : null;
  }
  if (negated) status = null;
  if (form.form === "base" && frame === "object" && status !== null && !isPresent(tokens[from - 1]))
    status = null;
  if (hypothetical(clause, from)) status = null;
  return { from, to, groupFrom, form, voice, status };
}

/** "The attacks kill dozens a year": a base form is a statement only behind a plural noun, hardly ever in news. */
const isPresent = (token: Token | undefined): boolean => token?.kind === "word" && token.norm.endsWith("s");

const isParticiple = (token: Token | undefined): boolean =>
  token?.kind === "word" &&
  (/(ed|en|un)$/.test(token.norm) ||
    /^(shot|hurt|beaten|hanged|burnt|blown|slain|hit|dead)$/.test(token.norm));

/** Where the group of "(are) feared to have been killed" begins, from its `to`. */
function reportFrom(clause: Clause, to: number): number {
  let i = to - 1;
  while (
    i > clause.from &&
    (isAdverb(clause.tokens[i]) ||
      isParticiple(clause.tokens[i]) ||
      /^(known|thought|said)$/.test(clause.tokens[i]?.norm ?? ""))
  )
    i--;
  return (classesOf(clause.tokens[i]?.norm ?? "") & (CLASS.be | CLASS.have)) !== 0 ? i : to;
}

const FEARED = /^(feared|presumed|believed|thought|fear|fears)$/;
const CLAIMS = /^(claimed|claims|claiming|boasted|bragged)$/;

function statusBefore(clause: Clause, at: number): FigureStatus {
  for (let i = at - 1; i >= Math.max(clause.from, at - 4); i--) {
    if (FEARED.test(clause.tokens[i]?.norm ?? "")) return "feared";
  }
  for (let i = at - 1; i >= clause.from; i--) {
    const word = clause.tokens[i]?.norm ?? "";
    if (
      CLAIMS.test(word) &&
      !/^(responsibility|credit|the|lives|\d+)$/.test(clause.tokens[i + 1]?.norm ?? "")
    )
      return "claimed";
  }
  return "asserted";
}

const UNREAL =
  /^(if|unless|threatened|threatening|threatens|vowed|plotting|plotted|planned|planning|plot|plots|plan|plans|attempt|attempts|attempted|attempting|trying|tried|conspiracy|conspiring|avoid|prevent|preventing)$/;

/** Whether a threat, plan, attempt or condition within the few words before makes the harm unreal. */
function hypothetical(clause: Clause, at: number): boolean {
  for (let i = at - 1; i >= Math.max(clause.from, at - 5); i--) {
    const token = clause.tokens[i];
    if (token?.kind === "mark" && /^[,;:]$/.test(token.text)) return false;
    if (UNREAL.test(token?.norm ?? "")) return true;
  }
  return false;
}
