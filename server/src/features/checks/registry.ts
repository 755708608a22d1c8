import {
  type CheckCode,
  checkCodes,
  type Level,
  type Levels,
  levelOf,
  lowered,
} from "../../annotations/checks.ts";
import { type Ignored, ignoredKey } from "../../annotations/ignored.ts";
import { bounds } from "./bounds.ts";
import { event } from "./event.ts";
import { source, victims } from "./fields.ts";
import type { Check, Checked, Finding } from "./finding.ts";
import { headline } from "./headline.ts";
import { nested, overlap } from "./overlaps.ts";
import { part } from "./part.ts";
import { ambiguous, changed, conflict, label, orphan } from "./places.ts";
import { stale } from "./stale.ts";
import { toll } from "./toll.ts";

/** All checks, by their codes. */
const registry: { readonly [Code in CheckCode]: Check } = {
  toll,
  event,
  headline,
  part,
  bounds,
  victims,
  source,
  overlap,
  nested,
  changed,
  ambiguous,
  orphan,
  conflict,
  label,
  stale,
};

/** A finding with the level at which it is shown. */
export interface LevelledFinding extends Finding {
  readonly level: Exclude<Level, "off">;
}

/**
 * What the checks find in an article, by position; those that are off are not run, and what an annotator ignores is left
 * out. The same for the editor and for `dateline lint`.
 */
export function findingsIn(checked: Checked, own: Levels, ignored: readonly Ignored[]): LevelledFinding[] {
  const gone = new Set(ignored.map(ignoredKey));
  return checkCodes
    .flatMap((code): LevelledFinding[] => {
      const level = levelOf(code, own);
      if (level === "off") return [];
      return registry[code](checked).flatMap((finding) => {
        if (finding.about && gone.has(ignoredKey({ code, ...finding.about }))) return [];
        const shown = finding.suggested ? lowered(level) : level;
        return shown === "off" ? [] : [{ ...finding, level: shown }];
      });
    })
    .sort((a, b) => a.start - b.start);
}
