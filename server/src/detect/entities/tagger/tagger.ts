import type { Language } from "../../../text/language.ts";
import type { Span } from "../../../text/span.ts";
import { perSpelling, type Spelling } from "../../../text/spelling.ts";
import type { Token } from "../../../text/token.ts";
import { bestTags, type Chain } from "./crf.ts";
import { contextFeatures, openUnits, type View, viewOf } from "./features.ts";
import { labelOf, NAME_LABELS, type NameLabel, OUTSIDE, partOf, TAGS } from "./labels.ts";
import { factorsOf, likelihood, likelihoodOf, type Marginals, marginalsOf } from "./marginals.ts";
import { addFeatures, type Model, newFeatures } from "./model.ts";
import { eachAround, eachOwn, REACH } from "./offsets.ts";
import { type Units, unitsOf } from "./units.ts";
import { type Clues, EDGE, ownFeatures, type Surroundings, surroundingsOf } from "./words.ts";

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

/** A stretch of scores in an array that it shares with others. Scores are sums of whole weights. */
interface Scores<Kind> {
  readonly scores: Kind;
  readonly at: number;
}

/** What a spelling is by itself, and what it adds to the scores of the units around it, by how far they stand from it. */
interface Known extends Clues, Scores<Int16Array> {}

const WIDTH = (2 * REACH + 1) * TAGS;
/** Where in them a unit's own scores stand. */
const CENTRE = REACH * TAGS;

export interface Tagger {
  readonly model: Model;
  readonly language: Language;
  readonly known: (unit: Token) => Known;
  /** For those that may be names, which not all around them are; of a very long word they are larger than 16 bits hold. */
  readonly ownScores: (unit: Token) => Scores<Int32Array>;
  readonly edge: Known;
  /** What the model's moves are worth. */
  readonly factors: Float64Array;
}

export function newTagger(model: Model, language: Language): Tagger {
  const around = scoresOf(WIDTH, (length) => new Int16Array(length));
  const alone = scoresOf(TAGS, (length) => new Int32Array(length));
  const known = perSpelling((spelling) =>
    knownOf(model, surroundingsOf(spelling, model.vocabulary), around()),
  );
  return {
    model,
    language,
    known,
    ownScores: perSpelling((spelling) => ownOf(model, spelling, known({ spelling }).lists, alone())),
    edge: knownOf(model, EDGE, around()),
    factors: factorsOf(model.moves),
  };
}

/** Room for scores, so many at a time. One array for each spelling would take more than what is in it. */
function scoresOf<Kind extends Int16Array | Int32Array>(
  width: number,
  newScores: (length: number) => Kind,
): () => Scores<Kind> {
  let scores = newScores(0);
  let next = 0;
  return () => {
    if (next === scores.length) {
      scores = newScores(width * TOGETHER);
      next = 0;
    }
    const at = next;
    next += width;
    return { scores, at };
  };
}

/** How many spellings share an array. */
const TOGETHER = 64;

function knownOf(model: Model, word: Surroundings, { scores, at }: Scores<Int16Array>): Known {
  for (let d = -REACH; d <= REACH; d++)
    sum(model, (add) => eachAround(word, d, add), scores, at + CENTRE + d * TAGS);
  const { norm, shape, cluster, lists, opens } = word;
  return { norm, shape, cluster, lists, opens, scores, at };
}

/** What the features of a spelling for itself alone add to its scores. */
function ownOf(model: Model, spelling: Spelling, lists: number, own: Scores<Int32Array>): Scores<Int32Array> {
  sum(model, (add) => eachOwn(ownFeatures(spelling, lists), add), own.scores, own.at);
  return own;
}

/** The features that are looked up together. */
const features = newFeatures();

