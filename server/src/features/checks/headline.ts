import * as l10n from "@vscode/l10n";
import { paragraphs } from "../../text/document.ts";
import type { Span } from "../../text/span.ts";
import { type Check, type CheckedFigure, type Finding, figuresOf, here, named, plain } from "./finding.ts";
import { changing, editing, linking } from "./fixes.ts";
import { isApart, isLinked, isOfSamePeople } from "./likeness.ts";

/** The longest headline, in UTF-16 code units. */
const LONGEST = 200;

/** The headline of a text: its first paragraph, if that is no whole sentence and something follows it. */
export function headlineOf(text: string): Span | null {
  // Of a long text its beginning is enough.
  const [first, second] = paragraphs(text.slice(0, 10 * LONGEST));
  if (!first || !second || first.end - first.start > LONGEST) return null;
  return /[.!?؟…]["'”’»)]*\s*$/.test(text.slice(first.start, first.end)) ? null : first;
}

const isTold = ({ record: { scope, status } }: CheckedFigure): boolean =>
  scope === "incident" && (status === "asserted" || status === "claimed");

/**
 * Figures of the headline that no figure of the body bears out, and those that say what one of the body says but are
 * added to it. A headline without a counterpart in the body is left alone.
 */
export const headline: Check = ({ text, view }) => {
  const title = headlineOf(text);
  if (!title) return [];
  const figures = figuresOf(view).filter(isTold);
  const counted = new Set([...view.basis.values()].flatMap(({ incident }) => incident.map(({ id }) => id)));
  const body = figures.filter(({ figure }) => figure.start >= title.end);
  return figures
    .filter(({ figure }) => figure.end <= title.end)
    .flatMap((own): Finding[] => {
      const rivals = body.filter(
        (one) => one.figure.harm === own.figure.harm && isOfSamePeople(own.record, one.record),
      );
      // One person of a headline may be one of the body's many.
      if ((own.figure.min ?? own.figure.max ?? 1) === 1) return [];
      if (rivals.length === 0 || rivals.some((one) => isLinked(own, one))) return [];
      // What several say of their own parts is added up in many a headline.
      const sum = {
        min: rivals.reduce((all, { figure }) => all + (counted.has(figure.id) ? (figure.min ?? 0) : 0), 0),
        max: null,
      };
      const equal = rivals.find(
        ({ figure }) =>
          figure.min === own.figure.min && figure.max === own.figure.max && counted.has(figure.id),
      );
      if (equal) return own.decided && equal.decided && counted.has(own.figure.id) ? [twice(own, equal)] : [];
      const mayBe = rivals.some((one) => !isApart(own.figure, one.figure));
      if (mayBe || (rivals.length > 1 && own.figure.min === sum.min)) return [];
      const standing = rivals.filter(({ figure }) => counted.has(figure.id));
      const [nearest] = (standing.length > 0 ? standing : rivals).sort(
        (a, b) => distance(own, a) - distance(own, b),
      );
      return nearest && (own.decided || nearest.decided) ? [other(own, nearest)] : [];
    });
};

const distance = ({ figure: a }: CheckedFigure, { figure: b }: CheckedFigure): number =>
  Math.abs((a.min ?? a.max ?? 0) - (b.min ?? b.max ?? 0));

const common = (own: CheckedFigure, body: CheckedFigure) => ({
  start: own.figure.start,
  end: own.figure.end,
  code: "headline" as const,
  related: [here(body.figure, l10n.t("the body: {0}", named(body.figure)))],
  suggested: !own.decided || !body.decided,
  about: { quote: plain(own.figure.text), other: plain(body.figure.text) },
});

const twice = (own: CheckedFigure, body: CheckedFigure): Finding => ({
  ...common(own, body),
  message: l10n.t(
    "The headline's {0} and the body's {1} are both added to the toll. Say with a quick fix that they are the same.",
    named(own.figure),
    named(body.figure),
  ),
  fixes: [
    changing(own, l10n.t("They are the same: it counts once"), {
      links: { sameAs: [body.figure.id], partOf: [], conflictsWith: [] },
    }),
    editing(own),
  ],
});

const other = (own: CheckedFigure, body: CheckedFigure): Finding => ({
  ...common(own, body),
  message: l10n.t(
    "The headline has {0}, and no figure of the body says so; the nearest is {1}. Say how they belong together with a quick fix, or correct one of them.",
    named(own.figure),
    named(body.figure),
  ),
  fixes: [...linking(own, body), editing(own), editing(body)],
});
