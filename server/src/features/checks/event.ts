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
      `${quoted(other.name)} has ${totalInWords(other.tally[harm] ?? own, harm, [])}`;
    const more = against.length > NAMED ? `; so do ${against.length - NAMED} more` : "";
    const message = `Of the same event this article has ${words}, and ${against.slice(0, NAMED).map(said).join(", ")}${more}. Correct one of them, or ignore it where both tell what they were told.`;
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
            title: `Set the total of “${harmInWords(harm)}” by hand…`,
            command: commands.setTally,
            more: { harm },
            asks: true,
          },
        ],
        about: { quote: words, other: plain(against.map(said).join(", ")) },
      },
    ];
  });
};

type Bounds = { readonly min: number | null; readonly max: number | null };

/** Whether of two reports the later one has the higher toll. */
function isGrown(a: string | null, own: Bounds, b: string | null, theirs: Bounds): boolean {
  if (a === null || b === null || a === b) return false;
  const [early, late] = a < b ? [own, theirs] : [theirs, own];
  return (early.max ?? Number.POSITIVE_INFINITY) < (late.min ?? 0);
}
