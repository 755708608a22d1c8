import * as l10n from "@vscode/l10n";

// What checks find, and what the annotator does about it.

export {
  type CheckCode,
  checkCodes,
  checks,
  type Level,
  type Levels,
  levels,
} from "../annotations/checks.ts";

/**
 * As `workspace/executeCommand`, with an `IgnoreArguments`: a finding is not shown again wherever its words stand in the
 * article; and what is ignored in the article is shown again. Both are undone as corrections are. Bounds in the wrong
 * order, which keep a sidecar from being read, are swapped in its file.
 */
export const checkCommands = {
  ignore: "dateline.ignoreHere",
  showIgnored: "dateline.showIgnored",
  swapBounds: "dateline.swapBounds",
} as const;

export interface IgnoreArguments {
  readonly uri: string;
  /** The version of the text that the annotator saw; the current one where it is left out. */
  readonly version?: number;
  /** Of `ignore`: the finding's code, its words, and those of the other place. */
  readonly code?: string;
  readonly quote?: string;
  readonly other?: string;
}

export interface IgnoreResult {
  /** False where it was so already. */
  readonly changed: boolean;
}

/** The client's own command that switches a check off in the settings of the workspace, with its code. */
export const switchOffCheck = "dateline.switchOffCheck";
export interface SwitchOffArguments {
  readonly uri: string;
  readonly code: string;
}

/** The quick fix in an article and in its sidecar. */
export const swapBoundsTitle = (): string =>
  l10n.t("Swap bounds that stand in the wrong order in the sidecar");
