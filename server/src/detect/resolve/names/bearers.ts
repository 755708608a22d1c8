import type { EntityLabel } from "../../detection.ts";
import { abbreviates, initialsOf } from "./acronyms.ts";
import type { Definition } from "./definitions.ts";
import type { NameForm } from "./form.ts";
import { consonantsOf } from "./spelling.ts";

/** One of two names that the text sets beside each other. */
export interface Side {
  readonly label: EntityLabel;
  readonly form: NameForm;
  /** No list and no word beside it told its label. */
  readonly isWeak: boolean;
}

/**
 * Whether two names between which the text says "known as", or that stand one in brackets behind the other, are of one
 * bearer. Places in brackets are where the first lies, lists' names and agencies in brackets whose the first is.
 */
export function areOneBearer(a: Side, b: Side, kind: Definition["kind"]): boolean {
  if (a.label === "NORP" || b.label === "NORP") return false;
  if (a.form.key !== null && b.form.key !== null && a.form.key !== b.form.key) return false;
  const [letters, full] = a.form.acronym === null ? [b.form, a.form] : [a.form, b.form];
  if (letters.acronym !== null && full.acronym === null && isShortFor(letters.acronym, full)) return true;
  if (kind === "said" && a.isWeak && b.isWeak) return true;
  if (a.label !== b.label) return false;
  if (kind !== "bracket") return true;
  if (letters.acronym !== null)
    return a.label === "ORG" && full.acronym === null && letters.key === null && full.key === null;
  if (a.form.script !== b.form.script) return soundAlike(a.form, b.form);
  if (a.label === "ORG") return b.form.key === null && b.form.words.length > 1;
  return a.label === "PERSON";
}

const isShortFor = (acronym: string, { plain, hasArticle }: NameForm): boolean =>
  initialsOf(plain, hasArticle).includes(acronym) || abbreviates(acronym, plain);

/** Whether at least half of the words of the shorter name sound as words of the other. */
export function soundAlike(a: NameForm, b: NameForm): boolean {
  const sounds = new Set(a.plain.map(consonantsOf));
  // Two letters are soon alike by chance.
  if (a.plain.map(consonantsOf).join("").length < 3) return false;
  const common = b.plain.filter((word) => consonantsOf(word) !== "" && sounds.has(consonantsOf(word))).length;
  return common * 2 >= Math.min(a.plain.length, b.plain.length);
}
