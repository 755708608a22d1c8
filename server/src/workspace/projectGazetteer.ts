import * as l10n from "@vscode/l10n";
import { type EntityLabel, entityLabels } from "../detect/detection.ts";
import { type Listed, listed } from "../detect/resolve/nameIndex.ts";
import { grouped } from "../text/grouped.ts";

// A project's gazetteer: a file of names, an entry a line, `LABEL TAB form|form|… TAB name`. The label `-` is for forms
// that are never suggested. Lines that begin with `#` are comments.

/** The largest gazetteer that is read: bytes, and lines. */
export const LARGEST_GAZETTEER = 5_000_000;
export const MOST_LINES = 200_000;
/** The most forms that a line may have, and the longest of them in UTF-16 code units. */
export const MOST_FORMS = 200;
const LONGEST_FORM = 500;
/** How many problems are marked at once; of the rest the lines are counted. */
const MOST_PROBLEMS = 100;
/** How much of what is written is said again in a problem, in UTF-16 code units. */
const LONGEST_QUOTE = 60;

/** The label of forms that are never suggested. */
export const NEVER = "-";

/** What is wrong in a gazetteer; UTF-16 code units of its text. */
export interface GazetteerProblem {
  /** For the user: what is wrong and what to do. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

export interface GazetteerResult {
  readonly forms: readonly Listed[];
  readonly problems: readonly GazetteerProblem[];
}

/** How many lines and forms are read before other work is let in. */
const AT_ONCE = 2_000;

/**
 * Reads a gazetteer's text; `file` is its name for the user, and `pause` lets other work run. Never throws: lines that
 * do not fit are in the result.
 */
export async function parseGazetteer(
  text: string,
  file: string,
  pause: () => Promise<void>,
): Promise<GazetteerResult> {
  const problems: GazetteerProblem[] = [];
  const read: Read = { seen: new Map(), forms: [] };
  let more = 0;
  let start = 0;
  let line = 0;
  let steps = 0;
  while (start < text.length) {
    line++;
    if (++steps % AT_ONCE === 0) await pause();
    const end = endOfLine(text, start);
    if (line > MOST_LINES) {
      const message = l10n.t(
        "This file has more than {0} lines; those from here on are not used. Take names out, or leave this file out of “gazetteer”.",
        grouped(MOST_LINES),
      );
      problems.push({ message, start, end, line });
      break;
    }
    const known = problems.length;
    let isWhole = true;
    for (const problem of readLine(text.slice(start, end), { file, line }, read)) {
      if (++steps % AT_ONCE === 0) await pause();
      if (problem === null) continue;
      const { message, from, to } = problem;
      if (problems.length < MOST_PROBLEMS)
        problems.push({ message, start: start + from, end: start + to, line });
      else isWhole = false;
    }
    if (!isWhole && problems.length === known) more++;
    start = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  if (more > 0) {
    const message =
      more === 1
        ? l10n.t("1 more line does not fit; mend those that are marked first.")
        : l10n.t("{0} more lines do not fit; mend those that are marked first.", more);
    problems.push({ message, start: 0, end: endOfLine(text, 0), line: 1 });
  }
  return { forms: read.forms, problems };
}

function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

/** What has been read so far. */
interface Read {
  /** Where each form stands first, by its folded words and how it is written. */
  readonly seen: Map<string, Listed>;
  readonly forms: Listed[];
}

interface LineProblem {
  readonly message: string;
  /** UTF-16 code units of the line. */
  readonly from: number;
  readonly to: number;
}

/** Reads a line form by form; null for each that is well. */
function* readLine(
  line: string,
  place: { readonly file: string; readonly line: number },
  { seen, forms }: Read,
): Generator<LineProblem | null> {
  if (line.trim() === "" || line.startsWith("#")) return;
  const cells = line.split("\t", MOST_COLUMNS + 1);
  const [given = "", list = "", name = ""] = cells;
  if (cells.length < 2)
    return yield whole(
      line,
      l10n.t("There is no tab here; write the label, a tab, and the forms of the name, as LOC⇥Rada|Rada'a."),
    );
  if (cells.length > MOST_COLUMNS)
    return yield whole(
      line,
      l10n.t("There are more than three columns; there may be three: label, forms, and the name in full."),
    );
  const label = labelOf(given.trim());
  if (label === undefined) {
    const message = l10n.t(
      "There is no label “{0}”; there are {1}, and {2} for names that are never suggested.",
      quoted(given.trim()),
      entityLabels.join(", "),
      NEVER,
    );
    return yield { message, from: 0, to: Math.max(1, given.length) };
  }
  if (name.length > LONGEST_FORM)
    return yield {
      message: l10n.t("The name in full is longer than {0} letters; shorten it.", LONGEST_FORM),
      from: given.length + list.length + 2,
      to: line.length,
    };
  const written = list.split("|", MOST_FORMS + 1);
  const [main = ""] = written;
  let at = given.length + 1;
  for (const [n, cell] of written.entries()) {
    const form = cell.trim();
    if (n === MOST_FORMS) {
      const message = l10n.t(
        "This line has more than {0} forms; those from here on are not used. Put them on a line of their own, with the same name in full.",
        MOST_FORMS,
      );
      return yield { message, from: at, to: given.length + 1 + list.length };
    }
    const wrong = (message: string): LineProblem => ({
      message,
      from: cell === "" ? at - 1 : at,
      to: at + cell.length,
    });
    const full = name.trim() !== "";
    const own =
      form.length > LONGEST_FORM
        ? null
        : listed({ form, label, name: name.trim() || main.trim(), ...(full ? { full } : {}), ...place });
    if (form === "") yield wrong(l10n.t("A form is missing here; write a name, or take the bar or tab out."));
    else if (!own)
      yield wrong(
        l10n.t(
          "“{0}” is no name that can be looked for; it needs a letter, and has at most fourteen words and {1} letters.",
          quoted(form),
          LONGEST_FORM,
        ),
      );
    else {
      const key = `${own.casing.capitals} ${own.casing.exact} ${own.words}`;
      const former = seen.get(key);
      if (!former) {
        seen.set(key, own);
        forms.push(own);
      }
      yield former && former.label !== label
        ? wrong(
            l10n.t(
              "“{0}” is {1} by line {2} of {3}, which counts; take one of the two out.",
              quoted(form),
              former.label ?? l10n.t("never suggested"),
              former.line,
              former.file,
            ),
          )
        : null;
    }
    at += cell.length + 1;
  }
}

/** Label, forms, and the name in full. */
const MOST_COLUMNS = 3;

const quoted = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;

const whole = (line: string, message: string): LineProblem => ({ message, from: 0, to: line.length });

function labelOf(given: string): EntityLabel | null | undefined {
  if (given === NEVER) return null;
  return entityLabels.find((label) => label === given);
}
