import { unfoldedLength } from "../../../text/arabic.ts";
import { respelt } from "../../../text/token.ts";
import type { Found } from "../../entities/mention.ts";
import { isGivenName, isPlaceWord, organisationHead, titlesFrom } from "../../lexicon/arabic.ts";
import { type Clause, harmsAt, normAt, particleAt, personAt, textAt } from "./clause.ts";
import { type Nominal, namedBy, nominalAt } from "./nominals.ts";
import { quantityAt } from "./quantity.ts";
import { isAdjective, isListedAdjective, isThingWord, isUnnamed, particleOf } from "./words.ts";

/**
 * Names that nothing but their place gives away. `strong` wants a given name or a title, for places where other
 * words stand too; `any` takes a word in no list, right behind a word of harm.
 */
export type Naming = "strong" | "any";

const QUOTE = /^["«“”'‘(]$/;
const CLOSE = /^["»“”'’)]$/;
const LONGEST_NAME = 6;

/** Somebody named at token `at`: a name alone, or one behind offices and ranks ("السفير الأمريكي في ليبيا …"). */
export function namedAt(clause: Clause, at: number, naming: Naming): Nominal | null {
  let i = at;
  let role = false;
  let open = false;
  let definite = false;
  while (i < clause.to && i < at + 12) {
    const mention = clause.mentionAt.get(i);
    if (mention?.label === "PERSON") return extended(clause, mention);
    if (mention && mention.label !== "NORP" && !role) return null;
    if (mention && (mention.label === "NORP" || mention.label === "ORG" || mention.label === "LOC")) {
      if (!role && !isNameBehind(clause, mention.to)) return null;
      role = true;
      definite = true;
      i = mention.to;
      continue;
    }
    if (mention) return null;
    const norm = normAt(clause, i);
    if (norm === "") {
      if (!QUOTE.test(textAt(clause, i)) || open) return null;
      open = true;
      i++;
      continue;
    }
    const title = titleEnd(clause, i);
    const person = personAt(clause, i);
    if (i > at && /^و/.test(norm) && !isGivenName(norm)) return null;
    if (
      startsGiven(clause, i) &&
      !(
        person &&
        !role &&
        !isNameWord(clause, i + 1) &&
        naming === "strong" &&
        !isGivenName(stemAt(clause, i))
      )
    ) {
      return nameFrom(clause, i, open, naming);
    }
    if (title > i) {
      role = true;
      definite = norm.startsWith("ال");
      i = title;
    } else if (
      person &&
      role &&
      i === at + 1 &&
      person.definite &&
      /^(اخر|احد|اول)$/.test(normAt(clause, at))
    ) {
      i++;
    } else if (person && (!person.noun.plural || person.possessed)) {
      role = true;
      definite = person.definite;
      i++;
    } else if (role && isRoleWord(clause, i, definite)) {
      definite ||= norm.startsWith("ال");
      i++;
    } else if (role && norm === "في" && normAt(clause, i + 1) === "ذلك") {
      i += 3;
    } else if (role && /^(انذاك|حينها|وقتها|حينذاك)$/.test(norm)) {
      i++;
    } else if (role && norm === "في" && clause.mentionAt.get(i + 1)?.label === "LOC") {
      i = clause.mentionAt.get(i + 1)?.to ?? i + 2;
    } else {
      const sure = open || (role && definite);
      return naming === "any" || sure ? nameFrom(clause, i, open, sure ? "any" : naming) : null;
    }
  }
  return null;
}

const stemAt = (clause: Clause, at: number): string => normAt(clause, at).replace(/^[وفبل](?=..)/, "");

/** Past a title of one or more words; `at` where none stands there. */
function titleEnd(clause: Clause, at: number): number {
  const norm = normAt(clause, at);
  for (const stem of [norm, norm.replace(/^[وفبل]/, "")]) {
    for (const title of titlesFrom(stem)) {
      if (title.every((word, n) => n === 0 || normAt(clause, at + n) === word)) return at + title.length;
    }
  }
  return at;
}

/** A word between an office and the name of who holds it: adjectives, and what the office is of. */
function isRoleWord(clause: Clause, at: number, definite: boolean): boolean {
  const norm = normAt(clause, at);
  if (harmsAt(clause, at).length > 0 || particleAt(clause, at) !== null) return false;
  const next = at + 1;
  const goesOn = normAt(clause, next) !== "" && particleAt(clause, next) === null;
  const more = (goesOn && harmsAt(clause, next).length === 0) || QUOTE.test(textAt(clause, next));
  if (/^ال/.test(norm)) return more && (!definite || isAdjective(norm));
  if (/^(سابق|اسبق|راحل)/.test(norm)) return more;
  return (
    more &&
    !definite &&
    (isThingWord(clause.tokens[at]) ||
      organisationHead(norm) !== undefined ||
      isPlaceWord(clause.tokens[at]) ||
      /^(نادي|اركان|امن|حرس|شوون|قوات|فريق)$/.test(norm))
  );
}

export const isGivenWord = (clause: Clause, at: number): boolean => startsGiven(clause, at);

const startsGiven = (clause: Clause, at: number): boolean => {
  const norm = normAt(clause, at);
  if (particleAt(clause, at) !== null) return false;
  if (isGivenName(norm)) return true;
  if (/^[وفبل]?(عبد|ابو|ابي|ابا|ابن|بن|ام|بنت)$/.test(norm))
    return isNameWord(clause, at + 1) && !/^ال?(ه|ها|هم)$/.test(normAt(clause, at + 1));
  // "وهاجر عدد منهم": a verb
  return /^[وفبل]/.test(norm) && isGivenName(norm.slice(1)) && norm !== "وهاجر";
};

const isNameBehind = (clause: Clause, at: number): boolean =>
  startsGiven(clause, at) || isNameWord(clause, at) || clause.mentionAt.get(at)?.label === "PERSON";

/** A word that no list knows as anything but a name. */
export function isNameWord(clause: Clause, at: number): boolean {
  const norm = normAt(clause, at);
  if (norm.length < 2 || particleAt(clause, at) !== null) return false;
  if (isGivenName(norm)) return true;
  if (clause.mentionAt.has(at) || particleAt(clause, at) !== null || harmsAt(clause, at).length > 0)
    return false;
  if (personAt(clause, at) || isThingWord(clause.tokens[at]) || isPlaceWord(clause.tokens[at])) return false;
  if (isUnnamed(norm) || /^و?(است|يست|تست|س[يتن].{3}|ي|ب?ال.*يه$)/.test(norm)) return false;
  if (isThinglike(clause, at) || quantityAt(clause.tokens, at, clause.to)) return false;
  return (!isListedAdjective(norm) && !/(ي?يه|يين|يون)$/.test(norm)) || /^ال/.test(norm);
}

/** Tanwin, or a preposition written onto an article: no name. */
const isThinglike = (clause: Clause, at: number): boolean =>
  /\u064b/.test(textAt(clause, at)) || /^[وف]?(بال|لل|كال)/.test(normAt(clause, at));

function nameFrom(clause: Clause, at: number, quoted: boolean, naming: Naming): Nominal | null {
  const token = clause.tokens[at];
  if (!token) return null;
  const norm = normAt(clause, at);
  const given = startsGiven(clause, at);
  if (!given && !isNameWord(clause, at)) return null;
  if (quoted && !isClosed(clause, at)) return null;
  if (!given && !quoted && naming === "strong") return null;
  if (!given && (/^و/.test(norm) || (/^[فبلك]/.test(norm) && isKnown(clause, at)))) return null;
  let to = at + 1;
  let particle = /(عبد|ابو|ابي|ابا|ابن|بن|ام|بنت|ال)$/.test(norm) && norm.length <= 5;
  while (to < clause.to && to < at + LONGEST_NAME) {
    if (quoted && CLOSE.test(textAt(clause, to))) break;
    const next = normAt(clause, to);
    const mention = clause.mentionAt.get(to);
    if (next === "") break;
    if (ORDINAL.test(next)) {
      to++;
      continue;
    }
    if (/^(بن|ابن|ابو|ابي|عبد|ال|بنت|ام|باشا|بك|دي|فان|فون)$/.test(next)) {
      particle = !/^(باشا|بك)$/.test(next);
      to++;
      continue;
    }
    if (particle || isGivenName(next) || quoted) {
      if (particleAt(clause, to) !== null && !quoted) break;
      particle = false;
      to++;
      continue;
    }
    if (mention && mention.label !== "PERSON" && !(given && mention.label === "LOC" && to === at + 1)) break;
    if (/^[وفبلك]/.test(next) && (/^و/.test(next) || isKnown(clause, to))) break;
    const family =
      (given || (naming === "any" && to === at + 1 && !/^ال/.test(next) && !isListedAdjective(next))) &&
      to <= at + 2 &&
      (isFamily(clause, to) || /[^ا]يه$/.test(next)) &&
      particleAt(clause, to) === null &&
      harmsAt(clause, to).length === 0;
    if (!isNameWord(clause, to) && !family) break;
    if (to >= at + (given ? 4 : 3)) break;
    to++;
  }
  const skip = !given || isGivenName(norm) ? 0 : /^[وفبل]/.test(norm) && !/^(بن|بنت|ام)$/.test(norm) ? 1 : 0;
  const start = token.start + unfoldedLength(token.text, skip);
  return namedBy(clause, { from: at, to, start, end: clause.tokens[to - 1]?.end ?? token.end });
}

/** A noun for one person as a family's name: "سليم الخطيب", "أحمد بدوي". */
const isFamily = (clause: Clause, at: number): boolean => {
  const person = personAt(clause, at);
  return person !== null && !person.noun.plural && (person.definite || normAt(clause, at).endsWith("ي"));
};

/** What kings and namesakes are told apart by: "بطليموس الثالث عشر". */
const ORDINAL = /^(ال(اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي|كبير|صغير|اكبر|اصغر)|عشر)$/;

/** Whether a quotation that begins at `at` ends within the length of a name. */
const isClosed = (clause: Clause, at: number): boolean => {
  for (let i = at + 1; i <= at + LONGEST_NAME + 3; i++) if (CLOSE.test(textAt(clause, i))) return true;
  return false;
};

/** A person that is marked, with the rest of a name that was cut short: "محمد صادق | الصدر". */
function extended(clause: Clause, mention: Found): Nominal {
  let { to } = mention;
  while (to < clause.to && to < mention.from + LONGEST_NAME && isRestOfName(clause, to, mention)) to++;
  return namedBy(clause, { ...mention, to, end: clause.tokens[to - 1]?.end ?? mention.end });
}

function isRestOfName(clause: Clause, at: number, mention: Found): boolean {
  const norm = normAt(clause, at);
  if (norm === "" || particleAt(clause, at) !== null) return false;
  const other = clause.mentionAt.get(at);
  if (other) return other.label === "NORP" && /^ال.*ي$/.test(norm);
  if (/^(عبد|ابو|ابي|بن|ابن|ال)$/.test(normAt(clause, at - 1)) || ORDINAL.test(norm)) return true;
  if (/^(بن|ابن|ابو|باشا|بك)$/.test(norm) || isGivenName(norm)) return true;
  if (harmsAt(clause, at).length > 0) return false;
  const family = isFamily(clause, at) || !personAt(clause, at);
  if (/^ال/.test(norm)) return family;
  // "توماس | فيشر": one word more where it ends the phrase
  return (
    at === mention.from + 1 && isNameWord(clause, at) && !isNameWord(clause, at + 1) && !/^[وبل]/.test(norm)
  );
}

/** Whether a word with a letter written onto it is one of a list without that letter: `برصاص`, `لقوات`. */
function isKnown(clause: Clause, at: number): boolean {
  const token = clause.tokens[at];
  if (!token || token.norm.length < 4) return false;
  const rest = respelt(token, token.text.slice(1), token.norm.slice(1));
  return (
    isThingWord(rest) ||
    (!token.norm.startsWith("ف") && isAdjective(rest.norm)) ||
    isUnnamed(rest.norm) ||
    particleOf(rest.norm) !== null ||
    /^(ال|لل|ا?ست|رصاص|قصف|انفجار|تهمه|تاريخ|جروح|جراح|هجوم|غاره|نيران|يد|ايدي|شظايا|صاروخ|قذيفه|طلق|حادث|تفجير|سبب|واسطه|عمليه|طريق|طريقه|تعذيب|لغم|ضربه|سم|طعن)/.test(
      rest.norm,
    )
  );
}

/** Somebody at token `at`: a noun phrase, or by name; a name behind its owner's office goes before the office. */
export function victimAt(clause: Clause, at: number, naming: Naming): Nominal | null {
  const marked = clause.mentionAt.get(at);
  if (marked?.label === "PERSON") return extended(clause, marked);
  const nominal = nominalAt(clause, at);
  if (nominal && (nominal.kind === "count" || nominal.kind === "other" || nominal.kind === "named"))
    return nominal;
  if (nominal?.kind === "plural" && !personAt(clause, at)?.possessed) return nominal;
  const named = namedAt(clause, at, naming);
  if (!named) return nominal;
  if (!nominal || nominal.definite || personAt(clause, at)?.possessed) return named;
  // "شاب إسرائيلي" is nobody's name, "الشاب محمد" is; "زعيم الحركة فلان" has its name further on
  const sure =
    isGivenName(normAt(clause, named.from)) ||
    clause.mentionAt.get(named.from)?.label === "PERSON" ||
    QUOTE.test(textAt(clause, named.from - 1)) ||
    (naming === "any" && /^ال/.test(normAt(clause, named.from - 1)));
  return named.from > nominal.from && sure ? named : nominal;
}
