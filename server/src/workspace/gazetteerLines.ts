import { soughtName } from "../detect/resolve/nameForms.ts";
import { projectKey } from "../detect/resolve/nameIndex.ts";
import { MOST_FORMS } from "./projectGazetteer.ts";

// A project's gazetteers as lines that are edited: all but what has to change stays as it is written.

/** The gazetteers of a project while they are edited. */
export interface GazetteerLines {
  readonly files: readonly {
    readonly path: string;
    readonly lines: { readonly was: string; now: string }[];
  }[];
  /** Lines to come, which go before the others. */
  readonly added: string[];
}

/** Forms that are to be names of one entity. */
export interface Assignment {
  readonly label: string;
  /** As they are to be written. */
  readonly forms: readonly string[];
  /** What the entity is called. */
  readonly name: string;
}

export const gazetteerLines = (
  files: readonly { readonly path: string; readonly text: string }[],
): GazetteerLines => ({
  files: files.map(({ path, text }) => ({
    path,
    lines: text.split(/\r\n?|\n/).map((was) => ({ was, now: was })),
  })),
  added: [],
});

/** A line of the project that says something else of a form, and would count. */
export interface Contradiction {
  readonly form: string;
  readonly label: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** The lines that have one of the forms under another label, or among the names that are never suggested. */
export function contradictions({ files }: GazetteerLines, { label, forms }: Assignment): Contradiction[] {
  const wanted = new Set(forms.map(keyOf));
  return files.flatMap(({ path, lines }) =>
    lines.flatMap(({ now }, n) => {
      const entry = entryOf(now);
      const form = entry && entry.label !== label && entry.forms.find((own) => wanted.has(keyOf(own)));
      return entry && form ? [{ form, label: entry.label, path, line: n + 1 }] : [];
    }),
  );
}

/**
 * Makes forms those of one entity: a line that has no others gets the name, from other lines they are taken out, and
 * what is in no line then goes to the entity's own, or to a new one. Lines keep the names that they had for the rest.
 */
export function assign(gazetteer: GazetteerLines, { label, forms, name }: Assignment): void {
  const wanted = new Map(forms.map((form) => [keyOf(form), form]));
  const key = projectKey(name);
  let target: { now: string } | null = null;
  const own = gazetteer.files.flatMap(({ lines }) => lines);
  const added = gazetteer.added.map((now) => ({ now }));
  for (const line of [...added, ...own]) {
    const entry = entryOf(line.now);
    if (entry?.label !== label) continue;
    const mine = entry.forms.filter((form) => wanted.has(keyOf(form)));
    const isTarget = projectKey(entry.name) === key;
    if (!isTarget && mine.length === 0) continue;
    if (isTarget || mine.length === entry.forms.length) {
      line.now = lineOf({ ...entry, name });
      target ??= line;
      for (const form of mine) wanted.delete(keyOf(form));
    } else line.now = lineOf({ ...entry, forms: entry.forms.filter((form) => !mine.includes(form)) });
  }
  const rest = [...wanted.values()];
  const entry = target && entryOf(target.now);
  if (rest.length > 0 && target && entry && entry.forms.length + rest.length <= MOST_FORMS)
    target.now = lineOf({ ...entry, forms: [...entry.forms, ...rest] });
  else
    for (let n = 0; n < rest.length; n += MOST_FORMS)
      added.push({ now: lineOf({ label, forms: rest.slice(n, n + MOST_FORMS), name }) });
  gazetteer.added.splice(0, gazetteer.added.length, ...added.map(({ now }) => now));
}

interface Entry {
  readonly label: string;
  readonly forms: readonly string[];
  readonly name: string;
}

const lineOf = ({ label, forms, name }: Entry): string => `${label}\t${forms.join("|")}\t${name}`;

/** A line's entry; null where it has none that counts. */
function entryOf(line: string): Entry | null {
  if (line.trim() === "" || line.startsWith("#")) return null;
  const [label = "", list, name = "", ...more] = line.split("\t");
  const forms = (list ?? "").split("|").map((form) => form.trim());
  if (list === undefined || more.length > 0 || forms.includes("")) return null;
  return { label: label.trim(), forms, name: name.trim() || (forms[0] ?? "") };
}

/** What forms are compared by: alike ones are one name of the project. */
function keyOf(form: string): string {
  const sought = soughtName(form);
  return sought ? `${sought.words} ${sought.casing.exact ?? ""}` : form;
}
