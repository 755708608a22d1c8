import { antecedent, hasHarmed } from "./coreference.ts";
import type { Reading } from "./detect.ts";
import type { Nominal } from "./nominal.ts";
import { type Item, isReport, makesClause, type Parse, verbAt } from "./parse.ts";
import { subjectsOf } from "./subjects.ts";

/** Whom a pronoun means, in its sentence or the ones before; none, one or a list. */
export function meant(
  reading: Reading,
  parse: Parse,
  sentence: number,
  k: number,
  pronoun: Nominal,
): readonly Nominal[] {
  const word = parse.clause.tokens[pronoun.from]?.norm ?? "";
  const plural = /^(they|them|their|themselves)$/.test(word);
  const own = parse.chunks.findIndex((chunk) => chunk.from <= pronoun.from && pronoun.from < chunk.to);
  // An unknown name in a passive or a description is a person's.
  const fits = (items: readonly Item[], described = false): Nominal[] | null => {
    const found = items
      .filter(
        ({ nominal: { kind, human }, partOf }) =>
          partOf === null &&
          kind !== "other" &&
          kind !== "event" &&
          kind !== "pronoun" &&
          (human === "yes" || (described && kind === "named")),
      )
      .map(({ nominal }) => nominal);
    const total = found.reduce((sum, { bounds }) => sum + (bounds.min ?? 2), 0);
    return found.length > 0 && (plural ? total > 1 : total === 1) ? found : null;
  };
  const object = own > k || /^(him|them|himself|herself|themselves)$/.test(word);
  const mine = object && verbAt(parse, k) ? subjectsOf(parse, k) : [];
  if (/self|selves/.test(word) && mine.length > 0) return fits(mine, true) ?? [];
  // "A relative claimed that he was tortured": one who tells of it is not meant where somebody has come to harm.
  const known = hasHarmed(reading.discourse, word, pronoun.from, sentence);
  for (let i = own - 1; i >= 0; i--) {
    const verb = verbAt(parse, i);
    if (verb && known && isReport(parse, verb)) break;
    if (!verb || (i === k && object) || !makesClause(parse, i)) continue;
    const subject = subjectsOf(parse, i);
    const found = fits(subject, verb.voice === "passive" || verb.copula);
    if (found && !found.some((nominal) => mine.some((item) => item.nominal === nominal))) return found;
    break;
  }
  const excluded = new Set(mine.map(({ nominal }) => nominal.from));
  const nominal = antecedent(reading.discourse, word, pronoun.from, sentence, excluded);
  return nominal ? [nominal] : [];
}
