import { isArabic } from "../../text/language.ts";
import { tokenize } from "../../text/token.ts";
import type { CasualtyFigure } from "../detection.ts";
import { personWord } from "../figures/arabic/words.ts";
import type { Telling } from "../figures/figure.ts";

/** How a later figure of an Arabic article stands to an earlier one: it says the same again, or a part of it. */
export type Relation = { readonly kind: "sameAs" | "partOf"; readonly id: string };

/** Nouns that say nothing of who somebody is beyond that he was harmed, or is a person. */
const ANYBODY =
  /^(قتيل|شهيد|جريح|مصاب|ضحيه|شخص|مدني|مواطن|رجل|انسان|جثه|جثمان|حاله|اصابه|نفر|فرد|وفاه|معتقل|مفقود|مختطف|مخطوف)$/;
const CHILDREN = /^(طفل|طفله|رضيع|رضيعه|قاصر|صبي|فتي|ولد|جنين)$/;
const WOMEN = /^(امراه|سيده|فتاه|شابه|ام|نساء|مراه|مسنه)$/;

/** Whom a figure counts: a class of people, `any` where its noun does not tell. */
export function victimClass(figure: CasualtyFigure): string {
  const words = tokenize(figure.victims ?? figure.text);
  for (const word of words) {
    const lemma = personWord(word)?.noun.lemma;
    if (lemma === undefined) continue;
    if (lemma === "اخر") return "other";
    if (ANYBODY.test(lemma)) continue;
    if (CHILDREN.test(lemma)) return "child";
    return WOMEN.test(lemma) ? "woman" : figure.victimType === "unknown" ? lemma : figure.victimType;
  }
  return "any";
}

/** How an Arabic figure's own words say that it stands to others. */
export function toldInArabic(figure: CasualtyFigure | undefined): { telling: Telling; head: string } {
  if (!figure) return { telling: "new", head: "" };
  const people = victimClass(figure);
  const telling =
    isOther(figure) && (value(figure) ?? 0) < SEVERAL
      ? "others"
      : figure.rule === "heading"
        ? "total"
        : figure.rule === "among"
          ? "subset"
          : "new";
  return { telling, head: people === "any" ? "" : people };
}

/** "فلان واثنان آخران" stand beside somebody; "وأصيب 7 آخرون" are others than the dead, and may be told of again. */
const SEVERAL = 3;

const isOther = (figure: CasualtyFigure): boolean => /(^|\s)[أآا]خر/.test(figure.text);

/** Whether the words of one name all stand in the other. */
function isSameName(a: string, b: string): boolean {
  const [short = [], long = []] = [a, b]
    .map((name) => tokenize(name).map(({ norm }) => norm))
    .sort((x, y) => x.length - y.length);
  return short.length > 0 && short.every((word) => long.includes(word));
}

/** The number that a figure's words name: 120 in "more than 120". */
const value = ({ min, max, qualifier }: CasualtyFigure): number | null =>
  qualifier === "more_than" && min !== null ? min - 1 : (min ?? max);

/** "ارتفع عدد القتلى إلى 4 … عدد قتلى الجيش إلى 3": a smaller total behind a larger one. */
function shareOf(figure: CasualtyFigure, rivals: readonly CasualtyFigure[]): Relation | null {
  if (figure.rule !== "heading") return null;
  const whole = rivals.find(
    (rival) => rival.rule === "heading" && (value(rival) ?? 0) > (value(figure) ?? 0),
  );
  return whole ? { kind: "partOf", id: whole.id } : null;
}

/** How far a figure of another harm may stand before "و7 آخرون" (UTF-16 code units) for those to be others than its own. */
const NEARBY = 120;

/**
 * How the figures of an Arabic article stand to earlier ones, by id. A report in Arabic says its toll two or three times
 * over, in the headline, the lead and with the names, each time in other words: where number and harm agree and the
 * victims can be the same, it is the same toll; names fill the number stated before them; and a total that has risen
 * ("ارتفع عدد القتلى إلى") holds what was counted before it.
 */
