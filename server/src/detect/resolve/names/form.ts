import { foldArabic, withArticle } from "../../../text/arabic.ts";
import { perSpelling } from "../../../text/spelling.ts";
import type { Token } from "../../../text/token.ts";
import type { EntityLabel } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { stemOf } from "../../entities/mentionWords.ts";
import { foldName } from "../../gazetteer/fold.ts";
import { listedNamesAt } from "../../gazetteer/gazetteer.ts";
import { typeWords } from "../../lexicon/naming.ts";
import { isProjectKey } from "../nameIndex.ts";

/** The words of a mention as names are compared. */
export interface NameForm {
  readonly script: "latin" | "arabic";
  /** Folded words without articles and possessives, as written. */
  readonly plain: readonly string[];
  /** The same, each as the article spells it first. */
  readonly words: readonly string[];
  /** `words` without those that say what kind of thing it is; the same where there are none. */
  readonly core: readonly string[];
  /** `words` and `core`, each with spaces between. */
  readonly name: string;
  readonly coreName: string;
  /** The list entry that it names, if one does; the project's where it has one. */
  readonly key: string | null;
  /** The entry of our own lists, where the project has one too: all that it names is the project's then. */
  readonly listed: string | null;
  /** An Arabic article stands in it, which an acronym may have a letter for (`AQAP`). */
  readonly hasArticle: boolean;
  /** Its letters, where it is written in capitals alone (`AQAP`, `U.N.`), lower case; null otherwise. */
  readonly acronym: string | null;
}

interface Word {
  readonly word: string;
  /** The token that it is. */
  readonly at: number;
}

const LABEL_OF_KEY = new Map<string, EntityLabel>([
  ["country", "LOC"],
  ["place", "LOC"],
  ["organisation", "ORG"],
  ["people", "NORP"],
]);

/** Whether a list entry may be what a mention names: ours by its kind, a project's as it is labelled there. */
const fits = (key: string, label: EntityLabel): boolean =>
  isProjectKey(key) || LABEL_OF_KEY.get(key.split(":")[0] ?? "") === label;

/** What a mention is compared by, as far as its own words and paragraph tell it. */
type OwnForm = Pick<NameForm, "script" | "plain" | "key" | "listed" | "hasArticle" | "acronym"> & {
  /** Which of the words are the core: the first of them, and how many. */
  readonly begin: number;
  readonly length: number;
};

/**
 * What was found of mentions before: a mention is of one paragraph, and both stay what they are from one version of an
 * article to the next.
 */
const known = new WeakMap<Found, { readonly tokens: readonly Token[]; readonly form: OwnForm }>();

/** What a mention is compared by; `spell` gives the article's first spelling of a word. */
export function nameForm(
  tokens: readonly Token[],
  mention: Found,
  spell: (word: string) => string,
): NameForm {
  const have = known.get(mention);
  const own = have?.tokens === tokens ? have.form : ownForm(tokens, mention);
  if (have?.tokens !== tokens) known.set(mention, { tokens, form: own });
  const { script, plain, key, listed, hasArticle, acronym, begin, length } = own;
  const words = acronym === null && mention.label !== "NORP" ? plain.map(spell) : plain;
  const name = words.join(" ");
  const core = length === words.length ? words : words.slice(begin, begin + length);
  const coreName = core === words ? name : core.join(" ");
  return { script, plain, words, core, name, coreName, key, listed, hasArticle, acronym };
}

function ownForm(tokens: readonly Token[], mention: Found): OwnForm {
  const first = tokens[mention.from]?.text ?? "";
  const script = tokens[mention.from]?.spelling.arabic ? "arabic" : "latin";
  const acronym = acronymOf(tokens, mention);
  const all = wordsOf(tokens, mention);
  const core = coreOf(all, mention.label);
  const own = mention.key !== null && fits(mention.key, mention.label) ? mention.key : null;
  const isOurs = own !== null && !isProjectKey(own);
  const listed = isOurs ? own : listedKey(tokens, mention, all, core);
  const written = all.map(({ word }) => word);
  const plain = mention.label === "NORP" ? written.map((word) => peopleStem(word, script)) : written;
  return {
    script,
    plain,
    key: own ?? listed,
    listed,
    hasArticle: /^al$/i.test(first),
    acronym,
    begin: core[0] ? all.indexOf(core[0]) : 0,
    length: core.length,
  };
}

const isAssimilated = (word: string): boolean => /^(ad|ar|as|az|an|at|ash|ez|ed|er|es|en|et|ech)$/.test(word);

/** Letters that spellings mix: one for all forms of hamza, alef and ta marbuta at the end. */
const foldSpelling = (word: string): string => word.replaceAll("ء", "").replace(/(?<=..)ا$/, "ه");

