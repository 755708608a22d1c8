import { foldArabic, readings, unfoldedLength } from "../../../text/arabic.ts";
import type { Span } from "../../../text/span.ts";
import { entries } from "../../../text/table.ts";
import type { Harm } from "../../detection.ts";
import causeList from "../../lexicon/ar/causes.txt";
import illnessList from "../../lexicon/ar/illnesses.txt";
import { withoutArticle } from "../../lexicon/arabic.ts";
import type { ArabicPredicate } from "../../lexicon/arabicPredicates.ts";
import { type Clause, harmsAt, normAt, particleAt, textAt } from "./clause.ts";
import type { PredicateWord } from "./words.ts";

/** A word of harm in its place: tokens `at` up to `to`, its span without clitics. */
export interface Occurrence extends Span {
  readonly at: number;
  readonly to: number;
  readonly predicate: ArabicPredicate;
  /** A verbal noun; else a verb. */
  readonly noun: boolean;
  /** The pronoun written onto it. */
  readonly pronoun: string;
  readonly clitic: string;
  readonly definite: boolean;
  /** Another harm said in the same breath: "قتل وجرح 40". */
  readonly twin: ArabicPredicate | null;
}

const causes = new Set(entries(causeList).map(foldArabic));
const illnesses = new Set(entries(illnessList).map(foldArabic));

const listed = (set: ReadonlySet<string>, norm: string): boolean =>
  readings(norm).some(({ stem }) => set.has(stem) || set.has(withoutArticle(stem)));

/** The verbs of harm and nouns for the deed of a clause, in order; nouns for those harmed are read elsewhere. */
export function occurrencesOf(clause: Clause): Occurrence[] {
  const found: Occurrence[] = [];
  // `مصرعهم` in "لقي الكثيرون مصرعهم" is no deed of its own
  const completed = new Set<number>();
  for (let at = clause.from; at < clause.to; at++) {
    const occurrence = completed.has(at) ? null : occurrenceAt(clause, at);
    if (!occurrence) continue;
    const twin = twinOf(clause, occurrence);
    if (twin) {
      found.push({ ...occurrence, to: twin.to, end: twin.end, pronoun: "", twin: twin.predicate });
      at = twin.to - 1;
    } else {
      found.push(occurrence);
      if (occurrence.predicate.frame === "split")
        completed.add(completionOf(clause, at, occurrence.predicate));
    }
  }
  return found;
}

function occurrenceAt(clause: Clause, at: number): Occurrence | null {
  const words = harmsAt(clause, at).filter(({ predicate }) => predicate.frame !== "people");
  const [first] = words;
  const token = clause.tokens[at];
  if (!first || !token || isQuoted(clause, at)) return null;
  const noun = isNounHere(clause, at, words);
  const word = words.find(({ predicate }) => isNounFrame(predicate) === noun) ?? first;
  if (word.predicate.frame === "split" && words.length > 1 && completionOf(clause, at, word.predicate) < 0) {
    const plain = words.find(({ predicate }) => predicate.frame !== "split");
    if (plain) return placed(clause, at, isLossOf(clause, at) ? lossOf(plain) : plain);
  }
  if (word.predicate.violent && !hasCause(clause) && !isOfHurt(clause, at)) return null;
  if (isIllness(clause, at, word.predicate.harm)) return null;
  // "استشهد بنص", "استشهد أيضا بأبيات": cited; "استشهد برصاص": fell
  const also = [1, 2, 3].find((n) => /^(كذلك|ايضا)$/.test(normAt(clause, at + n))) ?? 0;
  const next = normAt(clause, at + also + 1);
  if (
    /^[وف]?استشهد/.test(token.norm) &&
    /^ب/.test(next) &&
    !listed(causes, next) &&
    !/^بيد|^بايدي/.test(next)
  )
    return null;
  // "بجراحها التي أصيبت بها": of what those died
  const relative = particleAt(clause, at - 1) === "rel" && word.predicate.harm === "injured";
  if (relative && /^[وفبل]{0,2}(ال)?(جراح|جروح|اصاب|حروق)/.test(normAt(clause, at - 2))) return null;
  if (word.predicate.harm === "injured" && word.pronoun !== "" && isCauseOfDeath(clause, at)) return null;
  // "أصيب بجرح"
  if (
    word.predicate.harm === "injured" &&
    /^ب/.test(token.norm) &&
    /^[وف]?[اي]صي?ب/.test(normAt(clause, at - 1))
  )
    return null;
  // "لم يصب أحد"; "تمت" and "يصب في" without the negation are other verbs
  if (/^[وف]?[يت](صب|مت)$/.test(token.norm) && !/^[وف]?لم$/.test(normAt(clause, at - 1))) return null;
  // "معارك كر وفر"
  if (/^[وف]?كر$/.test(normAt(clause, at - 1))) return null;
  // "أسر كثيرة": families
  if (word.predicate.plain && /^(كثيره|عديده|كامله)$/.test(next)) return null;
  // "أسر الضحايا": families
  if (word.predicate.plain && harmsAt(clause, at + 1).length > 0) return null;
  return placed(clause, at, isLossOf(clause, at) ? lossOf(word) : word);
}

