import { readings, unfoldedLength } from "../../text/arabic.ts";
import type { Token } from "../../text/token.ts";
import {
  isFunctionWord,
  isGivenName,
  isPlaceWord,
  organisationHead,
  peopleTableArabic,
  titlesFrom,
  withoutArticle,
} from "../lexicon/arabic.ts";
import { predicateTableArabic } from "../lexicon/arabicPredicates.ts";
import { type Found, foundAt } from "./mention.ts";

/**
 * Names in no list, in an Arabic paragraph: heads of organisations with the words that belong to them (`وزارة الدفاع`),
 * persons behind a title or beginning with a given name, places behind a word that announces them.
 */
export function arabicNames(tokens: readonly Token[], listed: readonly Found[]): Found[] {
  const listedAt = new Map(listed.map((mention) => [mention.from, mention]));
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const name =
      organisationAt(tokens, at, listedAt) ?? personAt(tokens, at, listedAt) ?? placeAt(tokens, at, listedAt);
    if (name) found.push(name);
    at = name ? Math.max(name.to, at + 1) : at + 1;
  }
  return found;
}

const isName = (token: Token | undefined): boolean =>
  token?.kind === "word" && !isFunctionWord(token.norm) && token.norm.length > 1;

/** A word that can only be part of an organisation's name as a noun or adjective with the article. */
const isDefinite = (token: Token | undefined): boolean =>
  token?.kind === "word" && token.norm.startsWith("ال");

function organisationAt(
  tokens: readonly Token[],
  at: number,
  listedAt: ReadonlyMap<number, Found>,
): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    const most = organisationHead(reading.stem);
    if (most === undefined) continue;
    const skip = unfoldedLength(token.text, reading.at);
    const next = listedAt.get(at + 1);
    // حركة حماس, تنظيم القاعدة
    if (next?.label === "ORG" && next.start === tokens[at + 1]?.start) {
      return foundAt(
        tokens,
        at,
        next.to,
        { label: "ORG", confidence: 0.93, source: "organisation", key: next.key },
        skip,
      );
    }
    let to = at + 1;
    while (to < at + 1 + most && isDefinite(tokens[to]) && isName(tokens[to])) to++;
    const adjective = listedAt.get(to);
    if (to > at + 1 && adjective?.label === "NORP" && adjective.start === tokens[to]?.start)
      to = adjective.to;
    if (to === at + 1) return null;
    return foundAt(tokens, at, to, { label: "ORG", confidence: 0.8, source: "organisation" }, skip);
  }
  return null;
}

function personAt(tokens: readonly Token[], at: number, listedAt: ReadonlyMap<number, Found>): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    for (const title of titlesFrom(reading.stem)) {
      if (!title.every((word, n) => n === 0 || tokens[at + n]?.norm === word)) continue;
      let from = at + title.length;
      // الرئيس اليمني عبد ربه …, المتحدث باسم …
      for (let adjective = listedAt.get(from); adjective?.label === "NORP"; adjective = listedAt.get(from))
        from = adjective.to;
      const behindAdjective = from > at + title.length;
      const to = nameEnd(tokens, from, listedAt);
      const known = isGivenName(tokens[from]?.norm ?? "");
      const listed = listedAt.get(from);
      if (to === from || listed || isDefinite(tokens[from])) continue;
      if (!known && (to - from < 2 || !behindAdjective) && !isCompoundStart(tokens[from])) continue;
      return foundAt(tokens, from, to, { label: "PERSON", confidence: known ? 0.93 : 0.75, source: "title" });
    }
    // `على` is a preposition, though it compares like the name `علي`
    if (reading.stem === "علي" && token.text.endsWith("ى")) continue;
    if (isGivenName(reading.stem) || (reading.at === 0 && isCompoundStart(token))) {
      if (isPlaceWord(tokens[at - 1]) && !/^(في|شرق|غرب)/.test(tokens[at - 1]?.norm ?? "")) continue;
      const to = nameEnd(tokens, at, listedAt);
      if (to - at >= 2) {
        const skip = unfoldedLength(token.text, reading.at);
        return foundAt(tokens, at, to, { label: "PERSON", confidence: 0.85, source: "name" }, skip);
      }
    }
  }
  return null;
}

const isCompoundStart = (token: Token | undefined): boolean => /^(عبد|ابو|ابن|ام)$/.test(token?.norm ?? "");

/** Past the words of a personal name: up to five, of which one or two may be in no list. */
function nameEnd(tokens: readonly Token[], from: number, listedAt: ReadonlyMap<number, Found>): number {
  let to = from;
  let unknown = 0;
  while (to < from + 5) {
    const token = tokens[to];
    if (!token || !isName(token)) break;
    if (token.norm === "علي" && token.text.endsWith("ى")) break;
    // "في رجب سنة 1200", "أمين عام": of time and office, not of a name
    if (to > from && /^(عام|سنه|شهر|يوم)$/.test(token.norm)) break;
    if (to > from && (isHarmWord(token.norm) || peopleTableArabic.has(withoutArticle(token.norm)))) break;
    const particle = /^(بن|ابن|ابو|عبد|ال|ام|بنت)$/.test(token.norm);
    const given = isGivenName(token.norm);
    if (!particle && !given) {
      // A word with و or an article of a common adjective ends the name; one family name may be unknown.
      if (to > from && listedAt.get(to)?.label === "NORP") break;
      const bound = /^(عبد|ابو|ابي|بن|ابن|ال)$/.test(tokens[to - 1]?.norm ?? "");
      if (/^(و|ف|ب|ل|است)/.test(token.norm) && to > from && !bound) break;
      if (/^ال.*[^ي]$/.test(token.norm) && to > from && !bound) break;
      unknown++;
      if (unknown > (/^(عبد|ابو|بن|ابن)$/.test(tokens[to - 1]?.norm ?? "") ? 2 : 1)) break;
    }
    to++;
    if (
      !particle &&
      !given &&
      unknown > 0 &&
      !/^(بن|ابن)$/.test(tokens[to]?.norm ?? "") &&
      !isGivenName(tokens[to]?.norm ?? "")
    )
      break;
  }
  return to;
}

const isHarmWord = (norm: string): boolean => predicateTableArabic.has(norm);

/** Words that only a place's name follows, unlike `في`. */
const PLACES = new Set([
  "مدينه",
  "بلده",
  "قريه",
  "محافظه",
  "مديريه",
  "ولايه",
  "ناحيه",
  "مخيم",
  "بلدتي",
  "مدينتي",
]);

function placeAt(tokens: readonly Token[], at: number, listedAt: ReadonlyMap<number, Found>): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  const quote = /^["«“]$/.test(tokens[at + 1]?.text ?? "") ? 1 : 0;
  // "البلدة" has been named before: what follows is no name
  const announces = readings(token.norm).some(
    ({ stem }) => PLACES.has(stem) || (quote === 1 && PLACES.has(withoutArticle(stem))),
  );
  if (!announces) return null;
  const from = at + 1 + quote;
  const name = tokens[from];
  if (!isName(name) || listedAt.has(from) || !name) return null;
  if (isHarmWord(name.norm) || peopleTableArabic.has(withoutArticle(name.norm))) return null;
  return foundAt(tokens, from, from + 1, { label: "LOC", confidence: 0.75, source: "place word" });
}
