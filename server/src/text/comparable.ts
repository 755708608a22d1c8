import { foldArabic } from "./arabic.ts";
import { countBelow } from "./search.ts";
import { isBlank, type Span } from "./span.ts";
import { digitValue } from "./spelling.ts";

/**
 * A text as its words are compared: Arabic folded, white space of any kind and length one space, digits of any script
 * ASCII, typographic quotes and dashes plain, what has no width left out. All offsets are UTF-16 code units.
 */
export interface Comparable {
  readonly text: string;
  /** Where the unit of the written text at or behind an offset stands in `text`. */
  fold(offset: number): number;
  /** The written words of a span of `text`, with the marks and tatweel of their last letter, exactly. */
  unfold(span: Span): Span;
  /** Whether what is written for the unit of `text` at an offset holds a line end; so do both ends of the text. */
  breaksLine(at: number): boolean;
}

const PLAIN = new Map<string, string>([
  ["’", "'"],
  ["‘", "'"],
  ["ʼ", "'"],
  ["“", '"'],
  ["”", '"'],
  ["–", "-"],
  ["—", "-"],
  ["‑", "-"],
]);

/** No width, and no part of a word: soft hyphen, joiners and bidirectional controls. */
const isHidden = (code: number): boolean =>
  code === 0xad ||
  code === 0xfeff ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f);

export function comparable(written: string): Comparable {
  const units: string[] = [];
  const starts: number[] = [];
  let spaced = false;
  for (let at = 0; at < written.length; at++) {
    const code = written.charCodeAt(at);
    if (isHidden(code)) continue;
    if (isBlank(code)) {
      if (!spaced) {
        units.push(" ");
        starts.push(at);
      }
      spaced = true;
      continue;
    }
    const digit = digitValue(code);
    const char = written[at] ?? "";
    const unit = digit >= 0 ? String(digit) : code < 0x80 ? char : (PLAIN.get(char) ?? foldArabic(char));
    if (unit === "") continue;
    spaced = false;
    units.push(unit);
    starts.push(at);
  }
  const end = (at: number): number => starts[at] ?? written.length;
  return {
    text: units.join(""),
    fold: (offset) => countBelow(offset, starts.length, (n) => starts[n] ?? 0),
    unfold(span) {
      const start = end(span.start);
      if (span.end <= span.start) return { start, end: start };
      let last = (starts[span.end - 1] ?? written.length - 1) + 1;
      // Marks and tatweel belong to the letter before them; what is hidden and blank does not.
      const next = end(span.end);
      while (last < next && !isBlank(written.charCodeAt(last)) && !isHidden(written.charCodeAt(last))) last++;
      return { start, end: last };
    },
    breaksLine(at) {
      if (at < 0 || at >= starts.length) return true;
      return units[at] === " " && /[\n\r\u2028\u2029]/.test(written.slice(end(at), end(at + 1)));
    },
  };
}

/** The words of a text as they are compared. */
export const compared = (written: string): string => comparable(written).text;
