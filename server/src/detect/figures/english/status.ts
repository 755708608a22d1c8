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

const CLAIMS = /^(claimed|claims|claiming|claim|boasted|bragged)$/;

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
  if (isDenied(parse, k, verb)) return "negated";
  if (isFeared(parse, k, verb)) return "feared";
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

/** "denied killing ten", "denied that three had been killed", "reports that he had died were false": nobody. */
function isDenied(parse: Parse, k: number, verb: VerbGroup | null): boolean {
  if (!verb) return false;
  for (let i = k - 1; i >= 0; i--) {
    const kind = kindAt(parse, i);
    if (kind === "stop" || kind === "rel") break;
    const before = verbAt(parse, i);
    if (!before) continue;
    if (/^(deny|denies|denied|denying)$/.test(normAt(parse.clause, before.main))) {
      // "denied any part in the attack that killed 12" leaves the dead; so does "denied killing her husband"
      const object = npAt(parse, k + 1);
      if (kindAt(parse, i + 1) === "sub") return true;
      return i + 1 === k && verb.ing && !(object?.definite || object?.kind === "named");
    }
    if (before.finite === "yes") break;
  }
  const report = npAt(parse, 0);
  if (!report || !/^(reports?|rumours?|rumors?|claims?)$/.test(normAt(parse.clause, report.head)))
    return false;
  return parse.chunks.some(
    (chunk, n) =>
      n > k &&
      chunk.kind === "verb" &&
      chunk.verb.copula &&
      /^(false|untrue|wrong|incorrect|unfounded)$/.test(normAt(parse.clause, chunk.to)),
  );
}

const FEARS = /^(fear|fears|feared|believe|believes|suspect|suspects)$/;
const DOUBTS = /^(probably|possibly|presumably|likely|perhaps)$/;

/** "officials fear 70 were killed", "it is feared that 30 died", "were probably killed". */
function isFeared(parse: Parse, k: number, verb: VerbGroup | null): boolean {
  if (!verb || verb.infinitive) return false;
  for (let i = verb.from; i < verb.to; i++) if (DOUBTS.test(normAt(parse.clause, i))) return true;
  for (let i = k - 1; i >= 0; i--) {
    const kind = kindAt(parse, i);
    if (kind === "stop" || kind === "comma") return false;
    // "officials fear 70 were killed": behind a plural it looks like a noun
    const fear = npAt(parse, i);
    if (fear && fear.to === fear.from + 1 && /^(fear|believe|suspect)$/.test(normAt(parse.clause, fear.from)))
      return npAt(parse, i - 1) !== null;
    const before = verbAt(parse, i);
    if (before && before.finite !== "no") return FEARS.test(normAt(parse.clause, before.main));
  }
  return false;
}

/** "said it had killed 22": a side speaks of its own deeds. */
function saidOfOwnDeed(parse: Parse, k: number, verb: VerbGroup | null): boolean {
  if (!verb || verb.voice === "passive") return false;
  const coordinated = kindAt(parse, before(parse, k)) === "conj";
  let first = k;
  if (coordinated) {
    for (first = k - 1; first >= 0 && !verbAt(parse, first); first--)
      if (kindAt(parse, first) === "stop") return false;
  }
  const subject = before(parse, first);
  const told = npAt(parse, subject);
  if (!told) return false;
  const word = normAt(parse.clause, told.from);
  // "We killed seven of them", a spokesman said.
  if (word === "we") return true;
  const own =
    told.kind === "pronoun"
      ? /^(it|they)$/.test(word)
      : /^(its|their)$/.test(word) &&
        /^(men|fighters|forces|troops|gunmen|soldiers|militants|mujahideen)$/.test(
          normAt(parse.clause, told.head),
        );
  if (!own) return false;
  let i = subject - 1;
  if (kindAt(parse, i) === "sub") i--;
  // "said in a statement that it had killed"
  while (i >= 0 && (kindAt(parse, i) === "np" || kindAt(parse, i) === "prep" || kindAt(parse, i) === "date"))
    i--;
  const report = verbAt(parse, i);
  return (
    report !== null &&
    /^(said|says|say|announced|claim|claims|claimed)$/.test(normAt(parse.clause, report.main))
  );
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
