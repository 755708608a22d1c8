import { type Article, absorb, versionOf } from "./article.ts";
import { languageOf } from "./text/language.ts";
import { decodeArticle, encodeArticle, sha256 } from "./workspace/articleText.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";
import { nameOf, sidecarOf } from "./workspace/fileSystem.ts";
import {
  type ArticleVersion,
  type Loaded,
  loadSidecar,
  placeAnnotations,
  saveSidecar,
} from "./workspace/sidecars.ts";

/** What storage tells the rest of the server. */
export interface StorageEvents {
  /** Decisions, problems or the publication date may have changed. */
  readonly changed: (article: Article) => void;
  /** Decisions could not be written; the message is for the user. */
  readonly failed: (article: Article, message: string) => void;
  /** The same annotation was decided differently here and in another program. */
  readonly conflicts: (article: Article, ids: readonly string[]) => void;
}

/** Runs `task` when the article's earlier readings and writings are done. */
function queue(article: Article, task: () => Promise<void>): Promise<void> {
  article.storage = article.storage.then(task);
  return article.storage;
}

/** Looks at the article's file (byte order mark, hash) and reads its sidecar, when the article is opened. */
export function loadArticle(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, async () => {
    await lookAtFile(article, files);
    await readOrSay(article, files, events);
  });
}

/** The article was saved: positions that moved with its edits are written, with the new hash. */
export function articleSaved(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, async () => {
    await lookAtFile(article, files);
    if (article.dirty) await write(article, files, events);
  });
}

/** Another program may have changed the sidecar. */
export function sidecarChanged(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, async () => {
    await readOrSay(article, files, events);
    if (article.unsaved !== null && article.dirty && article.sidecarProblem === null)
      await write(article, files, events);
  });
}

/** Reads the sidecar; where the file system fails the article says so. */
async function readOrSay(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  try {
    await readSidecar(article, files, events);
    if (!article.dirty) article.unsaved = null;
  } catch (error) {
    article.unsaved = `${nameOf(sidecarOf(article.uri))} cannot be read: ${messageOf(error)}`;
    events.failed(article, article.unsaved);
    events.changed(article);
  }
}

/** Writes the decisions, unless a writing that is still to come will do so. */
export function saveArticle(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, async () => {
    if (article.dirty) await write(article, files, events);
  });
}

async function lookAtFile(article: Article, files: FileSystem): Promise<void> {
  const { document } = article;
  const { version } = document;
  const bytes = await files.read(article.uri).catch(() => null);
  if (!bytes) {
    article.saved = null;
    return;
  }
  const { text, bom, valid } = decodeArticle(bytes);
  article.bom = bom;
  // Bytes that are no UTF-8 are taken for the text: the editor has read them in an encoding of its own.
  const clean = !valid || text === article.document.getText();
  article.saved =
    clean && article.document.version === version ? { version, sha256: await sha256(bytes) } : null;
}

/** The article as it is now, with the hash of its bytes: those on disk, or those that saving it would give. */
async function currentVersion(article: Article): Promise<ArticleVersion> {
  const text = article.document.getText();
  const { saved } = article;
  const hash =
    saved?.version === article.document.version
      ? saved.sha256
      : await sha256(encodeArticle(text, article.bom));
  return { text, sha256: hash, language: languageOf(text) ?? "en" };
}

async function readSidecar(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  const former = article.disk;
  const loaded = await loadSidecar(files, article.uri, former);
  if (loaded === former || (loaded.state === "absent" && former.state === "absent")) {
    if (article.sidecarProblem === null) return;
    article.sidecarProblem = null;
  } else if (loaded.state === "unusable") {
    // It says nothing of what was decided: the state before it stays the base.
    if (article.sidecarProblem?.message === loaded.problem.message) return;
    article.sidecarProblem = loaded.problem;
  } else {
    article.sidecarProblem = null;
    const version = await currentVersion(article);
    // The hash took a moment: places are those of the text as it is now.
    const now = versionOf(article, version.sha256, version.language);
    const place = (state: Loaded): ReturnType<typeof placeAnnotations> =>
      state.state === "ok" ? placeAnnotations(state.sidecar, now) : [];
    const conflicts = absorb(article, place(former), place(loaded));
    article.disk = loaded;
    if (conflicts.length > 0) events.conflicts(article, conflicts);
  }
  events.changed(article);
}

/** How often a writing starts anew when another program writes at the same time. */
const ATTEMPTS = 20;

async function write(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await readSidecar(article, files, events);
      if (article.sidecarProblem !== null) throw new Error(article.sidecarProblem.message);
      const { version } = article.document;
      const current = await currentVersion(article);
      if (article.document.version !== version) continue;
      const content = { article: current, annotations: article.decided, published: article.published };
      article.dirty = false;
      const saved = await saveSidecar(files, article.uri, content, article.disk);
      if (saved === null) continue;
      article.disk = saved;
      article.unsaved = null;
      events.changed(article);
      return;
    }
    throw new Error("another program keeps writing it");
  } catch (error) {
    article.dirty = true;
    const name = nameOf(sidecarOf(article.uri));
    article.unsaved = `${name} could not be written: ${messageOf(error)}. Your decisions are kept in memory and written as soon as it is possible.`;
    events.failed(article, article.unsaved);
    events.changed(article);
  }
}

/** What went wrong, as a user can act on it. */
export function messageOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const known: Record<string, string> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    EISDIR: "there is a folder of that name",
    ENOTDIR: "a part of its path is no folder",
    EMFILE: "too many files are open",
    EDQUOT: "the disk quota is used up",
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
