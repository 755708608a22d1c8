import { readings } from "../../text/arabic.ts";
import type { Token } from "../../text/token.ts";
import {
  isAdverb,
  isPlaceKind,
  organisationHead,
  peopleTableArabic,
  thingTableArabic,
  titlesFrom,
  withoutArticle,
} from "../lexicon/arabic.ts";
import type { Found } from "./mention.ts";

/** A tagged Arabic name as its own words ask for: no titles in persons, no `مدينة` in places. Null where nothing is left. */
export function adjustArabic(tokens: readonly Token[], name: Found): Found | null {
  const first = tokens[name.from];
  if (!first) return name;
  if (name.to - name.from < 2) return isCommonPeople(first, name) || isKindAlone(first, name) ? null : name;
  if (name.label === "LOC" && readings(first.norm).some(({ stem }) => isPlaceKind(stem)))
    return cut(tokens, name, name.from + 1);
  if (name.label === "PERSON") {
    for (let i = name.from + 1; i < name.to; i++)
      if (isNoName(tokens[i]))
        return adjustArabic(tokens, { ...name, to: i, end: tokens[i - 1]?.end ?? name.end });
    // `القائد الأعلى للفصيل | برهان زيتوني`: a name does not begin with a preposition and an article
    if (/^[وف]?(لل|بال|كال)./.test(first.norm)) return cut(tokens, name, name.from + 1);
    for (const { stem } of readings(first.norm))
      for (const title of titlesFrom(stem)) {
        if (!title.every((word, n) => n === 0 || tokens[name.from + n]?.norm === word)) continue;
        if (name.from + title.length < name.to) return cut(tokens, name, name.from + title.length);
      }
  }
  return name;
}

/** `رامي حداد | برصاصة`, `نزار خليل | شنقا`: a thing behind a preposition, or an adverb, is no part of a name. */
const isNoName = (token: Token | undefined): boolean =>
  token !== undefined &&
  (isAdverb(token.norm) ||
    readings(token.norm).some(
      ({ clitic, stem }) =>
        /[بل]/.test(clitic) && (thingTableArabic().has(stem) || thingTableArabic().has(withoutArticle(stem))),
    ));

const cut = (tokens: readonly Token[], name: Found, from: number): Found => {
  let at = from;
  while (at < name.to - 1 && tokens[at]?.kind === "mark") at++;
  return { ...name, from: at, start: tokens[at]?.start ?? name.start };
};

/** شرطيين, الأطباء: a word for people of a trade, not of a nation. */
const isCommonPeople = (token: Token, { label }: Found): boolean =>
  (label === "NORP" || label === "PERSON") &&
  readings(token.norm).some(
    ({ stem }) => peopleTableArabic().has(stem) || peopleTableArabic().has(withoutArticle(stem)),
  );

/** `المدينة`, `الحركة`, `الشاعر` alone: what was named before, by what it is. */
function isKindAlone({ norm }: Token, { label }: Found): boolean {
  return readings(norm).some(({ stem }) => {
    const bare = withoutArticle(stem);
    if (label === "LOC") return isPlaceKind(bare);
    if (label === "ORG") return bare !== stem && organisationHead(bare) !== undefined;
    return label === "PERSON" && titlesFrom(stem).some((title) => title.length === 1);
  });
}
