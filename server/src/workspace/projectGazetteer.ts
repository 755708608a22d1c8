import { type EntityLabel, entityLabels } from "../detect/detection.ts";
import { type Listed, listed } from "../detect/resolve/nameIndex.ts";

// A project's gazetteer: a file of names, an entry a line, `LABEL TAB form|form|… TAB name`. The label `-` is for forms
// that are never suggested. Lines that begin with `#` are comments.

/** The largest gazetteer that is read: bytes, and lines. */
export const LARGEST_GAZETTEER = 5_000_000;
export const MOST_LINES = 200_000;
/** How many lines are marked at once; the rest are counted. */
const MOST_PROBLEMS = 100;

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

/** How many lines are read before other work is let in. */
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
  const forms: Listed[] = [];
  const problems: GazetteerProblem[] = [];
  /** Where each form stands first, by its folded words and how it is written. */
  const seen = new Map<string, Listed>();
  let more = 0;
  let start = 0;
  let line = 0;
  while (start < text.length) {
    if (++line % AT_ONCE === 0) await pause();
    const end = endOfLine(text, start);
    if (line > MOST_LINES) {
      const message = `This file has more than ${MOST_LINES.toLocaleString("en")} lines; those from here on are not used. Take names out, or leave this file out of “gazetteer”.`;
      problems.push({ message, start, end, line });
      break;
    }
    for (const { message, from, to } of readLine(text.slice(start, end), { file, line }, seen, forms)) {
      if (problems.length < MOST_PROBLEMS)
        problems.push({ message, start: start + from, end: start + to, line });
      else more++;
    }
    start = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  if (more > 0) {
    const message = `${more} more lines do not fit; mend those that are marked first.`;
    problems.push({ message, start: 0, end: endOfLine(text, 0), line: 1 });
  }
  return { forms, problems };
}

function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

interface LineProblem {
  readonly message: string;
  /** UTF-16 code units of the line. */
  readonly from: number;
  readonly to: number;
}

function readLine(
  line: string,
  place: { readonly file: string; readonly line: number },
  seen: Map<string, Listed>,
  forms: Listed[],
): LineProblem[] {
  if (line.trim() === "" || line.startsWith("#")) return [];
  const cells = line.split("\t");
  const [given = "", list = "", name = ""] = cells;
  if (cells.length < 2)
    return [
      whole(
        line,
        "There is no tab here; write the label, a tab, and the forms of the name, as LOC⇥Rada|Rada'a.",
      ),
    ];
  if (cells.length > 3)
    return [
      whole(
        line,
        `There are ${cells.length} columns; there may be three: label, forms, and the name in full.`,
      ),
    ];
  const label = labelOf(given.trim());
  if (label === undefined) {
    const message = `There is no label “${given.trim()}”; there are ${entityLabels.join(", ")}, and ${NEVER} for names that are never suggested.`;
    return [{ message, from: 0, to: Math.max(1, given.length) }];
  }
  const problems: LineProblem[] = [];
  const written = list.split("|").map((form) => form.trim());
  const [main = ""] = written;
  let at = given.length + 1;
  for (const [n, cell] of list.split("|").entries()) {
    const form = written[n] ?? "";
    const wrong = (message: string): void =>
      void problems.push({ message, from: cell === "" ? at - 1 : at, to: at + cell.length });
    const own = listed({ form, label, name: name.trim() || main, ...place });
    if (form === "") wrong("A form is missing here; write a name, or take the bar or tab out.");
    else if (!own)
      wrong(`“${form}” is no name that can be looked for; it needs a letter, and at most fourteen words.`);
    else {
      const key = `${own.casing.capitals} ${own.casing.exact} ${own.words}`;
      const former = seen.get(key);
      if (!former) {
        seen.set(key, own);
        forms.push(own);
      } else if (former.label !== label)
        wrong(
          `“${form}” is ${former.label ?? "never suggested"} by line ${former.line} of ${former.file}, which counts; take one of the two out.`,
        );
    }
    at += cell.length + 1;
  }
  return problems;
}

const whole = (line: string, message: string): LineProblem => ({ message, from: 0, to: line.length });

function labelOf(given: string): EntityLabel | null | undefined {
  if (given === NEVER) return null;
  return entityLabels.find((label) => label === given);
}
