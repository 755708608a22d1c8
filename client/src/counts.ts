import * as l10n from "@vscode/l10n";

// Numbers of things, as sentences and lists take them in: those of the client alone, and those that the server says too.

export {
  annotationCount,
  articleCount,
  inArticles,
  mentionCount,
  suggestionCount,
} from "../../server/src/protocol.ts";

/** With its thousands apart. */
export const number = (count: number): string => count.toLocaleString("en");

export const decisionCount = (count: number): string =>
  count === 1 ? l10n.t("1 decision") : l10n.t("{0} decisions", number(count));
