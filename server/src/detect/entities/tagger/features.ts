import type { Language } from "../../../text/language.ts";
import { ofSpelling } from "../../../text/spelling.ts";
import type { Token } from "../../../text/token.ts";
import { listedNamesAt } from "../../gazetteer/gazetteer.ts";
import type { ListedForm } from "../../gazetteer/payloads.ts";
import { hash, pair } from "./hash.ts";
import type { Features } from "./model.ts";
import { wordAt } from "./offsets.ts";
import type { Clues } from "./words.ts";

/** What the features of several words are computed from: one sentence. */
export interface View {
  readonly units: readonly Token[];
  readonly words: readonly Clues[];
  /** Whether the unit can be (part of) a name at all. */
  readonly open: Uint8Array;
  /** For each unit, a hash of the listed names of several words that it is part of; 0 for none. */
  readonly listed: Int32Array;
  /** Where the run of open units begins that each is in, and where it ends. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly shouting: boolean;
}

/** Small words that stand inside names. */
const INSIDE =
  /^(of|the|for|and|in|on|to|de|del|la|el|al|le|du|des|da|dos|di|van|von|der|den|bin|ibn|bint|abu|ul|ur|e|i|y|as|ad|ash|an|ar|at|az|'s|’s|-|–|&|\.|'|’|\/|,)$/;
const PARTICLE =
  /^(al|el|ul|ad|as|ash|an|ar|az|bin|ibn|abu|umm|abd|de|di|da|du|la|le|van|von|der|den|dos|del|ould|ag)$/;

const MAX_GAP = 3;

const isNameLike = ofSpelling(
  ({ kind, capital, text }) => capital || (kind === "word" && /\p{Lu}/u.test(text)),
);
const isInside = ofSpelling(({ kind, text, norm }) => kind === "number" || text === '"' || INSIDE.test(norm));
const isParticle = ofSpelling(({ norm }) => PARTICLE.test(norm));

/** English: capitalised words, and the small words between them; Arabic: every word. */
export function openUnits(units: readonly Token[], language: Language): Uint8Array {
  const open = new Uint8Array(units.length);
  if (language === "ar") {
    for (const [i, unit] of units.entries())
      if (unit.kind !== "mark" || (unit.norm === "-" && unit.joined) || unit.text === ".") open[i] = 1;
    return open;
  }
  let last = -1;
  for (let i = 0; i < units.length; i++) {
    const unit = units[i];
    if (!unit || !isNameLike(unit)) continue;
    open[i] = 1;
    if (last >= 0 && i - last - 1 <= MAX_GAP) {
      let inside = true;
      for (let k = last + 1; k < i && inside; k++) {
        const between = units[k];
        inside = between !== undefined && isInside(between);
      }
      if (inside) open.fill(1, last + 1, i);
    }
    // al-Shabaab, bin Laden: a small particle before the capital
    let k = i - 1;
    if (units[k]?.norm === "-" && units[k]?.joined) k--;
    const before = units[k];
    if (before && isParticle(before)) open.fill(1, k, i);
    last = i;
    // Battalion 5, M23: a number behind the name may be part of it
    const next = units[i + 1];
    if (next?.kind === "number" || (next?.norm === "-" && next.joined && units[i + 2]?.kind === "number"))
      open[i + 1] = 1;
  }
  return open;
}

export function viewOf(
  units: readonly Token[],
  words: readonly Clues[],
  open: Uint8Array,
  language: Language,
): View {
  const listed = new Int32Array(units.length);
  const from = new Int32Array(units.length);
  const to = new Int32Array(units.length);
  let capital = 0;
  let small = 0;
  for (let i = 0; i < units.length; i++) {
    if (open[i] === 1 && (i === 0 || open[i - 1] === 0 || language === "ar")) {
      let end = i + 1;
      if (language === "en") while (end < units.length && open[end] === 1) end++;
      from.fill(i, i, end);
      to.fill(end, i, end);
    }
    const unit = units[i];
    if (unit?.kind !== "word") continue;
    if (open[i] === 1) markListed(units, i, listed);
    if (unit.text.length > 3) {
      if (unit.spelling.capital) capital++;
      else small++;
    }
  }
  return { units, words, open, listed, from, to, shouting: capital >= 4 && small * 4 <= capital };
}

const formKinds = new WeakMap<readonly ListedForm[], number>();

function kindOfForms(forms: readonly ListedForm[]): number {
  const have = formKinds.get(forms);
  if (have !== undefined) return have;
  const kind = hash(forms.map((form) => form.label + (form.guarded ? "?" : "")).join(), 5);
  formKinds.set(forms, kind);
  return kind;
}

const classKinds: number[] = [];

const kindOfClasses = (classes: number): number => {
  const kind = classKinds[classes] ?? hash(`k${classes}`, 5);
  classKinds[classes] = kind;
  return kind;
};

function markListed(units: readonly Token[], at: number, listed: Int32Array): void {
  for (const name of listedNamesAt(units, at, undefined)) {
    if (name.to === at + 1 && name.forms.length === 0) continue;
    const kind = name.forms.length === 0 ? kindOfClasses(name.classes) : kindOfForms(name.forms);
    for (let i = at; i < name.to; i++) {
      const part = name.to === at + 1 ? 3 : i === at ? 0 : i === name.to - 1 ? 2 : 1;
      // A longer name counts, not what it begins with.
      if (listed[i] === 0 || part !== 3) listed[i] = pair(kind, part);
    }
  }
}

/** How far back a title or the head of a name is looked for, in Arabic. */
const FAR_BACK = 5;

/**
 * The hashes of the features of unit `i` that more than one word makes, appended to `out`. Those of single words are
 * in `Word`; the two together are all that the tagger sees, in training and in use.
 */
export function contextFeatures(view: View, i: number, language: Language, out: Features): void {
  const { words, listed } = view;
  const own = wordAt(words, i);
  const before = wordAt(words, i - 1);
  const behind = wordAt(words, i + 1);
  const add = (kind: number, value: number): void => {
    out.hashes[out.count++] = pair(value, kind);
  };
  add(1, pair(before.norm, own.norm));
  add(2, pair(own.norm, behind.norm));
  add(3, pair(pair(before.shape, own.shape), behind.shape));
  add(4, pair(before.cluster, own.cluster));
  add(5, pair(own.cluster, behind.cluster));
  add(6, pair(pair(before.cluster, own.shape), behind.cluster));
  const here = listed[i] ?? 0;
  if (here !== 0) {
    add(7, here);
    add(8, pair(here, own.shape));
    add(9, pair(here, before.cluster));
  }
  if ((listed[i - 1] ?? 0) !== 0) add(10, listed[i - 1] ?? 0);
  if ((listed[i + 1] ?? 0) !== 0) add(11, listed[i + 1] ?? 0);
  add(12, pair(own.lists, behind.lists));
  add(13, pair(before.lists, own.lists));
  if (language === "en") runFeatures(view, i, add);
  else {
    add(30, pair(pair(wordAt(words, i - 2).norm, before.norm), own.shape));
    add(31, pair(wordAt(words, i - 2).cluster, pair(before.cluster, own.cluster)));
    add(32, pair(before.norm, own.lists));
    // `وزير الخارجية الفرنسي | دومينيك …`: a title or a head that stands a few words back
    for (let d = 2; d <= FAR_BACK; d++) {
      const { opens } = wordAt(words, i - d);
      if (opens === 0) continue;
      add(33, pair(opens, d));
      add(34, pair(pair(opens, d), own.lists));
      break;
    }
  }
  if (view.shouting) add(14, pair(own.lists, own.shape));
}

/** Features of a run of capitalised words as a whole: what stands before and behind it, its ends, its length. */
function runFeatures(view: View, i: number, add: (kind: number, value: number) => void): void {
  const { words, from, to, units } = view;
  const first = from[i] ?? i;
  const end = to[i] ?? i + 1;
  const length = Math.min(end - first, 6);
  const place = i === first ? 0 : i === end - 1 ? 2 : 1;
  const left = wordAt(words, first - 1);
  const right = wordAt(words, end);
  const last = wordAt(words, end - 1);
  const shape = pair(length, place);
  add(20, pair(left.norm, place));
  add(21, pair(right.norm, place));
  add(22, pair(left.norm, shape));
  add(23, pair(right.norm, shape));
  add(24, pair(last.norm, i - end));
  add(25, pair(wordAt(words, first).norm, i - first));
  add(26, pair(pair(wordAt(words, first).lists, last.lists), shape));
  add(27, pair(left.cluster, pair(right.cluster, length)));
  if (first === 0) add(28, pair(wordAt(words, i).lists, shape));
  const opens = units[first - 1]?.text ?? "";
  if (opens === "(" || opens === '"' || opens === "“") add(29, pair(hash(opens, 6), shape));
}
