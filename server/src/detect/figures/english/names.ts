import { numeralAt } from "../../../text/numeral.ts";
import type { Found } from "../../entities/mention.ts";
import { isGivenName, isThing, personNoun, predicateForms, titleLength } from "../../lexicon/english.ts";
import { VAGUE } from "../bounds.ts";
import { type Clause, isAdverb, isCapitalised, isHyphen, isOf, normAt, textAt } from "./clause.ts";
import { type Nominal, named, phrase, restOf } from "./nominal.ts";
import { humanOf, reachOf } from "./reach.ts";
import { isVerbAt } from "./words.ts";

/** "the Awad family", "the Hariri tribunal": a person's name before a noun says whose; null where it stands for itself. */
export function nameBefore(clause: Clause, from: number, mention: Found): Nominal | null {
  const at = mention.to;
  const token = clause.tokens[at];
  if (at >= clause.to || token?.kind !== "word" || !/^\p{Ll}/u.test(token.text) || token.norm === "'s")
    return null;
  if (
    isOf(clause, at, 0xfff) ||
    isAdverb(clause, at) ||
    isVerbAt(clause, at) ||
    clause.mentionAt.has(at) ||
    predicateForms(token.norm).length > 0
  )
    return null;
  const reach = reachOf(clause, at);
  if (reach.to === at || /(ed|ing)$/.test(token.norm)) return null;
  if (reach.human === "yes" && reach.plural)
    return phrase(from, reach.to, "plural", VAGUE, {
      ...restOf(reach, from),
      numberFrom: reach.head,
      numberTo: reach.head + 1,
      definite: true,
    });
  return reach.human === "yes" ? null : phrase(from, reach.to, "other", VAGUE, restOf(reach, from));
}

/**
 * A name in a text of capitals: behind a title or office, or from a given name on, words that no list knows.
 * "DEFENSE MINISTER ENRIQUE LOPEZ ALBUJAR"
 */
function shoutedName(clause: Clause, from: number, office: boolean): Nominal | null {
  let at = from;
  while (at < clause.to && titleLength([normAt(clause, at)]) > 0) at++;
  const titled = office || at > from;
  let to = at;
  while (to < clause.to && to < at + 5) {
    const norm = normAt(clause, to);
    if (norm === "'s") break;
    const place = clause.mentionAt.get(to);
    if (
      clause.tokens[to]?.kind !== "word" ||
      isOf(clause, to, 0xfff) ||
      (place && (place.label !== "LOC" || to === at))
    )
      break;
    if (
      personNoun(norm) ||
      predicateForms(norm).length > 0 ||
      isVerbAt(clause, to) ||
      isAdverb(clause, to) ||
      humanOf(norm) === "no" ||
      numeralAt(clause.tokens, to, "en")
    )
      break;
    if (to === at && !titled && !isGivenName(norm)) return null;
    to++;
  }
  return to > at && (titled || to > at + 1) ? named(from, at, to, titled ? "yes" : "maybe") : null;
}

const PARTICLE = /^(al|el|bin|ibn|abu|abd|abdel|de|da|del|van|von|der|la|le|dos|y)$/;

/** A run of capitalised words that no list knows: a name, where a predicate says that it is a person's. */
export function unknownName(clause: Clause, at: number, titled = false): Nominal | null {
  if (clause.shouted) return shoutedName(clause, at, titled);
  let to = at;
  while (to < clause.to) {
    const text = textAt(clause, to);
    const norm = normAt(clause, to);
    // "as-Sartawi", "an-Nahar": the article before a hyphen
    if (
      isHyphen(clause, to + 1) &&
      /^(al|as|ash|at|ad|adh|ar|az|an|el|es|et|ul|ur|us)$/.test(norm) &&
      isCapitalised(textAt(clause, to + 2))
    ) {
      to += 3;
      continue;
    }
    if (to > at && isHyphen(clause, to)) {
      to += 2;
      continue;
    }
    if (clause.mentionAt.has(to) && clause.mentionAt.get(to)?.label !== "PERSON") break;
    if (to === at && isThing(norm)) return null;
    const plain =
      isCapitalised(text) &&
      !isOf(clause, to, 0xfff) &&
      !personNoun(norm) &&
      predicateForms(norm).length === 0 &&
      !numeralAt(clause.tokens, to, "en");
    if (
      !plain &&
      !(
        PARTICLE.test(norm) &&
        (to > at || isCapitalised(textAt(clause, at))) &&
        isCapitalised(textAt(clause, isHyphen(clause, to + 1) ? to + 2 : to + 1))
      ) &&
      !(to > at && /^\p{Lu}\.$/u.test(text))
    )
      break;
    to++;
  }
  if (to === at) return null;
  // The first word of a sentence is capitalised anyway.
  if (at === clause.from && to === at + 1 && /(s|ing|ed|ly)$/.test(normAt(clause, at))) return null;
  let nameFrom = at;
  while (nameFrom < to - 1 && titleLength([normAt(clause, nameFrom)]) > 0) nameFrom++;
  return named(at, nameFrom, to, nameFrom > at ? "yes" : "maybe");
}
