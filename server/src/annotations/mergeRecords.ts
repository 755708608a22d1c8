import { sameValue } from "./json.ts";

export type Plain = Readonly<Record<string, unknown>>;

/**
 * Three-way merge of what is no annotation: a header, a relation, keys of a newer version. A key that both sides set
 * differently stays ours; theirs is kept in an opinion beside it, and `conflict` is set.
 */
export function mergeRecord(base: Plain, ours: Plain, theirs: Plain): Plain {
  const merged: Record<string, unknown> = {};
  const other: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const own = ours[key];
    const isOurs = sameValue(theirs[key], base[key]) || sameValue(own, theirs[key]);
    const value = isOurs || !sameValue(own, base[key]) ? own : theirs[key];
    if (value !== undefined) merged[key] = value;
    if (!isOurs && !sameValue(own, base[key])) other[key] = theirs[key] ?? null;
  }
  if (Object.keys(other).length === 0) return merged;
  const known = Array.isArray(merged["opinions"]) ? merged["opinions"] : [];
  return { ...merged, opinions: [...known, other], conflict: true };
}

/** Three-way merge of a list of records by `id`, or as they are where they have none; each side's order is kept. */
export function mergeRecords(
  base: readonly Plain[],
  ours: readonly Plain[],
  theirs: readonly Plain[],
): Plain[] {
  const [before, their] = [byKey(base), byKey(theirs)];
  const own = byKey(ours);
  const merged: Plain[] = [];
  for (const [key, one] of own) {
    const other = their.get(key);
    const former = before.get(key);
    if (other) merged.push(mergeRecord(former ?? {}, one, other));
    else if (!former || !sameValue(one, former)) merged.push(one);
  }
  for (const [key, other] of their) {
    const former = before.get(key);
    if (!own.has(key) && (!former || !sameValue(other, former))) merged.push(other);
  }
  return merged;
}

const byKey = (records: readonly Plain[]): Map<string, Plain> =>
  new Map(records.map((record) => [keyOf(record), record]));

const keyOf = (record: Plain): string =>
  typeof record["id"] === "string" ? record["id"] : JSON.stringify(Object.entries(record).sort());
