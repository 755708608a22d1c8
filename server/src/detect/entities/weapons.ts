import { readings } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
import { ofSpelling } from "../../text/spelling.ts";
import type { Token } from "../../text/token.ts";
import { weaponsFrom as arabicWeapons, withoutArticle } from "../lexicon/arabic.ts";
import { weaponsFrom as englishWeapons, type WeaponName } from "../lexicon/english.ts";
import { normAt } from "./dateParts.ts";
import { skipped } from "./gazetteer.ts";
import { type Found, foundAt } from "./mention.ts";

/**
 * Weapons and munitions that a paragraph names, from its tokens, the longest names first; what stands right behind one
 * another is one ("AK-47 rifles"). Spans are UTF-16 code units of the paragraph, without articles and Arabic clitics.
 */
export function weaponMentions(tokens: readonly Token[], language: Language): Found[] {
  const weaponAt = language === "ar" ? arabicAt : englishAt;
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const weapon = weaponAt(tokens, at);
    if (!weapon) {
      at++;
      continue;
    }
    found.push(
      foundAt(tokens, at, weapon.to, { label: "WEAPON", confidence: 0.85, source: "weapon" }, weapon.skip),
    );
    at = weapon.to;
  }
  return found;
}

interface Weapon {
  readonly to: number;
  /** Code units of the first token that are a clitic. */
  readonly skip: number;
}

const opensWeapon = ofSpelling(({ norm }) => englishWeapons(norm).length > 0);

function englishAt(tokens: readonly Token[], at: number): Weapon | null {
  const token = tokens[at];
  if (!token || !opensWeapon(token)) return null;
  let to = at;
  for (let end = nameEnd(tokens, to); end > to; end = nameEnd(tokens, to)) to = end;
  return to > at ? { to, skip: 0 } : null;
}

/** The end of the longest name at a token; `at` where there is none. */
function nameEnd(tokens: readonly Token[], at: number): number {
  for (const name of englishWeapons(normAt(tokens, at))) {
    const to = endOf(tokens, at, name);
    if (to > at && !(name.words.length === 1 && isOtherWord(tokens, at))) return to;
  }
  return at;
}

function endOf(tokens: readonly Token[], at: number, { words, capitals }: WeaponName): number {
  let i = at;
  for (const [n, word] of words.entries()) {
    if (n > 0 && tokens[i]?.norm === "-" && tokens[i]?.joined) i++;
    const token = tokens[i];
    if (token?.norm !== word) return at;
    const wanted = capitals[n];
    if (wanted === "first" && !/^\p{Lu}/u.test(token.text)) return at;
    if (wanted === "all" && !/^\p{Lu}{2}/u.test(token.text)) return at;
    i++;
  }
  // "Su-24s": the ending of digits is a token of its own.
  return tokens[i - 1]?.kind === "number" && tokens[i]?.joined && tokens[i]?.norm === "s" ? i + 1 : i;
}

const DETERMINER = /^(the|a|an|its|their|his|our|civilians?|each|every|areas?|parts)$/;
const BEFORE_VERB = /^(to|will|would|can|could|may|might|must|should|did|do|does|not|they|we|n't|continue)$/;

/** Words that name no weapon here: verbs ("planes bomb the city"), coal mines, water tanks, "mine" the pronoun. */
function isOtherWord(tokens: readonly Token[], at: number): boolean {
  const norm = normAt(tokens, at);
  const before = normAt(tokens, at - 1);
  const next = normAt(tokens, at + 1);
  if (/^mines?$/.test(norm)) {
    const laid =
      /^(planted|laid|lay|lays|laying|plant|planting|clear|cleared|clearing|remove|removed|removing|defuse|defused|defusing|hidden|buried|by|with)$/;
    return !(
      /^(explosions?|exploded|blasts?|clearance|detonated|planted|laid|buried|went|detectors?)$/.test(next) ||
      (laid.test(before) && !/^(workers?|owners?)$/.test(next))
    );
  }
  if (
    /^tanks?$/.test(norm) &&
    /^(water|fuel|gas|oil|think|septic|storage|fish|petrol|holding|propane)$/.test(before)
  )
    return true;
  if (/^tanks?$/.test(norm) && /^tops?$/.test(next)) return true;
  if (/^shells?$/.test(norm) && /^(company|companies|corporation|firms?|script|shock|out)$/.test(next))
    return true;
  if (/^bombs?$/.test(norm) && before === "time") return true;
  if (norm === "mortar" && before === "and" && /^bricks?$/.test(normAt(tokens, at - 2))) return true;
  if (norm === "apache" && next === "tribe") return true;
  if (/^(bomb|shell|tank|rocket|torpedo|knife|gun|mortar)$/.test(norm) && BEFORE_VERB.test(before))
    return (
      before !== "to" || DETERMINER.test(next) || /^\p{Lu}/u.test(tokens[at + 1]?.text ?? "") || next === ""
    );
  return /^(bomb|shell|rocket|torpedo|mortar)s?$/.test(norm) && /^(the|its|their|his|our)$/.test(next);
}

function arabicAt(tokens: readonly Token[], at: number): Weapon | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    for (const { words, shadda } of arabicWeapons(withoutArticle(reading.stem))) {
      if (shadda && !token.text.includes("\u0651")) continue;
      if (words.every((word, n) => n === 0 || withoutArticle(normAt(tokens, at + n)) === word))
        return { to: at + words.length, skip: skipped(token, reading) };
    }
  }
  return null;
}
