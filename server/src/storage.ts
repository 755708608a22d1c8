import { type Annotation, mapOffsets } from "./annotations/annotation.ts";
import { lineEndMap } from "./annotations/lineEnds.ts";
import { decisionsIn } from "./annotations/opinion.ts";
import { type Article, absorb, isUnsaved } from "./article.ts";
import { languageOf } from "./text/language.ts";
import { decodeArticle, encodeArticle, isBinary, sha256 } from "./workspace/articleText.ts";
import { type FileSystem, messageOf, nameOf, sidecarOf } from "./workspace/fileSystem.ts";
import {
  type ArticleVersion,
  anchoredIn,
  type Loaded,
  loadSidecar,
  placeAnnotations,
  saveSidecar,
} from "./workspace/sidecars.ts";

export { messageOf } from "./workspace/fileSystem.ts";

/** What storage tells the rest of the server. */
export interface StorageEvents {
  /** Decisions, problems or the publication date may have changed. */
  readonly changed: (article: Article) => void;
  /** Whether the file can be annotated at all has changed. */
  readonly refused: (article: Article) => void;
  /** Decisions could not be written; the message is for the user. */
  readonly failed: (article: Article, message: string) => void;
  /** The same annotation was decided differently here and in another program. */
  readonly conflicts: (article: Article, ids: readonly string[]) => void;
  /** The article's reading or writing is done, well or not. */
  readonly done: (article: Article) => void;
  /** Annotations were found again in a text that was changed outside, or were lost: a line each. */
  readonly reanchored: (article: Article, lines: readonly string[]) => void;
  /** A sidecar was read or written that can be read: its text is worth keeping. */
  readonly stood: (article: Article, text: string, decisions: number) => void;
  /** A sidecar with these decisions was deleted by somebody else while the article is open. */
  readonly vanished: (article: Article, decided: readonly Annotation[]) => Promise<void>;
  /** A fault of the server itself. */
  readonly broke: (article: Article, error: unknown) => void;
}

/** Runs `task` when the article's earlier readings and writings are done. Never rejects. */
function queue(article: Article, events: StorageEvents, task: () => Promise<void>): Promise<void> {
  article.storage = article.storage
    .then(task)
    .catch((error: unknown) => events.broke(article, error))
    .then(() => events.done(article));
  return article.storage;
}

/** Looks at the article's file (encoding, hash) and reads its sidecar, when the article is opened. */
export function loadArticle(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, events, async () => {
    await lookAtFile(article, files);
    if (article.refused !== null) return;
    await readOrSay(article, files, events);
    // Places that were found again in a changed text are written, so that the sidecar describes the article as it is.
    if (isMoved(article)) article.dirty = true;
    if (article.dirty && article.unsaved === null && article.sidecarProblem === null)
      await write(article, files, events);
  });
}

/** Whether the sidecar was written for another text than the one that is on disk. */
function isMoved({ disk, document, saved }: Article): boolean {
  if (disk.state !== "ok" || disk.sidecar.annotations.length === 0) return false;
  return saved?.version === document.version && saved.sha256 !== disk.sidecar.article.sha256;
}

/** The article was saved: positions that moved with its edits are written, with the new hash. */
export function articleSaved(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, events, async () => {
    const { refused } = article;
    await lookAtFile(article, files);
    // Saved in another encoding it may be an article now, or none.
    if (refused !== null && article.refused === null) await readOrSay(article, files, events);
    if (refused !== article.refused) events.refused(article);
    if (article.dirty && article.refused === null) await write(article, files, events);
  });
}

/** The article is closed: what has moved with a text that is on disk is written; what was discarded is not. */
export function articleClosed(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, events, async () => {
    if (!article.dirty || article.sidecarProblem !== null || article.refused !== null) return;
    if (article.unsaved === null) {
      await lookAtFile(article, files);
      if (article.refused !== null || article.saved?.version !== article.document.version) return;
    }
    await write(article, files, events);
  });
}

/** Another program may have changed the sidecar. */
export function sidecarChanged(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, events, async () => {
    if (article.refused !== null) return;
    await readOrSay(article, files, events);
    if (isUnsaved(article) && article.sidecarProblem === null) await write(article, files, events);
  });
}

/** Reads the sidecar; where the file system fails the article says so. */
async function readOrSay(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  try {
    await readSidecar(article, files, events);
    if (!article.dirty) article.unsaved = null;
  } catch (error) {
    say(article, `${nameOf(sidecarOf(article.uri))} cannot be read: ${messageOf(error)}`, events);
  }
}

