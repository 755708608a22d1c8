import * as l10n from "@vscode/l10n";
import * as z from "zod";

// Patterns come with a folder, from anybody. A pattern becomes a regular expression, and one with many wildcards can take
// longer over a single file name than anybody waits; so there is a bound to them.

/** The longest pattern, in UTF-16 code units. */
const LONGEST = 300;
/** The most wildcards between two slashes, and the most `**` in all. */
const MOST = 3;

/** Whether file names are compared with a pattern in time that nobody notices, whatever the names. */
export function isSimpleGlob(pattern: string): boolean {
  if (pattern.length > LONGEST || /[()]/.test(pattern)) return false;
  const parts = pattern.split("/");
  const wildcards = (part: string): number => part.match(/\*+|[\]}]?\+/g)?.length ?? 0;
  return (
    parts.filter((part) => part.includes("**")).length <= MOST &&
    parts.every((part) => wildcards(part) <= MOST) &&
    (pattern.match(/\{/g)?.length ?? 0) <= MOST
  );
}

/** A glob pattern as settings and projects have it. */
export const globSchema = z.string().refine(isSimpleGlob, {
  error: () =>
    l10n.t(
      "the pattern is too complex; use at most {0} * between two slashes, {0} ** and {0} {} in all, and no parentheses",
      MOST,
    ),
});
