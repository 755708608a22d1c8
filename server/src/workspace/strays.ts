import { parseSidecar, type Sidecar } from "../annotations/sidecar.ts";
import { decodeArticle, sha256 } from "./articleText.ts";
import { articleOf, type FileSystem, isSidecar, sidecarOf } from "./fileSystem.ts";

// Articles and sidecars that lost each other: renamed, moved or copied outside of the editor.

/** The sidecar at a URI; null where there is none that can be used. */
async function sidecarAt(files: FileSystem, uri: string): Promise<Sidecar | null> {
  const bytes = await files.read(uri);
  return bytes && parseSidecar(decodeArticle(bytes).text).sidecar;
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
  /** Of articles that are there: it is a copy of one. */
  readonly originals: readonly string[];
  /** Other articles without a sidecar that have the same bytes. */
  readonly rivals: readonly string[];
}

/**
 * Looks for the sidecar of an article that has none among `all`, the files of its folder.
 * @throws where the file system fails
 */
export async function fittingSidecars(
  files: FileSystem,
  article: string,
  bytes: Uint8Array,
  all: readonly string[],
): Promise<Fitting> {
  const hash = await sha256(bytes);
  const there = new Set(all);
  const strays: string[] = [];
  const originals: string[] = [];
  let like: Sidecar | null = null;
  for (const uri of all.filter(isSidecar)) {
    const sidecar = await sidecarAt(files, uri);
    if (sidecar?.article.sha256 !== hash || sidecar.annotations.length === 0) continue;
    like = sidecar;
    (there.has(articleOf(uri)) ? originals : strays).push(uri);
  }
  const alone = (uri: string): boolean => uri !== article && !isSidecar(uri) && !there.has(sidecarOf(uri));
  const rivals = like && strays.length > 0 ? await articlesLike(files, like, all.filter(alone)) : [];
  return { strays, originals, rivals };
}
