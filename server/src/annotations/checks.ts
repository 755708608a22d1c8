import * as l10n from "@vscode/l10n";

// The checks of an article, and how loudly each speaks unless a setting or the project says otherwise: the one place.

/** How a finding is shown; `off` is not at all, and a hint is no line in the list of problems. */
export const levels = ["off", "hint", "information", "warning", "error"] as const;
export type Level = (typeof levels)[number];

/** Each check's code: what it finds, for the settings, and its level. */
export const checks = {
  toll: [() => l10n.t("Two figures of an article contradict each other."), "warning"],
  event: [
    () => l10n.t("Another article on the same event gives a toll that contradicts this one's."),
    "warning",
  ],
  headline: [
    () => l10n.t("The headline's figure is not the body's, or is counted a second time."),
    "warning",
  ],
  part: [() => l10n.t("A part is larger than the whole."), "warning"],
  bounds: [() => l10n.t("A lower bound is above the upper bound."), "error"],
  victims: [() => l10n.t("A decided figure does not say who the victims are."), "hint"],
  source: [() => l10n.t("A decided figure names no source."), "off"],
  overlap: [() => l10n.t("Two annotations of one kind share some of their words."), "warning"],
  nested: [() => l10n.t("An annotation lies within another of its kind."), "hint"],
  changed: [() => l10n.t("The words of an annotation have become others."), "warning"],
  ambiguous: [() => l10n.t("An annotation may belong to several places."), "warning"],
  orphan: [() => l10n.t("An annotation has lost its place, and nothing like it is in the text."), "warning"],
  conflict: [() => l10n.t("Two sides of a merge decided differently."), "warning"],
  label: [() => l10n.t("A label or attribute is not the project's."), "warning"],
  stale: [() => l10n.t("The text has changed since the article was done."), "information"],
} as const satisfies Readonly<Record<string, readonly [what: () => string, level: Level]>>;

export type CheckCode = keyof typeof checks;

export const checkCodes = Object.keys(checks) as readonly CheckCode[] as readonly [CheckCode, ...CheckCode[]];

/** Other levels than those above, by code. */
export type Levels = { readonly [Code in CheckCode]?: Level };

/** The level of a check. */
export const levelOf = (code: CheckCode, own: Levels): Level => own[code] ?? checks[code][1];

/** One step less: what rests on a suggestion that nobody has decided yet. */
export const lowered = (level: Level): Level =>
  level === "off" || level === "hint" ? level : (levels[levels.indexOf(level) - 1] ?? level);
