import * as l10n from "@vscode/l10n";

// What the user is told of decisions that other programs write, or that cannot be written.

/** Says that another program decided some annotations of an article otherwise while ours were written. */
export const conflictsInWords = (name: string, count: number): string =>
  count === 1
    ? l10n.t(
        "{0}: another program decided 1 annotation differently at the same time. Yours stand; theirs are kept beside them as opinions in the sidecar.",
        name,
      )
    : l10n.t(
        "{0}: another program decided {1} annotations differently at the same time. Yours stand; theirs are kept beside them as opinions in the sidecar.",
        name,
        count,
      );

/** Says that decisions went with a sidecar that was deleted. */
export const vanishedInWords = (name: string, decisions: number): string =>
  decisions === 1
    ? l10n.t(
        "1 decision on {0} went with its sidecar, which somebody deleted. Undo the Last Correction brings them back; so does Restore Annotations.",
        name,
      )
    : l10n.t(
        "{0} decisions on {1} went with its sidecar, which somebody deleted. Undo the Last Correction brings them back; so does Restore Annotations.",
        decisions,
        name,
      );

/** What becomes of decisions that could not be written. */
export const keptInMemory = (): string =>
  l10n.t("Your decisions are kept in memory and written as soon as it is possible.");
