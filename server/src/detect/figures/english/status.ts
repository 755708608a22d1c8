import type { FigureStatus } from "../../detection.ts";
import { type Clause, normAt, textAt } from "./clause.ts";
import { before, kindAt, npAt, type Parse, verbAt } from "./parse.ts";
import type { VerbGroup } from "./verbs.ts";

const UNREAL =
  /^(if|unless|whether|threatened|threatening|threatens|vowed|plotting|plotted|planned|planning|plot|plots|plan|plans|attempt|attempts|attempted|attempting|trying|tried|conspiracy|conspiring|avoid|prevent|preventing|warrant|warrants|request|requests|reward|rewards|demanded|demands|demand|potential|possible|forbid|forbids|forbidding|ban|bans|banned|banning|prohibits|prohibit|outlaws|aimed|intended|designed)$/;

/** Whether a threat, plan, attempt or condition within the few words before token `at` makes the harm unreal. */
export function isUnreal(clause: Clause, at: number): boolean {
  for (let i = at - 1; i >= Math.max(clause.from, at - 5); i--) {
    if (/^[,;:–—]$/.test(textAt(clause, i))) return false;
    if (UNREAL.test(normAt(clause, i))) return true;
  }
  return false;
}

const CLAIMS = /^(claimed|claims|claiming|boasted|bragged)$/;

/** What the sentence makes of the verb group at chunk `k` (or of a noun, with null): its status, or null for no figure. */
export function statusIn(parse: Parse, k: number, verb: VerbGroup | null): FigureStatus | null {
  const { clause } = parse;
  const from = parse.chunks[k]?.from ?? clause.from;
  if (verb?.status === null) {
    if (!verb.infinitive || !isFactualInfinitive(parse, k)) return null;
  }
  if (
    isUnreal(clause, from) &&
    !(
      verb &&
      verb.finite === "yes" &&
      !verb.infinitive &&
      !/^(if|whether)$/.test(normAt(clause, from - 1)) &&
      !conditional(clause, from)
    )
  )
    return null;
  const base = verb?.status ?? "asserted";
  if (base === "feared") return base;
  if (denied(clause, from)) return "negated";
  for (let i = from - 1; i >= clause.from; i--) {
    if (
      CLAIMS.test(normAt(clause, i)) &&
      !/^(responsibility|credit|the|lives|\d+)$/.test(normAt(clause, i + 1))
    )
      return "claimed";
  }
  return saidOfOwnDeed(parse, k, verb) ? "claimed" : base;
}

function conditional(clause: Clause, at: number): boolean {
  for (let i = at - 1; i >= Math.max(clause.from, at - 5); i--)
    if (/^(if|unless|whether)$/.test(normAt(clause, i))) return true;
  return false;
}

/** "reports that he has died are false", "denied that": kept for the tally as nobody. */
export const denied = (_clause: Clause, _at: number): boolean => false;

/** "said it had killed 22": a side speaks of its own deeds. */
function saidOfOwnDeed(parse: Parse, k: number, verb: VerbGroup | null): boolean {
  if (!verb || verb.voice === "passive") return false;
  const subject = before(parse, k);
  const pronoun = npAt(parse, subject);
  if (pronoun?.kind !== "pronoun" || !/^(it|they|we)$/.test(normAt(parse.clause, pronoun.from))) return false;
  let i = subject - 1;
  if (kindAt(parse, i) === "sub") i--;
  const report = verbAt(parse, i);
  return report !== null && /^(said|says|say|announced)$/.test(normAt(parse.clause, report.main));
}

const LEADS = /^(managed|went|led|found|left|came|helped|known|said|reported|claimed|believed|proceeded)$/;

/** "led police to arrest", "claimed to have killed": a verb before that leaves the infinitive a fact. */
function isFactualInfinitive(parse: Parse, k: number): boolean {
  const previous = verbAt(parse, before(parse, k));
  const have = normAt(parse.clause, (parse.chunks[k]?.from ?? 0) + 1) === "have";
  if (previous && LEADS.test(normAt(parse.clause, previous.main)))
    return have || /^(managed|went)$/.test(normAt(parse.clause, previous.main));
  return have;
}
