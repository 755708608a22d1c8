/**
 * JSON on one line that stays one line: `JSON.stringify` leaves U+2028, U+2029 and U+0085 as they are, and readers
 * that split lines by Unicode's rules (Python's `splitlines`) would cut the record there.
 */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u2028\u2029\u0085]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Whether two values are the same as JSON, whatever the order of their keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, n) => sameValue(item, b[n]))
    );
  }
  // A key without a value is not there.
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) =>
    sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

/** How many lists and objects may stand within each other; Dateline's own files have six at the most. */
const DEEPEST = 200;

/**
 * Whether JSON, also with comments, is nested so deep that programs which walk through it would fail: a file of brackets
 * alone is small, and breaks them all.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === SLASH) i = endOfComment(text, i);
    else if (code === BRACKET || code === BRACE) depth++;
    // The closing ones stand two further in the table of characters.
    else if (code === BRACKET + 2 || code === BRACE + 2) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

const [QUOTE, SLASH, BACKSLASH, BRACKET, BRACE] = [0x22, 0x2f, 0x5c, 0x5b, 0x7b];

/** Where the string that begins at `start` ends: with its quote, or with the line where that is missing. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE || code === 0x0a) break;
  }
  return i;
}

function endOfComment(text: string, start: number): number {
  const [end, length] =
    text[start + 1] === "/"
      ? [text.indexOf("\n", start), 0]
      : text[start + 1] === "*"
        ? [text.indexOf("*/", start + 2), 1]
        : [start, 0];
  return end < 0 ? text.length : end + length;
}
