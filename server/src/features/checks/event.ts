import * as l10n from "@vscode/l10n";
import { withOwnTotals } from "../../annotations/ownTotals.ts";
import { harms } from "../../detect/detection.ts";
import { basisOf, tallyFrom } from "../../detect/resolve/tally.ts";
import { commands } from "../../protocol.ts";
import { harmInWords, totalInWords } from "../words.ts";
import {
  type Check,
  type Finding,
  figuresOf,
  type OtherArticle,
  plain,
  quoted,
  type Related,
} from "./finding.ts";
import { editing } from "./fixes.ts";
import { isApart } from "./likeness.ts";

/** The most articles that a finding names. */
const NAMED = 5;

/**
 * Tolls that contradict those of other articles on the same event. Decided figures and totals that were set by hand count
 * alone, on both sides. That a later report tells of more is how tolls grow, and no finding.
 */
export const event: Check = ({ view, codebook, published, others }) => {
  if (others.length === 0) return [];
  const figures = figuresOf(view).filter(({ decided }) => decided);
  const basis = basisOf(
    figures.map(({ figure }) => figure),
    codebook,
    published,
  );
  const tally = withOwnTotals(tallyFrom(basis, codebook), view.own);
  return harms.flatMap((harm): Finding[] => {
    const own = tally[harm];
    if (!own) return [];
    const against = others.filter((other) => {
      const theirs = other.tally[harm];
      return (
        theirs !== undefined && isApart(own, theirs) && !isGrown(published, own, other.published, theirs)
      );
    });
    if (against.length === 0) return [];
    const at = basis.get(harm)?.incident[0];
    const place = figures.find(({ figure }) => figure.id === at?.id);
    const words = `${harmInWords(harm)}: ${totalInWords(own, harm, [])}`;
    const said = (other: OtherArticle): string =>
      l10n.t("{0} has {1}", quoted(other.name), totalInWords(other.tally[harm] ?? own, harm, []));
    const saying = against.slice(0, NAMED).map(said).join(", ");
    const message =
      against.length > NAMED
        ? l10n.t(
            "Of the same event this article has {0}, and {1}; so do {2} more. Correct one of them, or ignore it where both tell what they were told.",
            words,
            saying,
            against.length - NAMED,
          )
        : l10n.t(
            "Of the same event this article has {0}, and {1}. Correct one of them, or ignore it where both tell what they were told.",
            words,
            saying,
          );
    const related = against.slice(0, NAMED).map((other): Related => {
      const their = other.figures.find((figure) => figure.harm === harm);
      return { uri: other.uri, span: { start: 0, end: 0 }, id: their?.id ?? null, message: said(other) };
    });
    return [
      {
        ...{ start: place?.figure.start ?? 0, end: place?.figure.end ?? 0 },
        ...{ code: "event", message, related, suggested: false },
        fixes: [
          ...(place ? [editing(place)] : []),
          {
            title: l10n.t("Set the total of “{0}” by hand…", harmInWords(harm)),
            command: commands.setTally,
            more: { harm },
            asks: true,
          },
        ],
        about: {
          quote: `${harm}: ${boundsOf(own)}`,
          other: plain(
            against.map(({ name, tally: of }) => `${name}: ${boundsOf(of[harm] ?? own)}`).join(", "),
          ),
        },
      },
    ];
  });
};

type Bounds = { readonly min: number | null; readonly max: number | null };

/** As it is stored where the finding is ignored: the same in each language of the interface. */
const boundsOf = ({ min, max }: Bounds): string => `${min ?? "?"}–${max ?? "?"}`;

/** Whether of two reports the later one has the higher toll. */
function isGrown(a: string | null, own: Bounds, b: string | null, theirs: Bounds): boolean {
  if (a === null || b === null || a === b) return false;
  const [early, late] = a < b ? [own, theirs] : [theirs, own];
  return (early.max ?? Number.POSITIVE_INFINITY) < (late.min ?? 0);
}
