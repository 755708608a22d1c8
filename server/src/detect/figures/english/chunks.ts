import { CLASS, personNoun, predicateForms } from "../../lexicon/english.ts";
import { type Clause, isAdverb, isHyphen, isOf, normAt, textAt } from "./clause.ts";
import type { Nominal } from "./nominal.ts";
import { nominalAt } from "./nominals.ts";
import { quantityAt } from "./quantities.ts";
import { type VerbGroup, verbGroupAt } from "./verbs.ts";
import { isVerbAt } from "./words.ts";

/**
 * A piece of a sentence, as arguments are looked for: noun phrase, verb group, or what joins and parts them. `part`
 * opens the parts of what stands before ("including"), `plus` adds to it ("as well as"), `stop` ends a clause.
 */
export type Chunk =
  | { readonly kind: "np"; readonly from: number; readonly to: number; readonly nominal: Nominal }
  | { readonly kind: "verb"; readonly from: number; readonly to: number; readonly verb: VerbGroup }
  | {
      readonly kind:
        | "prep"
        | "conj"
        | "comma"
        | "rel"
        | "sub"
        | "adv"
        | "date"
        | "open"
        | "close"
        | "stop"
        | "part"
        | "plus"
        | "other";
      readonly from: number;
      readonly to: number;
    };

/** Phrases of several words that join or part, longest first. */
const PHRASE_LIST: readonly (readonly [string, "plus" | "part" | "prep"])[] = [
  ["in addition to", "plus"],
  ["as well as", "plus"],
  ["and that of", "plus"],
  ["and those of", "plus"],
  ["along with", "plus"],
  ["together with", "plus"],
  ["alongside", "plus"],
  ["plus", "plus"],
  ["accompanied by", "plus"],
  ["including", "part"],
  ["among them", "part"],
  ["amongst them", "part"],
  ["among whom", "part"],
  ["such as", "prep"],
  ["because of", "prep"],
  ["as a result of", "prep"],
  ["due to", "prep"],
  ["according to", "prep"],
  ["out of", "prep"],
  ["rather than", "prep"],
];

const PHRASES = new Map<string, { words: readonly string[]; kind: "plus" | "part" | "prep" }[]>();
for (const [phrase, kind] of PHRASE_LIST) {
  const words = phrase.split(" ");
  const [first = ""] = words;
  PHRASES.set(first, [...(PHRASES.get(first) ?? []), { words, kind }]);
}

/** Cuts a sentence into chunks, in order, without overlaps; quotation marks are left out. */
export function chunksOf(clause: Clause): Chunk[] {
  const found: Chunk[] = [];
  let at = clause.from;
  while (at < clause.to) {
    const chunk = chunkAt(clause, at, found.at(-1));
    if (chunk) found.push(chunk);
    at = Math.max(chunk?.to ?? at + 1, at + 1);
  }
  return found;
}

function chunkAt(clause: Clause, at: number, previous: Chunk | undefined): Chunk | null {
  const plain = (kind: Exclude<Chunk["kind"], "np" | "verb">, to = at + 1): Chunk => ({ kind, from: at, to });
  const token = clause.tokens[at];
  const mention = clause.mentionAt.get(at);
  if (mention?.label === "DATE") return plain("date", mention.to);
  const aside = vagueAsideAt(clause, at);
  if (aside > at) return plain("adv", aside);
  if (token?.kind === "mark") return markAt(clause, at, plain);
  const norm = normAt(clause, at);
  for (const { words, kind } of PHRASES.get(norm) ?? [])
    if (words.every((word, n) => normAt(clause, at + n) === word)) return plain(kind, at + words.length);
  if (norm === "to") {
    const verb = verbGroupAt(clause, at);
    if (verb) return { kind: "verb", from: at, to: verb.to, verb };
    return plain("prep");
  }
  if (isOf(clause, at, CLASS.rel) && norm !== "whose") return plain("rel");
  if (norm === "that") {
    if (previous?.kind === "np" && isVerbAt(clause, skipAdverbs(clause, at + 1))) return plain("rel");
    return plain("sub");
  }
  if (isOf(clause, at, CLASS.conj)) return plain("conj");
  // "a man identified as a militia leader was killed"
  if (
    norm === "as" &&
    previous?.kind === "verb" &&
    /^(identified|known|described|named|seen|regarded)$/.test(normAt(clause, previous.verb.main))
  )
    return plain("prep");
  if (norm === "as" && /^(many|few)$/.test(normAt(clause, at + 1)) && quantityAt(clause, at)) {
    const counted = nominalAt(clause, at);
    if (counted) return { kind: "np", from: at, to: counted.to, nominal: counted };
  }
  if (isOf(clause, at, CLASS.sub) || /^(as|before|until|since|like)$/.test(norm)) {
    if (!isOf(clause, at, CLASS.prep) && !/^(after|before|until|since)$/.test(norm)) return plain("sub");
    return plain(opensClause(clause, at + 1) ? "sub" : "prep");
  }
  // "an airstrike that killed civilians": behind its subject a past form is a verb, whatever noun follows.
  if (previous && isPastVerb(norm) && !personNoun(norm) && followsSubject(previous, clause, at)) {
    const verb = verbGroupAt(clause, at, true);
    if (verb && (verb.matches.length > 0 || previous.kind !== "adv"))
      return { kind: "verb", from: at, to: verb.to, verb };
  }
  const nominal = nominalAt(clause, at);
  if (nominal) return { kind: "np", from: at, to: nominal.to, nominal };
  const verb =
    isVerbAt(clause, at) || isAdverb(clause, at) || isOf(clause, at, CLASS.neg)
      ? verbGroupAt(clause, at)
      : null;
  if (verb) return { kind: "verb", from: at, to: verb.to, verb };
  if (isOf(clause, at, CLASS.prep)) return plain("prep");
  if (isAdverb(clause, at) || isOf(clause, at, CLASS.time)) return plain("adv");
  return plain("other");
}

