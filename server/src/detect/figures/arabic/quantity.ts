import { foldArabic, readings } from "../../../text/arabic.ts";
import { numeralAt } from "../../../text/numeral.ts";
import { once } from "../../../text/once.ts";
import { entries, rows } from "../../../text/table.ts";
import type { Token } from "../../../text/token.ts";
import type { Qualifier } from "../../detection.ts";
import changeList from "../../lexicon/ar/change-words.txt";
import qualifierTable from "../../lexicon/ar/qualifiers.tsv";
import vagueList from "../../lexicon/ar/vague-words.txt";
import { type Bounds, boundsOf, NONE, ONE, rangeOf, VAGUE } from "../bounds.ts";

/** A number with what qualifies it, before its noun: tokens `from` up to `to`. */
export interface Quantity {
  readonly from: number;
  readonly to: number;
  /** UTF-16 code units of the paragraph: where the qualifier or number begins, behind clitics. */
  readonly start: number;
  readonly numberStart: number;
  readonly numberEnd: number;
  readonly bounds: Bounds;
  /** The value of a number without qualifier, for one that follows the noun; null for vague words and ranges. */
  readonly value: number | null;
  /** `أحد`, `أي`: one of those that the noun names. */
  readonly single: boolean;
  readonly clitic: string;
}

interface Phrase {
  readonly words: readonly string[];
  readonly qualifier: Qualifier;
  /** A verb (`تجاوز`), which is no part of the noun phrase. */
  readonly verb?: boolean;
}

const byFirst = (phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> => {
  const found = new Map<string, Phrase[]>();
  for (const phrase of [...phrases].sort((a, b) => b.words.length - a.words.length)) {
    const first = phrase.words[0] ?? "";
    found.set(first, [...(found.get(first) ?? []), phrase]);
  }
  return found;
};

const qualifiersOn = (...sides: readonly string[]): ReadonlyMap<string, readonly Phrase[]> =>
  byFirst(
    rows(qualifierTable)
      .filter((row) => sides.includes(row[2] ?? ""))
      .map(([words = "", qualifier, side]) => ({
        words: words.split(" ").map(foldArabic),
        qualifier: qualifier as Qualifier,
        verb: side === "verb",
      })),
  );

const before = once(() => qualifiersOn("before", "verb"));
const after = once(() => qualifiersOn("after"));
const vague = once(() =>
  byFirst(
    entries(vagueList).map((words) => ({ words: words.split(" ").map(foldArabic), qualifier: "vague" })),
  ),
);

/** Words that say of a number that it has become another. */
const changes = once((): ReadonlySet<string> => new Set(entries(changeList).map(foldArabic)));

interface Match extends Phrase {
  readonly to: number;
  /** Folded letters of the first token before the phrase. */
  readonly skip: number;
  readonly clitic: string;
}

/** The longest phrase that stands at a token, its first word with or without clitics and article. */
function phraseAt(
  table: ReadonlyMap<string, readonly Phrase[]>,
  tokens: readonly Token[],
  at: number,
): Match | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const { stem, at: skip, clitic } of readings(token.norm)) {
    const bare = stem.startsWith("ال") && stem.length > 4 ? stem.slice(2) : stem;
    for (const phrase of [...(table.get(stem) ?? []), ...(bare === stem ? [] : (table.get(bare) ?? []))]) {
      if (!phrase.words.every((word, n) => n === 0 || tokens[at + n]?.norm === word)) continue;
      return { ...phrase, to: at + phrase.words.length, skip, clitic };
    }
  }
  return null;
}

export const qualifierAfter = (tokens: readonly Token[], at: number): Match | null =>
  phraseAt(after(), tokens, at);

interface Number {
  readonly from: number;
  readonly to: number;
  readonly bounds: Bounds;
  readonly value: number | null;
  readonly skip: number;
  readonly clitic: string;
  readonly single?: boolean;
}

/** The quantity that begins at token `at`, or null. Numbers of pages, hours, laws and brigades are none. */
export function quantityAt(tokens: readonly Token[], at: number, to: number): Quantity | null {
  let first = at;
  let clitic = "";
  const token = tokens[at];
  if (!token || at >= to || isFormer(tokens, at)) return null;
  // و12, ب12, الـ70: letters that belong to the digits behind them
  if (token.kind === "word" && /^[وفبل]?(ال)?$/.test(token.norm) && token.norm !== "") {
    const next = tokens[at + 1];
    if (next?.kind !== "number" || !(next.joined || token.norm === "و" || token.norm.endsWith("ال"))) {
      if (!(token.norm === "و" && next)) return null;
    }
    first = at + 1;
    clitic = token.norm;
  }
  if (first > at && tokens[first]?.kind !== "number") return null;
  const qualifier = phraseAt(before(), tokens, first);
  const article = qualifier && /^ال$/.test(tokens[qualifier.to]?.norm ?? "") ? 1 : 0;
  const number = numberAt(tokens, (qualifier?.to ?? first) + article);
  if (!number || number.to > to || (qualifier && number.single)) return null;
  const outside = qualifier?.verb === true;
  const head = tokens[outside ? number.from : first];
  const skip = qualifier && !outside ? qualifier.skip : number.skip;
  const stated =
    qualifier && number.value !== null ? boundsOf(number.value, qualifier.qualifier) : number.bounds;
  return {
    from: at,
    to: number.to,
    start: (head?.start ?? 0) + unfolded(head, skip),
    numberStart: (tokens[number.from]?.start ?? 0) + unfolded(tokens[number.from], number.skip),
    numberEnd: tokens[number.to - 1]?.end ?? 0,
    bounds: stated,
    value: qualifier ? null : number.value,
    single: number.single ?? false,
    clitic: clitic || (qualifier ? qualifier.clitic : number.clitic),
  };
}

