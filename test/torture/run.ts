import type { Annotation } from "../../server/src/annotations/annotation.ts";
import { textChange } from "../../server/src/annotations/change.ts";
import { afterEdit } from "../../server/src/annotations/edit.ts";
import { reanchored } from "../../server/src/annotations/reanchor.ts";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";
import { overlaps, type Span, sameSpan } from "../../server/src/text/span.ts";
import { commonPlace } from "./common.ts";
import type { Article } from "./corpus.ts";
import { sequence, type Traced, traced } from "./edits.ts";
import { numbers, placesOf, plain, truthOf } from "./truth.ts";

/** How one way of finding annotations again did. */
export interface Count {
  /** Annotations whose text still stands, and how many of them were found at just their place. */
  stand: number;
  found: number;
  /** Placed on their text with words put in between, and marked as touched. */
  touched: number;
  /** On the same words with the same numbers, at another place of the text than their own. */
  elsewhere: number;
  /** On other words; of these, with another number. */
  wrong: number;
  wrongNumber: number;
  lost: number;
  /** Parts of figures that are on other words than their own. */
  wrongParts: number;
  /** Whether the edits were an editor's, which may go on inside an annotation. */
  readonly typed: boolean;
  /** The first faults, for reading. */
  readonly faults: string[];
}

const newCount = (typed = false): Count => ({
  typed,
  stand: 0,
  found: 0,
  touched: 0,
  elsewhere: 0,
  wrong: 0,
  wrongNumber: 0,
  lost: 0,
  wrongParts: 0,
  faults: [],
});

export interface Result {
  readonly ours: Count;
  readonly common: Count;
  /** The common approach where it takes nothing below a score of 0.75. */
  readonly strict: Count;
  readonly editor: Count;
}

export const newResult = (): Result => ({
  ours: newCount(),
  common: newCount(),
  strict: newCount(),
  editor: newCount(true),
});

/** Edits an article by the sequence of a seed, and counts what becomes of its annotations. */
export function torture({ text, annotations }: Article, foreign: string, seed: number, result: Result): void {
  let now: Traced = traced(text);
  let edited: readonly Annotation[] = annotations;
  for (const { from, to, edits } of sequence(now, randomFrom(seed), foreign)) {
    const change = textChange(from.text, to.text, edits);
    edited = edited.map((annotation) => afterEdit(annotation, change));
    now = to;
  }
  const places = placesOf(text, now);
  const again = reanchored(annotations, now.text);
  for (const [n, before] of annotations.entries()) {
    const truth = truthOf(before, text, now, places);
    const judge = (count: Count, after: Annotation | Span | null): void =>
      judged(count, { before, after, truth, first: text, now, places, seed });
    const own = again[n]?.annotation;
    judge(result.ours, own && own.status !== "orphaned" ? own : null);
    const common = commonPlace(now.text, before);
    judge(result.common, common);
    judge(result.strict, common && common.score >= 0.75 ? common : null);
    const typed = edited[n];
    judge(result.editor, typed && typed.status !== "orphaned" ? typed : null);
  }
}

interface Case {
  readonly before: Annotation;
  readonly after: Annotation | Span | null;
  readonly truth: Span | null;
  readonly first: string;
  readonly now: Traced;
  readonly places: Int32Array;
  readonly seed: number;
}

function judged(count: Count, one: Case): void {
  const { before, after, truth, now, first } = one;
  if (truth) count.stand++;
  if (!after) {
    count.lost++;
    if (truth) fault(count, one, "lost");
    return;
  }
  const words = now.text.slice(after.start, after.end);
  const same = plain(words) === plain(before.quote);
  const sameNumber = numbers(now.text, after) === numbers(first, before);
  if ("kind" in after) partsOf(count, one, after);
  if (truth && sameSpan(truth, after)) {
    count.found++;
    return;
  }
  if (same && sameNumber) {
    count.elsewhere++;
    fault(count, one, "elsewhere");
    return;
  }
  if ("touched" in after && after.touched && holdsOwn(one, after, before)) {
    count.touched++;
    return;
  }
  count.wrong++;
  if (!sameNumber) count.wrongNumber++;
  fault(count, one, sameNumber ? "wrong" : "wrong number");
}

/** Whether a place holds letters of the annotation itself. */
function holdsOwn({ places }: Case, after: Span, before: Span): boolean {
  for (let id = before.start; id < before.end; id++) {
    const at = places[id] ?? -1;
    if (at >= 0 && overlaps({ start: at, end: at + 1 }, after)) return true;
  }
  return false;
}

function partsOf(count: Count, one: Case, after: Annotation): void {
  if (after.kind !== "figure" || one.before.kind !== "figure") return;
  const { figure } = after;
  const parts = [figure.number, figure.trigger, ...figure.mentions].filter((part) => part !== null);
  const { figure: old } = one.before;
  const former = [old.number, old.trigger, ...old.mentions].filter((part) => part !== null);
  for (const [n, part] of parts.entries()) {
    if (part.start === part.end) continue;
    const words = one.now.text.slice(part.start, part.end);
    if (plain(words) === plain(former[n]?.text ?? "")) continue;
    // What is typed into the words of a mention is told by its letters.
    if (after.touched || (count.typed && holdsOwn(one, part, former[n] ?? part))) continue;
    count.wrongParts++;
    fault(count, one, `part “${former[n]?.text}” on “${words}”`);
  }
}

function fault(count: Count, { before, after, truth, now, seed }: Case, what: string): void {
  // What is lost or stands elsewhere is common; room is kept for what is wrong.
  if (count.faults.length >= (/wrong|part/.test(what) ? 400 : 200)) return;
  const around = (span: Span | null): string =>
    span ? JSON.stringify(now.text.slice(Math.max(0, span.start - 25), span.end + 25)) : "–";
  count.faults.push(
    `seed ${seed} ${what}: “${before.quote}” (${JSON.stringify(before.prefix)} … ${JSON.stringify(before.suffix)}) stands ${around(truth)}, placed ${around(after)}`,
  );
}
