import { titleLength } from "../../lexicon/english.ts";

/** A person's name in parts that are left out or kept as one: `Abu Hamza`, `Abdel Rahman`, `bin Laden`. */
export type Units = readonly string[];

const JOINED =
  /^(?:abu|abd|umm|bin|bint|ould|de|del|della|da|dos|du|la|le|van|von|der|den|di|san|santa|st|ابو|ام|عبد|بن|بنت|ولد)$/;

/** The units of a person's folded words, without titles in front and `Jr` behind. */
export function unitsOf(words: readonly string[]): Units {
  let from = 0;
  while (from < words.length - 1 && titleLength([words[from] ?? ""]) === 1) from++;
  const to =
    words.length > from + 1 && /^(?:jr|sr|ii|iii)$/.test(words.at(-1) ?? "")
      ? words.length - 1
      : words.length;
  const units: string[] = [];
  let open = "";
  for (let i = from; i < to; i++) {
    const word = words[i] ?? "";
    open = open === "" ? word : `${open} ${word}`;
    if (i < to - 1 && JOINED.test(word)) continue;
    units.push(open);
    open = "";
  }
  return units;
}

const isInitial = (unit: string | undefined): boolean => unit?.length === 1;

/** Whether a name is a full one: a given name, or its initial, and more. */
export const isFull = (units: Units): boolean => units.length > 1;

interface ShortForms {
  readonly ends: readonly string[];
  readonly others: readonly string[];
}

/**
 * The shorter forms of a full name of at least two units that are the same person's where the article names no other:
 * `ends` are its ends of one unit and more, `others` its fronts, its first and last unit, and its initial with the rest.
 */
export function shortForms(units: Units): ShortForms {
  const have = known.get(units);
  if (have) return have;
  const n = units.length;
  const ends: string[] = [];
  const others: string[] = [];
  // No name of the news has more parts; a list without commas shall not cost its square.
  for (let from = Math.max(1, n - 6); from < n; from++) ends.push(keyOf(units.slice(from)));
  for (let to = 2; to < n && to <= 6; to++) others.push(keyOf(units.slice(0, to)));
  const [first, last] = [units[0] ?? "", units.at(-1) ?? ""];
  if (n > 2) others.push(keyOf([first, last]));
  if (!isInitial(first)) {
    const initial = [...first][0] ?? "";
    others.push(keyOf([initial, last]));
    if (n > 2) others.push(keyOf([initial, ...units.slice(1)]));
  }
  const found = { ends, others };
  known.set(units, found);
  return found;
}

/** They are asked for several times for each person of an article. */
const known = new WeakMap<Units, ShortForms>();

export const keyOf = (units: Units): string => units.join("|");

/** The given name of a full name, where it can stand alone; null for initials and mere particles. */
export const givenOf = (units: Units): string | null => {
  const [first = ""] = units;
  return first.length > 2 && !JOINED.test(first) ? first : null;
};

/** A person's mention as `personsOf` reads it. */
export interface PersonMention {
  readonly units: Units;
  /** The node of its own words. */
  readonly node: number;
  /** Rank, office or form of address before it, lower case; empty for none. */
  readonly title: string;
  /** Likely enough to take a surname from one who was named before. */
  readonly isSure: boolean;
  /** A relative of someone of the surname: the words before it say so. */
  readonly isKin: boolean;
  /** The earlier mention of which the text says that this is another name. */
  readonly aliasOf: number | null;
}

interface Named {
  readonly at: number;
  readonly node: number;
}

/** What a form was last and first used for, each in the order of mentions. */
interface Bearers {
  readonly last: Map<string, Named>;
  readonly first: Map<string, Named>;
}

const FEMALE = /^(?:mrs|ms|miss|lady|queen|princess|sister)\.?$/;
const MALE = /^(?:mr|king|prince|sheikh|imam|brother)\.?$/;
const sexOf = (title: string): "f" | "m" | null => (FEMALE.test(title) ? "f" : MALE.test(title) ? "m" : null);

