import { Worker } from "node:worker_threads";
import { threadFiles } from "../files.ts";
import { type Asked, type Order, type Outcome, outcomeOf, type Reply, type Told, type Work } from "./work.ts";

/** How many items a thread has at most, the one in hand among them: it never waits for the next. */
const AHEAD = 4;

/** An item with what came of it. */
export interface Done<Item, Answer> {
  readonly item: Item;
  readonly outcome: Outcome<Answer>;
}

/**
 * The outcomes of items in the order of the items, whatever the number of threads. An outcome is given as soon as it and
 * all before it are there, also while the next item is waited for. No more than `jobs * AHEAD` items are taken that have
 * not been given: a slow reader, or one slow item, stops the reading of items.
 * @param jobs one works in this thread
 */
export async function* inOrder<Setup, Item, Answer>(
  work: Work<Setup, Item, Answer>,
  setup: Setup,
  jobs: number,
  items: AsyncIterable<Asked<Item>>,
): AsyncGenerator<Done<Item, Answer>> {
  if (jobs === 1) {
    const answer = work.start(setup, threadFiles);
    for await (const asked of items) {
      yield { item: asked.item, outcome: await outcomeOf(answer, asked) };
      // Signals, and input that has come meanwhile, get their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return;
  }
  const pool = startPool(work, setup, jobs);
  const iterator = items[Symbol.asyncIterator]();
  const waiting: Promise<Done<Item, Answer>>[] = [];
  let reading: Promise<IteratorResult<Asked<Item>>> | null = null;
  let isOpen = true;
  try {
    while (isOpen || waiting.length > 0) {
      if (isOpen && !reading && waiting.length < jobs * AHEAD) {
        reading = iterator.next();
        // It is awaited below, but perhaps not before it fails.
        reading.catch(() => undefined);
      }
      const oldest = waiting[0];
      const came = await Promise.race([
        ...(reading ? [reading.then((next) => ({ next }))] : []),
        ...(oldest ? [oldest.then((done) => ({ done }))] : []),
      ]);
      if ("done" in came) {
        waiting.shift();
        yield came.done;
        continue;
      }
      reading = null;
      if (came.next.done) {
        isOpen = false;
        continue;
      }
      const asked = came.next.value;
      const outcome = pool.ask(asked).then((given) => ({ item: asked.item, outcome: given }));
      outcome.catch(() => undefined);
      waiting.push(outcome);
    }
  } finally {
    await pool.end();
    // Where reading goes on, as of an open pipe, nobody waits for it.
    if (!reading) await iterator.return?.();
  }
}

interface Pool<Item, Answer> {
  /** @throws where threads cannot be started */
  ask(asked: Asked<Item>): Promise<Outcome<Answer>>;
  end(): Promise<void>;
}

interface Thread<Item, Answer> {
  /** How many items it has. */
  load(): number;
  ask(asked: Asked<Item>, resolve: (outcome: Outcome<Answer>) => void, reject: (error: Error) => void): void;
  end(): Promise<unknown>;
}

function startPool<Setup, Item, Answer>(
  work: Work<Setup, Item, Answer>,
  setup: Setup,
  jobs: number,
): Pool<Item, Answer> {
  const numbers = new Map<Told, number>();
  const numberOf = (told: Told): number => {
    const number = numbers.get(told) ?? numbers.size;
    numbers.set(told, number);
    return number;
  };
  const threads = Array.from({ length: jobs }, () => startThread<Item, Answer>(work.name, setup, numberOf));
  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        const free = threads.reduce((best, one) => (one.load() < best.load() ? one : best));
        free.ask(asked, resolve, reject);
      }),
    async end() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

/** A thread, and another in its place whenever it dies: of that the item in hand is the cause, and the rest is asked again. */
function startThread<Item, Answer>(
  work: string,
  setup: unknown,
  numberOf: (told: Told) => number,
): Thread<Item, Answer> {
  interface Pending {
    readonly asked: Asked<Item>;
    readonly resolve: (outcome: Outcome<Answer>) => void;
    readonly reject: (error: Error) => void;
  }
  let pending: Pending[] = [];
  let known = new Set<number>();
  let worker: Worker | null = null;
  let isReady = false;
  let isEnded = false;

  const post = ({ asked: { item, told } }: Pending): void => {
    worker ??= start();
    if (!told) {
      worker.postMessage({ item, told: null } satisfies Order);
      return;
    }
    const number = numberOf(told);
    const isNew = !known.has(number);
    known.add(number);
    worker.postMessage({ item, told: number, ...(isNew ? { value: told } : {}) } satisfies Order);
  };
  const died = (why: string): void => {
    worker = null;
    known = new Set();
    if (isEnded) return;
    const [first, ...rest] = pending;
    pending = rest;
    if (!isReady) {
      pending = [];
      for (const one of [...(first ? [first] : []), ...rest])
        one.reject(new Error(`threads cannot be started: ${why}`));
      return;
    }
    isReady = false;
    first?.resolve({ failed: `the thread that worked on it died: ${why}` });
    for (const one of rest) post(one);
  };
  const start = (): Worker => {
    const started = new Worker(process.argv[1] ?? "", { argv: ["--worker"], workerData: { work, setup } });
    let why: string | null = null;
    started.on("message", (reply: Reply) => {
      if (reply === "ready") isReady = true;
      else pending.shift()?.resolve(reply as Outcome<Answer>);
    });
    started.on("error", (error) => {
      why = error.message;
    });
    started.on("exit", (code) => died(why ?? `it ended with status ${code}`));
    return started;
  };
  return {
    load: () => pending.length,
    ask(asked, resolve, reject) {
      const one = { asked, resolve, reject };
      pending.push(one);
      post(one);
    },
    async end() {
      isEnded = true;
      await worker?.terminate();
    },
  };
}
