import { countBelow } from "../../text/search.ts";
import type { CasualtyFigure } from "../detection.ts";

// The figures of one harm, scope and status that an Arabic article has told so far, kept so that each question about them
// costs about the same whatever their number: a list of ten thousand attacks is an article too.

/** A figure with what is asked of it again and again. */
export interface Rival {
  readonly figure: CasualtyFigure;
  /** Its place among the rivals. */
  readonly order: number;
  /** The number that its words name; null for a crowd. */
  readonly value: number | null;
  /** Whom it counts: a class of people, `any` where its noun does not tell. */
  readonly people: string;
  /** "آخرون": others than those beside it. */
  readonly isOther: boolean;
}

/** The largest toll whose dead a report still names one by one. */
const MOST_NAMED = 12;

export interface Rivals {
  add(rival: Omit<Rival, "order">): void;
  /** The first of one number that fits, of a class of people that can be the same. */
  equal(number: number, people: string, fits: (rival: Rival) => boolean): Rival | undefined;
  /** The first crowd, people without a number, that a figure of this class may be of and that fits. */
  crowd(people: string, fits: (rival: Rival) => boolean): Rival | undefined;
  /** The crowds that nobody has counted so far, and that a figure of this class counts; each is given once. */
  counted(people: string, fits: (rival: Rival) => boolean): readonly Rival[];
  /** The last that is at least as large. */
  lastFrom(value: number): Rival | undefined;
  /** The first total that is larger. */
  firstHeadingAbove(value: number): Rival | undefined;
  /** The first whose dead have not all been named; it is one fewer afterwards. */
  nameOne(): Rival | undefined;
  /** Of each that a later total exceeds, the last such total. */
  exceeded(): Iterable<readonly [Rival, Rival]>;
}

const ANY = "any";
/** Who are among civilians, and among those of whom no more is told. */
const ONES = /^(child|woman|civilian)$/;

export function createRivals(): Rivals {
  const all: Rival[] = [];
  const equals = new Map<number, Map<string, Rival[]>>();
  const crowds = new Map<string, Rival[]>();
  const uncounted = new Map<string, Rival[]>();
  /** Each larger than all behind it. */
  const falling: Rival[] = [];
  /** Totals, each larger than all before it. */
  const rising: Rival[] = [];
  const countable: { readonly rival: Rival; left: number }[] = [];
  let next = 0;

  const first = (
    lists: readonly (readonly Rival[] | undefined)[],
    fits: (rival: Rival) => boolean,
  ): Rival | undefined => {
    let best: Rival | undefined;
    for (const list of lists) {
      const found = list?.find(fits);
      if (found && (!best || found.order < best.order)) best = found;
    }
    return best;
  };

  /** The lists of those that people of a class may be. */
  const alike = (lists: Map<string, Rival[]> | undefined, people: string, isOne: boolean): Rival[][] => {
    if (people === ANY || isOne) return [...(lists?.values() ?? [])];
    return [lists?.get(people), lists?.get(ANY)].filter((list) => list !== undefined);
  };

  return {
    add(given) {
      const rival: Rival = { ...given, order: all.length };
      const { value, people, isOther, figure } = rival;
      all.push(rival);
      const isNamed = figure.qualifier === "named";
      const number = isNamed ? 1 : value;
      if (number !== null) {
        const same = equals.get(number) ?? new Map<string, Rival[]>();
        equals.set(number, same);
        file(same, isNamed ? ANY : people, rival);
      }
      if (value === null && !isOther) {
        file(crowds, people, rival);
        file(uncounted, people, rival);
      }
      while (falling.length > 0 && size(falling.at(-1)) <= size(rival)) falling.pop();
      falling.push(rival);
      if (figure.rule === "heading" && (rising.length === 0 || size(rival) > size(rising.at(-1))))
        rising.push(rival);
      if (!isNamed && value !== null && value > 0 && value <= MOST_NAMED)
        countable.push({ rival, left: value });
    },
    equal: (number, people, fits) => first(alike(equals.get(number), people, false), fits),
    crowd: (people, fits) => first(alike(crowds, people, ONES.test(people)), fits),
    counted(people, fits) {
      const found: Rival[] = [];
      for (const list of alike(uncounted, people, ONES.test(people))) {
        const rest = list.filter((rival) => !fits(rival));
        if (rest.length === list.length) continue;
        found.push(...list.filter(fits));
        list.splice(0, list.length, ...rest);
      }
      return found;
    },
    lastFrom: (value) => falling[firstWhere(falling, (rival) => size(rival) < value) - 1],
    firstHeadingAbove: (value) => rising[firstWhere(rising, (rival) => size(rival) > value)],
    nameOne() {
      while (countable[next]?.left === 0) next++;
      const one = countable[next];
      if (!one) return undefined;
      one.left--;
      return one.rival;
    },
    *exceeded() {
      const above: Rival[] = [];
      for (const rival of all.toReversed()) {
        const total = above[firstWhere(above, (later) => size(later) > size(rival))];
        if (total) yield [rival, total];
        if (rival.figure.rule === "heading" && size(rival) > size(above.at(-1))) above.push(rival);
      }
    },
  };
}

/** The number that counts when figures are compared: none is the smallest. */
const size = (rival: Rival | undefined): number => rival?.value ?? 0;

/** Where the first stands for which something holds, in a list where it holds for all behind that. */
const firstWhere = (list: readonly Rival[], holds: (rival: Rival | undefined) => boolean): number =>
  countBelow(1, list.length, (n) => (holds(list[n]) ? 1 : 0));

function file(lists: Map<string, Rival[]>, key: string, rival: Rival): void {
  const list = lists.get(key);
  if (list) list.push(rival);
  else lists.set(key, [rival]);
}