/**
 * For each mention of a person, in order of the text, the node whose person it is. Full names come first: a shorter full
 * name joins a longer one that has it (`join`), never one with another given name. A part of a name is the person named
 * in full last before it, of that title where several are of the surname, else the first behind it; a given name alone
 * only where one person has it.
 */
export function personsOf(
  mentions: readonly PersonMention[],
  join: (a: number, b: number) => void,
  find: (node: number) => number,
): number[] {
  joinFull(mentions, join);
  const first = new Map<string, Named>();
  const given = givenNames(mentions, find);
  for (const [at, { units, node }] of mentions.entries()) {
    if (!isFull(units)) continue;
    for (const key of shortForms(units).ends) if (!first.has(key)) first.set(key, { at, node });
  }
  const bearers: Bearers = { last: new Map(), first };
  const found: number[] = [];
  for (const [at, mention] of mentions.entries()) {
    const node = isFull(mention.units) ? mention.node : shortNode(mention, found, bearers, given);
    if (isFull(mention.units)) remember(bearers.last, mention, { at, node });
    // "Khaled, known as Azmi": from here on Azmi is he.
    else if (mention.aliasOf !== null) bearers.last.set(keyOf(mention.units), { at, node });
    found.push(node);
  }
  return found;
}

function joinFull(mentions: readonly PersonMention[], join: (a: number, b: number) => void): void {
  const nodes = new Set<number>();
  const longer = { last: new Map<string, Named>(), first: new Map<string, Named>() };
  const full = mentions.filter(({ units }) => isFull(units));
  for (const [at, { units, node }] of full.entries())
    for (const key of shortForms(units).others)
      if (!longer.first.has(key)) longer.first.set(key, { at, node });
  for (const [at, { units, node, isKin }] of full.entries()) {
    const key = keyOf(units);
    if (!nodes.has(node)) {
      nodes.add(node);
      // An end of a fuller name (`Mansour Hadi`) only behind it: its first unit is another's given name.
      const target = isKin ? undefined : (longer.last.get(key) ?? longer.first.get(key));
      if (target && target.node !== node) join(target.node, node);
    }
    const { ends, others } = shortForms(units);
    for (const short of [...ends, ...others]) longer.last.set(short, { at, node });
  }
}

const SEVERAL = -1;

/** The set of each given name that one person alone has; `SEVERAL` for others. */
function givenNames(mentions: readonly PersonMention[], find: (node: number) => number): Map<string, number> {
  const given = new Map<string, number>();
  for (const { units, node } of mentions) {
    const name = isFull(units) ? givenOf(units) : null;
    if (name === null) continue;
    const known = given.get(name);
    given.set(name, known === undefined || known === find(node) ? find(node) : SEVERAL);
  }
  return given;
}

function remember(last: Map<string, Named>, { units, title, isSure }: PersonMention, named: Named): void {
  const sex = sexOf(title);
  for (const key of shortForms(units).ends) {
    if (!isSure && last.has(key)) continue;
    last.set(key, named);
    if (title !== "") last.set(`${key}\t${title}`, named);
    if (sex !== "f") last.set(`${key}\tm`, named);
    if (sex !== "m") last.set(`${key}\tf`, named);
  }
}

function shortNode(
  { units, node, title, aliasOf }: PersonMention,
  found: readonly number[],
  { last, first }: Bearers,
  given: ReadonlyMap<string, number>,
): number {
  if (aliasOf !== null) return found[aliasOf] ?? node;
  const key = keyOf(units);
  const sex = sexOf(title);
  const byTitle = title === "" ? undefined : last.get(`${key}\t${title}`);
  const named = byTitle ?? last.get(sex === null ? key : `${key}\t${sex}`) ?? first.get(key);
  if (named) return named.node;
  const only = given.get(key);
  return only === undefined || only === SEVERAL ? node : only;
}