export function arabicRelations(figures: readonly CasualtyFigure[]): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>();
  const earlier = new Map<string, CasualtyFigure[]>();
  const names = new Map<string, CasualtyFigure[]>();
  const named = new Map<string, number>();
  let last: CasualtyFigure | null = null;
  for (const figure of figures) {
    if (figure.partOf !== null || figure.status === "negated" || !isArabicText(figure.text)) continue;
    const key = `${figure.harm}:${figure.scope}:${figure.status}`;
    const beside = last !== null && last.harm !== figure.harm && figure.start - last.end < NEARBY;
    last = figure;
    const rivals = earlier.get(key) ?? [];
    const again = figure.qualifier === "named" ? sameName(figure, names) : undefined;
    const relation =
      again !== undefined
        ? { kind: "sameAs" as const, id: again }
        : figure.qualifier === "named"
          ? nameOf(rivals, named)
          : figure.rule === "among"
            ? wholeOf(figure, rivals)
            : (repeatOf(figure, rivals, beside) ?? shareOf(figure, rivals));
    if (relation) {
      found.set(figure.id, relation);
      continue;
    }
    if (figure.rule === "heading") {
      for (const rival of rivals) {
        if ((value(rival) ?? 0) < (value(figure) ?? 0))
          found.set(rival.id, { kind: "partOf", id: figure.id });
      }
    }
    // "سقوط قتلى … مقتل ثلاثة": the crowd of the headline, now counted
    if ((value(figure) ?? 0) > 1 && !isOther(figure)) {
      for (const rival of rivals) {
        if (isCrowdOf(rival, figure) && !found.has(rival.id))
          found.set(rival.id, { kind: "partOf", id: figure.id });
      }
    }
    rivals.push(figure);
    earlier.set(key, rivals);
  }
  return found;
}

const isArabicText = (text: string): boolean => isArabic(text.charCodeAt(text.length - 1));

/** The figure that named the same person before, in a longer or shorter form. */
function sameName(figure: CasualtyFigure, names: Map<string, CasualtyFigure[]>): string | undefined {
  const known = names.get(figure.harm) ?? [];
  const again = known.find(({ text }) => isSameName(text, figure.text));
  known.push(again ? { ...figure, id: again.id } : figure);
  names.set(figure.harm, known);
  return again?.id;
}

/** A name behind a number: one of those counted, as long as fewer have been named. */
function nameOf(rivals: readonly CasualtyFigure[], named: Map<string, number>): Relation | null {
  for (const rival of rivals) {
    const most = value(rival);
    const done = named.get(rival.id) ?? 0;
    if (rival.qualifier === "named" || most === null || done >= most || most > MOST_NAMED) continue;
    named.set(rival.id, done + 1);
    return { kind: most === 1 ? "sameAs" : "partOf", id: rival.id };
  }
  return null;
}

/** The largest toll whose dead a report still names one by one. */
const MOST_NAMED = 12;

/** The toll that "من بين القتلى 3 أطفال" tells more of. */
function wholeOf(figure: CasualtyFigure, rivals: readonly CasualtyFigure[]): Relation | null {
  const whole = rivals.findLast((rival) => (value(rival) ?? 0) >= (value(figure) ?? 0));
  return whole ? { kind: "partOf", id: whole.id } : null;
}

/** Whether a figure tells of people without a number, of whom a later one may be. */
const isCrowdOf = (crowd: CasualtyFigure, figure: CasualtyFigure): boolean =>
  value(crowd) === null &&
  crowd.trigger.start !== figure.trigger.start &&
  !isOther(crowd) &&
  (isAlike(victimClass(crowd), victimClass(figure)) || ONES.test(victimClass(figure)));

const isAlike = (a: string, b: string): boolean => a === b || a === "any" || b === "any";

/** Who are among civilians, and among those of whom no more is told. */
const ONES = /^(child|woman|civilian)$/;

/** An equal number told before; `beside` where those told of are others than people who came to another harm. */
function repeatOf(
  figure: CasualtyFigure,
  rivals: readonly CasualtyFigure[],
  beside: boolean,
): Relation | null {
  const number = value(figure);
  if (number === null) return null;
  const own = victimClass(figure);
  // "سقوط جرحى … أصيب السائق": one of those told of without a number
  const crowd =
    number === 1 && !isOther(figure) ? rivals.find((rival) => isCrowdOf(rival, figure)) : undefined;
  if (crowd) return { kind: "partOf", id: crowd.id };
  for (const rival of rivals) {
    if (isOther(figure) && !isOther(rival) && !beside) continue;
    // two of one list are two
    if (rival.trigger.start === figure.trigger.start) continue;
    if (rival.qualifier === "named" ? number !== 1 : value(rival) !== number) continue;
    const other = rival.qualifier === "named" ? "any" : victimClass(rival);
    if (own === other || own === "any" || other === "any") return { kind: "sameAs", id: rival.id };
  }
  return null;
}
