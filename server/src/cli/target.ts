import { open, rename, stat } from "node:fs/promises";
import path from "node:path";
import { ExportCancelled } from "../dataset/export.ts";
import { messageOf } from "../workspace/fileSystem.ts";
import type { Journal } from "./journal.ts";
import { complain, EXIT, print, UsageError } from "./output.ts";
import { openRun, RunAtWork, type RunFolder } from "./runFolder.ts";
import { hearStop, type Stop, Stopped } from "./stopping.ts";

/** Where a run writes, what it goes on with, and when it is to stop. */
export interface Target {
  write(text: string): Promise<void>;
  /** Null where nothing is kept: what is on standard output cannot be gone on with. */
  readonly journal: Journal | null;
  readonly stop: Stop;
}

/**
 * Runs what writes to standard output, or to a file that gets its name when all of it is there.
 * @param out the file; undefined for standard output
 * @param resume what a run that was ended has done is taken from it
 * @returns the exit status, also of a run that was stopped
 * @throws UsageError, and what `task` throws where there is no file
 */
export async function writing(
  what: string,
  out: string | undefined,
  resume: boolean,
  task: (target: Target) => Promise<number>,
): Promise<number> {
  if (out === undefined && resume)
    throw new UsageError("--resume is for --out: what went to standard output cannot be gone on with");
  const file = out === undefined ? null : path.resolve(out);
  if (file !== null && (await stat(file).catch(() => null))?.isDirectory())
    throw new UsageError(`--out ${out}: this is a folder; name a file`);
  const stop = hearStop();
  let run: RunFolder | null = null;
  try {
    if (file === null) return await task({ write: print, journal: null, stop });
    run = await openRun(path.dirname(file), path.basename(file), resume);
    const draft = path.join(run.path, "out");
    const handle = await open(draft, "w");
    let status: number;
    try {
      const write = async (text: string): Promise<void> => handle.writeFile(text);
      status = await task({ write, journal: run.journal, stop });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    await run.finish();
    return status;
  } catch (error) {
    const isKept = await run?.leave().catch(() => true);
    if (error instanceof UsageError) throw error;
    if (file === null && !(error instanceof Stopped)) throw error;
    complain(`${what}: ${file === null ? messageOf(error) : runEnd(error, isKept === true)}`);
    return stop.status() ?? EXIT.problems;
  } finally {
    stop.end();
  }
}

/** Why a run ended before its time, and how it is gone on with. */
export function runEnd(error: unknown, isKept: boolean): string {
  if (error instanceof RunAtWork) return error.message;
  const kept = isKept ? "; what is done is kept: the same call with --resume goes on from there" : "";
  const why = error instanceof ExportCancelled ? "stopped" : messageOf(error);
  return `${why}; nothing was written, and what stood there stays${kept}`;
}
