import { overlaps, type Span } from "../../text/span.ts";
import { flat } from "../overlap.ts";
import type { Labelled } from "./pairing.ts";

/** How far observers agree on which stretches of texts to mark, and as what. */
export interface UnitizingAlpha {
  /** Null where nothing was marked, or no other marking was possible. */
  readonly alpha: number | null;
  /** Units of all observers. */
  readonly units: number;
}

/** The markings of observers, text by text; it keeps lengths and counts alone. */
export interface Unitizing {
  /**
   * What each observer marked in a text.
   * @param length of the text, in the unit of the spans
   * @returns how many units were left out, for they overlap a longer one of the same label and observer
   */
  add(length: number, observers: readonly (readonly Labelled[])[]): number;
  labels(): readonly string[];
  /** Of one label; of all of these labels where several are named. */
  of(labels: readonly string[]): UnitizingAlpha;
}

/** How many of each length there are. */
type Lengths = Map<number, number>;

interface Category {
  /** The sum of the squared differences of all pairs of observers. */
  observed: number;
  readonly units: Lengths;
  readonly gaps: Lengths;
  /** Of the texts in which somebody used the label. */
  readonly texts: Lengths;
}

/**
 * Krippendorff's alpha for unitizing, αU: Krippendorff, K. (1995), "On the reliability of unitizing continuous data",
 * Sociological Methodology 25, 47–76, in the form of his "Content Analysis", 2nd edition (2004), chapter 11. For each
 * category, with m observers and a continuum of length L,
 *
 *   Do = 2 ΣΣ δ² / (m (m − 1) L²) over all pairs of observers and of their sections,
 *   De = (2 / L) Σ [(N − 1) / 3 · (2 l³ − 3 l² + l) + l² Σ (h − l + 1)] / (m L (m L − 1) − Σ l (l − 1))
 *
 * over the lengths l of all N units and the lengths h ≥ l of all gaps; αU = 1 − ΣDo / ΣDe over categories. δ² of two
 * units that intersect is the sum of the squares of the distances of their beginnings and ends, of a unit that lies in
 * another's gap the square of its length.
 *
 * The texts make one continuum, in which no gap reaches over the border of a text. Units of one label by one observer
 * must not overlap: of those that do the longest stays.
 * @param observers how many there are, 2 or more
 */
export function unitizing(observers: number): Unitizing {
  const categories = new Map<string, Category>();
  const texts: Lengths = new Map();
  return {
    add(length, all) {
      if (all.length !== observers) throw new Error(`${all.length} observers in place of ${observers}`);
      count(texts, length);
      let dropped = 0;
      for (const label of new Set(all.flat().map((unit) => unit.label))) {
        const category = categories.get(label) ?? {
          observed: 0,
          units: new Map(),
          gaps: new Map(),
          texts: new Map(),
        };
        categories.set(label, category);
        count(category.texts, length);
        const marked = all.map((units) => {
          const own = flat(units.filter((unit) => unit.label === label));
          dropped += own.dropped.length;
          return own.kept;
        });
        for (const units of marked) {
          for (const { start, end } of units) count(category.units, end - start);
          for (const gap of gapsIn(units, length)) count(category.gaps, gap);
        }
        for (const [n, one] of marked.entries())
          for (const other of marked.slice(n + 1)) category.observed += distance(one, other);
      }
      return dropped;
    },
    labels: () => [...categories.keys()].sort(),
    of(labels) {
      const total = sum(texts);
      let observed = 0;
      let expected = 0;
      let units = 0;
      for (const label of [...labels].sort()) {
        const category = categories.get(label);
        if (!category) continue;
        observed += (2 * category.observed) / (observers * (observers - 1) * total ** 2);
        expected += expectedOf(category, texts, observers, total);
        for (const times of category.units.values()) units += times;
      }
      return { alpha: expected > 0 ? 1 - observed / expected : null, units };
    },
  };
}

function count(lengths: Lengths, length: number, times = 1): void {
  lengths.set(length, (lengths.get(length) ?? 0) + times);
}

const sum = (lengths: Lengths): number =>
  [...lengths].reduce((all, [length, times]) => all + length * times, 0);

/** The lengths of what lies before, between and behind units that are by position. */
function gapsIn(units: readonly Span[], length: number): number[] {
  const ends = [0, ...units.map(({ end }) => end)];
  const starts = [...units.map(({ start }) => start), length];
  return starts.map((start, n) => start - (ends[n] ?? 0)).filter((gap) => gap > 0);
}

/** Σ δ² of two observers' units, each list by position and without overlaps. */
function distance(left: readonly Span[], right: readonly Span[]): number {
  let all = 0;
  const alone = new Set(right);
  let from = 0;
  for (const one of left) {
    while (from < right.length && (right[from]?.end ?? 0) <= one.start) from++;
    let met = false;
    for (let n = from; n < right.length; n++) {
      const other = right[n];
      if (!other || !overlaps(one, other)) break;
      met = true;
      alone.delete(other);
      all += (one.start - other.start) ** 2 + (one.end - other.end) ** 2;
    }
    if (!met) all += (one.end - one.start) ** 2;
  }
  for (const { start, end } of alone) all += (end - start) ** 2;
  return all;
}

function expectedOf(category: Category, texts: Lengths, observers: number, total: number): number {
  const gaps = [...gapsOf(category, texts, observers)].sort(([a], [b]) => b - a);
  const units = [...category.units].sort(([a], [b]) => b - a);
  const number = units.reduce((all, [, times]) => all + times, 0);
  let inGaps = 0;
  let inGapsNumber = 0;
  let at = 0;
  let all = 0;
  let taken = 0;
  for (const [length, times] of units) {
    // From the longest unit on, the gaps that it fits into are those before it and some more.
    for (; at < gaps.length && (gaps[at]?.[0] ?? 0) >= length; at++) {
      const [gap, often] = gaps[at] ?? [0, 0];
      inGaps += gap * often;
      inGapsNumber += often;
    }
    const places = inGaps - (length - 1) * inGapsNumber;
    const met = ((number - 1) / 3) * (2 * length ** 3 - 3 * length ** 2 + length);
    all += times * (met + length ** 2 * places);
    taken += times * length * (length - 1);
  }
  const ways = observers * total * (observers * total - 1) - taken;
  return ways > 0 ? ((2 / total) * all) / ways : 0;
}

/** The gaps of a category: in the texts without it each observer has one as long as the text. */
function gapsOf(category: Category, texts: Lengths, observers: number): Lengths {
  const gaps = new Map(category.gaps);
  for (const [length, times] of texts) {
    const without = times - (category.texts.get(length) ?? 0);
    if (without > 0 && length > 0) count(gaps, length, observers * without);
  }
  return gaps;
}
