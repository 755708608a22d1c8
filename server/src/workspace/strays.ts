import { parseSidecar, type Sidecar } from "../annotations/sidecar.ts";
import { decodeArticle, sha256 } from "./articleText.ts";
import { articleOf, type FileSystem, isSidecar, sidecarOf } from "./fileSystem.ts";

// Articles and sidecars that lost each other: renamed, moved or copied outside of the editor.

/** The sidecar at a URI that was written for bytes with a hash; null where that is another one, or cannot be used. */
async function sidecarFor(files: FileSystem, uri: string, hash: string): Promise<Sidecar | null> {
  const bytes = await files.read(uri);
  const text = bytes && decodeArticle(bytes).text;
  // Of thousands nearly all are told by that, and need not be parsed.
  if (!text?.includes(hash)) return null;
  const { sidecar } = parseSidecar(text);
  return sidecar?.article.sha256 === hash ? sidecar : null;
}

/** The files of a list that have the very bytes that a sidecar was written for. @throws where the file system fails */
export async function articlesLike(
  files: FileSystem,
  { article }: Pick<Sidecar, "article">,
  candidates: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const uri of candidates) {
    const stat = await files.stat(uri);
    // A code point is one to four bytes, and a byte order mark three.
    if (stat?.kind !== "file" || stat.size < article.length || stat.size > 4 * article.length + 3) continue;
    const bytes = await files.read(uri);
    if (bytes && (await sha256(bytes)) === article.sha256) found.push(uri);
  }
  return found;
}

/** What the files of a folder have for an article without a sidecar: sidecars that were written for its very bytes. */
export interface Fitting {
  /** Of articles that are gone: it was renamed or moved. */
  readonly strays: readonly string[];
  /** Of articles that are there, where it may be a copy of one. */
  readonly originals: readonly string[];
  /** Other articles without a sidecar that have the same bytes. */
  readonly rivals: readonly string[];
}

/**
 * Looks for the sidecar of an article that has none among `all`, the files of its folder; with `copied` also among those
 * of articles that are there, which are not read without it.
 * @throws where the file system fails
 */
export async function fittingSidecars(
  files: FileSystem,
  article: string,
  bytes: Uint8Array,
  all: readonly string[],
  copied: boolean,
): Promise<Fitting> {
  const hash = await sha256(bytes);
  const named = new Set(all);
  const strays: string[] = [];
  const originals: string[] = [];
  let like: Sidecar | null = null;
  for (const uri of all.filter(isSidecar)) {
    // A list has no links, and may be older than the file.
    const isThere = named.has(articleOf(uri)) || (await files.stat(articleOf(uri))) !== null;
    if (isThere && !copied) continue;
    const sidecar = await sidecarFor(files, uri, hash);
    if (!sidecar || sidecar.annotations.length === 0) continue;
    like = sidecar;
    (isThere ? originals : strays).push(uri);
  }
  const alone = (uri: string): boolean => uri !== article && !isSidecar(uri) && !named.has(sidecarOf(uri));
  const rivals = like && strays.length > 0 ? await articlesLike(files, like, all.filter(alone)) : [];
  return { strays, originals, rivals };
}
