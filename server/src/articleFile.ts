import * as l10n from "@vscode/l10n";
import { lineEndMap } from "./annotations/lineEnds.ts";
import type { Article } from "./article.ts";
import { languageOf } from "./text/language.ts";
import { decodeArticle, encodeArticle, isBinary, sha256 } from "./workspace/articleText.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";
import type { ArticleVersion } from "./workspace/sidecars.ts";

// An open article and its file: what of the one is in the other.

/** What is said of a file that is not UTF-8; the command line leaves it out for the same reason. */
const notUtf8 = (): string =>
  l10n.t("This file is not UTF-8, so that offsets in it would be wrong; save it as UTF-8 to annotate it.");

/** Looks at the article's file: whether it can be annotated, and whether it is what the editor shows. */
export async function lookAtFile(article: Article, files: FileSystem): Promise<void> {
  const bytes = await files.read(article.uri).catch(() => null);
  if (!bytes) {
    article.saved = null;
    article.refused = null;
    return;
  }
  const { text, bom, valid } = decodeArticle(bytes);
  article.bom = bom;
  article.refused = !valid || isBinary(bytes) ? notUtf8() : null;
  const { version } = article.document;
  // An editor shows one kind of line end, whatever the file has.
  const clean = article.refused === null && lineEndMap(article.document.getText(), text) !== null;
  const hash = await sha256(bytes);
  article.saved = clean ? { version, text, sha256: hash } : null;
  if (clean || article.origin === null) article.origin = hash;
}

/** Where the editor has taken a changed file over, its text goes back to that from now on. Gives the file's hash. */
export async function followFile(article: Article, files: FileSystem): Promise<string | null> {
  const bytes = await files.read(article.uri);
  if (!bytes) return null;
  const hash = await sha256(bytes);
  if (hash !== article.origin && hash === (await currentVersion(article)).stored.sha256)
    article.origin = hash;
  return hash;
}

/** The article as it is stored, and the way from offsets of the editor's text to offsets of that, and back. */
interface StoredVersion {
  readonly stored: ArticleVersion;
  readonly toStored: ((offset: number) => number) | null;
  readonly fromStored: ((offset: number) => number) | null;
}

/**
 * The article as it is now, with the hash of its bytes: those on disk, or those that saving it would give. When this is
 * resolved the text is still the one that the hash is of.
 */
export async function currentVersion(article: Article): Promise<StoredVersion> {
  for (;;) {
    const { version } = article.document;
    const text = article.document.getText();
    const saved = article.saved?.version === version ? article.saved : null;
    const hash = saved?.sha256 ?? (await sha256(encodeArticle(text, article.bom)));
    if (article.document.version !== version) continue;
    const stored = saved?.text ?? text;
    const same = stored === text;
    return {
      stored: { text: stored, sha256: hash, language: languageOf(text) ?? "en" },
      toStored: same ? null : lineEndMap(text, stored),
      fromStored: same ? null : lineEndMap(stored, text),
    };
  }
}

/** How many code points a text has. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at++)
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      length--;
      at++;
    }
  return length;
}
