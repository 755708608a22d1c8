import * as l10n from "@vscode/l10n";
import {
  attributesInWords,
  entityLabels,
  isolated,
  type Label,
  type LayoutResult,
  listed,
  type Position,
  type PublishedAnnotation,
  type PublishedFigure,
  type PublishParams,
  quotation,
  semicolon,
  termOf,
} from "../../../../server/src/protocol.ts";
import type { Tint } from "./colours.ts";
import { type Inline, nested, type Stretch } from "./nesting.ts";
import { headName, standing } from "./words.ts";

/** Which annotation of the page: its paragraph, and its number in there. */
export interface Place {
  readonly paragraph: number;
  readonly mark: number;
}

/** How an annotation is drawn: `suggested` is nobody's decision yet, of `touched` the words were edited since. */
export type State = "suggested" | "decided" | "touched";

/** How what has a label is drawn. */
export interface Look {
  /** The name of its colours and its kind of line: a label in lower case, `figure`, or `other`. */
  readonly look: string;
  /** The name of the colour that its project gives it in place of that one. */
  readonly tint: string | null;
}

/** An annotation in a paragraph. */
export interface Mark extends Look {
  readonly state: State;
  readonly disputed: boolean;
  /** What it is and how it stands, in words. */
  readonly says: string;
}

/** What stands in the margin about a figure; its mark is in the same paragraph. */
export interface Note {
  readonly mark: number;
  readonly harm: string;
  readonly count: string;
  /** What is known of it: a name and words of the article. */
  readonly facts: readonly (readonly [name: string, words: string])[];
  readonly standing: string;
}

export interface Paragraph {
  readonly language: "en" | "ar";
  readonly direction: "ltr" | "rtl" | "auto";
  readonly inlines: readonly Inline[];
  readonly marks: readonly Mark[];
  readonly notes: readonly Note[];
}

/** A line of the tally, with the figures that it rests on. */
interface Total {
  readonly name: string;
  readonly total: string;
  readonly note: string | null;
  readonly figures: readonly { readonly words: string; readonly place: Place | null }[];
}

/** What stands before and behind the text. */
export interface Surroundings {
  readonly name: string;
  readonly language: "en" | "ar";
  readonly direction: "ltr" | "rtl";
  readonly problems: readonly string[];
  readonly count: { readonly all: number; readonly open: number };
  readonly head: readonly (readonly [name: string, words: string])[];
  readonly tally: { readonly codebook: string; readonly lines: readonly Total[] };
  /** Labels that occur, with their number. */
  readonly legend: readonly (Look & { readonly name: string; readonly count: number })[];
  /** The colours of its project's labels. */
  readonly tints: readonly Tint[];
  readonly lost: readonly string[];
  readonly rejected: readonly string[];
}

/** An article as it is read. */
export interface Article {
  readonly surroundings: Surroundings;
  readonly paragraphs: readonly Paragraph[];
}

/** An article with what leads from its page back to the text; offsets are UTF-16 code units. */
export interface Laid {
  readonly article: Article;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** The ids of the marks of each paragraph. */
  readonly ids: readonly (readonly string[])[];
  /** Where an annotation begins on the page. */
  readonly places: ReadonlyMap<string, Place>;
}

/** A text, where its positions are, and the labels of its project; its own version, that of the publication and of the layout are one. */
export interface Source {
  readonly name: string;
  readonly text: string;
  readonly offsetAt: (position: Position) => number;
  readonly labels: readonly Label[];
}

const LOOKS = new Set<string>(entityLabels);

/** The colours of labels, by name; names of labels may have letters that no style sheet names. */
const tintsOf = (labels: readonly Label[]): ReadonlyMap<string, Tint> =>
  new Map(
    labels.flatMap(({ name, colour }, n): [string, Tint][] =>
      colour ? [[name, { name: `own-${n}`, light: colour.light, dark: colour.dark }]] : [],
    ),
  );

type Tints = ReturnType<typeof tintsOf>;

function lookOf({ kind, label }: PublishedAnnotation, tints: Tints): Look {
  if (kind === "figure" || label === null) return { look: kind === "figure" ? kind : "other", tint: null };
  return { look: LOOKS.has(label) ? label.toLowerCase() : "other", tint: tints.get(label)?.name ?? null };
}

const isInText = ({ status }: PublishedAnnotation): boolean => status !== "rejected" && status !== "orphaned";

/** Lays an article out for reading. */
export function laidOut(source: Source, publication: PublishParams, layout: LayoutResult): Laid {
  const { text, offsetAt } = source;
  const spans = layout.paragraphs.map(({ range: { start, end } }) => ({
    start: offsetAt(start),
    end: offsetAt(end),
  }));
  const held = spans.map(() => ({
    annotations: [] as PublishedAnnotation[],
    stretches: [] as Stretch[],
    notes: [] as Note[],
  }));
  const tints = tintsOf(source.labels);
  const places = new Map<string, Place>();
  let first = 0;
  for (const annotation of publication.annotations) {
    if (!isInText(annotation)) continue;
    const start = offsetAt(annotation.range.start);
    const end = offsetAt(annotation.range.end);
    while (first < spans.length && (spans[first]?.end ?? 0) <= start) first++;
    for (let n = first; n < spans.length; n++) {
      const [span, own] = [spans[n], held[n]];
      if (!span || !own || span.start >= end) break;
      const mark = own.annotations.push(annotation) - 1;
      own.stretches.push({
        start: Math.max(start, span.start) - span.start,
        end: Math.min(end, span.end) - span.start,
        mark,
      });
      if (places.has(annotation.id)) continue;
      places.set(annotation.id, { paragraph: n, mark });
      if (annotation.figure) own.notes.push(noteOf(mark, annotation, annotation.figure));
    }
  }
  const paragraphs = layout.paragraphs.map(({ language }, n): Paragraph => {
    const words = text.slice(spans[n]?.start, spans[n]?.end);
    return {
      language,
      direction: directionOf(language, words),
      inlines: nested(words, held[n]?.stretches ?? []),
      marks: (held[n]?.annotations ?? []).map((one) => markOf(one, tints)),
      notes: held[n]?.notes ?? [],
    };
  });
  return {
    article: { surroundings: surroundingsOf(source, tints, publication, places), paragraphs },
    spans,
    ids: held.map(({ annotations }) => annotations.map(({ id }) => id)),
    places,
  };
}

