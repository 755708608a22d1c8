import * as l10n from "@vscode/l10n";
import type { Check, CheckedFigure, Finding } from "./finding.ts";
import { figuresOf, here, named, plain } from "./finding.ts";
import { editing, linking } from "./fixes.ts";
import { headlineOf } from "./headline.ts";
import { isApart, isLinked, isOfOneEvent } from "./likeness.ts";

/** Figures beyond these are not compared with all others: an article has some dozens. */
const MOST = 300;

/**
 * Figures of an article that contradict each other: two of one harm, place and day that are added up although the numbers
 * look like two counts of the same people. What an annotator has linked is meant so: two of different numbers may well be
 * said to be the same, so that one of them counts. Of two suggestions nothing is said: detection has looked at them.
 */
export const toll: Check = ({ text, view }) => {
  // The headline is a check of its own.
  const from = headlineOf(text)?.end ?? 0;
  const figures = figuresOf(view)
    .filter((one) => one.figure.start >= from && isToll(one))
    .slice(0, MOST);
  const counted = new Set([...view.basis.values()].flatMap(({ incident }) => incident.map(({ id }) => id)));
  const found: Finding[] = [];
  for (const [n, one] of figures.entries()) {
    if (!counted.has(one.figure.id)) continue;
    // The nearest before it is enough: each pair of neighbours is told once.
    const other = figures
      .slice(0, n)
      .findLast(
        (before) =>
          counted.has(before.figure.id) &&
          (one.decided || before.decided) &&
          !isLinked(one, before) &&
          isOfOneEvent(one, before) &&
          isApart(one.figure, before.figure),
      );
    if (other) found.push(contradictory(one, other));
  }
  return found;
};

/** One person, or people beside others, are no count of all. */
const isToll = ({ figure, record }: CheckedFigure): boolean =>
  record.qualifier !== "named" && (figure.min ?? figure.max ?? 0) > 1 && !BESIDE.test(figure.text);

const BESIDE = /\b(?:others?|another|more|both|further)\b|آخر/i;

const contradictory = (one: CheckedFigure, other: CheckedFigure): Finding => ({
  ...{ start: one.figure.start, end: one.figure.end, code: "toll" },
  message: l10n.t(
    "{0} and {1} are of one place and day, and both are added to the toll. Say how they belong together with a quick fix, or correct one of them.",
    named(one.figure),
    named(other.figure),
  ),
  related: [here(other.figure, named(other.figure))],
  fixes: [...linking(one, other), editing(one), editing(other)],
  suggested: !one.decided || !other.decided,
  about: { quote: plain(one.figure.text), other: plain(other.figure.text) },
});
