import * as l10n from "@vscode/l10n";
import { mapOffsets } from "./annotations/annotation.ts";
import { sameValue } from "./annotations/json.ts";
import { sameDecision } from "./annotations/merge.ts";
import { decisionsIn } from "./annotations/opinion.ts";
import { isLeftAlone } from "./annotations/sidecar.ts";
import { type Article, absorb, type Held, isUnsaved } from "./article.ts";
import { currentVersion, followFile, lengthOf, lookAtFile } from "./articleFile.ts";
import { keptInMemory } from "./storageMessages.ts";
import { type FileSystem, freeName, messageOf, nameOf, sidecarOf } from "./workspace/fileSystem.ts";
import { anchoredIn, loadSidecar, placeAnnotations, saveSidecar } from "./workspace/sidecars.ts";

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
  /** A sidecar was read or written that can be read: it is worth keeping. */
  readonly stood: (article: Article, bytes: Uint8Array, decisions: number) => void;
  /** A sidecar with these decisions was deleted by somebody else while the article is open. */
  readonly vanished: (article: Article, held: Held) => Promise<void>;
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

/**
 * The text was changed. Where that made it the one that the sidecar was written for, as when git checked out both and
 * the sidecar came first, the places are those of the sidecar.
 */
export function textChanged(article: Article, files: FileSystem, events: StorageEvents): void {
  const { disk } = article;
  if (article.fits || disk.state !== "ok" || article.refused !== null) return;
  if (lengthOf(article.document.getText()) !== disk.sidecar.article.length) return;
  void queue(article, events, async () => {
    if (article.fits || (await currentVersion(article)).stored.sha256 !== disk.sidecar.article.sha256) return;
    await lookAtFile(article, files);
    await readOrSay(article, files, events, true);
    if (article.dirty && article.sidecarProblem === null) await write(article, files, events);
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
    article.origin = null;
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
  const sidecar = sidecarOf(article.uri);
  return queue(article, events, async () => {
    if (article.refused !== null) return;
    // An article that cannot be read has not been taken over either.
    await followFile(article, files).catch(() => null);
    if (article.disk.state === "ok" && (await files.stat(sidecar).catch(() => null)) === null)
      // Git takes a file away before it writes another; what is wrong with waiting for it is said when it is read.
      await files.exclusive(sidecar, async () => undefined).catch(() => undefined);
    await readOrSay(article, files, events);
    if (isUnsaved(article) && article.sidecarProblem === null) await write(article, files, events);
  });
}

/** Reads the sidecar; where the file system fails the article says so. */
async function readOrSay(
  article: Article,
  files: FileSystem,
  events: StorageEvents,
  again = false,
): Promise<void> {
  try {
    await readSidecar(article, files, events, again);
    if (!article.dirty) article.unsaved = null;
  } catch (error) {
    say(article, l10n.t("{0} cannot be read: {1}", nameOf(sidecarOf(article.uri)), messageOf(error)), events);
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
    await files.exclusive(sidecarOf(article.uri), async () => {
      if ((await loadSidecar(files, article.uri, disk)) !== disk) return;
      await files.remove(sidecarOf(article.uri));
      article.disk = { state: "absent" };
    });
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
    const sidecar = sidecarOf(article.uri);
    await files.exclusive(sidecar, async () => {
      // As it is under the lock: another program may have mended it just before.
      await readOrSay(article, files, events);
      if (article.sidecarProblem === null || isLeftAlone(article.sidecarProblem)) return;
      const aside = await freeName(
        files,
        sidecar.replace(/\.json$/, `.broken-${now.replace(/[-:]|\.\d+/g, "")}`),
      );
      await files.rename(sidecar, aside);
      name = nameOf(aside);
    });
    if (name === null) return;
    article.sidecarProblem = null;
    article.disk = { state: "absent" };
    article.base = [];
    article.baseHeader = {};
    // What is in memory still is written at once: it may be all that is known of it.
    if (article.decided.length > 0) await write(article, files, events);
    else events.changed(article);
  });
  return name;
}

/** `again` places what was read before anew. */
async function readSidecar(
  article: Article,
  files: FileSystem,
  events: StorageEvents,
  again = false,
): Promise<void> {
  const former = article.disk;
  const loaded = await loadSidecar(files, article.uri, former);
  if (!again && (loaded === former || (loaded.state === "absent" && former.state === "absent"))) {
    if (article.sidecarProblem === null) return;
    article.sidecarProblem = null;
  } else if (loaded.state === "unusable") {
    // It says nothing of what was decided: the state before it stays the base.
    if (article.sidecarProblem?.message === loaded.problem.message) return;
    article.sidecarProblem = loaded.problem;
  } else {
    article.sidecarProblem = null;
    const { stored, fromStored } = await currentVersion(article);
    const placed =
      loaded.state === "ok"
        ? placeAnnotations(loaded.sidecar, stored, (lines) => events.reanchored(article, lines))
        : [];
    const held: Held = { decided: article.decided, header: article.header };
    const conflicts = absorb(
      article,
      fromStored
        ? anchoredIn(
            article.document.getText(),
            placed.map((annotation) => mapOffsets(annotation, fromStored)),
          )
        : placed,
      loaded.state === "ok" ? loaded.sidecar.article.extra : {},
    );
    article.disk = loaded;
    article.fits = loaded.state === "ok" && loaded.sidecar.article.sha256 === stored.sha256;
    // What is as it stands there need not be written.
    if (isAsOnDisk(article)) article.dirty = false;
    if (loaded.state === "ok") events.stood(article, loaded.bytes, decisionsIn(loaded.sidecar.annotations));
    else if (held.decided.length > article.decided.length) await events.vanished(article, held);
    if (conflicts.length > 0) events.conflicts(article, conflicts);
  }
  events.changed(article);
}

/** Whether the sidecar that was read says just what is known here, of the text as it is here. */
function isAsOnDisk({ fits, decided, base, header, baseHeader }: Article): boolean {
  if (!fits || decided.length !== base.length || !sameValue(header, baseHeader)) return false;
  const there = new Map(base.map((annotation) => [annotation.id, annotation]));
  return decided.every((annotation) => {
    const own = there.get(annotation.id);
    return own !== undefined && sameDecision(annotation, own);
  });
}

/** How often a writing starts anew when a program that knows no lock writes at the same time. */
const ATTEMPTS = 20;

async function write(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  try {
    await files.exclusive(sidecarOf(article.uri), () => writeMerged(article, files, events));
  } catch (error) {
    article.dirty = true;
    const name = nameOf(sidecarOf(article.uri));
    const message = `${l10n.t("{0} could not be written: {1}.", name, messageOf(error))} ${keptInMemory()}`;
    say(article, message, events);
  }
}

async function writeMerged(article: Article, files: FileSystem, events: StorageEvents): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const file = await followFile(article, files);
    // What was read or written last is compared with the file right before it is written: read here too, a long one
    // would be read twice for each correction.
    if (attempt > 0 || article.sidecarProblem !== null) await readSidecar(article, files, events);
    if (article.sidecarProblem !== null) throw new Error(article.sidecarProblem.message);
    const { stored, toStored } = await currentVersion(article);
    const { disk, origin, decided, header } = article;
    if (disk.state === "ok" && disk.sidecar.article.sha256 !== stored.sha256) {
      // Written into it, decisions on the text of one branch would be among those on another's.
      if (file === disk.sidecar.article.sha256 && origin !== null && file !== origin)
        throw new Error(
          l10n.t(
            "the article and its sidecar were changed by another program, as by a checkout of git, and the editor still has the former text",
          ),
        );
    }
    const annotations = toStored ? decided.map((annotation) => mapOffsets(annotation, toStored)) : decided;
    article.writing = decided;
    article.dirty = false;
    const saved = await saveSidecar(files, article.uri, { article: stored, annotations, header }, disk);
    if (saved === null) {
      article.dirty = true;
      continue;
    }
    article.disk = saved;
    article.base = article.writing;
    article.baseHeader = header;
    article.fits = true;
    article.unsaved = null;
    if (saved.state === "ok") events.stood(article, saved.bytes, decisionsIn(saved.sidecar.annotations));
    events.changed(article);
    return;
  }
  throw new Error(l10n.t("another program keeps writing it"));
}