/** Writes the sums of the weights of all features that `each` names to `scores`, from `at` on. */
function sum(
  model: Model,
  each: (add: (feature: number) => void) => void,
  scores: Int16Array | Int32Array,
  at: number,
): void {
  const own = new Int32Array(TAGS);
  const flush = (): void => {
    addFeatures(model, features, own);
    features.count = 0;
  };
  each((feature) => {
    features.hashes[features.count++] = feature;
    if (features.count === features.hashes.length) flush();
  });
  flush();
  scores.set(own, at);
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
  const words = list.map((unit, i) => (near[i] === 1 ? tagger.known(unit) : tagger.edge));
  const view = viewOf(list, words, open, language);
  const found: TaggedName[] = [];
  for (let first = 0; first < list.length; ) {
    if (open[first] === 0) {
      first++;
      continue;
    }
    let end = first + 1;
    while (end < list.length && open[end] === 1) end++;
    namesOf(tagger, scored(tagger, view, words, first, end), units, first, found);
    first = end;
  }
  return found;
}

/** The room that the scores of the last stretch stood in, and those of the next will. */
let room = new Float32Array(64 * TAGS);
/** The sums of the scores of one unit. */
const sums = new Int32Array(TAGS);

/** The scores of the units `first` up to `end`; they hold until the next are asked for. */
function scored(tagger: Tagger, view: View, words: readonly Known[], first: number, end: number): Chain {
  const { model, language, edge, ownScores } = tagger;
  const length = end - first;
  if (room.length < length * TAGS) room = new Float32Array(length * TAGS * 2);
  const scores = room;
  for (let i = first; i < end; i++) {
    const unit = view.units[i];
    const own = unit && ownScores(unit);
    for (let b = 0; b < TAGS; b++) sums[b] = own?.scores[own.at + b] ?? 0;
    for (let d = -REACH; d <= REACH; d++) addScores(words[i + d] ?? edge, CENTRE + d * TAGS);
    contextFeatures(view, i, language, features);
    addFeatures(model, features, sums);
    features.count = 0;
    const base = (i - first) * TAGS;
    for (let b = 0; b < TAGS; b++) scores[base + b] = (sums[b] ?? 0) * model.scale;
  }
  return { length, scores, moves: model.moves };
}

/** Adds the scores that stand `offset` behind where `from` begins to the sums of a unit. */
function addScores({ scores, at }: Scores<Int16Array>, offset: number): void {
  for (let b = 0; b < TAGS; b++) sums[b] = (sums[b] ?? 0) + (scores[at + offset + b] ?? 0);
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

function namesOf(
  { factors }: Tagger,
  chain: Chain,
  { list, tokenOf }: Units,
  first: number,
  found: TaggedName[],
): void {
  const tags = bestTags(chain);
  const sums = marginalsOf(chain, factors);
  const add = (from: number, last: number, label: number, confidence: number, doubtful: boolean): void => {
    let to = last;
    // No person or place goes on over a word that a clitic is written onto: `رامي حداد | برصاصة`.
    if (label !== ORG)
      for (let k = from + 1; k < to; k++) if (tokenOf[first + k] === tokenOf[first + k + 1]) to = k - 1;
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
      add(t, end, labelOf(tag), likelihoodOf(sums, tags, t, end), false);
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

const ORG = NAME_LABELS.indexOf("ORG");

/** Whether a unit is likelier to begin a name than to go on with one. */
function begins(sums: Marginals, t: number): boolean {
  let first = 0;
  let later = 0;
  for (let tag = 1; tag < TAGS; tag++)
    if (partOf(tag) === 0 || partOf(tag) === 3) first += likelihood(sums, t, tag);
    else later += likelihood(sums, t, tag);
  return first > later;
}

/** The label that the units together are likeliest to have. */
function likeliest(sums: Marginals, from: number, to: number): number {
  const values = new Float64Array(NAME_LABELS.length);
  for (let t = from; t < to; t++)
    for (let tag = 1; tag < TAGS; tag++)
      values[labelOf(tag)] = (values[labelOf(tag)] ?? 0) + likelihood(sums, t, tag);
  return values.indexOf(Math.max(...values));
}
