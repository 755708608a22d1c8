import { compared } from "../text/comparable.ts";
import { contains, type Span } from "../text/span.ts";
import type { Alignment } from "./alignment.ts";
import { type Annotation, mapRecord, type Part, restoredAt, type Was } from "./annotation.ts";
import { type Ground, isSound, occurrences, soughtOf } from "./evidence.ts";

/** What is known of a text when an annotation is put on a place in it. */
export interface World {
  readonly ground: Ground;
  readonly lies: Alignment;
  /** New places by old ones (`start-end`). */
  readonly places: ReadonlyMap<string, Span>;
}

/** How far from where it is expected a part may stand, in compared code units, beside a quarter of its distance. */
const SLACK = 40;

/** What stands further than this from its annotation is expected where its own neighbours are. UTF-16 code units. */
const FAR = 300;

/**
 * An annotation on a new place with all that it refers to. A part that cannot be found is left empty at the place; null
 * where the number or the word of harm of a figure is not there, or what stood inside the figure does not any more,
 * unless it is not `strict`: where an annotator chose the place.
 */
export function movedTo(annotation: Annotation, place: Span, world: World, strict = true): Annotation | null {
  const moved =
    annotation.status === "orphaned" ? restoredAt(annotation, place) : { ...annotation, ...pick(place) };
  const locate = <P extends Part>(part: P): P => located(part, annotation, place, world);
  const was = moved.was && movedWas(moved.was, annotation, place, world, locate);
  const opinions = moved.opinions.map((opinion) => movedWas(opinion, annotation, place, world, locate));
  if (moved.kind !== "figure" || annotation.kind !== "figure")
    return { ...moved, was, opinions } as Annotation;
  const figure = mapRecord(annotation.figure, locate);
  const { number, trigger } = annotation.figure;
  for (const [before, after] of [
    [number, figure.number],
    [trigger, figure.trigger],
  ] as const) {
    if (!strict || !before || !after || before.start === before.end) continue;
    if (after.start === after.end) return null;
    if (contains(annotation, before) && !contains(place, after)) return null;
  }
  return { ...moved, was, opinions, figure };
}

const pick = ({ start, end }: Span): Span => ({ start, end });

/** A part at its new place, its words as they are written there; empty where it should stand where it is gone. */
function located<P extends Part>(part: P, annotation: Span, place: Span, world: World): P {
  const { text } = world.ground;
  const found = partPlace(part, annotation, place, world);
  if (!found) {
    const at = Math.min(text.length, Math.max(0, expectedOf(part, annotation, place, world)));
    return { ...part, start: at, end: at };
  }
  return { ...part, ...found, text: text.slice(found.start, found.end) };
}

/** Where a part is expected, in UTF-16 code units: beside its annotation, or where its own neighbours are. */
const expectedOf = (part: Span, annotation: Span, place: Span, { lies }: World): number =>
  Math.abs(part.start - annotation.start) > FAR
    ? lies.expected(part.start)
    : place.start + part.start - annotation.start;

/**
 * Where a part stands, by its words around where it is expected. One that is empty, for its words had been deleted, is
 * looked for too: the text may be what it was.
 */
function partPlace(part: Part, annotation: Span, place: Span, world: World): Span | null {
  if (part.text === "") return null;
  const { ground, places } = world;
  const known = part.start === part.end ? undefined : places.get(`${part.start}-${part.end}`);
  const words = compared(part.text);
  if (known && compared(ground.text.slice(known.start, known.end)) === words) return pick(known);
  const sought = soughtOf({ ...part, quote: part.text, prefix: "", suffix: "", occurrence: 1 });
  const distance = Math.abs(part.start - annotation.start);
  const inside = annotation.start < annotation.end && contains(annotation, part);
  const expected = expectedOf(part, annotation, place, world);
  const { compared: on } = ground;
  const near = on.fold(Math.max(0, expected));
  const reach = SLACK + (distance > FAR ? SLACK : distance / 4);
  const bounds = inside
    ? { start: on.fold(place.start), end: on.fold(place.end) }
    : { start: Math.max(0, near - reach), end: near + words.length + reach };
  let best: { span: Span; off: number } | null = null;
  for (const at of occurrences(on.text.slice(bounds.start, bounds.end), words)) {
    const start = Math.floor(bounds.start) + at;
    const span = on.unfold({ start, end: start + words.length });
    const off = Math.abs(start - near);
    if (best && best.off <= off) continue;
    // A name behind an Arabic preposition begins inside a word.
    const joined = /[\u0621-\u064a]/.test(ground.text[span.start - 1] ?? "");
    if (isSound({ ...sought, inWordBefore: joined }, ground, span)) best = { span, off };
  }
  return best?.span ?? null;
}

/**
 * Where it had been suggested, or another annotator would have it, if that can be told: a wrong place would bring the
 * suggestion back, or hide others.
 */
function movedWas<W extends Omit<Was, "status">>(
  was: W,
  annotation: Span,
  place: Span,
  world: World,
  locate: <P extends Part>(part: P) => P,
): W {
  const { start, end, ...rest } = was;
  const found =
    start !== undefined && end !== undefined && was.quote !== undefined
      ? partPlace({ start, end, text: was.quote }, annotation, place, world)
      : null;
  return { ...rest, ...(found ?? {}), ...(was.figure ? { figure: mapRecord(was.figure, locate) } : {}) } as W;
}
