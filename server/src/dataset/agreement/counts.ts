import { codePoints } from "../../positions.ts";
import { type Coincidences, coincidences, nominal, ratio } from "../measure/alpha.ts";
import { type FigureField, fieldValue, figureFields } from "../measure/figureFields.ts";
import { type FigureMarking, type Kind, kinds, type Marking, ofKind } from "../measure/marking.ts";
import { aligned, type Labelled } from "../measure/pairing.ts";
import { addScores, noScore } from "../measure/score.ts";
import { addSpanScores, type SpanScores, scoresByLabel } from "../measure/spanScores.ts";
import { unitizing } from "../measure/unitizing.ts";
import type { AgreementSubject, FieldAgreement, NumberAgreement, SpanAgreement } from "./agreement.ts";

/** An article as several marked it: its text, and each one's markings. */
export interface Double {
  readonly text: string;
  readonly markings: readonly (readonly Marking[])[];
}

const BOUNDS = ["min", "max"] as const;

/** A label of a kind, as one name: an entity may be labelled as a harm is called. */
const keyOf = ({ kind, label }: Marking): string => `${kind} ${label}`;

/** The alphas of a number of observers over articles; it keeps counts alone. */
export interface AlphaCounts {
  /** @returns how many markings were left out of alpha for unitizing */
  add(article: Double): number;
  /** All, those of each kind, then label by label. */
  subjects(): readonly AgreementSubject[];
  spans(subject: AgreementSubject): { readonly alpha: number | null; readonly units: number };
  fields(): readonly FieldAgreement[];
  numbers(): readonly NumberAgreement[];
}

export function alphaCounts(observers: number): AlphaCounts {
  const units = unitizing(observers);
  const fields = new Map<FigureField, { values: Coincidences; same: number; of: number }>(
    figureFields.map((field) => [field, { values: coincidences(), same: 0, of: 0 }]),
  );
  const numbers = new Map(BOUNDS.map((bound) => [bound, { values: coincidences(), of: 0 }]));
  const add = (figures: readonly FigureMarking[]): void => {
    if (figures.length < 2) return;
    for (const [field, counted] of fields) {
      // Nothing said is a value: it is what an annotator makes of a text that does not say it.
      const values = figures.map((figure) => fieldValue(field, figure) ?? "");
      counted.values.add(values);
      counted.of++;
      if (new Set(values).size === 1) counted.same++;
    }
    for (const [bound, counted] of numbers) {
      const values = figures.map(({ figure }) => figure[bound]).filter((value) => value !== null);
      if (values.length < 2) continue;
      counted.values.add(values.map(String));
      counted.of++;
    }
  };
  return {
    add({ text, markings }) {
      // In code points, so that an emoji weighs as any letter does.
      const points = codePoints(text);
      const place = (one: Marking): Labelled => ({
        start: points.fromUtf16(one.start),
        end: points.fromUtf16(one.end),
        label: keyOf(one),
      });
      for (const figures of together(markings.map((own) => ofKind("figure", own)))) add(figures);
      return units.add(
        points.length,
        markings.map((own) => own.map(place)),
      );
    },
    subjects() {
      const labels = units.labels().map((key): AgreementSubject => {
        const kind: Kind = key.startsWith("entity ") ? "entity" : "figure";
        return { kind, label: key.slice(kind.length + 1) };
      });
      return [{ kind: null, label: null }, ...kinds.map((kind) => ({ kind, label: null })), ...labels];
    },
    spans: ({ kind, label }) =>
      units.of(
        units
          .labels()
          .filter((key) =>
            label === null ? kind === null || key.startsWith(`${kind} `) : key === `${kind} ${label}`,
          ),
      ),
    fields: () =>
      [...fields].map(([field, { values, same, of }]) => ({ field, same, of, alpha: values.alpha(nominal) })),
    numbers: () => [...numbers].map(([bound, { values, of }]) => ({ bound, of, alpha: values.alpha(ratio) })),
  };
}

/** The figures of several that belong together: those of each further one are paired with what there is before. */
function together(all: readonly (readonly FigureMarking[])[]): FigureMarking[][] {
  const groups: FigureMarking[][] = [];
  for (const own of all) {
    const heads = groups.flatMap((group) => group.slice(0, 1));
    const { pairs, onlyRight } = aligned(heads, own);
    for (const [head, figure] of pairs) groups[heads.indexOf(head)]?.push(figure);
    for (const figure of onlyRight) groups.push([figure]);
  }
  return groups;
}

/** The agreement of two over articles. */
export interface PairCounts {
  /** @param article as the two marked it */
  add(article: Double): number;
  spans(): readonly SpanAgreement[];
  fields(): readonly FieldAgreement[];
  numbers(): readonly NumberAgreement[];
}

export function pairCounts(): PairCounts {
  const alphas = alphaCounts(2);
  const scores = new Map<string, SpanScores>();
  return {
    add(article) {
      const [left, right] = article.markings.map((own) =>
        own.map((one) => ({ start: one.start, end: one.end, label: keyOf(one) })),
      );
      for (const [key, own] of scoresByLabel(left ?? [], right ?? []))
        scores.set(key, addSpanScores(scores.get(key), own));
      return alphas.add(article);
    },
    spans: () =>
      alphas.subjects().map((subject) => {
        const { kind, label } = subject;
        const own = [...scores]
          .filter(([key]) =>
            label === null ? kind === null || key.startsWith(`${kind} `) : key === `${kind} ${label}`,
          )
          .map(([, one]) => one);
        return {
          ...subject,
          ...alphas.spans(subject),
          exact: own.map(({ strict }) => strict).reduce(addScores, noScore),
          overlap: own.map(({ type }) => type).reduce(addScores, noScore),
        };
      }),
    fields: alphas.fields,
    numbers: alphas.numbers,
  };
}
