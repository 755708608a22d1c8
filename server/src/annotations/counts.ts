import * as l10n from "@vscode/l10n";
import { grouped } from "../text/grouped.ts";

// Numbers of things, as sentences and lists take them in.

export const articleCount = (count: number): string =>
  count === 1 ? l10n.t("1 article") : l10n.t("{0} articles", grouped(count));

export const mentionCount = (count: number): string =>
  count === 1 ? l10n.t("1 mention") : l10n.t("{0} mentions", grouped(count));

export const figureCount = (count: number): string =>
  count === 1 ? l10n.t("1 figure") : l10n.t("{0} figures", grouped(count));

export const annotationCount = (count: number): string =>
  count === 1 ? l10n.t("1 annotation") : l10n.t("{0} annotations", grouped(count));

export const suggestionCount = (count: number): string =>
  count === 1 ? l10n.t("1 suggestion") : l10n.t("{0} suggestions", grouped(count));

export const disagreementCount = (count: number): string =>
  count === 1 ? l10n.t("1 disagreement") : l10n.t("{0} disagreements", grouped(count));

/** Things in articles: "3 mentions in 2 articles". */
export const inArticles = (things: string, articles: number): string =>
  l10n.t("{0} in {1}", things, articleCount(articles));
