import type { Random } from "../edits.ts";
import { below, pick } from "./texts.ts";

// Parameters as no client should send them.

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < depth; n++) value = n % 2 ? [value] : { a: value };
  return value;
};

/** Values that fit nowhere, or fit and mean too much. NaN and infinity come over JSON as null. */
const VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => 2 ** 53,
  () => "NaN",
  () => "",
  () => "__proto__",
  () => "constructor",
  () => "\ud800",
  () => "x".repeat(20_000),
  () => "file:///%00",
  () => "file://",
  () => "untitled:%E9%",
  () => [],
  () => [null, [[]]],
  () => ({}),
  () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  () => nested(400),
];

/** A copy of parameters in which one thing, at any depth, is of another kind, is missing or too many. */
export function malformed(params: unknown, next: Random): unknown {
  if (typeof params !== "object" || params === null || next() < 0.15) return pick(VALUES, next)();
  const copy: Record<string, unknown> | unknown[] = Array.isArray(params) ? [...params] : { ...params };
  const keys = Object.keys(copy);
  const key = keys[below(keys.length, next)];
  const fields = copy as Record<string, unknown>;
  if (key === undefined) return pick(VALUES, next)();
  const what = next();
  if (what < 0.2) delete fields[key];
  else if (what < 0.3) return Object.assign(JSON.parse('{"__proto__": {"polluted": true}}') as object, copy);
  else if (what < 0.7 && typeof fields[key] === "object") fields[key] = malformed(fields[key], next);
  else fields[key] = pick(VALUES, next)();
  return copy;
}
