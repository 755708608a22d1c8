import { beginsWithLamLam, withArticle } from "../../../text/arabic.ts";
import type { Language } from "../../../text/language.ts";
import type { EntityLabel } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { soughtName } from "../nameForms.ts";
import { weightOf } from "../spread.ts";
import type { NameForm } from "./form.ts";
import { isFull, unitsOf } from "./persons.ts";

/** A mention of an entity, as far as its name and label go by it. */
export interface Bearer {
  readonly mention: Found;
  /** Its words in the text. */
  readonly text: string;
  /** Null for dates, amounts and weapons. */
  readonly form: NameForm | null;
  /** Another name or an explanation of one before it: not what the entity is called in the first place. */
  readonly isGloss: boolean;
}

/** How many times stronger the others have to be than a mention that says otherwise. */
const STRONGER = 1.5;

/** Whether neither lists nor the words beside it told a mention's label. */
export const isGuess = (source: string): boolean => source === "tagger" || source === "article";

/**
 * The label of an entity by all its mentions, the strongest evidence first (lists, then titles and place words, then the
 * tagger by its confidence), and for each mention its own: one that no list and no word beside it told gives way to
 * stronger others. `isLong`: all are the same words, and more than one.
 */
export function agreedLabels(mentions: readonly Found[], isLong = false): EntityLabel[] {
  const labels = mentions.map(({ label }) => label);
  if (labels.every((label) => label === labels[0])) return labels;
  const votes = new Map<EntityLabel, number>();
  // A name of several words in our lists is no other's: however often the tagger guessed, it is outvoted.
  const listed = isLong ? mentions.filter(({ source }) => !isGuess(source)) : [];
  for (const mention of listed.length > 0 ? listed : mentions)
    votes.set(mention.label, (votes.get(mention.label) ?? 0) + weightOf(mention));
  let best: [EntityLabel, number] | null = null;
  for (const [label, weight] of votes) if (best === null || weight > best[1]) best = [label, weight];
  return mentions.map(({ label, source }) => {
    return best && isGuess(source) && best[1] > (votes.get(label) ?? 0) * STRONGER ? best[0] : label;
  });
}

/** What an entity's name is written like: each of these, in this order, decides between two forms. */
function rank({ text, form, isGloss, mention }: Bearer, language: Language): number[] {
  if (!form) return [text.length];
  const units = mention.label === "PERSON" ? unitsOf(form.words) : form.core;
  const hasLower = /\p{Ll}/u.test(text);
  return [
    form.script === (language === "ar" ? "arabic" : "latin") ? 1 : 0,
    isGloss ? 0 : 1,
    // A person is called by given name and surname, an organisation by words rather than letters.
    mention.label === "PERSON" ? (isFull(units) ? 1 : 0) : form.acronym === null ? 1 : 0,
    units.filter((unit) => unit.length > 1).length,
    form.script === "latin" && !hasLower && form.acronym === null ? 0 : 1,
    // `لل…` cannot be cut and is no form to call anything by.
    beginsWithLamLam(text) ? 0 : 1,
    hasLower || form.script === "arabic" ? 1 : 0,
  ];
}

/**
 * An entity's name: the one that the project's gazetteer has for it, unless that is but a form of it and a part of a fuller one; else the
 * fullest form among its mentions, without `the`, the first of the best by `rank`.
 */
export function nameOf(bearers: readonly Bearer[], language: Language): string {
  const [only] = bearers;
  let best: { text: string; rank: number[] } | null = null;
  if (bearers.length > 1)
    for (const bearer of bearers) {
      const own = rank(bearer, language);
      if (best === null || isHigher(own, best.rank)) best = { text: bearer.text, rank: own };
    }
  const own = withArticle((best?.text ?? only?.text ?? "").replace(/^the\s+(?=\S)/i, ""));
  const listed = bearers.find(({ mention }) => mention.because?.kind === "listed")?.mention.because;
  if (listed?.kind !== "listed") return own;
  if (listed.full) return listed.name;
  return spaced(own) !== spaced(listed.name) && spaced(own).includes(spaced(listed.name)) ? own : listed.name;
}

/** A name's words as they are compared, with spaces around. */
const spaced = (name: string): string => ` ${soughtName(name)?.words ?? ""} `;

function isHigher(a: readonly number[], b: readonly number[]): boolean {
  for (const [n, value] of a.entries()) {
    const other = b[n] ?? 0;
    if (value !== other) return value > other;
  }
  return false;
}
