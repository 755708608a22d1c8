import * as l10n from "@vscode/l10n";
import type { Annotation } from "../annotations/annotation.ts";
import { type HistoryStep, historyOf } from "../annotations/history.ts";
import type { Reader } from "../annotations/opinion.ts";
import { attributesInWords } from "../annotations/tagset.ts";
import { listed, type PublishedAnnotation } from "../protocol.ts";
import { actInWords, boundsInWords, escapeMarkdown, harmInWords, quoted } from "./words.ts";

/**
 * How an annotation came to be besides the decision that is shown, the newest first, a line of Markdown each: others'
 * decisions, and what had been suggested. Who works blind sees nothing of others.
 */
export function historyLines(annotation: Annotation, shown: PublishedAnnotation, reader: Reader): string[] {
  return historyOf(annotation)
    .filter(({ act, by, at }) => act === "suggested" || by !== shown.by || at !== shown.at)
    .filter(({ act, by }) => reader.others || act === "suggested" || by === reader.name)
    .map(line)
    .reverse();
}

function line(step: HistoryStep): string {
  const when = step.at === null ? "" : escapeMarkdown(step.at.slice(0, 10));
  const act = actInWords(step.act);
  const name = step.by === null ? act : l10n.t("{0} by {1}", act, escapeMarkdown(step.by));
  const what = step.act === "rejected" || step.act === "removed" ? "" : `: ${escapeMarkdown(said(step))}`;
  const sure = step.confidence === null ? "" : `${Math.round(step.confidence * 100)} %`;
  const rule = step.rule === null ? "" : ` · ${l10n.t("rule: {0}", escapeMarkdown(step.rule))}`;
  const otherwise = step.agrees ? "" : ` · ${l10n.t("otherwise")}`;
  return `*${listed([`${listed([name, when])}${what}`, sure])}${rule}${otherwise}*`;
}

/** What a step says, in a few words: "LOC “Aden”", "12 killed “twelve people”". */
export function said({
  label,
  figure,
  quote,
  attributes,
}: Pick<HistoryStep, "label" | "figure" | "quote" | "attributes">): string {
  const what = figure
    ? `${boundsInWords({ ...figure, number: figure.number?.text ?? null })} ${harmInWords(figure.harm)}`
    : (label ?? "");
  return listed([`${what} ${quoted(quote)}`, ...attributesInWords(attributes)]);
}