/** The noun for those who were hurt, with the article and a number before it: "ثلاثة من الجرحى". */
export const isHurtOf = (clause: Clause, at: number): boolean =>
  normAt(clause, at - 1) === "من" && /^ال(جرحي|مصابين|جريحين)$/.test(normAt(clause, at));

/** "توفي ثلاثة من الجرحى": of those who were hurt. */
const isOfHurt = (clause: Clause, at: number): boolean =>
  [2, 3, 4, 5].some((n) => at + n < clause.to && isHurtOf(clause, at + n));

/** "توفي إثر إصابته": the injury that a death is put down to. */
function isCauseOfDeath(clause: Clause, at: number): boolean {
  if (!/^(اثر|جراء|نتيجه|بسبب)$/.test(normAt(clause, at - 1))) return false;
  for (let i = at - 2; i >= clause.from && i > at - 12; i--)
    if (harmsAt(clause, i).some(({ predicate }) => predicate.harm === "killed")) return true;
  return false;
}

/** "فقد الجيش 12 جنديا", "القوات فقدت 12 جنديا": an army loses its dead. */
const isLossOf = (clause: Clause, at: number): boolean =>
  /^[وف]?فقدت?$/.test(normAt(clause, at)) &&
  [at + 1, at - 1, at - 2].some((place) =>
    /^ال(قوات|جيش|حزب|حركه|شرطه|تنظيم|فرقه|كتيبه|مليشيا|ميليشيا)$/.test(normAt(clause, place)),
  );

const lossOf = (word: PredicateWord): PredicateWord => ({
  ...word,
  predicate: { ...word.predicate, harm: "killed", frame: "active", person: true, many: true },
});

function placed(clause: Clause, at: number, word: PredicateWord): Occurrence {
  const token = clause.tokens[at];
  const start = token?.start ?? 0;
  const to = at + 1 + word.predicate.rest.length;
  return {
    at,
    to,
    start: start + unfoldedLength(token?.text ?? "", word.at),
    end: clause.tokens[to - 1]?.end ?? start,
    predicate: word.predicate,
    noun: isNounFrame(word.predicate),
    pronoun: word.pronoun,
    clitic: word.clitic,
    definite: word.definite,
    twin: null,
  };
}

