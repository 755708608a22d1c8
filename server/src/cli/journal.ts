import { createReadStream, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { projectFiles } from "./files.ts";
import { linesOf } from "./lines.ts";
import { keyed } from "./work/keyed.ts";
import { type Done, inOrder } from "./work/pool.ts";
import type { Asked, LastingWork, Outcome } from "./work/work.ts";

/**
 * What a run has done, item by item, in a file that a run which goes on takes its answers from: a line each, the key of
 * the item and the outcome as JSON, behind each other as they are written. A line that a kill has cut is none.
 */
export interface Journal {
  /** The outcome that stands next, where it is of that key; else null, and what is kept from then on stands here. */
  take(key: string): Promise<unknown>;
  /** @throws where the file cannot be written */
  keep(key: string, outcome: string): Promise<void>;
  /** Whether there is anything to go on with. */
  isEmpty(): boolean;
  close(): Promise<void>;
}

/** Opens the journal in a file, which is made where there is none. @throws where it cannot be written */
export async function openJournal(file: string): Promise<Journal> {
  const handle = await open(file, "a+");
  const { size } = await handle.stat();
  const reader = entriesIn(file, size);
  let isReading = true;
  let end = 0;
  return {
    async take(key) {
      if (!isReading) return null;
      const { value: line } = await reader.next();
      const at = line?.indexOf("\t") ?? -1;
      const outcome = line !== undefined && line.slice(0, at) === key ? parsed(line.slice(at + 1)) : null;
      if (outcome !== null) {
        end += Buffer.byteLength(line ?? "") + 1;
        return outcome;
      }
      isReading = false;
      await reader.return(undefined);
      await handle.truncate(end);
      return null;
    },
    async keep(key, outcome) {
      const line = Buffer.from(`${key}\t${outcome}\n`);
      // At once: who kills the program finds it there, and waiting for a thread that writes takes longer than writing.
      writeFileSync(handle.fd, line);
      end += line.length;
    },
    isEmpty: () => end === 0,
    async close() {
      await reader.return(undefined);
      await handle.close();
    },
  };
}

/** What stands in a line; null where a disk that was switched off has lost a part of it. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The whole lines of a file of that size; one without its end is none. */
async function* entriesIn(file: string, size: number): AsyncGenerator<string, undefined> {
  let read = 0;
  for await (const lines of linesOf(createReadStream(file)))
    for (const line of lines) {
      read += Buffer.byteLength(line) + 1;
      if (read > size) return;
      yield line;
    }
}

/** Lasting work with what its keys and threads go by. */
export interface Lasting<Setup, Item, Answer> {
  readonly work: LastingWork<Setup, Item, Answer>;
  readonly setup: Setup;
  /** A hash of what the answers about all items depend on. */
  readonly key: string;
  readonly jobs: number;
}

/**
 * Outcomes in the order of items: those that a journal has from its beginning on, as long as their keys are the items',
 * then those that are computed, which the journal keeps. Failures are kept too: a run in two parts says what one says.
 */
export async function* withJournal<Setup, Item, Answer>(
  items: AsyncIterable<Asked<Item>>,
  journal: Journal,
  { work, setup, key, jobs }: Lasting<Setup, Item, Answer>,
): AsyncGenerator<Done<Item, Answer>> {
  const keyFor = (asked: Asked<Item>): Promise<string> => work.key(key, asked, projectFiles);
  const iterator = items[Symbol.asyncIterator]();
  let first: Asked<Item> | null = null;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const kept = (await journal.take(await keyFor(next.value))) as Outcome<Answer> | null;
    if (!kept) {
      first = next.value;
      break;
    }
    yield { item: next.value.item, outcome: kept };
  }
  if (!first) return;
  const begin = first;
  /** Those under work, the oldest first. */
  const underWork: Asked<Item>[] = [];
  async function* rest(): AsyncGenerator<Asked<Item>> {
    underWork.push(begin);
    yield begin;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      underWork.push(next.value);
      yield next.value;
    }
  }
  for await (const { item, outcome } of inOrder(keyed(work), { setup, key }, jobs, rest())) {
    const asked = underWork.shift() ?? begin;
    // Of an item that its thread died of nothing is known but that.
    const kept =
      "failed" in outcome ? { key: await keyFor(asked), outcome: JSON.stringify(outcome) } : outcome.answer;
    await journal.keep(kept.key, kept.outcome);
    yield { item, outcome: JSON.parse(kept.outcome) as Outcome<Answer> };
  }
}
