import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { open, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gitAtRest } from "./gitAtRest.ts";
import { codeOf, isMissing, realOf } from "./realPath.ts";

// Writing one file from several processes, one after the other. A lock is a file beside the one it is for, made only
// where there is none (`O_EXCL`, atomic on local disks, NFS from version 3 on and SMB), so that it holds between
// machines too. It tells its process: one that was killed is told by that on the same machine (where its number is
// another's by now, by when that one began), and elsewhere by its lock standing untouched for `STALE`, by this process's
// own clock, which no other clock and no turning back of the time touches; who holds it touches it all the while. Of those
// who find a lock left behind one at a time takes it away. What is written under a lock is compared with what was read just
// before, for a process that slept so long that its lock was taken away.

/** For how long a lock of an unknown process must stand untouched until it counts as left behind, in ms. */
const STALE = 10_000;

/** How often a lock is touched by who holds it, in ms. */
const TOUCHED = 2_000;

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

/** When a process began, in ticks since the machine started; null where the system does not say. */
function beginOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Its name, in brackets, may have anything in it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
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

/** What tells others which process holds something, for `isLeft`. */
export const holderText = (): string =>
  JSON.stringify({ token: randomUUID(), pid: process.pid, space: SPACE, began: beginOf(process.pid) });

/** Takes the lock; gives what releases it. */
async function taken(lock: string, target: string): Promise<() => Promise<void>> {
  const content = holderText();
  const started = performance.now();
  let seen = { touched: "?", since: started };
  for (let pause = 1; ; pause = Math.min(32, pause * 2)) {
    if (await made(lock, content, performance.now() - started)) {
      const touching = setInterval(() => void touched(lock), TOUCHED).unref();
      return async () => {
        clearInterval(touching);
        await released(lock, content);
      };
    }
    const state = await stateOf(lock);
    const now = performance.now();
    if (state !== null) {
      if (seen.touched !== state.touched) seen = { touched: state.touched, since: now };
      if (isLeft(state.text) || now - seen.since > (state.text === "" ? STALE_EMPTY : STALE))
        await takenAway(lock, state.text, target);
    } else pause = 1;
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
    // Whoever found it empty for long has taken it away, and another may hold it by now.
    const text = await textOf(lock);
    return text === content || (text === null && process.platform === "win32");
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

/** What a lock says, with what is otherwise after each touch; null where there is none. */
async function stateOf(lock: string): Promise<{ readonly text: string; readonly touched: string } | null> {
  const text = await textOf(lock);
  if (text === null) return null;
  const found = await stat(lock).catch(() => null);
  return { text, touched: `${found?.mtimeMs ?? ""} ${text}` };
}

/** Tells the others that its process lives; where the lock is another's by now that is no harm, and gone it stays. */
async function touched(lock: string): Promise<void> {
  const now = new Date();
  await utimes(lock, now, now).catch(() => undefined);
}

/** Whether the process that made a lock, or holds something else, is known to be dead. */
export function isLeft(text: string): boolean {
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
  const began = beginOf(holder.pid);
  if (began !== null && "began" in holder && holder.began !== began) return true;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

/** Takes away a lock that was left behind, with what its process had begun to write, unless another is about to. */
async function takenAway(lock: string, text: string, target: string): Promise<void> {
  const guard = `${lock}.left`;
  if (!(await guarded(guard))) return;
  try {
    // Since it was found left behind another process may have taken it away, and this be the next one's.
    if ((await textOf(lock)) !== text) return;
    await rm(lock, { force: true });
    const name = path.basename(target);
    for (const entry of await readdir(path.dirname(target)))
      if (entry.startsWith(`${name}.`) && /^\d+$/.test(entry.slice(name.length + 1)))
        await rm(path.join(path.dirname(target), entry), { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** Guards that stand, by when they were first seen: one whose process was killed would keep the lock for ever. */
const guards = new Map<string, { readonly made: number; readonly since: number }>();

/** Makes the guard under which one process takes a lock away; false where another is at it. */
async function guarded(guard: string): Promise<boolean> {
  try {
    const handle = await open(guard, "wx");
    await handle.close();
    guards.delete(guard);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  const made = (await stat(guard).catch(() => null))?.mtimeMs;
  const known = guards.get(guard);
  const now = performance.now();
  if (made === undefined) guards.delete(guard);
  else if (known?.made !== made) guards.set(guard, { made, since: now });
  else if (now - known.since > STALE_EMPTY) {
    guards.delete(guard);
    await rm(guard, { force: true });
  }
  return false;
}

/** Gives the lock back, unless it was taken away meanwhile. */
async function released(lock: string, content: string): Promise<void> {
  if ((await textOf(lock)) === content) await rm(lock, { force: true });
}
