import type { Language } from "../../../text/language.ts";
import type { Span } from "../../../text/span.ts";
import type { Token } from "../../../text/token.ts";
import { bestTags, type Chain, sumsOf } from "./crf.ts";
import { contextFeatures, openUnits, viewOf } from "./features.ts";
import { labelOf, NAME_LABELS, type NameLabel, OUTSIDE, partOf, TAGS } from "./labels.ts";
import { addFeature, type Model } from "./model.ts";
import { REACH, wordFeatures } from "./offsets.ts";
import { type Units, unitsOf } from "./units.ts";
import { EDGE, type Word, wordOf } from "./words.ts";

/** A name as the tagger gives it: tokens `from` up to `to`, a span in UTF-16 code units of what the tokens are of. */
export interface TaggedName extends Span {
  readonly from: number;
  readonly to: number;
  readonly label: NameLabel;
  /** The probability of the whole name under the model, 0 to 1. */
  readonly confidence: number;
  /** Not among the likeliest tags, but likely enough to count where the rest of the article says the same. */
  readonly doubtful: boolean;
}

/** As likely as this, a word that was not tagged is worth a second look. */
const DOUBT = 0.15;

/** What a word adds to the scores of the units around it, by how far they stand from it. */
interface Known {
  readonly word: Word;
  readonly scores: Float32Array;
}

const WIDTH = (2 * REACH + 1) * TAGS;
/** More spellings than an article has; what is beyond is read again. */
const MOST_WORDS = 20_000;

export interface Tagger {
  readonly model: Model;
  readonly language: Language;
  readonly words: Map<string, Known>;
  readonly edge: Known;
}

export const newTagger = (model: Model, language: Language): Tagger => ({
  model,
  language,
  words: new Map(),
  edge: knownOf(model, EDGE),
});

function knownOf(model: Model, word: Word): Known {
  const scores = new Float32Array(WIDTH);
  for (let d = -REACH; d <= REACH; d++)
    for (const hash of wordFeatures(word, d)) addFeature(model, hash, scores, (d + REACH) * TAGS);
  return { word, scores };
}

function known({ model, language, words }: Tagger, unit: Token): Known {
  // The same Arabic letters may be read in two ways, with a clitic before them and without.
  const key = language === "ar" ? `${unit.text} ${unit.norm}` : unit.text;
  const have = words.get(key);
  if (have) return have;
  const found = knownOf(model, wordOf(unit, model.vocabulary));
  if (words.size >= MOST_WORDS) words.clear();
  words.set(key, found);
  return found;
}

/** The names in the tokens `from` up to `to`, which are one sentence. */
export function tagNames(tagger: Tagger, tokens: readonly Token[], from: number, to: number): TaggedName[] {
  const { model, language } = tagger;
  if (language === "en" && !mayName(tokens, from, to)) return [];
  const units = unitsOf(tokens, from, to, model.vocabulary);
  const { list } = units;
  const open = openUnits(list, language);
  // Words far from any that may be a name are never looked at.
  const near = nearOpen(open);
  const all = list.map((unit, i) => (near[i] === 1 ? known(tagger, unit) : tagger.edge));
  const view = viewOf(
    list,
    all.map(({ word }) => word),
    open,
    language,
  );
  const found: TaggedName[] = [];
  const context: number[] = [];
  for (let first = 0; first < list.length; ) {
    if (open[first] === 0) {
      first++;
      continue;
    }
    let end = first + 1;
    while (end < list.length && open[end] === 1) end++;
    const length = end - first;
    const scores = new Float32Array(length * TAGS);
    for (let i = first; i < end; i++) {
      const base = (i - first) * TAGS;
      for (let d = -REACH; d <= REACH; d++) {
        const other = (all[i + d] ?? tagger.edge).scores;
        const at = (d + REACH) * TAGS;
        for (let b = 0; b < TAGS; b++) scores[base + b] = (scores[base + b] ?? 0) + (other[at + b] ?? 0);
      }
      context.length = 0;
      contextFeatures(view, i, language, context);
      for (const hash of context) addFeature(model, hash, scores, base);
    }
    for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) * model.scale;
    namesOf({ length, scores, moves: model.moves }, units, first, found);
    first = end;
  }
  return found;
}

