/** Makes values that hold on to nothing but themselves, and share the strings that many of them have. */
export interface Compact {
  /** A copy of a value that JSON can say. */
  copy<T>(value: T): T;
  /** @throws SyntaxError where the text is not JSON */
  parse(json: string): unknown;
}

/** Keys whose values are another in each article: to look for an equal one would cost more than it saves. */
const UNIQUE = new Set(["id", "uri", "path", "title", "text", "textHash"]);

export function createCompact(): Compact {
  const strings = new Map<string, string>();
  const shared = (key: string, value: unknown): unknown => {
    if (typeof value !== "string" || UNIQUE.has(key)) return value;
    const known = strings.get(value);
    if (known === undefined) strings.set(value, value);
    return known ?? value;
  };
  const parse = (json: string): unknown => JSON.parse(json, shared);
  return {
    parse,
    // Words that were cut out of a text would keep the whole text in memory.
    copy: <T>(value: T): T => parse(JSON.stringify(value)) as T,
  };
}
