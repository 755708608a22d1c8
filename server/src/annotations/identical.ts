import type { Detections } from "../detect/detection.ts";
import { overlaps, type Span } from "../text/span.ts";
import type { Annotation, Decision } from "./annotation.ts";
import type { Correction } from "./correction.ts";
import type { Occurrence } from "./likeWords.ts";
import { reconcile } from "./reconcile.ts";

// What stands at the places where the words of a mention stand again, and what an act on all of them does there.

/** An entity as it is shown: a decision or an open suggestion. UTF-16 code units. */
export interface PlacedEntity extends Span {
  readonly id: string;
  readonly label: string;
  readonly status: "suggested" | Decision;
  readonly text: string;
  readonly by: string | null;
  readonly touched: boolean;
}

/** What is done to all: `accept` and `relabel` give a label, also where nothing is annotated yet. */
export const acts = ["accept", "relabel", "reject", "remove"] as const;
export type Act = (typeof acts)[number];

/** An act on all mentions that are like one. */
export interface Wanted {
  readonly act: Act;
  /** The label to give; of `reject` and `remove` without meaning. */
  readonly label: string;
  /** What had been decided on the mention that the annotator began with; null where nothing had. */
  readonly decided: Stance | null;
}

/** What a decision says of the words: which label, or that they have none. */
export interface Stance {
  readonly label: string;
  readonly rejected: boolean;
}

/** One of the mentions, with what stands there. */
export interface IdenticalMention extends Span {
  /** Of this place in this text with this decision on it; another decision makes it another mention. */
  readonly id: string;
  readonly on: PlacedEntity | null;
  /** The annotation that it lies in or across, where it has none of its own. */
  readonly within: PlacedEntity | null;
}

/**
 * What an act does to a mention: nothing, for it `is` so already or there is `nothing` to act on; else it is `meant`, or
 * `apart`: listed, and left to the annotator, for it would break an annotation around it or overrule a decision that is
 * not like the one that the annotator began with.
 */
export type Effect = "is" | "nothing" | "meant" | "apart";

/** The entities of a text as they are shown, by place; orphans are nowhere. */
export function placedEntities(detections: Detections, decisions: readonly Annotation[]): PlacedEntity[] {
  const { decided, entities } = reconcile(detections, decisions);
  return [
    ...entities.map(
      ({ id, start, end, label, text }): PlacedEntity => ({
        id,
        start,
        end,
        label,
        status: "suggested",
        text,
        by: null,
        touched: false,
      }),
    ),
    ...decided.flatMap((one): PlacedEntity[] =>
      one.kind === "entity" && one.status !== "orphaned" ? [{ ...one, text: one.quote }] : [],
    ),
  ];
}

/** What stands at each of the places, which come in order. */
export function mentionsAt(
  occurrences: readonly Occurrence[],
  entities: readonly PlacedEntity[],
): IdenticalMention[] {
  const sorted = [...entities].sort((a, b) => a.start - b.start);
  const longest = sorted.reduce((most, one) => Math.max(most, one.end - one.start), 0);
  let first = 0;
  return occurrences.map((place) => {
    while ((sorted[first]?.start ?? Number.POSITIVE_INFINITY) + longest < place.wordStart) first++;
    let on: PlacedEntity | null = null;
    let within: PlacedEntity | null = null;
    for (let n = first; (sorted[n]?.start ?? Number.POSITIVE_INFINITY) < place.end; n++) {
      const one = sorted[n];
      if (!one || !overlaps(one, place)) continue;
      // A clitic may have been taken in by hand.
      const isOn = one.end === place.end && one.start >= place.wordStart && one.start <= place.start;
      if (isOn && (on === null || on.status === "rejected")) on = one;
      if (!isOn && one.status !== "rejected") within ??= one;
    }
    const { start, end } = place;
    return { id: mentionId(place, on), start, end, on, within: on ? null : within };
  });
}

/** A suggestion is no decision, so that what is suggested may change while a list is looked through. */
function mentionId({ wordStart, start, end }: Occurrence, on: PlacedEntity | null): string {
  const place = `${wordStart}:${start}-${end}`;
  return on && on.status !== "suggested" ? `${place} ${on.id} ${on.status} ${on.label}` : place;
}

/** The place that a mention's id names; null where it is none. */
export function placeOfId(id: string): Occurrence | null {
  const [, wordStart, start, end] = /^(\d{1,9}):(\d{1,9})-(\d{1,9})(?: |$)/.exec(id) ?? [];
  const place = { wordStart: Number(wordStart), start: Number(start), end: Number(end) };
  return place.wordStart <= place.start && place.start < place.end ? place : null;
}

export const stanceOf = (one: PlacedEntity | null): Stance | null =>
  one && one.status !== "suggested" ? { label: one.label, rejected: one.status === "rejected" } : null;

export function effectOn({ on, within }: IdenticalMention, { act, label, decided }: Wanted): Effect {
  const labels = act === "accept" || act === "relabel";
  if (!on) return !labels ? "nothing" : within ? "apart" : "meant";
  if (on.status === "suggested") return act === "remove" ? "nothing" : "meant";
  const rejected = on.status === "rejected";
  if (labels && !rejected && on.label === label && !on.touched) return "is";
  if (act === "reject" && rejected) return "is";
  const alike = decided !== null && decided.rejected === rejected && decided.label === on.label;
  return alike || (labels && !rejected && on.label === label) ? "meant" : "apart";
}

/** The correction that does it to some of the mentions of one text. */
export function correctionOn(mentions: readonly IdenticalMention[], act: Act, label: string): Correction {
  const ids = mentions.flatMap(({ on }) => (on ? [on.id] : []));
  if (act === "reject" || act === "remove") return { type: act, ids };
  const spans = mentions.filter(({ on }) => on === null).map(({ start, end }) => ({ start, end }));
  return { type: "label", ids, spans, label };
}
