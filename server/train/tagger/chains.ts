import { contextFeatures, openUnits, viewOf } from "../../src/detect/entities/tagger/features.ts";
import { NAME_LABELS, OUTSIDE, tagOf } from "../../src/detect/entities/tagger/labels.ts";
import { newFeatures } from "../../src/detect/entities/tagger/model.ts";
import { eachAround, eachOwn, REACH, wordAt } from "../../src/detect/entities/tagger/offsets.ts";
import { type Units, unitsOf } from "../../src/detect/entities/tagger/units.ts";
import type { Vocabulary } from "../../src/detect/entities/tagger/vocabulary.ts";
import { type Word, wordOf } from "../../src/detect/entities/tagger/words.ts";
import type { Language } from "../../src/text/language.ts";
import { tokenize } from "../../src/text/token.ts";
import type { Name, Sentence } from "../corpora.ts";

/** A stretch of units that may hold names, with its features and the tags that its corpus allows. */
export interface Chain {
  readonly length: number;
  /** Numbers of features, unit after unit. */
  readonly features: Int32Array;
  /** Where each unit's features begin; one more than units. */
  readonly starts: Int32Array;
  /** Bit b: tag b may be right. */
  readonly allowed: Int32Array;
  readonly weight: number;
}

/** Numbers for features, in order of first sight. */
export class FeatureIndex {
  readonly numbers = new Map<number, number>();
  readonly counts: number[] = [];
  number(hash: number): number {
    let number = this.numbers.get(hash);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(hash, number);
      this.counts.push(0);
    }
    this.counts[number] = (this.counts[number] ?? 0) + 1;
    return number;
  }
}

/** What a corpus leaves open: labels that its O may hide. */
export interface Openness {
  readonly hidden: readonly (typeof NAME_LABELS)[number][];
  readonly weight: number;
}

export function chainsOf(
  sentence: Sentence,
  language: Language,
  vocabulary: Vocabulary,
  words: Map<string, Word>,
  index: FeatureIndex,
  { hidden, weight }: Openness,
): Chain[] {
  const tokens = tokenize(sentence.text);
  const both = unitsOf(tokens, 0, tokens.length, vocabulary);
  const units = both.list;
  const known = units.map((unit) => {
    const key = `${unit.text} ${unit.norm}`;
    const word = words.get(key) ?? wordOf(unit, vocabulary);
    words.set(key, word);
    return word;
  });
  const view = viewOf(units, known, openUnits(units, language), language);
  const tags = tagsOf(both, sentence.names, view.open);
  let outside = 1 << OUTSIDE;
  for (const label of hidden)
    for (const part of [0, 1, 2, 3] as const) outside |= 1 << tagOf(NAME_LABELS.indexOf(label), part);
  const chains: Chain[] = [];
  const context = newFeatures();
  for (let from = 0; from < units.length; ) {
    if (view.open[from] === 0) {
      from++;
      continue;
    }
    let to = from + 1;
    while (to < units.length && view.open[to] === 1) to++;
    const features: number[] = [];
    const add = (hash: number): void => {
      features.push(index.number(hash));
    };
    const starts = new Int32Array(to - from + 1);
    const allowed = new Int32Array(to - from);
    for (let i = from; i < to; i++) {
      starts[i - from] = features.length;
      for (let d = -REACH; d <= REACH; d++) {
        const word = wordAt(known, i + d);
        eachAround(word, d, add);
        if (d === 0) eachOwn(word.own, add);
      }
      context.count = 0;
      contextFeatures(view, i, language, context);
      for (const hash of context.hashes.subarray(0, context.count)) add(hash);
      const tag = tags[i] ?? OUTSIDE;
      allowed[i - from] = tag === OUTSIDE ? outside : 1 << tag;
    }
    starts[to - from] = features.length;
    chains.push({ length: to - from, features: Int32Array.from(features), starts, allowed, weight });
    from = to;
  }
  return chains;
}

/** The tag of each unit; names that do not begin and end with units, or lie outside open ones, count as O. */
export function tagsOf(
  { list: units, tokenOf }: Units,
  names: readonly Name[],
  open: Uint8Array,
): Uint8Array {
  const tags = new Uint8Array(units.length);
  for (const name of names) {
    let from = units.findIndex((unit) => unit.end > name.start);
    let to = from;
    while (to < units.length && (units[to]?.start ?? 0) < name.end) to++;
    // Corpora of whole Arabic words leave clitics inside.
    while (from < to - 1 && tokenOf[from] === tokenOf[from + 1] && /^[وفبلك]$/.test(units[from]?.norm ?? ""))
      from++;
    if (from < 0 || to <= from) continue;
    let reachable = true;
    for (let i = from; i < to; i++) reachable &&= open[i] === 1;
    if (!reachable) continue;
    const label = NAME_LABELS.indexOf(name.label);
    for (let i = from; i < to; i++)
      tags[i] = tagOf(label, to - from === 1 ? 3 : i === from ? 0 : i === to - 1 ? 2 : 1);
  }
  return tags;
}
