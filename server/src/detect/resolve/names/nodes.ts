import type { Token } from "../../../text/token.ts";
import type { EntityLabel } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { isFamilyAfter, isFamilyBefore } from "../../lexicon/naming.ts";
import type { Placed } from "../entities.ts";
import { agreedLabels } from "./canonical.ts";
import { isProjects, type NameForm, nameForm } from "./form.ts";
import { type Units, unitsOf } from "./persons.ts";
import { createSpeller } from "./spelling.ts";

/** All mentions of one label and the same words, or but for persons the same list entry. */
export interface NameNode {
  readonly label: EntityLabel;
  /** The list entry that they name, if one does. */
  readonly key: string | null;
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

export function nodesOf(placed: readonly Placed[]): Names {
  const spell = createSpeller();
  const formOf = ({ mention, paragraph }: Placed): NameForm | null =>
    isName(mention.label) ? nameForm(paragraph.tokens, mention, spell) : null;
  const first = placed.map(formOf);
  const mentions = relabelled(placed, first);
  const forms = withProjectKeys(
    mentions.map((mention, n) => {
      const own = placed[n];
      return own && own.mention !== mention ? formOf({ ...own, mention }) : (first[n] ?? null);
    }),
  );
  // Words that somewhere in the article name a list entry name it everywhere.
  const keys = new Map<string, string>();
  for (const [n, form] of forms.entries()) {
    const words = `${mentions[n]?.label} ${form?.core.join(" ")}`;
    if (form && form.key !== null && !keys.has(words)) keys.set(words, form.key);
  }
  const nodes: NameNode[] = [];
  const numbers = new Map<string, number>();
  const nodeOf: number[] = [];
  for (const [n, mention] of mentions.entries()) {
    const paragraph = placed[n]?.paragraph;
    const bare = forms[n] ?? null;
    const isFamily = mention.label === "PERSON" && paragraph && standsForFamily(paragraph.tokens, mention);
    const entry = bare
      ? (bare.key ?? keys.get(`${mention.label} ${bare.core.join(" ")}`) ?? null)
      : isProjects(mention.key)
        ? mention.key
        : null;
    const key = isFamily ? null : entry;
    const form = bare && { ...bare, key };
    const units = form && mention.label === "PERSON" && !isFamily ? unitsOf(form.words) : [];
    // Persons of one entry stay apart by their words for now: by these the article goes on with parts of a name.
    const words =
      key !== null && units.length === 0
        ? key
        : form
          ? (units.length > 0 ? units : mention.label === "ORG" ? form.words : form.core).join(" ")
          : plainWords(paragraph?.tokens ?? [], mention);
    const id = `${isFamily ? "family" : mention.label} ${words}`;
    const number = numbers.get(id) ?? nodes.push({ label: mention.label, key, form, units }) - 1;
    numbers.set(id, number);
    nodeOf.push(number);
  }
  return { mentions, forms, nodes, nodeOf };
}

/**
 * The forms with the project's entry for that of our own lists wherever one mention names both: where a project has
 * `United States`, `US` is of its entry too.
 */
function withProjectKeys(forms: readonly (NameForm | null)[]): (NameForm | null)[] {
  const entries = new Map<string, string>();
  for (const form of forms)
    if (form && form.key !== null && form.otherKey !== null && !entries.has(form.otherKey))
      entries.set(form.otherKey, form.key);
  return forms.map((form) => form && { ...form, key: entries.get(form.key ?? "") ?? form.key });
}

/** The mentions with the label that all those of the same words agree on. */
function relabelled(placed: readonly Placed[], forms: readonly (NameForm | null)[]): Found[] {
  const groups = new Map<string, number[]>();
  for (const [n, form] of forms.entries()) {
    // A people is never its country, whatever the words.
    if (!form || placed[n]?.mention.label === "NORP") continue;
    const words = form.words.join(" ");
    const group = groups.get(words) ?? [];
    groups.set(words, group);
    group.push(n);
  }
  const mentions = placed.map(({ mention }) => mention);
  for (const group of groups.values()) {
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