/** Whether a sentence holds a capital at all. */
function mayName(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.kind === "word" && token.text !== token.norm) return true;
  }
  return false;
}

/** The units that features of open ones look at. */
function nearOpen(open: Uint8Array): Uint8Array {
  const near = new Uint8Array(open.length);
  for (let i = 0; i < open.length; i++)
    if (open[i] === 1) near.fill(1, Math.max(0, i - REACH), i + REACH + 1);
  return near;
}

function namesOf(chain: Chain, { list, tokenOf }: Units, first: number, found: TaggedName[]): void {
  const tags = bestTags(chain);
  const sums = sumsOf(chain, null);
  const add = (from: number, to: number, label: number, confidence: number, doubtful: boolean): void => {
    const begin = list[first + from];
    const end = list[first + to];
    if (!begin || !end) return;
    found.push({
      from: tokenOf[first + from] ?? 0,
      to: (tokenOf[first + to] ?? 0) + 1,
      start: begin.start,
      end: end.end,
      label: NAME_LABELS[label] ?? "MISC",
      // Three digits are all that it is good for, and the same on every machine.
      confidence: Math.round(confidence * 1000) / 1000,
      doubtful,
    });
  };
  for (let t = 0; t < tags.length; t++) {
    const tag = tags[t] ?? OUTSIDE;
    let end = t;
    if (tag !== OUTSIDE) {
      while (partOf(tags[end] ?? 0) < 2 && end < tags.length - 1) end++;
      add(t, end, labelOf(tag), probability(chain, sums, tags, t, end), false);
    } else {
      let most = 0;
      while (end < tags.length && tags[end] === OUTSIDE) {
        const inside = 1 - likelihood(sums, end, OUTSIDE);
        if (inside < DOUBT || (end > t && begins(sums, end))) break;
        most = Math.max(most, inside);
        end++;
      }
      if (end > t) add(t, end - 1, likeliest(sums, t, end), most, true);
      end = Math.max(end - 1, t);
    }
    t = end;
  }
}

type Sums = ReturnType<typeof sumsOf>;

const likelihood = ({ forward, backward, total }: Sums, t: number, tag: number): number =>
  Math.exp((forward[t * TAGS + tag] ?? 0) + (backward[t * TAGS + tag] ?? 0) - total);

/** Whether a unit is likelier to begin a name than to go on with one. */
function begins(sums: Sums, t: number): boolean {
  let first = 0;
  let later = 0;
  for (let tag = 1; tag < TAGS; tag++)
    if (partOf(tag) === 0 || partOf(tag) === 3) first += likelihood(sums, t, tag);
    else later += likelihood(sums, t, tag);
  return first > later;
}

/** The label that the units together are likeliest to have. */
function likeliest(sums: Sums, from: number, to: number): number {
  const values = new Float64Array(NAME_LABELS.length);
  for (let t = from; t < to; t++)
    for (let tag = 1; tag < TAGS; tag++)
      values[labelOf(tag)] = (values[labelOf(tag)] ?? 0) + likelihood(sums, t, tag);
  return values.indexOf(Math.max(...values));
}

/** The probability that the units `from` to `to` have these tags. */
function probability(
  { scores, moves }: Chain,
  { forward, backward, total }: ReturnType<typeof sumsOf>,
  tags: Uint8Array,
  from: number,
  to: number,
): number {
  let value = forward[from * TAGS + (tags[from] ?? 0)] ?? 0;
  for (let t = from + 1; t <= to; t++)
    value +=
      (moves[(tags[t - 1] ?? 0) * TAGS + (tags[t] ?? 0)] ?? 0) + (scores[t * TAGS + (tags[t] ?? 0)] ?? 0);
  return Math.min(1, Math.exp(value + (backward[to * TAGS + (tags[to] ?? 0)] ?? 0) - total));
}
