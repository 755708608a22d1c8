import { foldLineEnds } from "../../annotations/lineEnds.ts";
import { decodeArticle, isBinary, plainBytes, sha256 } from "../../workspace/articleText.ts";
import type { Found } from "../../workspace/collect.ts";
import type { FileSystem } from "../../workspace/fileSystem.ts";
import type { ReadDocument } from "./document.ts";
import { stemOf } from "./newArticles.ts";
import { essence } from "./texts.ts";

/** The article that a document of a dataset is on, or why it cannot be told. */
export type Match =
  | { readonly article: Found; readonly text: string; readonly sha256: string }
  | { readonly article: null; readonly several: readonly string[] };

/** The articles that a dataset is looked for in. */
export interface ArticleIndex {
  /** Takes in an article; one that is no text is none. @throws where the file system fails */
  add(found: Found): Promise<void>;
  /** The article with the text of a document: by its content, and of several with that text by the document's name. */
  match(document: ReadDocument): Promise<Match>;
}

/** What stands in an index for each article: hashes alone, so that ten thousand articles take little. */
export function articleIndex(files: FileSystem): ArticleIndex {
  const byEssence = new Map<string, Found[]>();
  const byHash = new Map<string, Found[]>();
  const put = (map: Map<string, Found[]>, key: string, found: Found): void =>
    void map.set(key, [...(map.get(key) ?? []), found]);
  const essenceHash = (text: string): Promise<string> => sha256(new TextEncoder().encode(essence(text)));
  return {
    async add(found) {
      const text = await textAt(files, found.uri);
      if (text === null) return;
      put(byEssence, await essenceHash(text.text), found);
      put(byHash, await sha256(plainBytes(text.text)), found);
    },
    async match(document) {
      const { text, sha256: hash, name } = document;
      const candidates = text === null ? byHash.get(hash ?? "") : byEssence.get(await essenceHash(text));
      const read: (Extract<Match, { text: string }> & { closeness: number })[] = [];
      for (const article of candidates ?? []) {
        const own = await textAt(files, article.uri);
        if (own) read.push({ article, ...own, closeness: text === null ? 0 : closeness(text, own.text) });
      }
      const best = Math.min(...read.map((one) => one.closeness));
      const closest = read.filter((one) => one.closeness === best);
      const named = closest.length > 1 ? namedAs(closest, name) : closest;
      const [only] = named;
      if (only && named.length === 1) return only;
      return { article: null, several: named.map(({ article }) => article.id) };
    },
  };
}

/** How much two texts of one content differ: not at all, in line ends, or in more. */
function closeness(text: string, own: string): number {
  if (text === own) return 0;
  return foldLineEnds(text).text === foldLineEnds(own).text ? 1 : 2;
}

/** Those that are called as a document is: by their path, the end of it, or the file's name without its extension. */
function namedAs<T extends { readonly article: Found }>(
  all: readonly T[],
  name: string | null,
): readonly T[] {
  if (name === null) return all;
  const tests: ((id: string) => boolean)[] = [
    (id) => id === name,
    (id) => id.endsWith(`/${name}`) || name.endsWith(`/${id}`),
    (id) => stemOf(id) === stemOf(name),
  ];
  for (const holds of tests) {
    const found = all.filter(({ article }) => holds(article.id));
    if (found.length > 0) return found;
  }
  return all;
}

async function textAt(files: FileSystem, uri: string): Promise<{ text: string; sha256: string } | null> {
  const bytes = await files.read(uri);
  if (!bytes || isBinary(bytes)) return null;
  const { text, valid } = decodeArticle(bytes);
  return valid ? { text, sha256: await sha256(bytes) } : null;
}