/** How many words may stand between a word of change and `من`, and between the number and `إلى`. */
const CHANGE_REACH = 10;
const NOUN_REACH = 2;

/**
 * Whether `من` at `at`, or the number behind it, is a toll that holds no longer: "ارتفع عدد القتلى من 31 إلى 57". What it
 * has become is the figure; the two are no range.
 */
function isFormer(tokens: readonly Token[], at: number): boolean {
  const from = [at, at - 1].find((i) => tokens[i]?.norm === "من");
  const former = from === undefined ? null : numeralAt(tokens, from + 1, "ar");
  if (from === undefined || !former) return false;
  const links = tokens.slice(former.to, former.to + NOUN_REACH + 1);
  const link = former.to + links.findIndex(({ norm }) => norm === "الي");
  if (link < former.to) return false;
  if (!numeralAt(tokens, phraseAt(before(), tokens, link + 1)?.to ?? link + 1, "ar")) return false;
  return tokens
    .slice(Math.max(0, from - CHANGE_REACH), from)
    .some(({ norm }) => readings(norm).some(({ stem }) => changes().has(stem)));
}

/** UTF-16 code units of the first `n` folded letters of a token. */
function unfolded(token: Token | undefined, n: number): number {
  if (!token || n === 0) return 0;
  let seen = 0;
  let i = 0;
  while (i < token.text.length && seen < n) {
    if (foldArabic(token.text[i] ?? "") !== "") seen++;
    i++;
  }
  while (i < token.text.length && foldArabic(token.text[i] ?? "") === "") i++;
  return i;
}

/** Words before a number that make it the name of something else. */
const NAMING =
  /^[وفبلك]?(ال)?(رقم|قرن|كل|ماده|فقره|فصل|لواء|فرقه|كتيبه|فوج|ساعه|قرار|طراز|عمر|عمره|عمرها|بعمر|صفحه|رواية|هاتف|قناه|بند|جيل|درجه|فئه|نوع|عيار|ملاعب|اصدار)$/;

