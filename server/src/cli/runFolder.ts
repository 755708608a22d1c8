import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { ulid } from "ulid";
import { FORMER } from "../dataset/draft.ts";
import { holderText, isLeft, withLock } from "../node/lock.ts";
import { isMissing } from "../node/realPath.ts";
import { draftName } from "../workspace/fileSystem.ts";
import { type Journal, openJournal } from "./journal.ts";

/** What a long run writes before its result has its name, and what another run can go on with. */
export interface RunFolder {
  readonly path: string;
  readonly journal: Journal;
  /** Removes it: the result is in its place. */
  finish(): Promise<void>;
  /** Keeps the journal alone for a run that goes on, and removes all where it is empty. True where it is kept. */
  leave(): Promise<boolean>;
}

/** Another run is at work on the same result. */
export class RunAtWork extends Error {
  override readonly name = "RunAtWork";
}

const OWNER = "owner";
const JOURNAL = "journal";
/** The folder in which an export is written. */
export const DRAFT = "draft";

/**
 * Begins a run whose result will be `name` in `parent`, in a folder beside that. What a run that was ended has left there
 * is taken up where `resume` says so, and else removed; of a dataset that it was just replacing nothing is removed.
 * @throws RunAtWork where another process works on the same result
 * @throws where the folder cannot be written
 */
export async function openRun(parent: string, name: string, resume: boolean): Promise<RunFolder> {
  const folder = path.join(parent, draftName(name));
  const made = await mkdir(parent, { recursive: true });
  await mkdir(folder, { recursive: true });
  const owner = path.join(folder, OWNER);
  await withLock(folder, async () => {
    const former = await ownerIn(owner);
    if (former !== null && !isLeft(former))
      throw new RunAtWork(
        `another run is at work on ${path.join(parent, name)}; wait until it is done, and if there is none, delete ${owner}`,
      );
    await writeFile(owner, holderText());
  });
  const draft = path.join(folder, DRAFT);
  if ((await namesIn(draft)).includes(FORMER))
    await rename(draft, path.join(parent, draftName(ulid().toLowerCase())));
  const clear = async (...kept: readonly string[]): Promise<void> => {
    for (const entry of await namesIn(folder))
      if (!kept.includes(entry)) await rm(path.join(folder, entry), { recursive: true, force: true });
  };
  await clear(OWNER, ...(resume ? [JOURNAL] : []));
  const journal = await openJournal(path.join(folder, JOURNAL));
  const removed = async (): Promise<void> => {
    // What of a former dataset could not be put back is the user's.
    const hasFormer = (await namesIn(draft)).includes(FORMER);
    await clear(...(hasFormer ? [DRAFT] : []));
    if (hasFormer) return;
    await rmdir(folder);
    // Nothing came of it: the folder for the result is not there either, where it was not before.
    if (made !== undefined && (await namesIn(parent)).length === 0) await rmdir(parent);
  };
  return {
    path: folder,
    journal,
    async finish() {
      await journal.close();
      await removed();
    },
    async leave() {
      await journal.close();
      if (journal.isEmpty()) {
        await removed();
        return false;
      }
      await clear(JOURNAL);
      return true;
    },
  };
}

async function ownerIn(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
