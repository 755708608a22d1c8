import { isArabic } from "../../text/language.ts";
import { tokenize } from "../../text/token.ts";
import type { CasualtyFigure } from "../detection.ts";
import { personWord } from "../figures/arabic/words.ts";
import type { Telling } from "../figures/figure.ts";
import { createRivals, type Rival, type Rivals } from "./arabicRivals.ts";

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
function isSameName(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length > 0 && short.every((word) => long.includes(word));
}

/** The number that a figure's words name: 120 in "more than 120". */
const value = ({ min, max, qualifier }: CasualtyFigure): number | null =>
  qualifier === "more_than" && min !== null ? min - 1 : (min ?? max);

/** "ارتفع عدد القتلى إلى 4 … عدد قتلى الجيش إلى 3": a smaller total behind a larger one. */
function shareOf({ figure, value }: Own, rivals: Rivals): Relation | null {
  const whole = figure.rule === "heading" ? rivals.firstHeadingAbove(value ?? 0) : undefined;
  return whole ? { kind: "partOf", id: whole.figure.id } : null;
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
  const earlier = new Map<string, Rivals>();
  const names = new Map<string, Known[]>();
  let last: CasualtyFigure | null = null;
  for (const figure of figures) {
    if (figure.partOf !== null || figure.status === "negated" || !isArabicText(figure.text)) continue;
    const key = `${figure.harm}:${figure.scope}:${figure.status}`;
    const beside = last !== null && last.harm !== figure.harm && figure.start - last.end < NEARBY;
    last = figure;
    const own: Own = {
      figure,
      value: value(figure),
      people: victimClass(figure),
      isOther: isOther(figure),
    };
    const rivals = earlier.get(key) ?? createRivals();
    earlier.set(key, rivals);
    const relation = relationOf(own, rivals, beside, names);
    if (relation) {
      found.set(figure.id, relation);
      continue;
    }
    // "سقوط قتلى … مقتل ثلاثة": the crowd of the headline, now counted
    if ((own.value ?? 0) > 1 && !own.isOther) {
      for (const crowd of rivals.counted(own.people, apartFrom(figure)))
        found.set(crowd.figure.id, { kind: "partOf", id: figure.id });
    }
    rivals.add(own);
  }
  for (const rivals of earlier.values()) {
    for (const [rival, total] of rivals.exceeded())
      found.set(rival.figure.id, { kind: "partOf", id: total.figure.id });
  }
  return found;
}

type Own = Omit<Rival, "order">;

function relationOf(own: Own, rivals: Rivals, beside: boolean, names: Map<string, Known[]>): Relation | null {
  const { figure } = own;
  if (figure.qualifier === "named") {
    const again = sameName(figure, names);
    return again === undefined ? nameOf(rivals) : { kind: "sameAs", id: again };
  }
  if (figure.rule === "among") return wholeOf(own, rivals);
  return repeatOf(own, rivals, beside) ?? shareOf(own, rivals);
}

const isArabicText = (text: string): boolean => isArabic(text.charCodeAt(text.length - 1));

/** A person who was named, and the figure that did so first. */
interface Known {
  readonly id: string;
  readonly words: readonly string[];
}

/** The figure that named the same person before, in a longer or shorter form. */
function sameName({ harm, id, text }: CasualtyFigure, names: Map<string, Known[]>): string | undefined {
  const words = tokenize(text).map(({ norm }) => norm);
  const known = names.get(harm) ?? [];
  const again = known.find((other) => isSameName(other.words, words));
  known.push({ id: again?.id ?? id, words });
  names.set(harm, known);
  return again?.id;
}

/** A name behind a number: one of those counted, as long as fewer have been named. */
function nameOf(rivals: Rivals): Relation | null {
  const rival = rivals.nameOne();
  return rival ? { kind: rival.value === 1 ? "sameAs" : "partOf", id: rival.figure.id } : null;
}

/** The toll that "من بين القتلى 3 أطفال" tells more of. */
function wholeOf({ value }: Own, rivals: Rivals): Relation | null {
  const whole = rivals.lastFrom(value ?? 0);
  return whole ? { kind: "partOf", id: whole.figure.id } : null;
}

/** Holds for figures of another list: two of one list are two. */
const apartFrom =
  (figure: CasualtyFigure) =>
  (rival: Rival): boolean =>
    rival.figure.trigger.start !== figure.trigger.start;

/** An equal number told before; `beside` where those told of are others than people who came to another harm. */
function repeatOf({ figure, value, people, isOther }: Own, rivals: Rivals, beside: boolean): Relation | null {
  if (value === null) return null;
  const isApart = apartFrom(figure);
  // "سقوط جرحى … أصيب السائق": one of those told of without a number
  const crowd = value === 1 && !isOther ? rivals.crowd(people, isApart) : undefined;
  if (crowd) return { kind: "partOf", id: crowd.figure.id };
  const same = rivals.equal(
    value,
    people,
    (rival) => isApart(rival) && (!isOther || rival.isOther || beside),
  );
  return same ? { kind: "sameAs", id: same.figure.id } : null;
}
