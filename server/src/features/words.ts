export { isolated } from "../protocol.ts";

import type { CasualtyFigure, NameReason } from "../detect/detection.ts";
import {
  type Harm,
  isolated,
  type PublishedAnnotation,
  type PublishedFigure,
  type Total,
} from "../protocol.ts";

/** Bounds as a reader says them: "at least 31", "80 to 200", "about 120,000", the word itself where it is vague. */
export function boundsInWords(figure: Pick<PublishedFigure, "min" | "max" | "qualifier" | "number">): string {
  const { min, max, qualifier, number } = figure;
  const n = (value: number): string => value.toLocaleString("en");
  if (min === null && max === null) return number === null ? "an unknown number" : isolated(number);
  if (qualifier === "more_than" && min !== null && max === null) return `more than ${n(min - 1)}`;
  if (qualifier === "fewer_than" && max !== null && !min) return `fewer than ${n(max + 1)}`;
  if (max === null) return `at least ${n(min ?? 0)}`;
  if (min === null || (min === 0 && max > 0)) return `at most ${n(max)}`;
  if (min !== max) return `${n(min)} to ${n(max)}`;
  return qualifier === "about" ? `about ${n(min)}` : n(min);
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

const NAMES: Record<Harm, string> = {
  killed: "killed",
  injured: "injured",
  missing: "missing",
  abducted: "abducted",
  detained: "detained",
  surrendered: "surrendered",
  displaced: "displaced",
  casualties: "dead or injured",
};
export const harmInWords = (harm: Harm): string => NAMES[harm];

/** Why the project's names have a mention there: "accepted in 3 articles of this workspace (first in sahel.txt)". */
export function reasonInWords(because: NameReason): string {
  const instead = because.instead === null ? "" : `, in place of ${because.instead}`;
  if (because.kind === "listed")
    return `from this project's names (${because.file}, line ${because.line}: ${isolated(because.name)})${instead}`;
  const by = because.by === null ? "" : ` by ${isolated(because.by)}`;
  const [count, where] =
    because.articles === 1 ? ["one article", "in"] : [`${because.articles} articles`, "first in"];
  return `accepted in ${count} of this workspace (${where} ${isolated(because.article)}${by})${instead}`;
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
