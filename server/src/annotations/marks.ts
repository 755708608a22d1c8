import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { isTooDeep } from "./json.ts";
import { parseSidecar, type Sidecar } from "./sidecar.ts";

/** What a text with git's conflict marks was on each side; `base` is null where git has not written it. */
export interface Sides {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

const MARK = /^(<{7}|\|{7}|={7}|>{7})( |$)/;

/** The sides of a text with conflict marks, `diff3` or plain; null where there are none, or they are not whole. */
export function sidesOf(text: string): Sides | null {
  const sides: Record<"base" | "ours" | "theirs", string[]> = { base: [], ours: [], theirs: [] };
  const all = ["ours", "base", "theirs"] as const;
  let at: (typeof all)[number] | null = null;
  let hasBase = false;
  let hunks = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const mark = MARK.exec(line.replace(/\r?\n$/, ""))?.[1]?.charAt(0);
    if (mark === "<" && at === null) at = "ours";
    else if (mark === "|" && at === "ours") {
      at = "base";
      hasBase = true;
    } else if (mark === "=" && (at === "ours" || at === "base")) at = "theirs";
    else if (mark === ">" && at === "theirs") {
      at = null;
      hunks++;
    } else if (mark !== undefined) return null;
    else for (const side of at === null ? all : [at]) sides[side].push(line);
  }
  if (at !== null || hunks === 0) return null;
  return {
    base: hasBase ? sides.base.join("") : null,
    ours: sides.ours.join(""),
    theirs: sides.theirs.join(""),
  };
}

/** A side as a sidecar. Commas between lines of two sides are all that may be wrong with it; null where more is. */
export function parseSide(text: string): Sidecar | null {
  const { sidecar } = parseSidecar(text);
  if (sidecar) return sidecar;
  if (isTooDeep(text)) return null;
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { allowTrailingComma: true, disallowComments: true });
  if (errors.some(({ error }) => printParseErrorCode(error) !== "CommaExpected")) return null;
  return parseSidecar(JSON.stringify(json)).sidecar;
}
