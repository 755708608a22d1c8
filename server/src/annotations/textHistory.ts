import { countBelow } from "../text/search.ts";
import type { Span } from "../text/span.ts";
import { type Annotation, everySpan, mapSpans } from "./annotation.ts";
import type { Edit, TextChange } from "./change.ts";
import { type Cut, cutsIn, pasted } from "./cuts.ts";
import { isSameDecision } from "./decision.ts";
import { afterEdit } from "./edit.ts";

// The way back of annotations through the edits of a text. Invariants, each of them a test:
// - Where a text is again what it was, by undo, redo or by hand, each annotation that nobody has decided on since is
//   again what it was: place, status, marks and parts.
// - What was decided since stays decided, and moves with the text.

/** One edit of the text, and what it takes to go back over it. */
interface Step {
  /** The text before it. */
  readonly before: string;
  /** The edits that lead back: offsets are of the text after it. */
  readonly back: Shifts;
  /** What it did more to than move along, as that was before it, by id. */
  readonly former: ReadonlyMap<string, readonly Annotation[]>;
  readonly cuts: readonly Cut[];
}

type Shifts = Pick<TextChange, "edits" | "shifts">;

/** The edits that an article has seen, the last one last, and its text after them. */
export interface History {
  readonly now: string | null;
  readonly steps: readonly Step[];
}

export const noHistory: History = { now: null, steps: [] };

/** How many edits are remembered, and how many annotations in all of them. */
const MOST_STEPS = 1000;
const MOST_FORMER = 50_000;

/** How near an edit must be to mean anything to an annotation but a shift, in UTF-16 code units. */
const REACH = 40;

/** What became of annotations by an edit, by what they were, and the history with it. */
export interface Followed {
  readonly history: History;
  readonly moved: ReadonlyMap<Annotation, Annotation>;
}

/**
 * Annotations after an edit of their text. `undone` says that the editor took something back or made it again, so that
 * what it puts in stood there before with the same words around it.
 */
export function follow(
  history: History,
  change: TextChange,
  annotations: readonly Annotation[],
  undone = false,
): Followed {
  // Where nothing has been decided yet nothing goes back, and a key does not cost what the whole text costs.
  if (annotations.length === 0 && history.steps.length === 0) return { history: noHistory, moved: new Map() };
  const before = history.now ?? fingerprint(change.before);
  const now = fingerprint(change.after);
  const way = wayTo(now, before, history);
  const moved = new Map<Annotation, Annotation>();
  const former = new Map<string, Annotation[]>();
  const lost: Annotation[] = [];
  const cuts = way ? [] : history.steps.flatMap((step) => step.cuts);
  for (const annotation of annotations) {
    if (moved.has(annotation)) continue;
    const apart = isApart(annotation, change.edits);
    const known = way && goneBack(annotation, way);
    const next =
      known ??
      (apart
        ? shiftedBy(annotation, change)
        : (pasted(annotation, cuts, change) ?? afterEdit(annotation, change, undone)));
    moved.set(annotation, next);
    if (apart && (known === null || sameSpans(known, shiftedBy(annotation, change)))) continue;
    former.set(annotation.id, [...(former.get(annotation.id) ?? []), annotation]);
    if (next.status === "orphaned" && annotation.status !== "orphaned") lost.push(annotation);
  }
  const step: Step = { before, back: inverse(change), former, cuts: cutsIn(change, lost) };
  return { moved, history: { now, steps: recent([...history.steps, step]) } };
}

/** The last steps, as many as there is room for. */
function recent(steps: readonly Step[]): readonly Step[] {
  let room = MOST_FORMER;
  let from = steps.length;
  while (from > 0 && steps.length - from < MOST_STEPS) {
    room -= steps[from - 1]?.former.size ?? 0;
    // The last one is kept whatever its size.
    if (room < 0 && from < steps.length) break;
    from--;
  }
  return from === 0 ? steps : steps.slice(from);
}

/** The steps to go back over to the last time that the text was what it is now, the latest first; null: it never was. */
function wayTo(now: string, before: string, { steps }: History): readonly Step[] | null {
  if (now === before) return null;
  for (let n = steps.length - 1; n >= 0; n--) if (steps[n]?.before === now) return steps.slice(n).reverse();
  return null;
}

/** What an annotation was at the end of a way back; null where it was decided since, on what is not there any more. */
function goneBack(annotation: Annotation, way: readonly Step[]): Annotation | null {
  let at = annotation;
  for (const { former, back } of way) {
    const own = former.get(at.id)?.find((one) => isSameDecision(one, annotation));
    if (own) at = own;
    else if (isApart(at, back.edits)) at = shiftedBy(at, back);
    else return null;
  }
  return at;
}

/** Whether all of an annotation stands so far from every edit that it moves along and nothing else. */
const isApart = (annotation: Annotation, edits: readonly Edit[]): boolean =>
  everySpan(annotation, ({ start, end }) => {
    if (start === end) return false;
    const next = edits[countBelow(start - REACH + 1, edits.length, (n) => edits[n]?.end ?? 0)];
    return !next || next.start >= end + REACH;
  });

/** An annotation that stands apart from all edits after them. */
function shiftedBy(annotation: Annotation, { edits, shifts }: Shifts): Annotation {
  const first = edits[0]?.start ?? 0;
  if (everySpan(annotation, ({ end }) => end <= first)) return annotation;
  return mapSpans(annotation, ({ start, end }) => {
    const n = countBelow(start + 1, edits.length, (at) => edits[at]?.end ?? 0) - 1;
    const last = edits[n];
    const by = last ? (shifts[n] ?? 0) + last.inserted - (last.end - last.start) : 0;
    return { start: start + by, end: end + by };
  });
}

/** The edits from the text after a change to the one before. */
const inverse = ({ edits, shifts }: TextChange): Shifts => ({
  edits: edits.map(({ start, end, inserted }, n) => {
    const at = start + (shifts[n] ?? 0);
    return { start: at, end: at + inserted, inserted: end - start };
  }),
  shifts: shifts.map((by) => -by),
});

function sameSpans(a: Annotation, b: Annotation): boolean {
  const spans: Span[] = [];
  everySpan(b, (span) => spans.push(span) > 0);
  let n = 0;
  const same = everySpan(a, ({ start, end }) => {
    const other = spans[n++];
    return other?.start === start && other.end === end;
  });
  return same && n === spans.length && a.status === b.status && a.touched === b.touched;
}

/** Tells texts apart: the length and 64 bits of two hashes (FNV-1a, and one with another prime). */
function fingerprint(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x9e3779b9;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b) + (two >>> 13);
  }
  return `${text.length} ${one >>> 0} ${two >>> 0}`;
}
