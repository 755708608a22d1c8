import { type Bounds, VAGUE } from "../bounds.ts";
import { type Clause, normAt } from "./clause.ts";
import { before, type Item, kindAt, type Parse } from "./parse.ts";
import type { VerbGroup } from "./verbs.ts";

// Of whom something is said of nobody: "neither … nor", "none of those killed".

export const withBounds = (item: Item, bounds: Bounds): Item => ({
  ...item,
  nominal: { ...item.nominal, bounds },
});

/** "Neither the mayor nor his two guards were hurt": nobody of them. */
export const isNeither = (parse: Parse, k: number, verb: VerbGroup, items: readonly Item[]): boolean =>
  !saysWhich(parse, k, verb) &&
  items.some(({ nominal: { from } }) => /^(neither|nor)$/.test(normAt(parse.clause, from - 1)));

/** "none of those", "neither of the men": who is harmed by what the phrase itself says is not nobody, but they. */
export const ofThose = (clause: Clause, item: Item): Item =>
  item.nominal.bounds.max === 0 && normAt(clause, item.nominal.numberTo) === "of"
    ? withBounds(item, VAGUE)
    : item;

/** "None of those killed was a soldier", "neither of the men who were shot": the verb at `k` says who is meant, not what. */
export const saysWhich = (parse: Parse, k: number, verb: VerbGroup): boolean =>
  kindAt(parse, before(parse, k)) === "rel" ||
  (verb.finite !== "yes" &&
    parse.chunks.some((chunk, n) => n > k && chunk.kind === "verb" && chunk.verb.finite === "yes"));
