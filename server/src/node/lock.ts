import { randomUUID } from "node:crypto";
import { readlinkSync } from "node:fs";
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gitAtRest } from "./gitAtRest.ts";
import { codeOf, isMissing, realOf } from "./realPath.ts";

// Writing one file from several processes, one after the other. A lock is a file beside the one it is for, made only
// where there is none (`O_EXCL`, atomic on local disks, NFS from version 3 on and SMB), so that it holds between
// machines too. It tells its process: one that was killed is told by that on the same machine, and elsewhere by its lock
// standing unchanged for `STALE`, by this process's own clock, which no other clock and no turning back of the time
// touches. What is written under a lock is compared with what was read just before, for a process that slept so long that
// its lock was taken away.

/** For how long a lock of an unknown process must stand unchanged until it counts as left behind, in ms. */
const STALE = 10_000;

/** The same for a lock that says nothing: its process was killed between two calls that follow upon each other. */
const STALE_EMPTY = 500;

/** How long to wait for others altogether, in ms; each of them needs some milliseconds. */
const PATIENCE = 60_000;

/** What tells a process apart: the machine with its space of process ids (containers have their own), and the id. */
const SPACE = `${os.hostname()} ${pidSpace()}`;

function pidSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** What runs, or waits, in this process for each file. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `task` while no other process, nor another call here, runs one for the same file, and while git is not at work in
 * the folder.
 * @throws what `task` throws; where the lock cannot be made, or others or git do not come to an end
 */
export async function withLock<T>(file: string, task: () => Promise<T>): Promise<T> {
  const target = await realOf(file);
  const before = queues.get(target) ?? Promise.resolve();
  const own = before.then(async () => {
    const release = await taken(`${target}.lock`, target);
    try {
      await gitAtRest(path.dirname(target));
      return await task();
    } finally {
      await release();
    }
  });
  const settled = own.catch(() => undefined);
  queues.set(target, settled);
  await settled;
  if (queues.get(target) === settled) queues.delete(target);
  return own;
}

/** Takes the lock; gives what releases it. */
async function taken(lock: string, target: string): Promise<() => Promise<void>> {
  const token = randomUUID();
  const content = JSON.stringify({ token, pid: process.pid, space: SPACE });
  const started = performance.now();
  let seen = { text: "?", since: started };
  for (let pause = 1; ; pause = Math.min(32, pause * 2)) {
    if (await made(lock, content, performance.now() - started)) {
      // What a process that was killed just then had put aside; it keeps nobody out where it cannot be removed.
      await rm(asideOf(lock), { force: true }).catch(() => undefined);
      return () => released(lock, content);
    }
    const text = await textOf(lock);
    if (text === null) continue;
    const now = performance.now();
    if (seen.text !== text) seen = { text, since: now };
    if (isLeft(text) || now - seen.since > (text === "" ? STALE_EMPTY : STALE)) {
      await takenAway(lock, text, target);
      seen = { text: "?", since: now };
      continue;
    }
    if (now - started > PATIENCE)
      throw new Error(
        `another program keeps writing it; if none is running, delete ${path.basename(lock)} beside it`,
      );
    await wait(pause * (0.5 + Math.random()));
  }
}

/** Makes the lock; false where there is one. */
async function made(lock: string, content: string, waited: number): Promise<boolean> {
  try {
    const handle = await open(lock, "wx");
    try {
      await handle.writeFile(content);
    } catch (error) {
      // A full disk: an empty lock would keep others out.
      await handle.close();
      await rm(lock, { force: true });
      throw error;
    }
    await handle.close();
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return false;
    // Windows says so of a file that is just being deleted.
    if (process.platform === "win32" && /^(EPERM|EACCES|EBUSY)$/.test(code) && waited < 1000) {
      await wait(5);
      return false;
    }
    throw error;
  }
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error) || process.platform === "win32") return null;
    throw error;
  }
}

/** Whether the process that made a lock is known to be dead. */
function isLeft(text: string): boolean {
  let holder: unknown;
  try {
    holder = JSON.parse(text);
  } catch {
    // It is being written, or its process was killed just then: only time tells.
    return false;
  }
  if (typeof holder !== "object" || holder === null || !("pid" in holder) || !("space" in holder))
    return false;
  if (typeof holder.pid !== "number" || holder.space !== SPACE) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

/** Where a lock is put that is being taken away. */
const asideOf = (lock: string): string => `${lock}.left`;

/** Takes away a lock that was left behind, with what its process had begun to write. */
async function takenAway(lock: string, text: string, target: string): Promise<void> {
  const aside = asideOf(lock);
  try {
    await rename(lock, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await textOf(aside)) !== text) {
    // Another process was faster, and this is its lock; or it has taken it back itself.
    await rename(aside, lock).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    return;
  }
  await rm(aside, { force: true });
  const name = path.basename(target);
  for (const entry of await readdir(path.dirname(target)))
    if (entry.startsWith(`${name}.`) && /^\d+$/.test(entry.slice(name.length + 1)))
      await rm(path.join(path.dirname(target), entry), { force: true });
}

/** Gives the lock back, unless it was taken away meanwhile. */
async function released(lock: string, content: string): Promise<void> {
  if ((await textOf(lock)) === content) await rm(lock, { force: true });
}
