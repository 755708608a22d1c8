import * as l10n from "@vscode/l10n";
import { codePoints } from "../../positions.ts";
import type { Span } from "../../text/span.ts";
import type { LeftOut, Reason } from "../exporter.ts";
import type { Place, ReadAnnotation, ReadDocument, ReadItem, ReadProblem, ReadRelation } from "./document.ts";
import { unspaced } from "./texts.ts";
import { textOf } from "./values.ts";

/** A document that is being read. */
export interface Building {
  readonly place: Place;
  readonly text: string | null;
  /**
   * A span of the text in UTF-16 code units, from offsets in the format's own unit; null where it is none, which is
   * then among the problems.
   * @param words what stands there by the dataset, where it says so; white space makes no difference
   */
  span(start: unknown, end: unknown, words?: unknown): Span | null;
  /** Adds an annotation; its number in the document. */
  add(annotation: ReadAnnotation): number;
  /** Puts another in the place of one that was added. */
  replace(number: number, annotation: ReadAnnotation): void;
  relate(relation: ReadRelation): void;
  /** Counts what has no place in a document; each with where it is, where a user wants to look it up. */
  leave(reason: Reason, count?: number, place?: string): void;
  /** Something is wrong; what and what to do. The rest of the document is read. */
  problem(message: string): void;
  readonly annotations: readonly ReadAnnotation[];
  /** The document and all that was wrong with it. */
  done(more: Facts): ReadItem[];
}

type Facts = Partial<Pick<ReadDocument, "name" | "sha256" | "published" | "event" | "reviewed">> &
  Pick<ReadDocument, "reached">;

/** The units that formats count offsets in. */
export type Unit = "codepoint" | "utf16";

/** How many code units of a text are shown in a message. */
const SHOWN = 40;

/** Begins a document of a text; null for one whose text is not in the dataset. */
export function building(place: Place, text: string | null, unit: Unit = "codepoint"): Building {
  const points = text === null || unit === "utf16" ? null : codePoints(text);
  const length = points?.length ?? text?.length ?? Number.POSITIVE_INFINITY;
  const annotations: ReadAnnotation[] = [];
  const relations: ReadRelation[] = [];
  const left = new Map<Reason, LeftOut>();
  const problems: ReadProblem[] = [];
  const problem = (message: string): void => void problems.push({ kind: "problem", place, message });
  const cuts = (at: number): boolean =>
    text !== null &&
    (text.charCodeAt(at) & 0xfc00) === 0xdc00 &&
    (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return {
    place,
    text,
    annotations,
    problem,
    span(start, end, words) {
      if (!isOffset(start) || !isOffset(end)) {
        problem(
          l10n.t(
            "{0} to {1} is no place in a text: two whole numbers from 0 on are wanted; the annotation is left out",
            shown(start),
            shown(end),
          ),
        );
        return null;
      }
      if (start >= end || end > length) {
        problem(
          start >= end
            ? l10n.t("the span {0} to {1} holds nothing; the annotation is left out", start, end)
            : l10n.t(
                "the span {0} to {1} reaches over the end of the text ({2}); look whether its offsets were counted in this text; the annotation is left out",
                start,
                end,
                length,
              ),
        );
        return null;
      }
      const span = points ? { start: points.toUtf16(start), end: points.toUtf16(end) } : { start, end };
      if (text === null) return span;
      if (cuts(span.start) || cuts(span.end)) {
        problem(
          l10n.t("the span {0} to {1} cuts a character in two; the annotation is left out", start, end),
        );
        return null;
      }
      const there = text.slice(span.start, span.end);
      if (typeof words === "string" && spaced(words) !== spaced(there)) {
        problem(
          l10n.t(
            "the span {0} to {1} has the words {2} in the dataset, but {3} in the text: its offsets count something else, or the text has changed; the annotation is left out",
            start,
            end,
            shown(words),
            shown(there),
          ),
        );
        return null;
      }
      return span;
    },
    add: (annotation) => annotations.push(annotation) - 1,
    replace(number, annotation) {
      annotations[number] = annotation;
    },
    relate: (relation) => void relations.push(relation),
    leave(reason, count = 1, where) {
      if (count === 0) return;
      const known = left.get(reason);
      const places = [...(known?.places ?? []), ...(where === undefined ? [] : [where])];
      left.set(reason, { reason, count: (known?.count ?? 0) + count, places });
    },
    done: (more) => [
      ...problems,
      {
        kind: "document",
        place,
        name: null,
        text,
        sha256: null,
        published: null,
        event: null,
        reviewed: true,
        ...more,
        annotations,
        relations,
        left: [...left.values()],
      },
    ],
  };
}

/** What is said of a document without a text, by what it is called in its format. */
const TEXTLESS = {
  line: () => l10n.t("there is no text: “text” must be a string; the line is left out"),
  record: () => l10n.t("there is no text: “text” must be a string; the record is left out"),
  task: () => l10n.t("there is no text: “text” must be a string; the task is left out"),
} as const;

/** What is said of a document in which a text is wanted and there is none. @param what what it is called in its format */
export const withoutText = (place: Place, what: keyof typeof TEXTLESS): ReadItem[] => [
  {
    kind: "problem",
    place,
    message: TEXTLESS[what](),
  },
];

/**
 * Place and label of a span as most formats have them, in offsets of the format; null where it has no label or no place,
 * which is then among the problems.
 */
export function labelledSpan(
  build: Building,
  name: unknown,
  start: unknown,
  end: unknown,
  words?: unknown,
): { readonly label: string; readonly span: Span } | null {
  const label = textOf(name);
  if (label === null) {
    build.problem(l10n.t("a span has no label; it is left out"));
    return null;
  }
  const span = build.span(start, end, words);
  return span && { label, span };
}

const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Line ends and other white space are written in many ways: as a space, as `\\n` in two characters, or not at all. */
const spaced = (words: string): string => unspaced(words.replaceAll("\\n", ""));

/** A value of a dataset inside a message. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  const short = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return typeof value === "string" ? `“${short}”` : short;
}

/** What annotations have that a format says nothing more of. */
export const plain = {
  id: null,
  review: "added",
  by: null,
  at: null,
  detector: null,
  rule: null,
  confidence: null,
  words: null,
  attributes: new Map<string, unknown>(),
  note: null,
} as const satisfies Partial<ReadAnnotation>;
