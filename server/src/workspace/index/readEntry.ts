import * as l10n from "@vscode/l10n";
import { ownTotalsIn } from "../../annotations/ownTotals.ts";
import { reviewIn } from "../../annotations/review.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import { languageOf } from "../../text/language.ts";
import { eventOf, publishedBy } from "../articleFacts.ts";
import { decodeArticle, isBinary, plainBytes, sha256 } from "../articleText.ts";
import { type FileSystem, messageOf, sidecarOf } from "../fileSystem.ts";
import { type Loaded, loadSidecar, placeAnnotations } from "../sidecars.ts";
import { type ArticleEntry, entryOf, problemEntry } from "./entry.ts";

/** The largest file that is read, in bytes: what is longer is no news article, and would fill the memory. */
const LARGEST = 16 * 1024 * 1024;

/** What of a file tells that it has changed. */
export interface FileStamp {
  /** Milliseconds since the epoch. */
  readonly mtime: number;
  /** Bytes. */
  readonly size: number;
}

/** Which state of an article and its sidecar an entry was read from; null for a sidecar that is not there. */
export interface Stamp {
  readonly article: FileStamp;
  readonly sidecar: FileStamp | null;
}

/** The stamp of an article as it is on disk; null where there is no such file. @throws where the file system fails */
export async function stampOf(files: FileSystem, uri: string): Promise<Stamp | null> {
  const [article, sidecar] = await Promise.all([files.stat(uri), files.stat(sidecarOf(uri))]);
  if (article?.kind !== "file") return null;
  return {
    article: { mtime: article.mtime, size: article.size },
    sidecar: sidecar?.kind === "file" ? { mtime: sidecar.mtime, size: sidecar.size } : null,
  };
}

export const sameStamp = (a: Stamp, b: Stamp): boolean =>
  sameFile(a.article, b.article) &&
  (a.sidecar === null || b.sidecar === null ? a.sidecar === b.sidecar : sameFile(a.sidecar, b.sidecar));

const sameFile = (a: FileStamp, b: FileStamp): boolean => a.mtime === b.mtime && a.size === b.size;

/**
 * Reads an article and its sidecar for the index; detection is not run but for the day of publication. What cannot be
 * read is an entry that says so; null where the file is gone, or is no text and has no sidecar. Never rejects.
 */
export async function readEntry(
  files: FileSystem,
  { uri, path, stamp, codebook }: { uri: string; path: string; stamp: Stamp; codebook: Codebook },
): Promise<ArticleEntry | null> {
  const unread = { uri, path, text: "", language: "en" } as const;
  try {
    if (stamp.article.size > LARGEST)
      return problemEntry(
        unread,
        l10n.t("The file has more than 16 MB; split it into articles, or exclude it."),
      );
    const bytes = await files.read(uri);
    if (!bytes) return null;
    if (isBinary(bytes) && stamp.sidecar === null) return null;
    const { text, valid } = decodeArticle(bytes);
    const language = languageOf(text) ?? "en";
    if (!valid || isBinary(bytes))
      return problemEntry(unread, l10n.t("This file is not UTF-8; save it as UTF-8 to annotate it."));
    const loaded: Loaded = stamp.sidecar === null ? { state: "absent" } : await loadSidecar(files, uri);
    if (loaded.state === "unusable")
      return problemEntry({ uri, path, text, language }, loaded.problem.message);
    const sidecar = loaded.state === "ok" ? loaded.sidecar : null;
    const review = sidecar && reviewIn(sidecar.article.extra);
    const hash = sidecar && (await sha256(bytes));
    return entryOf({
      uri,
      path,
      text,
      language,
      published: sidecar?.article.published ?? publishedBy(text),
      event: eventOf(sidecar),
      // Of the text that they were written for they need no place in UTF-16.
      decided:
        sidecar === null || hash === null
          ? []
          : sidecar.article.sha256 === hash
            ? sidecar.annotations
            : placeAnnotations(sidecar, { text, sha256: hash, language }),
      review,
      totals: ownTotalsIn(sidecar?.article.extra ?? {}),
      textHash: await sha256(plainBytes(text)),
      codebook,
      suggested: null,
    });
  } catch (error) {
    return problemEntry(unread, l10n.t("It cannot be read: {0}.", messageOf(error)));
  }
}
