import { ThemeColor } from "vscode";
import { type ArticleRow, isolated } from "../../../server/src/protocol.ts";

type Stated = Pick<ArticleRow, "state" | "stale" | "open" | "reviewed" | "problem">;

interface Look {
  /** As a list names the state. */
  readonly name: string;
  readonly icon: string;
  /** In the explorer; none for what nobody has begun. */
  readonly badge: string | undefined;
  readonly colour: ThemeColor | undefined;
}

const LOOKS: Record<ArticleRow["state"], Look> = {
  problem: {
    name: "Problem",
    icon: "warning",
    badge: "!",
    colour: new ThemeColor("dateline.problemForeground"),
  },
  conflict: {
    name: "Conflict",
    icon: "git-merge",
    badge: "≠",
    colour: new ThemeColor("dateline.conflictForeground"),
  },
  review: {
    name: "In review",
    icon: "edit",
    badge: "◐",
    colour: new ThemeColor("dateline.reviewForeground"),
  },
  new: { name: "New", icon: "circle-large-outline", badge: undefined, colour: undefined },
  done: { name: "Done", icon: "pass", badge: "✓", colour: new ThemeColor("dateline.doneForeground") },
};

const STALE: Look = {
  ...LOOKS.review,
  name: "In review again",
  icon: "history",
  badge: "↻",
};

/** How the state of an article is shown. */
export const lookOf = ({ state, stale }: Pick<Stated, "state" | "stale">): Look =>
  stale && state === "review" ? STALE : LOOKS[state];

/** How a group of one state is shown. */
export const lookOfState = (state: string): Look | undefined => (LOOKS as Record<string, Look>)[state];

/** A sentence on how far an article is, and why. */
export function stateInWords({ state, stale, open, reviewed, problem }: Stated): string {
  const by = reviewed?.by ? ` by ${isolated(reviewed.by)}` : "";
  const at = reviewed?.at ? ` on ${reviewed.at.slice(0, 10)}` : "";
  const left =
    open === null ? "" : open === 1 ? ", 1 suggestion to review" : `, ${open} suggestions to review`;
  switch (state) {
    case "problem":
      return problem ?? "Annotations lost their place in the text.";
    case "conflict":
      return "Two sides of a merge decided differently; the warnings in the article settle it.";
    case "review":
      return stale ? `Done${by}${at}; the text has changed since${left}.` : `In review${left}.`;
    case "new":
      return `Nothing is decided yet${left}.`;
    case "done":
      return `Done${by}${at}.`;
  }
}
