import { CLASS, isVerbForm, personNoun, predicateForms } from "../../lexicon/english.ts";
import { type Clause, isAdverb, isOf, normAt } from "./clause.ts";
import { modifies } from "./reach.ts";

const isVerbFrame = (frame: string): boolean =>
  frame === "object" ||
  frame === "subject" ||
  frame === "state" ||
  frame === "lives" ||
  frame === "lives-after";

/** Whether the token at `at` can be the main word of a verb group, or an auxiliary that opens one. */
export function isVerbAt(clause: Clause, at: number): boolean {
  if (at >= clause.to || clause.tokens[at]?.kind !== "word" || clause.mentionAt.has(at)) return false;
  const norm = normAt(clause, at);
  if (isOf(clause, at, CLASS.be | CLASS.have | CLASS.modal)) return true;
  if (personNoun(norm)) return false;
  if (isVerbForm(norm)) return true;
  // "received minor injuries": a phrase of harm, whatever its first word
  if (
    predicateForms(norm).some(
      ({ words, predicate: { frame } }) =>
        words.length > 1 && isVerbFrame(frame) && words.every((word, n) => normAt(clause, at + n) === word),
    )
  )
    return true;
  // "kidnaps foreigners", "kill six": present forms never stand before a noun as adjectives
  if (
    predicateForms(norm).some(
      ({ form, words, predicate: { frame } }) => words.length === 1 && form === "s" && frame === "object",
    )
  )
    return true;
  const predicate = predicateForms(norm).some(({ predicate: { frame } }) => isVerbFrame(frame));
  if (predicate)
    return (
      !modifies(clause, at) ||
      predicateForms(norm).some(({ form, predicate: { frame } }) => form === "ing" && frame === "object")
    );
  if (/..(ed|ing)$/.test(norm) && norm.length > 4) return !modifies(clause, at) && !isAdverb(clause, at);
  return false;
}
