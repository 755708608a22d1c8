import * as l10n from "@vscode/l10n";
import type { Annotation, FigureRecord } from "../annotations/annotation.ts";
import type { Agreement, Difference, Pair } from "../annotations/compare.ts";
import { attributesInWords } from "../annotations/tagset.ts";
import { type Lines, toRange } from "../positions.ts";
import { type ComparedDecision, type ComparedPair, directed, listed, semicolon } from "../protocol.ts";
import { boundsInWords, fieldsInWords, harmInWords, isolated, quoted } from "./words.ts";

/** A pair as it is shown. */
export function comparedPair(pair: Pair, lines: Lines): ComparedPair {
  const { key, left, right, differences, settled } = pair;
  const shown = (annotation: Annotation | null): ComparedDecision | null =>
    annotation && {
      id: annotation.id,
      range: toRange(lines, annotation),
      text: annotation.quote.replace(/\s+/g, " "),
      status: annotation.status,
      what: whatOf(annotation),
      by: annotation.by,
      at: annotation.at,
    };
  return {
    key,
    kind: (left ?? right)?.kind ?? "entity",
    left: shown(left),
    right: shown(right),
    differences,
    words: inWords(pair),
    settled,
  };
}

/** An annotation by its label, or by what its figure says. */
export function whatOf(
  annotation:
    | { readonly kind: "entity"; readonly label: string }
    | { readonly kind: "figure"; readonly figure: FigureRecord },
): string {
  if (annotation.kind === "entity") return annotation.label;
  const { figure } = annotation;
  return `${harmInWords(figure.harm)}: ${isolated(boundsInWords({ ...figure, number: figure.number?.text ?? null }))}`;
}

function inWords({ left, right, differences }: Pair): string {
  if (!left || !right) return "";
  return differences
    .map((difference) => differenceInWords(difference, left, right))
    .filter((words) => words !== "")
    .join("; ");
}

function differenceInWords(difference: Difference, left: Annotation, right: Annotation): string {
  if (difference === "rejected")
    return left.status === "rejected" ? l10n.t("the first rejects it") : l10n.t("the second rejects it");
  if (difference === "label") return l10n.t("label: {0}, {1}", whatOf(left), whatOf(right));
  if (difference === "attributes")
    return l10n.t("attributes: {0}, {1}", attributesOf(left), attributesOf(right));
  if (difference === "bounds") return l10n.t("boundaries: {0}, {1}", quoted(left.quote), quoted(right.quote));
  return left.kind === "figure" && right.kind === "figure"
    ? listed(figureWords(left.figure, right.figure), semicolon())
    : "";
}

const attributesOf = ({ attributes }: Annotation): string =>
  attributesInWords(attributes).map(isolated).join(" · ") || l10n.t("none");

function figureWords(left: FigureRecord, right: FigureRecord): string[] {
  const count = (figure: FigureRecord): string =>
    `${harmInWords(figure.harm)} ${isolated(boundsInWords({ ...figure, number: figure.number?.text ?? null }))}`;
  const say = (value: string | null): string => (value === null ? l10n.t("none") : isolated(value));
  return [
    ...(count(left) === count(right) ? [] : [l10n.t("number: {0}, {1}", count(left), count(right))]),
    ...fieldsInWords()
      .filter(([field]) => left[field] !== right[field])
      .map(([field, name]) => `${name}: ${listed([say(left[field]), say(right[field])])}`),
  ];
}

/** "14 agree, 3 differ": how two sides stand to each other, in a few words. */
export function agreementInWords(
  { agree, differ, onlyLeft, onlyRight, settled }: Agreement,
  left: string,
  right: string,
): string {
  const parts = [
    l10n.t("{0} agree", agree),
    l10n.t("{0} differ", differ),
    onlyLeft > 0 ? l10n.t("{0} only {1}", onlyLeft, left) : "",
    onlyRight > 0 ? l10n.t("{0} only {1}", onlyRight, right) : "",
    settled > 0 ? l10n.t("{0} settled", settled) : "",
  ];
  return directed(listed(parts));
}

/** That one side alone decided, and whether the other rejects that. */
const onlyInWords = (what: string, one: string, rejecting: string | null): string =>
  rejecting === null
    ? l10n.t("{0}: only {1}", what, one)
    : l10n.t("{0}: only {1}, {2} rejects it", what, one, rejecting);

/** A pair that differs, for a list: "LOC “Aden”: ana, ben: label: LOC, ORG". */
export function disagreementInWords(pair: ComparedPair, left: string, right: string): string {
  const decision = pair.left ?? pair.right;
  const what = decision ? l10n.t("{0} “{1}”", decision.what, isolated(decision.text)) : "";
  if (!pair.right || pair.right.status === "rejected")
    return onlyInWords(what, left, pair.right ? right : null);
  if (!pair.left || pair.left.status === "rejected") return onlyInWords(what, right, pair.left ? left : null);
  return `${what}: ${listed([left, right])}: ${pair.words}`;
}
