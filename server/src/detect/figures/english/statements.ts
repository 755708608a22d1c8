import { numberOfThose } from "./events.ts";
import { holdersOf } from "./holders.ts";
import { listFrom } from "./lists.ts";
import { objectsOf, partsBehind } from "./objects.ts";
import { before, type Item, kindAt, npAt, type Parse, verbAt, wordOf } from "./parse.ts";
import { subjectsOf } from "./subjects.ts";
import type { VerbGroup } from "./verbs.ts";

/** Whom the verb at chunk `k` harms, by its frame and voice, and the rule that says so. */
export function verbArguments(
  parse: Parse,
  k: number,
  verb: VerbGroup,
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
    return verb.voice === "passive" ? withParts(subjects(), "state") : stateHolders(parse, k, withParts);
  if (verb.voice === "passive") return withParts(subjects(), "passive");
  const objects = objectsOf(parse, k);
  if (verb.voice === "active" || objects.length > 0) return { items: objects, rule: "active" };
  const holders = holdersOf(parse, k);
  return holders.length > 0
    ? withParts(holders, "participle")
    : { items: behindCopula(parse, k), rule: "participle" };
}

function stateHolders(
  parse: Parse,
  k: number,
  withParts: (items: readonly Item[], rule: string) => { items: readonly Item[]; rule: string },
): { items: readonly Item[]; rule: string } {
  const holders = holdersOf(parse, k);
  return holders.length > 0 ? withParts(holders, "state") : { items: behindCopula(parse, k), rule: "state" };
}

/** "Killed in the attack were three policemen", "Also killed was a guard": the harmed stand behind the copula. */
function behindCopula(parse: Parse, k: number): readonly Item[] {
  if (before(parse, k) >= 0) return [];
  for (let i = k + 1; i < Math.min(parse.chunks.length, k + 8); i++) {
    const verb = verbAt(parse, i);
    if (verb) return verb.copula ? listFrom(parse, i + 1).items : [];
    if (kindAt(parse, i) === "stop" || kindAt(parse, i) === "comma") return [];
  }
  return [];
}

/** "A worker was among those killed", "The man is the third to be killed", "Those detained included X": who else is told of. */
export function besideThem(parse: Parse, items: readonly Item[]): readonly Item[] {
  const [first] = items;
  if (!first || items.length > 1) return [];
  const k = parse.chunks.findIndex((chunk) => chunk.kind === "np" && chunk.nominal === first.nominal);
  if (k < 0) return [];
  const governor = before(parse, k);
  if (/^(among|amongst)$/.test(wordOf(parse, governor)) && before(parse, governor) < 0) {
    // "Among those killed was a councillor"
    const copula = parse.chunks.findIndex((chunk, n) => n > k && chunk.kind === "verb" && chunk.verb.copula);
    return copula < 0 ? [] : listFrom(parse, copula + 1).items;
  }
  if (/^(among|amongst)$/.test(wordOf(parse, governor)) || first.nominal.running) {
    const copula = first.nominal.running ? governor : before(parse, governor);
    const word = parse.clause.tokens[verbAt(parse, copula)?.main ?? -1]?.norm ?? "";
    return verbAt(parse, copula)?.copula || /^(became|becomes|become)$/.test(word)
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
export const isRunning = (parse: Parse, k: number): boolean =>
  npAt(parse, before(parse, k))?.running === true;
