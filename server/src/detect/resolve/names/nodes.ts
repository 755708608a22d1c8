import { STEP, type Steps } from "../../../text/steps.ts";
import type { Token } from "../../../text/token.ts";
import type { EntityLabel } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { isFamilyAfter, isFamilyBefore } from "../../lexicon/naming.ts";
import type { Placed } from "../entities.ts";
import { isProjectKey, wordsOfKey } from "../nameIndex.ts";
import { agreedLabels } from "./canonical.ts";
import { type NameForm, nameForm } from "./form.ts";
import { isFull, type Units, unitsOf } from "./persons.ts";
import { createSpeller } from "./spelling.ts";

/** All mentions of one label and the same words, or the same list entry. */
export interface NameNode {
  readonly label: EntityLabel;
  /** Null for dates, amounts and weapons, which are compared by their words alone. */
  readonly form: NameForm | null;
  /** The parts of a person's name; empty for others and for families. */
  readonly units: Units;
}

/** The mentions of an article with what they are compared by, and their nodes in order of first mention. */
export interface Names {
  readonly mentions: readonly Found[];
  readonly forms: readonly (NameForm | null)[];
  readonly nodes: readonly NameNode[];
  /** For each mention the number of its node. */
  readonly nodeOf: readonly number[];
}

const isName = (label: EntityLabel): boolean =>
  label === "PERSON" || label === "ORG" || label === "LOC" || label === "NORP";

/** The nodes of an article's mentions, in steps. */
export function* nodesOf(placed: readonly Placed[]): Steps<Names> {
  const spell = createSpeller();
  const formOf = ({ mention, paragraph }: Placed): NameForm | null =>
    isName(mention.label) ? nameForm(paragraph.tokens, mention, spell) : null;
  const first: (NameForm | null)[] = [];
  for (const own of placed) {
    first.push(formOf(own));
    if (first.length % STEP === 0) yield;
  }
  const mentions = relabelled(placed, first);
  yield;
  const forms = mentions.map((mention, n) => {
    const own = placed[n];
    return own && own.mention !== mention ? formOf({ ...own, mention }) : (first[n] ?? null);
  });
  yield;
  // Words that somewhere in the article name a list entry name it everywhere.
  const keys = new Map<string, string>();
  for (const [n, form] of forms.entries()) {
    if (!form || form.key === null) continue;
    const words = `${mentions[n]?.label} ${form.coreName}`;
    if (!keys.has(words)) keys.set(words, form.key);
  }
  const projects = projectKeys(mentions, forms);
  const nodes: NameNode[] = [];
  const numbers = new Map<string, number>();
  const nodeOf: number[] = [];
  for (const [n, mention] of mentions.entries()) {
    if (n % STEP === 0) yield;
    const paragraph = placed[n]?.paragraph;
    const bare = forms[n] ?? null;
    const isPerson = mention.label === "PERSON";
    const isFamily = isPerson && paragraph && standsForFamily(paragraph.tokens, mention);
    const named = bare && (bare.key ?? keys.get(`${mention.label} ${bare.coreName}`) ?? null);
    // A family is not the person who has its name.
    const key = isFamily || named === null ? null : (projects.get(`${mention.label} ${named}`) ?? named);
    const form = bare && bare.key !== key ? { ...bare, key } : bare;
    const units = form && isPerson && !isFamily && !isNick(form) ? unitsOf(form.words) : [];
    const words = form
      ? units.length > 0
        ? units.join(" ")
        : (form.key ?? (mention.label === "ORG" ? form.name : form.coreName))
      : mention.key !== null && isProjectKey(mention.key)
        ? mention.key
        : plainWords(paragraph?.tokens ?? [], mention);
    const id = `${isFamily ? "family" : mention.label} ${words}`;
    const number = numbers.get(id) ?? nodes.push({ label: mention.label, form, units }) - 1;
    numbers.set(id, number);
    nodeOf.push(number);
  }
  return { mentions, forms, nodes, nodeOf };
}

/** For each entry of our lists, with the label, the project's entry that has a form of it in this article. */
function projectKeys(
  mentions: readonly Found[],
  forms: readonly (NameForm | null)[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [n, form] of forms.entries()) {
    if (!form?.listed || form.key === null || !isProjectKey(form.key)) continue;
    const id = `${mentions[n]?.label} ${form.listed}`;
    if (!found.has(id)) found.set(id, form.key);
  }
  return found;
}

/**
 * Whether a person's single word is by the project's entry another name for somebody (`Abu Khalid` of Ahmad Saleh), so
 * that it is no part of some name of the article.
 */
function isNick({ key, words }: NameForm): boolean {
  if (key === null || !isProjectKey(key) || isFull(unitsOf(words))) return false;
  return isFull(unitsOf(wordsOfKey(key)));
}

/** The mentions with the label that all those of the same words agree on. */
function relabelled(placed: readonly Placed[], forms: readonly (NameForm | null)[]): Found[] {
  const groups = new Map<string, number[]>();
  for (const [n, form] of forms.entries()) {
    // A people is never its country, whatever the words.
    if (!form || placed[n]?.mention.label === "NORP") continue;
    const group = groups.get(form.name);
    if (group) group.push(n);
    else groups.set(form.name, [n]);
  }
  const mentions = placed.map(({ mention }) => mention);
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const own = group.flatMap((n) => mentions[n] ?? []);
    const labels = agreedLabels(own, (forms[group[0] ?? 0]?.words.length ?? 0) > 1);
    for (const [i, n] of group.entries()) {
      const [mention, label] = [own[i], labels[i]];
      if (mention && label && mention.label !== label) mentions[n] = { ...mention, label, key: null };
    }
  }
  return mentions;
}

/** `the Al Rayees family`, `عائلة الريس`. */
function standsForFamily(tokens: readonly Token[], { from, to }: Found): boolean {
  const [before, last, behind] = [tokens[from - 1], tokens[to - 1], tokens[to]];
  return (
    isFamilyAfter(last?.norm ?? "") ||
    isFamilyAfter(behind?.norm ?? "") ||
    (before !== undefined && isFamilyBefore(before.norm, before.text))
  );
}

function plainWords(tokens: readonly Token[], mention: Found): string {
  const words: string[] = [];
  for (let i = mention.from; i < mention.to; i++) {
    const token = tokens[i];
    if (token?.kind !== "word" && token?.kind !== "number") continue;
    words.push(token.norm.slice(i === mention.from ? mention.start - token.start : 0));
  }
  return words.join(" ");
}
