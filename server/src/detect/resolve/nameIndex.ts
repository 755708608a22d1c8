import type { EntityLabel } from "../detection.ts";
import { foldName } from "../gazetteer/fold.ts";
import { type Casing, soughtName } from "./nameForms.ts";

/** A form of a name in a project's gazetteer; without a label it is never suggested. */
export interface ProjectForm {
  readonly form: string;
  readonly label: EntityLabel | null;
  /** The name that all forms of its entry share: they are one entity of an article, which is called so. */
  readonly name: string;
  /** The entry says the name beside its forms, so that it is called so however full a name an article has. */
  readonly full?: boolean;
  /** Where it stands, for the user. */
  readonly file: string;
  readonly line: number;
}

/** What annotators decided on a name as one label. */
export interface Verdict {
  readonly label: EntityLabel;
  /** In how many articles it was accepted, and in how many rejected. */
  readonly accepted: number;
  readonly rejected: number;
  /** The article where it was accepted first, or rejected where it never was, and by whom. */
  readonly article: string;
  readonly by: string | null;
}

/** A name that was decided on. */
export interface LearnedName {
  /** How it was written where it was accepted, each way once. */
  readonly casings: readonly Casing[];
  readonly verdicts: readonly Verdict[];
}

/** Names by their folded words. */
export interface NameIndex<T> {
  /** How many words the names have that begin with a word, the most first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
  readonly byWords: ReadonlyMap<string, T>;
}

/** The same as it is looked up. */
export interface Listed extends ProjectForm {
  readonly words: string;
  readonly casing: Casing;
}

/** A form as it is looked up; null where it is no name that can be looked for. */
export function listed(form: ProjectForm): Listed | null {
  const folded = soughtName(form.form);
  return folded && { ...form, words: folded.words, casing: folded.casing };
}

/** The key of a gazetteer's entry among those of our own lists (`place:aden`): one for all its forms. */
export const projectKey = (name: string): string => `project ${foldName(name.toLowerCase())}`;
export const isProjectKey = (key: string): boolean => key.startsWith("project ");
/** The folded words of the entry's name, without articles. */
export const wordsOfKey = (key: string): string[] =>
  key.split(/[\s-]+/).filter((word, n) => n > 0 && !/^(the|al|el|ul|)$/.test(word));

/** All that a project says of names: a value. Two of one version are the same. */
export interface ProjectNames {
  readonly version: string;
  readonly listed: NameIndex<readonly Listed[]>;
  readonly learned: NameIndex<LearnedName>;
}

export const noNames = { lengths: new Map(), byWords: new Map() } as const;

/** Puts a value under folded words. */
export function indexName<T>(
  index: { lengths: Map<string, readonly number[]>; byWords: Map<string, T> },
  words: string,
  value: T,
): void {
  const [first = "", ...rest] = words.split(" ");
  const lengths = index.lengths.get(first) ?? [];
  const length = rest.length + 1;
  if (!lengths.includes(length))
    index.lengths.set(
      first,
      [...lengths, length].sort((a, b) => b - a),
    );
  index.byWords.set(words, value);
}

/** A project's gazetteer as it is looked up; of forms that are written alike the first counts. */
export function listedIndex(forms: readonly Listed[]): ProjectNames["listed"] {
  const index = { lengths: new Map<string, readonly number[]>(), byWords: new Map<string, Listed[]>() };
  for (const form of forms) {
    const known = index.byWords.get(form.words);
    if (known) known.push(form);
    else indexName(index, form.words, [form]);
  }
  return index;
}
