import { formsOfEntry, listedForms } from "../gazetteer/gazetteer.ts";
import type { Casing } from "./nameForms.ts";
import { soughtName } from "./nameForms.ts";
import { type Listed, type ProjectNames, projectKey } from "./nameIndex.ts";

// Which names are one entity over all articles of a project: forms of one entry of its gazetteer, else of one entry of
// our own lists, in both languages, else the same folded words.

/** What a name stands for over all articles. */
export interface Identity {
  /** One for all its names of a label. */
  readonly key: string;
  /** What the project's gazetteer calls it; null where it says nothing. */
  readonly name: string | null;
}

/** The names of a project as identities. */
export interface Identities {
  /** @param form a name as it is written in an article */
  of(label: string, form: string): Identity;
  /** The forms that the project and our own lists have for what a name stands for, itself left out where they do not have it. */
  forms(label: string, form: string): readonly KnownForm[];
}

export interface KnownForm {
  /** As it is written; of our own lists without marks and hyphens. */
  readonly form: string;
  /** The project's; else our own lists'. */
  readonly listed: boolean;
  /** Also a common word, which is a name only where the words beside it say so. */
  readonly guarded: boolean;
}

const known = new WeakMap<ProjectNames["listed"], Identities>();

/** The identities of a project's gazetteer; the same for the same one. */
export function identitiesOf(listed: ProjectNames["listed"]): Identities {
  const own = known.get(listed) ?? createIdentities(listed);
  known.set(listed, own);
  return own;
}

function createIdentities({ byWords }: ProjectNames["listed"]): Identities {
  const given = new Map<string, Identity>();
  /** The project's forms by label and key, and the key that the project has for an entry of our own lists. */
  let projects: { forms: Map<string, Listed[]>; instead: Map<string, Identity> } | null = null;

  const project = (): NonNullable<typeof projects> => {
    if (projects) return projects;
    const forms = new Map<string, Listed[]>();
    const instead = new Map<string, Identity>();
    for (const one of [...byWords.values()].flat()) {
      if (one.label === null) continue;
      const key = projectKey(one.name);
      const id = `${one.label} ${key}`;
      const same = forms.get(id);
      if (same) same.push(one);
      else forms.set(id, [one]);
      const entry = entryOf(one.label, one);
      if (entry !== null && !instead.has(`${one.label} ${entry}`))
        instead.set(`${one.label} ${entry}`, { key, name: one.name });
    }
    projects = { forms, instead };
    return projects;
  };

  /** The line of the gazetteer that counts for a form, whatever its label. */
  const lineOf = (words: string, casing: Casing): Listed | undefined =>
    byWords.get(words)?.find((one) => fits(one.casing, casing));

  const of = (label: string, form: string): Identity => {
    const id = `${label} ${form}`;
    const before = given.get(id);
    if (before) return before;
    const identity = fresh(label, form);
    given.set(id, identity);
    return identity;
  };

  const fresh = (label: string, form: string): Identity => {
    const sought = soughtName(form);
    if (!sought) return { key: `words ${form}`, name: null };
    const line = lineOf(sought.words, sought.casing);
    if (line?.label === label) return { key: projectKey(line.name), name: line.name };
    const entry = entryOf(label, sought);
    if (entry === null) return { key: `words ${sought.words}`, name: null };
    return project().instead.get(`${label} ${entry}`) ?? { key: entry, name: null };
  };

  return {
    of,
    forms(label, form) {
      const { key } = of(label, form);
      const own = project().forms.get(`${label} ${key}`) ?? [];
      const entries = new Set(own.map((one) => entryOf(label, one)).filter((entry) => entry !== null));
      if (own.length === 0) entries.add(key);
      const found = new Map(
        own.map((one): [string, KnownForm] => [one.words, { form: one.form, listed: true, guarded: false }]),
      );
      for (const entry of entries)
        for (const one of formsOfEntry(entry)) {
          const written = asWritten(one);
          // What the project calls something else has left this entity.
          if (one.label === label && !found.has(one.words) && of(label, written).key === key)
            found.set(one.words, { form: written, listed: false, guarded: one.guarded });
        }
      return [...found.values()];
    },
  };
}

/** The entry of our own lists that a name is a form of; null where it is none. */
const entryOf = (label: string, { words, casing }: { words: string; casing: Casing }): string | null =>
  listedForms(words).find(
    (form) =>
      form.label === label && (form.exact === null || casing.exact === null || form.exact === casing.exact),
  )?.key ?? null;

/** Whether a name is written as a form asks for. */
const fits = (wanted: Casing, own: Casing): boolean =>
  wanted.exact === null ? (wanted.capitals & own.capitals) === wanted.capitals : wanted.exact === own.exact;

const asWritten = ({
  words,
  capitals,
  exact,
}: {
  words: string;
  capitals: number;
  exact: string | null;
}): string =>
  exact ??
  words
    .split(" ")
    .map((word, n) => (((capitals >> n) & 1) === 1 ? `${word[0]?.toUpperCase()}${word.slice(1)}` : word))
    .join(" ");
