import * as l10n from "@vscode/l10n";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "./analysis.ts";
import type { Article } from "./article.ts";
import type { Codebook } from "./detect/resolve/codebook.ts";
import { headLines } from "./features/headLines.ts";
import { tallyLines } from "./features/totals.ts";
import type { ArticleView } from "./features/view.ts";
import type { ArticleProblem, PublishParams } from "./protocol.ts";

/**
 * The longest text that suggestions are made for, in UTF-16 code units: about two hundred thousand words. Longer ones
 * take a minute and more, in which every key would be answered late.
 */
export const LONGEST_TEXT = 1_000_000;

/** What keeps an article from being annotated, its decisions from being saved, or suggestions from being made. */
export function problemsOf(article: Article): ArticleProblem[] {
  const found: ArticleProblem[] = [];
  if (article.refused !== null) found.push({ kind: "article", message: article.refused });
  else if (article.sidecarProblem) found.push({ kind: "sidecar", message: article.sidecarProblem.message });
  else if (article.unsaved !== null) found.push({ kind: "unsaved", message: article.unsaved });
  if (isTooLong(article.document)) {
    found.push({
      kind: "size",
      message: l10n.t(
        "This text is too long for suggestions: more than a million characters. Split it into articles, or annotate it by hand.",
      ),
    });
  }
  return found;
}

export const isTooLong = (document: TextDocument): boolean => document.getText().length > LONGEST_TEXT;

/** All that an article shows, for the client. */
export function publicationOf(
  article: Article,
  analysis: Analysis,
  view: ArticleView,
  annotator: string,
): PublishParams {
  return {
    uri: article.uri,
    version: analysis.version,
    annotator,
    language: analysis.detections.language,
    published: analysis.detections.published,
    head: headLines(article.document, analysis.detections),
    annotations: view.items.map(({ published }) => published),
    tally: view.tally,
    codebook: nameOf(article.settings.codebook),
    totals: tallyLines(view),
    problems: problemsOf(article),
    canUndo: article.undo.length > 0,
    canRedo: article.redo.length > 0,
  };
}

/** What a codebook is called before users. */
const nameOf = (codebook: Codebook): string =>
  typeof codebook === "string" ? codebook : l10n.t("the project's own");

/** Nothing at all: for a text that is no article any more, or not yet read. */
export const emptyPublication = ({ uri, version }: TextDocument): PublishParams => ({
  uri,
  version,
  annotator: "",
  language: "en",
  published: null,
  head: [],
  annotations: [],
  tally: {},
  codebook: "",
  totals: [],
  problems: [],
  canUndo: false,
  canRedo: false,
});