function wordsOf(tokens: readonly Token[], mention: Found): Word[] {
  const words: Word[] = [];
  for (let at = mention.from; at < mention.to; at++) {
    const token = tokens[at];
    if (token === undefined || token.kind === "mark" || token.norm === "'s") continue;
    if (token.spelling.arabic) {
      const skip =
        at === mention.from ? foldArabic(token.text.slice(0, mention.start - token.start)).length : 0;
      words.push(...arabicWords(token.norm.slice(skip)).map((word) => ({ word, at })));
      continue;
    }
    const latin = latinWords(token);
    const isLast = at === mention.to - 1;
    if (latin.folded === "" || (!isLast && latin.isArticle)) continue;
    if (!isLast && tokens[at + 1]?.norm === "-" && isAssimilated(latin.folded)) continue;
    for (const word of latin.words) words.push({ word, at });
  }
  return words;
}

const PARTICLES = new Map([
  ["abdul", "abd"],
  ["abdel", "abd"],
  ["abdal", "abd"],
  ["abed", "abd"],
  ["ibn", "bin"],
  ["ben", "bin"],
  ["abou", "abu"],
  ["abi", "abu"],
  ["aboo", "abu"],
  ["oum", "umm"],
]);

/** What a Latin word of a name is compared by. */
const latinWords = perSpelling(({ norm }) => {
  const folded = foldName(norm).replaceAll(".", "");
  return { folded, words: wordsIn(folded), isArticle: /^(the|al|el|ul)$/.test(folded) };
});

/** `Abdulrahman`, `Abdurrahman` and `Abdel Rahman` are two words, `abd` and `rahman`. */
function wordsIn(word: string): string[] {
  const known = PARTICLES.get(word);
  if (known !== undefined) return [known];
  const servant = /^abd[aeiou](?:l|([rszdnt])(?=\1))(.{3,})$/.exec(word);
  return servant ? ["abd", servant[2] ?? ""] : [word];
}

function arabicWords(norm: string): string[] {
  const word = foldSpelling(withoutArticle(norm));
  if (word === "ابي" || word === "ابه") return ["ابو"];
  if (word === "ابن") return ["بن"];
  if (/^عبدال?...+$/.test(word)) return ["عبد", withoutArticle(word.slice(3))];
  return [word];
}

const withoutArticle = (word: string): string => (/^(ال|لل)../.test(word) ? word.slice(2) : word);

/** `Yemenis`, `Yemeni`; اليمنيون, يمنية. */
const peopleStem = (word: string, script: "latin" | "arabic"): string =>
  script === "latin"
    ? word.replace(/(?<=...[^s])s$/, "")
    : word.replace(/(?<=...)(تين|تان|ين|ون|ات|ان|ه)$/, "");

/** The words without those of kind before and behind them; all of them where nothing else would be left. */
function coreOf(words: readonly Word[], label: EntityLabel): readonly Word[] {
  const types = typeWords(label);
  if (!types) return words;
  let from = 0;
  let to = words.length;
  if (types.before.has(`${words[0]?.word} ${words[1]?.word}`)) from = 2;
  else if (types.before.has(words[0]?.word ?? "")) from = 1;
  while (to > from + 1 && types.after.has(words[to - 1]?.word ?? "")) to--;
  return to > from ? words.slice(from, to) : words;
}

/** The entry of our lists that has the whole of a mention, or all of it but words of kind. */
function listedKey(
  tokens: readonly Token[],
  mention: Found,
  all: readonly Word[],
  core: readonly Word[],
): string | null {
  // No person is in our lists.
  if (mention.label === "PERSON") return null;
  const whole = listedFrom(tokens, mention, mention.from, mention.to);
  if (whole !== null || all.length === 0) return whole;
  const before = core[0] && all[all.indexOf(core[0]) - 1];
  const from = before ? before.at + 1 : mention.from + (tokens[mention.from]?.norm === "the" ? 1 : 0);
  const to = (core.at(-1)?.at ?? mention.to - 1) + 1;
  if (from === mention.from && to === mention.to) return null;
  const key = listedFrom(tokens, mention, from, to);
  // `Kuwait City` is no country.
  return key?.startsWith("country:") && to < mention.to ? null : key;
}

function listedFrom(tokens: readonly Token[], mention: Found, from: number, to: number): string | null {
  const token = tokens[from];
  if (!token) return null;
  const isArabicWord = token.spelling.arabic;
  const stem = !isArabicWord
    ? undefined
    : from === mention.from
      ? stemOf(token, mention)
      : withArticle(token.norm);
  for (const name of listedNamesAt(tokens, from, stem)) {
    if (name.to !== to) continue;
    for (const { label, exact, key } of name.forms)
      if (label === mention.label && (exact === null || exact === token.text)) return key;
  }
  return null;
}

/** The letters of a mention of one token in capitals; null for others. */
function acronymOf(tokens: readonly Token[], { from, to, start }: Found): string | null {
  const token = tokens[from];
  if (!token || to - from !== 1 || start !== token.start) return null;
  const letters = token.text.replaceAll(".", "");
  return /^[A-Z][A-Z0-9]{1,7}$/.test(letters) ? letters.toLowerCase() : null;
}
