/**
 * JSON on one line that stays one line: `JSON.stringify` leaves U+2028, U+2029 and U+0085 as they are, and readers
 * that split lines by Unicode's rules (Python's `splitlines`) would cut the record there.
 */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u2028\u2029\u0085]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
