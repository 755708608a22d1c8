import * as l10n from "@vscode/l10n";
import type { Annotation } from "../annotations/annotation.ts";
import { type Candidate, candidatesIn } from "../annotations/candidates.ts";
import type { Span } from "../text/span.ts";
import { harmInWords, quoted } from "./words.ts";

/** How many UTF-16 code units of an annotation's words a message has. */
const LONGEST = 60;

/** A place that a lost annotation may belong to, as the editor marks it. Offsets are UTF-16 code units. */
export interface LostPlace extends Span {
  /** Words that became others at its place, or one of several places that are as good. */
  readonly code: "changed" | "ambiguous";
  readonly id: string;
  /** What the annotation says, and the words of the place, for titles. */
  readonly name: string;
  /** The same as it is stored where the finding is ignored: alike in each language of the interface. */
  readonly stored: string;
  readonly words: string;
  /** For the user: what is wrong and what to do. */
  readonly message: string;
}

/** Of so many lost annotations places are looked for unasked. */
const MOST = 30;

/** From these scores on a place is marked: of its own words, and of others, whose surroundings must be its own. */
const SAME = 0.75;
const CHANGED = 0.7;

/** The places that the editor marks, of all lost annotations of a text. */
export function lostPlaces(text: string, decided: readonly Annotation[]): LostPlace[] {
  const orphans = decided.filter(({ status }) => status === "orphaned").slice(0, MOST);
  if (orphans.length === 0) return [];
  const candidates = candidatesIn(text, decided);
  return orphans.flatMap((orphan) => {
    const own = candidates(orphan).filter(({ score, same }) => score >= (same ? SAME : CHANGED));
    const exact = own.filter(({ same }) => same);
    return (exact.length > 0 ? exact : own.slice(0, 1)).map((place) => marked(orphan, place));
  });
}

function marked(orphan: Annotation, { start, end, text, same }: Candidate): LostPlace {
  const name =
    orphan.kind === "entity"
      ? `${orphan.label} ${quoted(orphan.quote, LONGEST)}`
      : `${quoted(orphan.quote, LONGEST)} (${harmInWords(orphan.figure.harm)})`;
  const words = quoted(text, LONGEST);
  const message = same
    ? l10n.t(
        "{0} was annotated, and this may be its place; the text has changed and others may be as good. Place it here with a quick fix, or remove it in the tree under “Lost”.",
        name,
      )
    : l10n.t(
        "{0} was annotated here, and the text now has {1}. Place the annotation on these words with a quick fix, or remove it in the tree under “Lost”.",
        name,
        words,
      );
  const stored = orphan.kind === "entity" ? name : `${quoted(orphan.quote, LONGEST)} (${orphan.figure.harm})`;
  return { start, end, code: same ? "ambiguous" : "changed", id: orphan.id, name, stored, words, message };
}
