import * as l10n from "@vscode/l10n";
import { ThemeColor } from "vscode";
import { type ArticleRow, directed, isolated, listed } from "../../../server/src/protocol.ts";

type Stated = Pick<ArticleRow, "state" | "stale" | "open" | "reviewed" | "problem">;

interface Look {
  /** As a list names the state. */
  readonly name: string;
  readonly icon: string;
  /** In the explorer; none for what nobody has begun. */
  readonly badge: string | undefined;
  readonly colour: ThemeColor | undefined;
}

const looks = (): Record<ArticleRow["state"], Look> => ({
  problem: {
    name: l10n.t("Problem"),
    icon: "warning",
    badge: "!",
    colour: new ThemeColor("dateline.problemForeground"),
  },
  conflict: {
    name: l10n.t("Conflict"),
    icon: "git-merge",
    badge: "≠",
    colour: new ThemeColor("dateline.conflictForeground"),
  },
  review: {
    name: l10n.t("In review"),
    icon: "edit",
    badge: "◐",
    colour: new ThemeColor("dateline.reviewForeground"),
  },
  new: { name: l10n.t("New"), icon: "circle-large-outline", badge: undefined, colour: undefined },
  done: { name: l10n.t("Done"), icon: "pass", badge: "✓", colour: new ThemeColor("dateline.doneForeground") },
});

const staleLook = (): Look => ({
  ...looks().review,
  name: l10n.t("In review again"),
  icon: "history",
  badge: "↻",
});

/** How the state of an article is shown. */
export const lookOf = ({ state, stale }: Pick<Stated, "state" | "stale">): Look =>
  stale && state === "review" ? staleLook() : looks()[state];

/** How a group of one state is shown. */
export const lookOfState = (state: string): Look | undefined => (looks() as Record<string, Look>)[state];

/** A sentence on how far an article is, and why. */
export function stateInWords({ state, stale, open, reviewed, problem }: Stated): string {
  const done = [l10n.t("Done")];
  if (reviewed?.by) done.push(l10n.t("by {0}", isolated(reviewed.by)));
  if (reviewed?.at) done.push(l10n.t("on {0}", reviewed.at.slice(0, 10)));
  const left =
    open === null
      ? ""
      : open === 1
        ? l10n.t("1 suggestion to review")
        : l10n.t("{0} suggestions to review", open);
  const sentence = (...parts: readonly string[]): string => directed(`${listed(parts)}.`);
  switch (state) {
    case "problem":
      return problem ?? l10n.t("Annotations lost their place in the text.");
    case "conflict":
      return l10n.t("Two sides of a merge decided differently; the warnings in the article settle it.");
    case "review":
      return stale
        ? sentence(l10n.t("{0}; the text has changed since", done.join(" ")), left)
        : sentence(l10n.t("In review"), left);
    case "new":
      return sentence(l10n.t("Nothing is decided yet"), left);
    case "done":
      return sentence(done.join(" "));
  }
}
