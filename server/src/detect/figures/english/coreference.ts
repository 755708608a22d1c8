import type { Nominal } from "./nominal.ts";

/** A noun phrase that a pronoun may mean: its own nominal, and whether it has come to harm already. */
interface Candidate {
  readonly nominal: Nominal;
  readonly sentence: number;
  harmed: boolean;
}

/** The people of a paragraph, in order, for the pronouns behind them. Token indices are those of the paragraph. */
export interface Discourse {
  candidates: Candidate[];
}

/** How many sentences back a pronoun reaches. */
export const PRONOUN_REACH = 2;

export const newDiscourse = (): Discourse => ({ candidates: [] });

/** Takes in the noun phrases of a sentence that pronouns can refer to. */
export function introduce(discourse: Discourse, nominals: readonly Nominal[], sentence: number): void {
  discourse.candidates = discourse.candidates.filter(
    (candidate) => sentence - candidate.sentence <= PRONOUN_REACH,
  );
  for (const nominal of nominals) {
    if (nominal.human !== "yes") continue;
    if (
      nominal.kind === "single" ||
      nominal.kind === "named" ||
      nominal.kind === "count" ||
      nominal.kind === "plural"
    )
      discourse.candidates.push({ nominal, sentence, harmed: false });
  }
}

export function markHarmed(discourse: Discourse, nominal: Nominal, sentence: number): void {
  const found = discourse.candidates.findLast(
    (candidate) =>
      candidate.nominal.from === nominal.from || candidate.nominal.numberFrom === nominal.numberFrom,
  );
  if (found) found.harmed = true;
  else discourse.candidates.push({ nominal, sentence, harmed: true });
}

const SINGULAR = /^(he|him|his|she|her|himself|herself)$/;

const PLURAL = /^(they|them|their|themselves)$/;

/** Whether a word, lower case, may mean somebody who was told of before. */
export const refersBack = (norm: string): boolean => SINGULAR.test(norm) || PLURAL.test(norm);

export function near(
  discourse: Discourse,
  pronoun: string,
  at: number,
  sentence: number,
  excluded: ReadonlySet<number>,
): Candidate[] {
  return discourse.candidates.filter(({ nominal, sentence: own }) => {
    if (
      nominal.to > at ||
      excluded.has(nominal.from) ||
      sentence - own > PRONOUN_REACH ||
      nominal.bounds.max === 0
    )
      return false;
    const one =
      nominal.kind === "single" ||
      nominal.kind === "named" ||
      (nominal.kind === "count" && nominal.bounds.max === 1);
    return SINGULAR.test(pronoun) ? one : PLURAL.test(pronoun) && (!one || nominal.kind === "count");
  });
}

/** Whether one whom the pronoun could mean has come to harm in the sentences before. */
export const hasHarmed = (discourse: Discourse, pronoun: string, at: number, sentence: number): boolean =>
  near(discourse, pronoun, at, sentence, new Set()).some(
    ({ harmed, sentence: own }) => harmed && own < sentence,
  );

/**
 * Whom a pronoun at token `at` means: the latest of the right number who has come to harm, else the first of the latest
 * sentence before it (subjects come first), within two sentences; null where nobody fits.
 */
export function antecedent(
  discourse: Discourse,
  pronoun: string,
  at: number,
  sentence: number,
  excluded: ReadonlySet<number>,
): Nominal | null {
  const candidates = near(discourse, pronoun, at, sentence, excluded);
  const harmed = candidates.findLast((candidate) => candidate.harmed);
  if (harmed) return harmed.nominal;
  const last = candidates.at(-1);
  return candidates.find((candidate) => candidate.sentence === last?.sentence)?.nominal ?? null;
}
