import { type FigureField, fieldValue, figureFields, slotScore } from "../measure/figureFields.ts";
import { type FigureMarking, type Kind, kinds, type Marking, ofKind } from "../measure/marking.ts";
import { type Aligned, aligned } from "../measure/pairing.ts";
import { type Column, NO_COLUMN, sumOf } from "../measure/resample.ts";
import { addScores, noScore, type Score } from "../measure/score.ts";
import { type Scheme, schemes, scoresByLabel, spanScores } from "../measure/spanScores.ts";

/** Of one label `exact` is `strict`. */
const labelSchemes = schemes.filter((scheme) => scheme !== "exact");

/** What a score is of: all spans of a kind, those of one label, or a field of figures. */
export type Subject =
  | { readonly of: "kind"; readonly kind: Kind; readonly scheme: Scheme }
  | { readonly of: "label"; readonly kind: Kind; readonly label: string; readonly scheme: Scheme }
  | { readonly of: "field"; readonly field: FigureField };

/** How often what was wanted as one label was found as another; null is nothing. */
export interface Confused {
  readonly kind: Kind;
  readonly gold: string | null;
  readonly found: string | null;
  readonly count: number;
}

/** How a run does, article by article; of an article it keeps its scores alone. */
export interface RunScores {
  /** @param article its number, each once and in order */
  add(article: number, gold: readonly Marking[], found: readonly Marking[]): void;
  /** By name, in a fixed order of kinds, labels and fields. */
  columns(): Map<string, { readonly subject: Subject; readonly column: Column; readonly score: Score }>;
  confusion(): readonly Confused[];
  /** Of the figures that were found where one was wanted, how many say the same in a field. */
  same(field: FigureField): { readonly same: number; readonly of: number };
}

export function runScores(): RunScores {
  const subjects = new Map<string, Subject>();
  const columns = new Map<string, { [K in keyof Column]: number[] }>();
  const confused = new Map<string, Confused>();
  const alike = new Map<FigureField, number>();
  let pairs = 0;

  const score = (article: number, subject: Subject, one: Score): void => {
    const name = nameOf(subject);
    subjects.set(name, subject);
    const column = columns.get(name) ?? { articles: [], right: [], found: [], wanted: [] };
    columns.set(name, column);
    if (one.found + one.wanted === 0) return;
    column.articles.push(article);
    for (const field of ["right", "found", "wanted"] as const) column[field].push(one[field]);
  };
  const confuse = (kind: Kind, gold: string | null, found: string | null): void => {
    const key = JSON.stringify([kind, gold, found]);
    confused.set(key, { kind, gold, found, count: (confused.get(key)?.count ?? 0) + 1 });
  };
  const scoreFields = (
    article: number,
    { pairs: met, onlyLeft, onlyRight }: Aligned<FigureMarking, FigureMarking>,
  ): void => {
    pairs += met.length;
    for (const field of figureFields) {
      const value = (figure: FigureMarking): string | null => fieldValue(field, figure);
      const slots = [
        ...met.map(([a, b]) => slotScore(value(a), value(b))),
        ...onlyLeft.map((a) => slotScore(value(a), null)),
        ...onlyRight.map((b) => slotScore(null, value(b))),
      ];
      score(article, { of: "field", field }, slots.reduce(addScores, noScore));
      const same = met.filter(([a, b]) => value(a) === value(b)).length;
      alike.set(field, (alike.get(field) ?? 0) + same);
    }
  };

  return {
    add(article, gold, found) {
      for (const kind of kinds) {
        const [wanted, own] = [ofKind(kind, gold), ofKind(kind, found)];
        const sides: Aligned<Marking, Marking> = aligned<Marking, Marking>(wanted, own);
        const all = spanScores(sides);
        for (const scheme of schemes) score(article, { of: "kind", kind, scheme }, all[scheme]);
        for (const [label, scores] of scoresByLabel(wanted, own))
          for (const scheme of labelSchemes)
            score(article, { of: "label", kind, label, scheme }, scores[scheme]);
        for (const [a, b] of sides.pairs) confuse(kind, a.label, b.label);
        for (const a of sides.onlyLeft) confuse(kind, a.label, null);
        for (const b of sides.onlyRight) confuse(kind, null, b.label);
      }
      scoreFields(article, aligned(ofKind("figure", gold), ofKind("figure", found)));
    },
    columns: () =>
      new Map(
        [...subjects]
          .sort(([, a], [, b]) => inOrder(a, b))
          .map(([name, subject]) => {
            const column = columns.get(name) ?? NO_COLUMN;
            return [name, { subject, column, score: sumOf(column) }];
          }),
      ),
    confusion: () => [...confused.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
    same: (field) => ({ same: alike.get(field) ?? 0, of: pairs }),
  };
}

/** The name of a subject, each its own. */
export function nameOf(subject: Subject): string {
  if (subject.of === "field") return `field ${subject.field}`;
  return `${subject.kind} ${subject.scheme}${subject.of === "label" ? ` ${subject.label}` : ""}`;
}

/** Kinds, then labels by name, then fields. */
function inOrder(a: Subject, b: Subject): number {
  const keyOf = (subject: Subject): (string | number)[] => {
    if (subject.of === "field") return [2, figureFields.indexOf(subject.field), "", 0];
    const label = subject.of === "label" ? subject.label : "";
    const kind = kinds.indexOf(subject.kind);
    return [subject.of === "kind" ? 0 : 1, kind, label, schemes.indexOf(subject.scheme)];
  };
  const [left, right] = [keyOf(a), keyOf(b)];
  const at = left.findIndex((one, n) => one !== right[n]);
  return at < 0 ? 0 : (left[at] ?? 0) < (right[at] ?? 0) ? -1 : 1;
}