/** ", and possibly many more,": says of a number no more than "at least" does; past it, or `at` where there is none. */
function vagueAsideAt(clause: Clause, at: number): number {
  if (textAt(clause, at) !== "," || !/^(and|or)$/.test(normAt(clause, at + 1))) return at;
  let i = at + 2;
  while (/^(possibly|perhaps|maybe|probably|likely|even|many|several|far)$/.test(normAt(clause, i))) i++;
  return i > at + 2 && normAt(clause, i) === "more" && textAt(clause, i + 1) === "," ? i + 2 : at;
}

const isPastVerb = (norm: string): boolean =>
  (/..ed$/.test(norm) && norm.length > 4) ||
  predicateForms(norm).some(({ form, predicate: { frame } }) => form === "past" && frame === "object");

/** Whether the words before are a subject: a noun phrase, relative pronoun or adverb behind one, right before `at`. */
function followsSubject(previous: Chunk, clause: Clause, at: number): boolean {
  if (previous.kind === "rel") return true;
  if (previous.kind === "adv")
    return !isOf(clause, at - 1, CLASS.time) && isAdverb(clause, at - 1) && previous.from > clause.from;
  return previous.kind === "np" && previous.to === at;
}

function markAt(
  clause: Clause,
  at: number,
  plain: (kind: "comma" | "open" | "close" | "stop" | "other", to?: number) => Chunk,
): Chunk | null {
  const text = textAt(clause, at);
  if (text === ",") return plain("comma");
  if (/^[([]$/.test(text)) return plain("open");
  if (/^[)\]]$/.test(text)) return plain("close");
  if (/^[–—]$/.test(text)) return plain("comma");
  if (text === "-") {
    let to = at + 1;
    while (textAt(clause, to) === "-") to++;
    return isHyphen(clause, at) && to === at + 1 ? plain("other") : plain("comma", to);
  }
  if (/^[;:.!?…]$/.test(text)) return plain("stop");
  return /^["“”'‘’«»]$/.test(text) ? null : plain("other");
}

function skipAdverbs(clause: Clause, at: number): number {
  let i = at;
  while (isAdverb(clause, i)) i++;
  return i;
}

/** Whether a noun phrase with a verb of its own follows: "after he was shot", not "after the attack". */
function opensClause(clause: Clause, at: number): boolean {
  const subject = nominalAt(clause, skipAdverbs(clause, at));
  if (!subject) return false;
  const next = skipAdverbs(clause, subject.to);
  if (isOf(clause, next, CLASS.be | CLASS.have | CLASS.modal)) return true;
  const verb = isVerbAt(clause, next) ? verbGroupAt(clause, next) : null;
  return (
    verb !== null &&
    verb.finite !== "no" &&
    (verb.finite === "yes" ||
      nominalAt(clause, verb.to) !== null ||
      verb.matches.some(({ form }) => form.predicate.frame === "subject"))
  );
}