/** Tells the user why decisions are in memory alone, once for each reason. */
function say(article: Article, message: string, events: StorageEvents): void {
  const known = article.unsaved === message;
  article.unsaved = message;
  if (!known) events.failed(article, message);
  events.changed(article);
}

/** Writes the decisions, unless a writing that is still to come will do so. */
export function saveArticle(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, events, async () => {
    if (article.dirty && article.refused === null) await write(article, files, events);
  });
}

/**
 * Takes away a sidecar that was made for decisions which have all been taken back. One that says anything more, or that
 * another program has written since, stays.
 */
export function dropSidecar(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  return queue(article, events, async () => {
    const { disk } = article;
    if (disk.state !== "ok" || article.decided.length > 0 || article.dirty) return;
    const { annotations, relations, extra, article: header } = disk.sidecar;
    const more = annotations.length + relations.length + Object.keys({ ...extra, ...header.extra }).length;
    if (more > 0 || header.published !== null) return;
    if ((await loadSidecar(files, article.uri, disk)) !== disk) return;
    await files.remove(sidecarOf(article.uri));
    article.disk = { state: "absent" };
  });
}

/**
 * Puts a sidecar that cannot be read beside its place, so that another can be written there: nothing of it is lost.
 * @returns the name that it has now; null where it can be read, or is gone
 */
export async function setAside(
  article: Article,
  files: FileSystem,
  events: StorageEvents,
  now: string,
): Promise<string | null> {
  let name: string | null = null;
  await queue(article, events, async () => {
    await readOrSay(article, files, events);
    if (article.sidecarProblem === null) return;
    const sidecar = sidecarOf(article.uri);
    const aside = sidecar.replace(/\.json$/, `.broken-${now.replace(/[-:]|\.\d+/g, "")}`);
    await files.rename(sidecar, aside);
    name = nameOf(aside);
    article.sidecarProblem = null;
    article.disk = { state: "absent" };
    // What is in memory still is written at once: it may be all that is known of it.
    if (article.decided.length > 0) await write(article, files, events);
    else events.changed(article);
  });
  return name;
}

/** What is said of a file that is not UTF-8; the command line leaves it out for the same reason. */
const NOT_UTF8 =
  "This file is not UTF-8, so that offsets in it would be wrong; save it as UTF-8 to annotate it.";

async function lookAtFile(article: Article, files: FileSystem): Promise<void> {
  const bytes = await files.read(article.uri).catch(() => null);
  if (!bytes) {
    article.saved = null;
    article.refused = null;
    return;
  }
  const { text, bom, valid } = decodeArticle(bytes);
  article.bom = bom;
  article.refused = !valid || isBinary(bytes) ? NOT_UTF8 : null;
  const { version } = article.document;
  // An editor shows one kind of line end, whatever the file has.
  const clean = article.refused === null && lineEndMap(article.document.getText(), text) !== null;
  article.saved = clean ? { version, text, sha256: await sha256(bytes) } : null;
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
async function currentVersion(article: Article): Promise<StoredVersion> {
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
    const { stored, fromStored } = await currentVersion(article);
    const text = article.document.getText();
    const place = (
      state: Loaded,
      log?: (lines: readonly string[]) => void,
    ): ReturnType<typeof placeAnnotations> => {
      const placed = state.state === "ok" ? placeAnnotations(state.sidecar, stored, log) : [];
      if (!fromStored) return placed;
      return anchoredIn(
        text,
        placed.map((annotation) => mapOffsets(annotation, fromStored)),
      );
    };
    const held = article.decided;
    const conflicts = absorb(
      article,
      place(former),
      place(loaded, (lines) => events.reanchored(article, lines)),
    );
    article.disk = loaded;
    if (loaded.state === "ok") events.stood(article, loaded.text, decisionsIn(loaded.sidecar.annotations));
    else if (held.length > article.decided.length) await events.vanished(article, held);
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
      const { stored, toStored } = await currentVersion(article);
      const annotations = toStored
        ? article.decided.map((annotation) => mapOffsets(annotation, toStored))
        : article.decided;
      article.dirty = false;
      const saved = await saveSidecar(files, article.uri, { article: stored, annotations }, article.disk);
      if (saved === null) {
        article.dirty = true;
        continue;
      }
      article.disk = saved;
      article.unsaved = null;
      if (saved.state === "ok") events.stood(article, saved.text, decisionsIn(saved.sidecar.annotations));
      events.changed(article);
      return;
    }
    throw new Error("another program keeps writing it");
  } catch (error) {
    article.dirty = true;
    const name = nameOf(sidecarOf(article.uri));
    const message = `${name} could not be written: ${messageOf(error)}. Your decisions are kept in memory and written as soon as it is possible.`;
    say(article, message, events);
  }
}