/** "مصرع كليوباترا" between quotation marks is a title. */
const isQuoted = (clause: Clause, at: number): boolean =>
  /^["«“(]$/.test(textAt(clause, at - 1)) &&
  clause.tokens[at - 1]?.joined === false &&
  clause.from < at - 1 &&
  !/^[:،]$/.test(textAt(clause, at - 2)) &&
  (textAt(clause, at - 1) === "(" || [1, 2, 3, 4, 5].some((n) => /^["»“”)]$/.test(textAt(clause, at + n))));

const isNounFrame = ({ frame }: ArabicPredicate): boolean => frame === "event" || frame === "deed";

/** Nouns that stand before the verbal noun of a deed: "جريمة قتل", "تم اعتقال". */
const BEFORE_NOUN =
  /^[وفبل]?(ال)?(تم|يتم|جرى|جري|عمليه|عمليات|جريمه|جرايم|حادثه|حادث|حوادث|محاوله|محاولات|حاله|حالات|قضيه|حمله|حملات|خبر|نبا|يوم|تهمه|حكم|مسلسل|سبب|قرار|امر)$/;

/** Whether a word that may be verb or noun (`قتل`) is the noun here: behind a preposition, an article, another noun. */
function isNounHere(clause: Clause, at: number, words: ReturnType<typeof harmsAt>): boolean {
  const nouns = words.filter(({ predicate }) => isNounFrame(predicate));
  if (nouns.length === 0) return false;
  if (nouns.length === words.length) return true;
  if (nouns.some(({ definite, pronoun, clitic }) => (definite && pronoun === "") || /[بلك]/.test(clitic)))
    return true;
  const previous = normAt(clause, at - 1);
  const particle = particleAt(clause, at - 1);
  return (
    (particle === "prep" && !/^[وف]/.test(normAt(clause, at)) && !/^(بعد|قبل)$/.test("")) ||
    BEFORE_NOUN.test(previous)
  );
}

const AGAINST = foldArabic("على");

/** The token that completes a split predicate at `at` ("لقي … مصرعهم"); -1 where none does. */
export function completionOf(clause: Clause, at: number, { completions }: ArabicPredicate): number {
  for (let i = at + 1; i < clause.to && i < at + 17; i++) {
    // "قبضت الشرطة على 12": a preposition stands close by, and without a pronoun
    const norm = normAt(clause, i);
    if (
      completions.includes(AGAINST)
        ? norm === AGAINST && i < at + 6
        : completions.some((word) => completes(norm, word))
    )
      return i;
  }
  return -1;
}

/** `مصرعهم` completes with `مصرع`, `الحياة` and `حياتهم` with `حياه`. */
function completes(norm: string, word: string): boolean {
  const bare = norm.replace(/^[وفبل]?(ال)?/, "");
  if (norm === word || bare === word) return true;
  const stem = word.endsWith("ه") ? `${word.slice(0, -1)}ت` : word;
  const rest = norm.startsWith(stem)
    ? norm.slice(stem.length)
    : bare.startsWith(stem)
      ? bare.slice(stem.length)
      : null;
  return rest !== null && /^(ه|ها|هم|هما|هن|ا|ين|ان)$/.test(rest);
}

/** Whether a clause tells of violence or an accident. */
export const hasCause = (clause: Clause, without: RegExp | null = null): boolean => {
  for (let i = clause.from; i < clause.to; i++) {
    const norm = normAt(clause, i);
    // "بسم الله" is no poison
    if (norm !== "بسم" && listed(causes, norm) && !without?.test(norm)) return true;
  }
  return false;
};

/** "أصيب بمرض", "إصابة بكورونا". */
export const isIllness = (clause: Clause, at: number, harm: Harm): boolean =>
  harm === "injured" && isIllnessAhead(clause, at);

/** An illness within six tokens behind a word of harm, with no comma between. */
export const isIllnessAhead = (clause: Clause, at: number): boolean => {
  for (let i = at + 1; i < at + 7 && i < clause.to; i++) {
    if (/^[،.؛]$/.test(textAt(clause, i))) return false;
    if (listed(illnesses, normAt(clause, i))) return true;
  }
  return false;
};

/** The second of two words of harm that share their harmed: "مقتل وإصابة", "قتلوا أو جرحوا", "قتل و جرح". */
function twinOf(clause: Clause, { at, to, predicate, noun }: Occurrence): Occurrence | null {
  let next = to;
  const link = normAt(clause, next);
  if (link === "و" || link === "او") next++;
  else if (!/^و/.test(link)) return null;
  const other = occurrenceAt(clause, next);
  if (!other || next === at || other.predicate.frame === "split" || predicate.frame === "split") return null;
  const ambiguous = harmsAt(clause, at).some((word) => isNounFrame(word.predicate));
  const same = other.noun === noun || (other.noun && ambiguous);
  return same &&
    (other.predicate.harm !== predicate.harm || other.predicate.frame === predicate.frame) &&
    other.predicate.agreement === predicate.agreement
    ? other
    : null;
}
