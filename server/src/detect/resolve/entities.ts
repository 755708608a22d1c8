import type { Language } from "../../text/language.ts";
import { STEP, type Steps } from "../../text/steps.ts";
import type { Token } from "../../text/token.ts";
import { wordsBefore } from "../entities/adjustEnglish.ts";
import type { Found } from "../entities/mention.ts";
import { titleLength } from "../lexicon/english.ts";
import { isKin } from "../lexicon/naming.ts";
import type { ParagraphReading } from "../paragraph.ts";
import { areOneBearer, type Side } from "./names/bearers.ts";
import { agreedLabels, type Bearer, isGuess, nameOf } from "./names/canonical.ts";
import { type Clusters, createClusters } from "./names/clusters.ts";
import { type Definition, definitionsIn } from "./names/definitions.ts";
import { joinAcronyms, joinForms, joinScripts, joinTypes, partsOf } from "./names/links.ts";
import { type Names, nodesOf } from "./names/nodes.ts";
import { isFull, type PersonMention, personsOf } from "./names/persons.ts";

/** A mention with its paragraph's reading, for the words that it is made of and that stand around it. */
export interface Placed {
  readonly mention: Found;
  readonly paragraph: ParagraphReading;
  /** Where the paragraph begins in the text, in UTF-16 code units. */
  readonly offset: number;
}

/** Who is who among the mentions of an article, in their order. */
export interface Entities {
  /** The mentions, with the label that all mentions of their entity agree on. */
  readonly mentions: readonly Found[];
  /** For each mention the number of its entity, from 1 in order of first mention. */
  readonly numbers: readonly number[];
  /** For each entity, from 0, its name in the project's gazetteer, else the fullest form of its name in the article. */
  readonly names: readonly string[];
}

/**
 * Which mentions are one entity, by the article alone: the same words or list entry in any spelling (`nodesOf`), words of
 * kind left out, letters for their words, parts of a person's or organisation's name, what the text says itself ("known
 * as", brackets), and transliterations. In time linear in the mentions, and in steps, so that other work can come between.
 */
export function* entitiesOf(placed: readonly Placed[], language: Language): Steps<Entities> {
  const names = yield* nodesOf(placed);
  yield;
  const clusters = createClusters(names.nodes.map(({ form }) => form?.key ?? null));
  const definitions = yield* definitionsIn(placed, (first, second, kind) => {
    const [a, b] = [sideOf(names, first), sideOf(names, second)];
    return a !== null && b !== null && areOneBearer(a, b, kind);
  });
  yield;
  joinForms(names.nodes, clusters);
  joinTypes(names.nodes, clusters);
  yield;
  const isPart = (n: number): boolean => {
    const units = names.nodes[names.nodeOf[n] ?? 0]?.units ?? [];
    return units.length > 0 && !isFull(units);
  };
  for (const { first, second } of definitions)
    if (!isPart(first) && !isPart(second)) clusters.join(names.nodeOf[first] ?? 0, names.nodeOf[second] ?? 0);
  joinAcronyms(names.nodes, clusters);
  joinScripts(names.nodes, clusters);
  yield;
  const nodeOf = yield* withPersons(placed, { ...names, nodeOf: partsOf(names) }, definitions, clusters);
  for (const { first, second } of definitions) clusters.join(nodeOf[first] ?? 0, nodeOf[second] ?? 0);
  yield;
  return yield* numbered(placed, { ...names, nodeOf }, definitions, clusters, language);
}

function sideOf({ mentions, forms }: Names, n: number): Side | null {
  const [mention, form] = [mentions[n], forms[n]];
  if (!mention || !form) return null;
  return { label: mention.label, form, isWeak: isGuess(mention.source) };
}

/** For each mention its node, with parts of persons' names at the persons'. */
function* withPersons(
  placed: readonly Placed[],
  { mentions, nodes, nodeOf }: Names,
  definitions: readonly Definition[],
  { join, find }: Clusters,
): Steps<number[]> {
  const aliases = new Map(definitions.map(({ first, second }) => [second, first]));
  const positions: number[] = [];
  const order = new Map<number, number>();
  const persons: PersonMention[] = [];
  for (const [n, node] of nodeOf.entries()) {
    if (n % STEP === 0) yield;
    const units = nodes[node]?.units ?? [];
    const [mention, own] = [mentions[n], placed[n]];
    if (units.length === 0 || !mention || !own) continue;
    const { tokens } = own.paragraph;
    order.set(n, positions.push(n) - 1);
    const before = wordsBefore(tokens, mention.from);
    const title = titleLength(before);
    persons.push({
      units,
      node,
      title: title === 0 ? "" : before.slice(-title).join(" "),
      isSure: mention.confidence >= SURE,
      isKin: followsKin(tokens, mention.from),
      aliasOf: order.get(aliases.get(n) ?? -1) ?? null,
    });
  }
  yield;
  const resolved = [...nodeOf];
  for (const [i, node] of personsOf(persons, join, find).entries()) resolved[positions[i] ?? 0] = node;
  return resolved;
}

/** Less likely names do not take others' parts. */
const SURE = 0.5;

const followsKin = (tokens: readonly Token[], at: number): boolean =>
  [1, 2, 3].some((n) => isKin(tokens[at - n]?.norm ?? ""));

function* numbered(
  placed: readonly Placed[],
  { mentions, forms, nodes, nodeOf }: Names,
  definitions: readonly Definition[],
  { find }: Clusters,
  language: Language,
): Steps<Entities> {
  const numbers = new Map<number, number>();
  const groups: number[][] = [];
  for (const [n, node] of nodeOf.entries()) {
    const number = numbers.get(find(node)) ?? groups.push([]);
    numbers.set(find(node), number);
    groups[number - 1]?.push(n);
  }
  // What stands behind letters is their name, what stands behind a name explains it.
  const glosses = new Set<number>();
  for (const { first, second } of definitions)
    if (forms[first]?.acronym === null && nodes[nodeOf[first] ?? 0] !== nodes[nodeOf[second] ?? 0])
      glosses.add(nodeOf[second] ?? 0);
  const found = [...mentions];
  const names: string[] = [];
  for (const [at, group] of groups.entries()) {
    if (at % STEP === 0) yield;
    const own = group.flatMap((n) => mentions[n] ?? []);
    const labels = agreedLabels(own);
    const bearers: Bearer[] = [];
    for (const [i, n] of group.entries()) {
      const [mention, label, form, where] = [own[i], labels[i], forms[n], placed[n]];
      if (!mention || !label || !where) continue;
      if (mention.label !== label) found[n] = { ...mention, label };
      const text = where.paragraph.text.slice(mention.start, mention.end);
      bearers.push({ mention, text, form: form ?? null, isGloss: glosses.has(nodeOf[n] ?? 0) });
    }
    names.push(nameOf(bearers, language));
  }
  return { mentions: found, numbers: nodeOf.map((node) => numbers.get(find(node)) ?? 0), names };
}
