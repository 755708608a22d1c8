import type { Annotation } from "./annotation.ts";

/**
 * The decisions that say once more what one before them says: the same kind, place and label, or the same harm of the
 * same number. Two people who annotate one article on two branches leave them; they count once, and `dateline lint`
 * names them. Orphans have no place to share.
 */
export function duplicatesIn(decided: readonly Annotation[]): Annotation[] {
  const seen = new Set<string>();
  return decided.filter((one) => {
    if (one.status === "orphaned") return false;
    const what =
      one.kind === "entity"
        ? one.label
        : `${one.figure.harm} ${one.figure.number?.start}-${one.figure.number?.end}`;
    const key = `${one.kind} ${one.start}-${one.end} ${what}`;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
