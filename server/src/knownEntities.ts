import type { Identities } from "./detect/resolve/identity.ts";
import { isArabic } from "./text/language.ts";
import type { ArticleEntry } from "./workspace/index/entry.ts";

/** An entity over all articles, as far as it was decided on or suggested where somebody has looked. */
export interface KnownEntity {
  readonly label: string;
  /** One for all its forms, by `Identities`. */
  readonly key: string;
  /** Its name in the project's gazetteer, else its most frequent form. */
  readonly name: string;
  /** The forms that articles have, the most frequent first. */
  readonly forms: readonly string[];
  /** Those that the project and our own lists have for it, in both languages. */
  readonly listed: readonly string[];
  /** By path. */
  readonly articles: readonly ArticleEntry[];
  readonly mentions: number;
}

interface Draft {
  label: string;
  key: string;
  name: string | null;
  readonly identities: Identities;
  readonly forms: Map<string, number>;
  readonly articles: ArticleEntry[];
  mentions: number;
}

/** Dates and amounts are no names: one article's Friday is not another's. */
export const NO_NAMES: ReadonlySet<string> = new Set(["DATE", "MONEY"]);

/** How many articles are gone through before other work is let in. */
const AT_ONCE = 100;

/** The entities of all articles, the one of the most articles first; `pause` lets other work run. */
export async function knownEntities(
  entries: readonly ArticleEntry[],
  identities: (uri: string) => Identities,
  pause: () => Promise<void>,
): Promise<readonly KnownEntity[]> {
  const drafts = new Map<string, Draft>();
  for (const [n, entry] of entries.entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await pause();
    const own = identities(entry.uri);
    for (const { label, name: form, count } of [...entry.entities, ...(entry.suggested?.entities ?? [])]) {
      if (NO_NAMES.has(label)) continue;
      const { key, name } = own.of(label, form);
      const id = `${label} ${key}`;
      const draft: Draft = drafts.get(id) ?? {
        label,
        key,
        name,
        identities: own,
        forms: new Map(),
        articles: [],
        mentions: 0,
      };
      drafts.set(id, draft);
      draft.forms.set(form, (draft.forms.get(form) ?? 0) + count);
      draft.mentions += count;
      if (draft.articles.at(-1) !== entry) draft.articles.push(entry);
    }
  }
  return [...drafts.values()]
    .map(({ name, forms, identities: own, ...rest }): KnownEntity => {
      const sorted = [...forms].sort((a, b) => b[1] - a[1]).map(([form]) => form);
      // A dateline shouts what is written otherwise in the text.
      const best = sorted[0] ?? "";
      const plain = sorted.find((form) => form !== form.toUpperCase() && form.toUpperCase() === best);
      const listed = own.forms(rest.label, best).map(({ form }) => form);
      return { ...rest, name: name ?? plain ?? best, forms: sorted, listed };
    })
    .sort((a, b) => b.articles.length - a.articles.length || b.mentions - a.mentions);
}

/** Its name, and behind it the most frequent form in the other script, where articles have one. */
export function bothNames({ name, forms }: Pick<KnownEntity, "name" | "forms">): readonly string[] {
  const script = isArabic(name.charCodeAt(0));
  const other = forms.find((form) => isArabic(form.charCodeAt(0)) !== script);
  return other === undefined ? [name] : [name, other];
}
