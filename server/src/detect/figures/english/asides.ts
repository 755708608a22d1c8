import { listFrom, partsFrom, rollBefore } from "./lists.ts";
import type { Nominal } from "./nominal.ts";
import {
  before,
  type Item,
  isReport,
  kindAt,
  makesClause,
  npAt,
  type Parse,
  verbAt,
  wordOf,
} from "./parse.ts";

interface Aside {
  /** The comma that opens it. */
  readonly from: number;
  readonly parts: readonly Nominal[];
  readonly added: readonly Item[];
}

/** The aside that the comma at chunk `k` closes: apposition, relative or participial clause, parts; null for none. */
export function asideBefore(parse: Parse, k: number): Aside | null {
  const roll = rollBefore(parse, k);
  if (roll) return { ...roll, added: [] };
  const dash = isDash(parse, k);
  for (let j = k - 1; j >= 0; j--) {
    const kind = kindAt(parse, j);
    if (kind === "stop") return null;
    if (kind !== "comma" || (dash && !isDash(parse, j))) continue;
    const holder = npAt(parse, before(parse, j));
    const told = partsOf(parse, j + 1, holder);
    if (told) return { from: j, parts: told, added: [] };
    if (dash) return { from: j, parts: [], added: [] };
    const first = kindAt(parse, j + 1);
    const parts = first === "part" || first === "adv" ? partsFrom(parse, j) : null;
    if (parts) return { from: j, parts: parts.items.map(({ nominal }) => nominal), added: [] };
    if (first === "plus") return { from: j, parts: [], added: listFrom(parse, j + 2).items };
    if (first === "rel" || first === "prep" || first === "other" || first === "adv" || first === "date")
      return { from: j, parts: [], added: [] };
    if (first === "verb" && !makesClause(parse, j + 1)) return { from: j, parts: [], added: [] };
    if (first === "sub") continue;
    const nominal = npAt(parse, j + 1);
    if (nominal && !hasVerb(parse, j + 1, k) && npAt(parse, before(parse, j))) {
      // "X, Y, and Z," with a comma before the verb is a list; an apposition has no conjunction of its own.
      const named = npAt(parse, before(parse, j));
      if (nominal.kind === "named" && named?.kind === "single") return { from: j, parts: [], added: [] };
      return { from: j, parts: [], added: [] };
    }
    if (nominal && hasVerb(parse, j + 1, k) && isSpeakerAside(parse, j + 1, k))
      return { from: j, parts: [], added: [] };
  }
  return null;
}

/**
 * "six people, four policemen and two civilians," and "nine people, three of them children,": the pieces of a number that
 * stand behind it, from chunk `k`; null where they are none.
 */
export function partsOf(parse: Parse, k: number, whole: Nominal | null): Nominal[] | null {
  const first = npAt(parse, k);
  if (!first || whole?.kind !== "count" || whole.bounds.min === null || whole.bounds.min < 2) return null;
  if (first.partitive) return first.bounds.min === null ? null : [first];
  if (first.kind !== "count" && first.kind !== "single") return null;
  const items = listFrom(parse, k).items.filter(({ partOf }) => partOf === null);
  const total = items.reduce((sum, { nominal }) => sum + (nominal.bounds.min ?? 0), 0);
  return items.length > 1 && total === whole.bounds.min ? items.map(({ nominal }) => nominal) : null;
}

const isDash = (parse: Parse, k: number): boolean => /^[-–—]$/.test(wordOf(parse, k));

const isSpeakerAside = (parse: Parse, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const verb = verbAt(parse, i);
    if (verb) return isReport(parse, verb);
  }
  return false;
};

function hasVerb(parse: Parse, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (kindAt(parse, i) === "rel") return false;
    if (verbAt(parse, i) && makesClause(parse, i)) return true;
  }
  return false;
}
