import { type Chunk, chunksOf } from "./chunks.ts";
import type { Clause } from "./clause.ts";
import type { Nominal } from "./nominal.ts";
import type { VerbGroup } from "./verbs.ts";

/** A sentence as arguments are looked for in it. */
export interface Parse {
  readonly clause: Clause;
  readonly chunks: readonly Chunk[];
}

/** A noun phrase found for a predicate, and the phrase that it is a part of ("including two children"). */
export interface Item {
  readonly nominal: Nominal;
  readonly partOf: Nominal | null;
}

export const NO_ITEMS: readonly Item[] = [];

export const parseOf = (clause: Clause): Parse => ({ clause, chunks: chunksOf(clause) });

export const kindAt = (parse: Parse, k: number): Chunk["kind"] | "end" => parse.chunks[k]?.kind ?? "end";

export function npAt(parse: Parse, k: number): Nominal | null {
  const chunk = parse.chunks[k];
  return chunk?.kind === "np" ? chunk.nominal : null;
}

export function verbAt(parse: Parse, k: number): VerbGroup | null {
  const chunk = parse.chunks[k];
  return chunk?.kind === "verb" ? chunk.verb : null;
}

export const wordOf = (parse: Parse, k: number): string =>
  parse.clause.tokens[parse.chunks[k]?.from ?? -1]?.norm ?? "";

/** All words of a chunk, lower case. */
export function wordsOf(parse: Parse, k: number): string {
  const chunk = parse.chunks[k];
  if (!chunk) return "";
  return parse.clause.tokens
    .slice(chunk.from, chunk.to)
    .map(({ norm }) => norm)
    .join(" ");
}

/** The head noun of a phrase, lower case; empty where a number stands alone. */
export const headOf = (parse: Parse, nominal: Nominal | null): string =>
  nominal && nominal.head >= 0 ? (parse.clause.tokens[nominal.head]?.norm ?? "") : "";

/** "38 bodies", "their remains": the dead by what was found of them. */
export const isBody = (parse: Parse, nominal: Nominal): boolean =>
  /^(body|bodies|corpses?|remains)$/.test(headOf(parse, nominal));

/** The chunk before `k` that is no adverb or date, or -1. */
export function before(parse: Parse, k: number): number {
  let i = k - 1;
  while (i >= 0 && (kindAt(parse, i) === "adv" || kindAt(parse, i) === "date")) i--;
  return i;
}

/** The chunk from `k` on that is no adverb or date. */
export function skipAside(parse: Parse, k: number): number {
  let i = k;
  while (kindAt(parse, i) === "adv" || kindAt(parse, i) === "date") i++;
  return i;
}

/** Past what stands between the verb at `k` and the end of its clause, one phrase at most. */
export const pastOf = (parse: Parse, k: number): number => (npAt(parse, k + 1) ? k + 2 : k + 1);

/** Where the bracket that closes at `k` opens, or -1. */
export function opening(parse: Parse, k: number): number {
  for (let i = k - 1; i >= 0; i--) if (kindAt(parse, i) === "open") return i;
  return -1;
}

/** Where the bracket that opens at `k` closes, or the last chunk. */
export function closing(parse: Parse, k: number): number {
  for (let i = k + 1; i < parse.chunks.length; i++) if (kindAt(parse, i) === "close") return i;
  return parse.chunks.length - 1;
}

/** Verbs behind which a clause begins: the noun phrase there is its subject. */
export const REPORTS =
  /^(said|says|say|saying|reported|reports|report|reporting|told|announced|announces|confirmed|confirms|added|claimed|claims|claiming|believe|believes|believed|estimated|estimates|stated|states|alleged|alleges|insisted|acknowledged|admitted|think|thinks|know|knew|found|suggests|shows|indicated|indicate|indicates|revealed|learned|fear|feared|fears|deny|denied|denies|concluded|stressed|noted|notes|explained|warned|declared|argue|argued|maintain|maintained|mean|means|meant)$/;

/** Whether a verb takes a clause: "officials said", "believed to be" does not. */
export const isReport = (parse: Parse, verb: VerbGroup): boolean =>
  REPORTS.test(parse.clause.tokens[verb.main]?.norm ?? "") && verb.voice !== "passive";

/** Whether a verb group says something of a subject, rather than standing as a participle behind a noun. */
export function makesClause(parse: Parse, k: number): boolean {
  const verb = verbAt(parse, k);
  if (!verb || verb.finite === "no") return false;
  if (verb.finite === "yes") return true;
  // "a group called the National Front"
  if (
    /^(called|named|known|dubbed|identified)$/.test(parse.clause.tokens[verb.main]?.norm ?? "") &&
    npAt(parse, k - 1)
  )
    return false;
  const next = skipAside(parse, k + 1);
  const object = npAt(parse, next);
  if (object && !(object.kind === "other" && parse.chunks[next]?.from !== verb.to)) return true;
  return kindAt(parse, next) === "sub" || isReport(parse, verb);
}
