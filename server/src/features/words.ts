export { isolated } from "../protocol.ts";

import * as l10n from "@vscode/l10n";
import type { HistoryStep } from "../annotations/history.ts";
import type { CasualtyFigure, NameReason } from "../detect/detection.ts";
import {
  type Harm,
  isolated,
  type PublishedAnnotation,
  type PublishedFigure,
  quotation,
  type Total,
  termOf,
} from "../protocol.ts";
import { grouped } from "../text/grouped.ts";

/** Bounds as a reader says them: "at least 31", "80 to 200", "about 120,000", the word itself where it is vague. */
export function boundsInWords(figure: Pick<PublishedFigure, "min" | "max" | "qualifier" | "number">): string {
  const { min, max, qualifier, number } = figure;
  if (min === null && max === null) return number === null ? l10n.t("an unknown number") : isolated(number);
  if (qualifier === "more_than" && min !== null && max === null)
    return l10n.t("more than {0}", grouped(min - 1));
  if (qualifier === "fewer_than" && max !== null && !min) return l10n.t("fewer than {0}", grouped(max + 1));
  if (max === null) return l10n.t("at least {0}", grouped(min ?? 0));
  if (min === null || (min === 0 && max > 0)) return l10n.t("at most {0}", grouped(max));
  if (min !== max) return l10n.t("{0} to {1}", grouped(min), grouped(max));
  return qualifier === "about" ? l10n.t("about {0}", grouped(min)) : grouped(min);
}

/** The count of a figure as detection or an annotator has it, in words. */
export const countInWords = (figure: CasualtyFigure): string =>
  boundsInWords({ ...figure, number: figure.number.text });

/** What a figure states, as far as a total's words depend on it. */
export type Stated = Pick<PublishedFigure, "harm" | "min" | "max" | "qualifier" | "number">;

/**
 * A total of the tally in words. Where one figure is all of it, in that figure's words: "more than 40,000" and "about
 * 2,500" and "hundreds" stay what they are, for a total has bounds alone.
 */
export function totalInWords({ min, max }: Total, harm: Harm, figures: readonly Stated[]): string {
  const whole = figures.find((figure) => figure.harm === harm && figure.min === min && figure.max === max);
  const vague = figures.filter(
    (figure) => figure.harm === harm && figure.min === null && figure.max === null,
  );
  const number = vague.length === 1 ? (vague[0]?.number ?? null) : null;
  return boundsInWords({ min, max, qualifier: whole?.qualifier ?? "exact", number });
}

/** Whether another annotator's decision is shown: one agrees or disagrees with it, and does not take it back. */
export const isOthers = ({ by, status }: PublishedAnnotation, annotator: string): boolean =>
  by !== null && by !== annotator && status !== "suggested" && status !== "orphaned";

/** A harm in a sentence, where casualties are what they stand for. */
export const harmInWords = (harm: Harm): string =>
  harm === "casualties" ? l10n.t("dead or injured") : termOf(harm);

/** Words of an article in quotation marks, on one line; of more than `longest` UTF-16 code units the beginning. */
export function quoted(words: string, longest = Number.POSITIVE_INFINITY): string {
  const short = words.length > longest ? `${words.slice(0, longest - 1)}…` : words;
  return quotation(short.replace(/\s+/g, " "));
}

/** A figure as it is called where something is to be done with it. */
export const figureInWords = ({ harm, count }: Pick<PublishedFigure, "harm" | "count">): string =>
  quotation(`${harmInWords(harm)}: ${count}`);

/** The fields of a figure besides its count, as a reader calls them. */
export const fieldsInWords = () =>
  [
    ["victims", l10n.t("victims")],
    ["victimType", l10n.t("type of victims")],
    ["perpetrator", l10n.t("perpetrator")],
    ["place", l10n.t("place")],
    ["date", l10n.t("date")],
    ["source", l10n.t("source")],
    ["scope", l10n.t("scope")],
    ["status", l10n.t("status")],
  ] as const;

/** What was done with an annotation, or how it stands, as a line begins with it. */
export function actInWords(act: PublishedAnnotation["status"] | HistoryStep["act"]): string {
  switch (act) {
    case "suggested":
      return l10n.t("Suggested");
    case "accepted":
      return l10n.t("Accepted");
    case "corrected":
      return l10n.t("Corrected");
    case "added":
      return l10n.t("Added");
    case "rejected":
      return l10n.t("Rejected");
    case "orphaned":
      return l10n.t("Orphaned");
    case "removed":
      return l10n.t("Removed");
    case "adjudicated":
      return l10n.t("Adjudicated");
  }
}

/** Why the project's names have a mention there: "accepted in 3 articles of this workspace (first in sahel.txt)". */
export function reasonInWords(because: NameReason): string {
  const why =
    because.kind === "listed"
      ? l10n.t(
          "from this project's names ({0}, line {1}: {2})",
          because.file,
          because.line,
          isolated(because.name),
        )
      : acceptedInWords(because);
  return because.instead === null ? why : l10n.t("{0}, in place of {1}", why, because.instead);
}

function acceptedInWords({ articles, article, by }: Extract<NameReason, { kind: "accepted" }>): string {
  const first = by === null ? isolated(article) : l10n.t("{0} by {1}", isolated(article), isolated(by));
  return articles === 1
    ? l10n.t("accepted in one article of this workspace (in {0})", first)
    : l10n.t("accepted in {0} articles of this workspace (first in {1})", articles, first);
}

/** Text of an article or sidecar for Markdown: nothing in it is markup, a link or a line of its own. */
export const escapeMarkdown = (text: string): string =>
  isolated(text.replace(/\s+/g, " "))
    .replace(/[\\`*_{}[\]()<>#+\-.!|~&$:/@]/g, (char) =>
      /[.:/@()\-,&$]/.test(char) ? escapeRare(char) : `\\${char}`,
    )
    .replace(/www/gi, (w) => `${w[0]}&#${w.charCodeAt(1)};${w[2]}`);

/** What Markdown takes for an address or an entity gets a character reference; the rest reads better plain. */
const escapeRare = (char: string): string => (/[:/@&]/.test(char) ? `&#${char.charCodeAt(0)};` : `\\${char}`);
