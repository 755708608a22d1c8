import { TextDocument } from "vscode-languageserver-textdocument";
import { nothingIn } from "../analysis.ts";
import type { Annotation } from "../annotations/annotation.ts";
import type { Levels } from "../annotations/checks.ts";
import { ignoredIn } from "../annotations/ignored.ts";
import { ownTotalsIn, withOwnTotals } from "../annotations/ownTotals.ts";
import { reviewIn } from "../annotations/review.ts";
import { shownFigures } from "../annotations/shownFigures.ts";
import type { Sidecar } from "../annotations/sidecar.ts";
import { defaultTagset } from "../annotations/tagset.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import { tallyOf } from "../detect/resolve/tally.ts";
import type { OtherArticle } from "../features/checks/finding.ts";
import { findingsIn, type LevelledFinding } from "../features/checks/registry.ts";
import { viewOf } from "../features/view.ts";
import { eventOf, publishedBy } from "../workspace/articleFacts.ts";
import { plainBytes, sha256 } from "../workspace/articleText.ts";

/** An article whose sidecar fits it, with its decisions in UTF-16 code units of its text. */
export interface Settled {
  readonly uri: string;
  readonly text: string;
  readonly sidecar: Sidecar;
  readonly annotations: readonly Annotation[];
}

/** What the project of an article says of checks. */
export interface LintOptions {
  readonly levels: Levels;
  readonly codebook: Codebook;
}

/** A finding as a line: `:line:column: code: message`, counted from 1, columns in UTF-16 code units as editors do. */
export interface LintLine {
  readonly line: string;
  /** A warning or an error, for the exit status. */
  readonly isProblem: boolean;
}

/** What this article tells of its event to others on it; null where its sidecar names none. */
export function tollOf(
  { uri, text, sidecar, annotations }: Settled,
  { codebook }: LintOptions,
  name: string,
): { readonly event: string; readonly toll: OtherArticle } | null {
  const event = eventOf(sidecar);
  if (event === null) return null;
  const figures = shownFigures({ figures: [] }, [], annotations);
  const published = sidecar.article.published ?? publishedBy(text);
  const tally = withOwnTotals(tallyOf(figures, codebook, published), ownTotalsIn(sidecar.article.extra));
  return { event, toll: { uri, name, published, tally, figures } };
}

/** What the editor's checks find in an article's decisions; conflicts and labels are said of
 * the sidecar, and hints are not. */
export async function findingsOf(
  { uri, text, sidecar, annotations }: Settled,
  { levels, codebook }: LintOptions,
  others: readonly OtherArticle[],
): Promise<LintLine[]> {
  const header = sidecar.article.extra;
  const document = TextDocument.create(uri, "article", 0, text);
  const published = sidecar.article.published ?? publishedBy(text);
  const detections = nothingIn(text, { sidecarPublished: published });
  const view = viewOf(document, detections, annotations, codebook, [], null, ownTotalsIn(header));
  const review = reviewIn(header);
  const isStale = review !== null && review.sha256 !== (await sha256(plainBytes(text)));
  const stale = isStale ? { by: review.by ?? null } : null;
  const all = { text, view, codebook, tagset: defaultTagset, published, stale, others };
  const own: Levels = { ...levels, conflict: "off", label: "off" };
  return findingsIn(all, own, ignoredIn(header))
    .filter(({ level }) => level !== "hint")
    .map((finding) => lineOf(finding, document));
}

function lineOf({ start, code, message, level }: LevelledFinding, document: TextDocument): LintLine {
  const { line, character } = document.positionAt(start);
  const isProblem = level === "warning" || level === "error";
  return { line: `:${line + 1}:${character + 1}: ${code}: ${message}`, isProblem };
}
