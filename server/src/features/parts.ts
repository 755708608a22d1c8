import * as l10n from "@vscode/l10n";
import type { CasualtyFigure } from "../detect/detection.ts";
import type { Span } from "../text/span.ts";
import { countInWords, isolated } from "./words.ts";

/** What figures of an article cannot all be true of, at one of them. */
export interface FigureProblem extends Span {
  readonly code: "part";
  /** For the user: what is wrong and what to do. */
  readonly message: string;
}

/**
 * Parts that are larger than their wholes. Detection makes none; an annotator who corrects one of the two may. Spans are
 * those of the parts, in UTF-16 code units.
 */
export function partsBeyondWholes(figures: readonly CasualtyFigure[]): FigureProblem[] {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const count = (figure: CasualtyFigure): string =>
    `${isolated(`“${figure.text}”`)} (${countInWords(figure)})`;
  return figures.flatMap((part) => {
    const whole = part.partOf === null ? undefined : byId.get(part.partOf);
    if (!whole || whole.max === null || part.min === null || part.min <= whole.max) return [];
    const { start, end } = part;
    const message = l10n.t(
      "{0} is more than {1}, which it is a part of. Correct one of them, or what it is a part of.",
      count(part),
      count(whole),
    );
    return [{ start, end, code: "part", message }];
  });
}
