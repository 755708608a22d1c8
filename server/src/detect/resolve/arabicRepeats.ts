import { isArabic } from "../../text/language.ts";
import { tokenize } from "../../text/token.ts";
import type { CasualtyFigure } from "../detection.ts";
import { personWord } from "../figures/arabic/words.ts";

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

const isOther = (figure: CasualtyFigure): boolean => /(^|\s)[أآا]خر/.test(figure.text);

/** Whether the words of one name all stand in the other. */
function isSameName(a: string, b: string): boolean {
  const [short = [], long = []] = [a, b]
    .map((name) => tokenize(name).map(({ norm }) => norm))
    .sort((x, y) => x.length - y.length);
  return short.length > 0 && short.every((word) => long.includes(word));
}

const value = ({ min, max }: CasualtyFigure): number | null => min ?? max;

/**
 * Follows the figures of an Arabic article in order and relates each to those before. A report in Arabic says its toll
 * two or three times over, in the headline, the lead and with the names, each time in other words; where number and
 * harm agree and the victims can be the same, it is the same toll, and names fill the number stated before them.
 */
export class ArabicRepeats {
  private readonly earlier: CasualtyFigure[] = [];
  /** How many of a figure have been named so far. */
  private readonly named = new Map<string, number>();
  private readonly names = new Map<string, readonly CasualtyFigure[]>();

  /** The relation of the next figure, in order of the text; null where it stands for itself. */
  next(figure: CasualtyFigure): Relation | null {
    const relation = this.relationOf(figure);
    if (relation === null && figure.partOf === null && figure.status !== "negated") this.earlier.push(figure);
    return relation;
  }

  private relationOf(figure: CasualtyFigure): Relation | null {
    if (
      figure.partOf !== null ||
      figure.status === "negated" ||
      !isArabic(figure.text.charCodeAt(figure.text.length - 1))
    )
      return null;
    const rivals = this.earlier.filter(
      ({ harm, scope, status }) => harm === figure.harm && scope === figure.scope && status === figure.status,
    );
    return figure.qualifier === "named" ? this.nameOf(figure, rivals) : this.repeatOf(figure, rivals);
  }

  /** A name behind a number: one of those counted, as long as fewer have been named; a name again, longer or shorter. */
  private nameOf(figure: CasualtyFigure, rivals: readonly CasualtyFigure[]): Relation | null {
    const again = this.names.get(figure.harm)?.find(({ text }) => isSameName(text, figure.text));
    this.names.set(figure.harm, [
      ...(this.names.get(figure.harm) ?? []),
      again ? { ...figure, id: again.id } : figure,
    ]);
    if (again) return { kind: "sameAs", id: again.id };
    for (const rival of rivals) {
      const most = value(rival);
      const done = this.named.get(rival.id) ?? 0;
      if (rival.qualifier === "named" || most === null || done >= most || most > 12) continue;
      this.named.set(rival.id, done + 1);
      return { kind: most === 1 ? "sameAs" : "partOf", id: rival.id };
    }
    return null;
  }

  private repeatOf(figure: CasualtyFigure, rivals: readonly CasualtyFigure[]): Relation | null {
    const number = value(figure);
    if (number === null || isOther(figure)) return null;
    const own = victimClass(figure);
    for (const rival of rivals) {
      if (rival.qualifier === "named" ? number !== 1 : value(rival) !== number) continue;
      const other = rival.qualifier === "named" ? "any" : victimClass(rival);
      if (own === other || own === "any" || other === "any") return { kind: "sameAs", id: rival.id };
    }
    return null;
  }
}
