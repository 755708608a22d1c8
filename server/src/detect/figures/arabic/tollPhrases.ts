import { spanOf } from "../figure.ts";
import { type Clause, harmNounAt, isDeedNounAt, normAt } from "./clause.ts";
import { namedAt } from "./names.ts";
import { type Nominal, nominalAt } from "./nominals.ts";
import type { Toll } from "./tolls.ts";
import { isAdjective } from "./words.ts";

/** The words of "بين قتيل وجريح" behind a number; `at` where they do not stand there. */
export function mixedEnd(clause: Clause, at: number): number {
  const from = normAt(clause, at) === "ما" ? at + 1 : at;
  if (normAt(clause, from) !== "بين" || !harmNounAt(clause, from + 1)) return at;
  return harmNounAt(clause, from + 2)?.clitic.startsWith("و") ? from + 3 : at;
}

/** "40 بين قتيل وجريح" as one toll; "القادة بين شريد وقتيل" as one for each of the two. */
export function mixedTolls(clause: Clause, nominal: Nominal): Toll[] {
  const end = mixedEnd(clause, nominal.to);
  if (end === nominal.to) return [];
  const harms = [end - 2, end - 1].flatMap((at) => harmNounAt(clause, at)?.predicate.harm ?? []);
  const [first, second] = harms;
  if (!first || !second) return [];
  const hurt = harms.includes("killed") && harms.includes("injured");
  if (hurt || (nominal.kind === "count" && nominal.bounds.min !== null))
    return [{ nominal, harm: "casualties", trigger: spanOf(clause, end - 2, end), rule: "counted" }];
  return [first, second].map((harm, n) => ({
    nominal,
    harm,
    trigger: spanOf(clause, end - 2 + n, end - 1 + n),
    rule: "counted",
  }));
}

/** "أصبح معظم السكان لاجئين", "سقط العديد من المدنيين شهداء": the noun says what became of those before it. */
export function becameToll(clause: Clause, nominal: Nominal | null): Toll | null {
  if (nominal?.kind !== "count" || nominal.harm) return null;
  const word = harmNounAt(clause, nominal.to);
  // "17 ألف شخص مفقودا": said of a noun in the singular, as it stands behind large numbers
  const isState = word?.predicate.harm === "missing" && normAt(clause, nominal.to).endsWith("ا");
  if (!word || !(word.predicate.crowd || isState)) return null;
  if (word.definite || word.clitic !== "" || isDeedNounAt(clause, nominal.to)) return null;
  return {
    nominal,
    harm: word.predicate.harm,
    trigger: spanOf(clause, nominal.to, nominal.to + 1),
    rule: "became",
  };
}

/** "ومن بين القتلى ثلاثة أطفال": some of those that were counted before. */
export function amongAt(clause: Clause, at: number): Toll | null {
  const word = harmNounAt(clause, at);
  if (!word?.predicate.crowd || !word.definite || !/^[وف]?بين$/.test(normAt(clause, at - 1))) return null;
  let i = at + 1;
  while (
    clause.mentionAt.get(i)?.label === "NORP" ||
    (normAt(clause, i).startsWith("ال") && isAdjective(normAt(clause, i)))
  )
    i++;
  const nominal = nominalAt(clause, i);
  if (nominal?.kind !== "count" && nominal?.kind !== "single") return null;
  if (nominal.harm || nominal.definite || nominal.clitic !== "") return null;
  return { nominal, harm: word.predicate.harm, trigger: spanOf(clause, at, at + 1), rule: "among" };
}

/** "جثث 14 مهاجرا", "جثتي طفلين": whose bodies they are. */
export function bodyAt(clause: Clause, at: number): Toll | null {
  if (!/^[وفبل]?(جثث|جثه|جثتي|جثامين|جثمان)$/.test(normAt(clause, at))) return null;
  const named = namedAt(clause, at + 1, "strong");
  if (named) return { nominal: named, harm: "killed", trigger: spanOf(clause, at, at + 1), rule: "bodies" };
  const nominal = nominalAt(clause, at + 1);
  const fits = nominal !== null && (nominal.kind === "count" || nominal.kind === "single");
  if (!fits || nominal.definite || nominal.clitic !== "") return null;
  return { nominal, harm: "killed", trigger: spanOf(clause, at, at + 1), rule: "bodies" };
}
