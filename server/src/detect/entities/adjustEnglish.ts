import type { Token } from "../../text/token.ts";
import { announcesPlace, endsOrganisation, followsPlace, titleLength } from "../lexicon/english.ts";
import type { Found } from "./mention.ts";

/**
 * A tagged English name as the words in it and beside it ask for: no prefix before a hyphen, no titles in persons, and
 * no person but a place before "province" and behind "the town of". Null where nothing is left.
 */
export function adjustEnglish(tokens: readonly Token[], name: Found): Found | null {
  if (
    /^(anti|pro|ex|pre|post|non|pan|trans)$/.test(tokens[name.from]?.norm ?? "") &&
    tokens[name.from + 1]?.norm === "-" &&
    name.to > name.from + 2
  )
    return { ...name, from: name.from + 2, start: tokens[name.from + 2]?.start ?? name.start };
  if (name.label !== "PERSON") return name;
  if (isNamesake(tokens, name)) return { ...name, label: "ORG" };
  const untitled = withoutTitle(tokens, name);
  if (!untitled) return null;
  const { from, to } = untitled;
  const isPlace =
    (announcesPlace(wordsBefore(tokens, from)) && !/^(al|abu|umm)$/.test(tokens[from]?.norm ?? "")) ||
    followsPlace(tokens[to]?.norm ?? "", tokens[to + 1]?.norm ?? "");
  return isPlace ? { ...untitled, label: "LOC", source: "place word" } : untitled;
}

/** "Manuel Rodriguez Patriotic Front": an organisation that is called after somebody. */
const isNamesake = (tokens: readonly Token[], { from, to }: Found): boolean =>
  to - from > 2 &&
  endsOrganisation(tokens[to - 1]?.norm ?? "") &&
  !/^(church|guard|army|center)$/.test(tokens[to - 1]?.norm ?? "");

/** A person's name behind the ranks and offices that open it; null where it is nothing else. */
function withoutTitle(tokens: readonly Token[], name: Found): Found | null {
  let { from } = name;
  const words: string[] = [];
  for (let i = name.from; i < name.to; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.kind === "word") words.push(token.norm);
    else if (token.norm !== "-") break;
    const length = titleLength(words);
    if (length === 0) continue;
    // Only from the front: `Saleh Colonel` is no title.
    if (words.length === length || from > name.from) from = i + 1;
  }
  if (from === name.from) return name;
  if (from >= name.to) return null;
  return { ...name, from, start: tokens[from]?.start ?? name.start, source: "title" };
}

/** The lower-case words before token `at`, nearest last, hyphenated ranks as one ("major-general"). */
export function wordsBefore(tokens: readonly Token[], at: number): string[] {
  const words: string[] = [];
  for (let i = at - 1; i >= 0 && words.length < 4; i--) {
    const token = tokens[i];
    if (token?.kind === "word") words.unshift(token.norm);
    else if (token?.norm !== "-") break;
  }
  return words;
}