function numberAt(tokens: readonly Token[], at: number): Number | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.text === "(") return bracketedAt(tokens, at);
  const words = phraseAt(vague(), tokens, at);
  const numeral = numeralAt(tokens, at, "ar");
  if (words && (!numeral || words.to >= numeral.to)) {
    return { from: at, to: words.to, bounds: VAGUE, value: null, skip: words.skip, clitic: words.clitic };
  }
  const one = oneOf(tokens, at);
  if (one) return one;
  const range = rangeAt(tokens, at);
  if (range) return range;
  const half = halfAt(tokens, at) ?? decimalAt(tokens, at);
  if (half) return half;
  if (!numeral) {
    const percent = token.kind === "number" && /^[%٪]$/.test(tokens[at + 1]?.text ?? "");
    return percent ? { from: at, to: at + 2, bounds: VAGUE, value: null, skip: 0, clitic: "" } : null;
  }
  const previous = tokens[at - 1];
  // "عمر وخمسة جنود": joined to what stands before, it is no part of its name
  const isJoined = token.kind === "word" && /^[وف](?!احد)/.test(token.norm);
  if (
    previous &&
    ((!isJoined && NAMING.test(previous.norm)) || (/^[/:.#@+]$/.test(previous.text) && token.joined))
  )
    return null;
  if (/^[وف]?لكل$/.test(tokens[numeral.to]?.norm ?? "")) return null;
  if (/^[/:%٪]$/.test(tokens[numeral.to]?.text ?? "") && tokens[numeral.to]?.joined) return null;
  if (!Number.isInteger(numeral.value)) return null;
  // "3-فلان": a number of a roll
  if (
    token.kind === "number" &&
    /^[-–]$/.test(tokens[numeral.to]?.norm ?? "") &&
    tokens[numeral.to + 1]?.kind === "word"
  )
    return null;
  // ألفا شخص: a dual before its noun; ألفاً with tanwin is one thousand
  const twice =
    numeral.to === at + 1 && /^[وفبل]?(الفا|مليونا)$/.test(token.norm) && !/\u064b/.test(token.text) ? 2 : 1;
  const rest = twice === 1 ? restAfter(tokens, numeral.to, numeral.value) : null;
  return {
    from: at,
    to: rest?.to ?? numeral.to,
    bounds: boundsOf(numeral.value * twice + (rest?.value ?? 0), "exact"),
    value: numeral.value * twice + (rest?.value ?? 0),
    skip: numeral.clitic,
    clitic: token.norm.slice(0, numeral.clitic),
  };
}

/** What "و808" in digits adds to thousands before a noun, "و200 ألف" to millions. */
function restAfter(
  tokens: readonly Token[],
  at: number,
  value: number,
): (Pick<Number, "to"> & { value: number }) | null {
  if (tokens[at]?.norm !== "و" || !tokens[at + 1]?.joined || value < 1000 || value % 1000 !== 0) return null;
  const rest = numeralAt(tokens, at + 1, "ar");
  const unit = value % 1e6 === 0 ? 1e6 : 1000;
  return rest && rest.value < unit && tokens[rest.to]?.kind === "word"
    ? { to: rest.to, value: rest.value }
    : null;
}

/** `أحد الجنود`, `إحدى السيدات`, `أي شخص`; alone they are no number. */
function oneOf(tokens: readonly Token[], at: number): Number | null {
  for (const { stem, at: skip, clitic } of readings(tokens[at]?.norm ?? "")) {
    if (!/^(احد|احدي|اي|ايا|ايه)$/.test(stem)) continue;
    const next = tokens[at + 1];
    if (next?.kind !== "word" || /^(عشر|عشره|وعشر|و)/.test(next.norm)) continue;
    const bounds = /^اي/.test(stem) ? NONE : ONE;
    return { from: at, to: at + 1, bounds, value: null, skip, clitic, single: true };
  }
  return null;
}

/** `بين 20 و30`, `من 20 إلى 30`, `20-30`. */
function rangeAt(tokens: readonly Token[], at: number): Number | null {
  let from = at;
  if (tokens[from]?.norm === "ما" && /^بين$/.test(tokens[from + 1]?.norm ?? "")) from++;
  const opening = /^[وفبل]?(بين|من)$/.exec(tokens[from]?.norm ?? "");
  if (opening) from++;
  const low = numeralAt(tokens, from, "ar");
  if (!low) return null;
  let link = low.to;
  // "بين 20 شخصا و30": the noun may stand behind the first number already
  const and = opening?.[1] === "بين";
  const joint = tokens[link];
  let second = -1;
  if (and && joint?.norm === "و") second = link + 1;
  else if (and && joint && /^و/.test(joint.norm) && numeralAt(tokens, link, "ar")) second = link;
  else if (joint && /^(الي|-|–|—|حتي|او)$/.test(joint.norm)) second = link + 1;
  if (second < 0) return null;
  link = second;
  const high = numeralAt(tokens, link, "ar");
  if (!high || high.value <= low.value) return null;
  // Dates and scores: 5-8-2023
  if (/^[-–/]$/.test(tokens[high.to]?.norm ?? "") || /^[-–/]$/.test(tokens[at - 1]?.norm ?? "")) return null;
  // "20 إلى 30 ألفا": thousands both
  const scale =
    low.value < 1000 && high.to > link + 1 ? (high.value >= 1e6 ? 1e6 : high.value >= 1000 ? 1000 : 1) : 1;
  return {
    from: opening ? from : at,
    to: high.to,
    bounds: rangeOf(low.value * scale, high.value),
    value: null,
    skip: opening ? 0 : low.clitic,
    clitic: "",
  };
}

/** `(20) ألف`: digits between brackets. */
function bracketedAt(tokens: readonly Token[], at: number): Number | null {
  const digits = tokens[at + 1];
  if (digits?.kind !== "number" || tokens[at + 2]?.text !== ")") return null;
  const numeral = numeralAt([digits, ...tokens.slice(at + 3, at + 6)], 0, "ar");
  if (!numeral) return null;
  return {
    from: at + 1,
    to: at + 2 + numeral.to,
    bounds: boundsOf(numeral.value, "exact"),
    value: numeral.value,
    skip: 0,
    clitic: "",
  };
}

/** `5,4 مليون`: a comma for a decimal point. */
function decimalAt(tokens: readonly Token[], at: number): Number | null {
  const [whole, comma, part] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (whole?.kind !== "number" || part?.kind !== "number" || !comma?.joined || !part.joined) return null;
  if (!/^[,،٫]$/.test(comma.text) || !/^\d{1,2}$/.test(part.norm)) return null;
  const scale = numeralAt(tokens, at + 3, "ar");
  if (!scale || scale.value < 1000) return null;
  const value = Math.round(Number(`${whole.norm}.${part.norm}`) * scale.value);
  return { from: at, to: scale.to, bounds: boundsOf(value, "exact"), value, skip: 0, clitic: "" };
}

/** `نصف مليون`. */
function halfAt(tokens: readonly Token[], at: number): Number | null {
  if (!/^[وفبل]?نصف$/.test(tokens[at]?.norm ?? "")) return null;
  const scale = numeralAt(tokens, at + 1, "ar");
  if (!scale || scale.value < 1000) return null;
  const skip = (tokens[at]?.norm.length ?? 3) - 3;
  return {
    from: at,
    to: scale.to,
    bounds: boundsOf(scale.value / 2, "exact"),
    value: scale.value / 2,
    skip,
    clitic: tokens[at]?.norm.slice(0, skip) ?? "",
  };
}