/** By most of its letters: an Arabic paragraph may begin with "AFP". What is in neither script the browser decides. */
function directionOf(language: "en" | "ar", words: string): Paragraph["direction"] {
  if (language === "ar") return "rtl";
  return /\p{Script=Latin}/u.test(words) ? "ltr" : "auto";
}

function markOf(annotation: PublishedAnnotation, tints: Tints): Mark {
  const { status, touched, disputed } = annotation;
  return {
    ...lookOf(annotation, tints),
    state: status === "suggested" ? "suggested" : touched ? "touched" : "decided",
    disputed,
    says: `${whatItIs(annotation)}: ${standing(annotation)}`,
  };
}

/** An annotation without how it stands: "LOC, Abyan Governorate", "killed at least 31, certainty: low". */
function whatItIs({ label, figure, entity, text, attributes }: PublishedAnnotation): string {
  const what = figure
    ? [`${termOf(figure.harm)} ${isolated(figure.count)}`]
    : [
        label,
        ...[entity?.name === text ? null : entity?.name, entity?.value].map(
          (words) => words && isolated(words),
        ),
      ];
  return listed([...what, ...attributesInWords(attributes).map(isolated)].map((part) => part ?? ""));
}

const plain = (words: string): string => words.replace(/\s+/g, " ").replace(/_/g, " ");

function noteOf(mark: number, annotation: PublishedAnnotation, figure: PublishedFigure): Note {
  const { victims, victimType } = figure;
  const type = victimType === "unknown" ? null : termOf(victimType);
  const facts: [string, string | null][] = [
    [
      l10n.t("victims"),
      [victims, victims !== null && type ? `(${type})` : type].filter(Boolean).join(" ") || null,
    ],
    [l10n.t("by"), figure.perpetrator],
    [l10n.t("where"), figure.place],
    [l10n.t("when"), figure.date],
    [l10n.t("source"), figure.source],
    [l10n.t("status"), figure.status === "asserted" ? null : termOf(figure.status)],
    [l10n.t("scope"), figure.scope === "cumulative" ? l10n.t("over a longer time") : null],
    [l10n.t("part of"), figure.partOf],
    [l10n.t("same as"), figure.sameAs],
    [l10n.t("against"), listed(figure.conflictsWith, semicolon()) || null],
    [l10n.t("said of it"), listed(attributesInWords(annotation.attributes), semicolon()) || null],
  ];
  return {
    mark,
    harm: termOf(figure.harm),
    count: figure.count,
    facts: facts.flatMap(([name, words]) => (words === null ? [] : [[name, plain(words)] as const])),
    standing: standing(annotation),
  };
}

function surroundingsOf(
  { name, labels }: Source,
  tints: Tints,
  { language, problems, annotations, head, totals, codebook }: PublishParams,
  places: ReadonlyMap<string, Place>,
): Surroundings {
  const shown = annotations.filter(isInText);
  const byId = new Map(shown.map((annotation) => [annotation.id, annotation]));
  const lines = totals.map(({ name: harm, total, note, figures }): Total => {
    const own = figures.map((id) => ({
      words: plain(byId.get(id)?.text ?? ""),
      place: places.get(id) ?? null,
    }));
    return { name: harm, total, note, figures: own.filter(({ words }) => words !== "") };
  });
  const inWords = (status: PublishedAnnotation["status"]): string[] =>
    annotations
      .filter((annotation) => annotation.status === status)
      .map(
        (annotation) =>
          `${listed([quotation(plain(annotation.text)), whatItIs(annotation)])}: ${standing(annotation)}`,
      );
  const counts = new Map<string, Look & { count: number }>();
  for (const annotation of shown) {
    const key = annotation.figure ? l10n.t("Casualty figure") : (annotation.label ?? "");
    const known = counts.get(key) ?? { ...lookOf(annotation, tints), count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  const order = [l10n.t("Casualty figure"), ...labels.map((label) => label.name), ...counts.keys()];
  return {
    name,
    language,
    direction: language === "ar" ? "rtl" : "ltr",
    problems: problems.map(({ message }) => message),
    count: { all: shown.length, open: shown.filter(({ status }) => status === "suggested").length },
    // A language alone says nothing that the text does not show.
    head:
      head.length > 1
        ? head.map(({ kind, text, note }) => [headName(kind), note === null ? text : `${text} (${note})`])
        : [],
    tally: { codebook, lines },
    legend: [...new Set(order)].flatMap((label) => {
      const known = counts.get(label);
      return known ? [{ ...known, name: label }] : [];
    }),
    tints: [...tints.values()],
    lost: inWords("orphaned"),
    rejected: inWords("rejected"),
  };
}
