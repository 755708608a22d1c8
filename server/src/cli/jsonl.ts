import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import * as z from "zod";
import { jsonLine } from "../annotations/json.ts";
import { type DetectOptions, detect } from "../detect/detect.ts";
import { isIsoDay } from "../detect/resolve/dates.ts";
import { linesOf } from "./lines.ts";
import { EXIT, print } from "./output.ts";
import { recordFor } from "./record.ts";

const input = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  published: z.string().refine(isIsoDay, "is no date in the form 2012-06-15").nullish(),
});

/** What is asked of every line: the options of `detect` that do not depend on the article. */
export type LineOptions = Pick<DetectOptions, "published" | "codebook" | "names">;

/** One line of input to one line of output; never throws. */
export function answerLine(line: string, options: LineOptions): { output: string; failed: boolean } {
  if (line.trim() === "") return { output: jsonLine({ error: "this line is blank" }), failed: true };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { output: jsonLine({ error: "this line is not JSON" }), failed: true };
  }
  const id = idOf(value);
  const parsed = input.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join(".") || "the line";
    const error =
      field === "text"
        ? "there is no text: “text” must be a string"
        : `${field}: ${issue?.message ?? "does not fit"}`;
    return { output: jsonLine({ ...id, error }), failed: true };
  }
  const { text } = parsed.data;
  try {
    const { published } = parsed.data;
    const detections = detect(text, { ...options, ...(published ? { published } : {}) });
    return { output: jsonLine({ ...id, ...recordFor(text, detections) }), failed: false };
  } catch (error) {
    // A fault of ours in one article must not cost the others.
    const why = error instanceof Error ? error.message : String(error);
    return { output: jsonLine({ ...id, error: `detection failed: ${why}` }), failed: true };
  }
}

/** The id as it was given, also of a line that is otherwise wrong. */
function idOf(value: unknown): { id?: string | number } {
  if (typeof value !== "object" || value === null || !("id" in value)) return {};
  return typeof value.id === "string" || typeof value.id === "number" ? { id: value.id } : {};
}

/** How many lines go to a worker at once at most, and how many such batches may wait for each worker. */
const BATCH = 16;
const AHEAD = 3;

interface Answer {
  readonly outputs: readonly string[];
  readonly failed: boolean;
}

const answerBatch = (lines: readonly string[], options: LineOptions): Answer => {
  const answers = lines.map((line) => answerLine(line, options));
  return {
    outputs: answers.map(({ output }) => output),
    failed: answers.some(({ failed }) => failed),
  };
};

/** Answers each line of standard input with one of standard output, in order, as they come. */
export async function answerLines(options: LineOptions, jobs: number): Promise<number> {
  const { stdin } = process;
  let status: number = EXIT.well;
  const emit = async ({ outputs, failed }: Answer): Promise<void> => {
    if (failed) status = EXIT.problems;
    await print(`${outputs.join("\n")}\n`);
  };
  if (jobs <= 1) {
    for await (const lines of linesOf(stdin))
      for (const line of lines) await emit(answerBatch([line], options));
    return status;
  }
  const workers = Array.from({ length: Math.min(jobs, availableParallelism() * 2) }, () =>
    startWorker(options),
  );
  let next = 0;
  /** What has been asked for and not been written, in order; each is done when it and all before it are written. */
  const written: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  const send = (lines: readonly string[]): void => {
    const answer = workers[next++ % workers.length]?.ask(lines);
    if (!answer) return;
    const before = last;
    last = Promise.all([answer, before]).then(([answered]) => emit(answered));
    // Reading stops where a worker has died or the output is closed: no further line would bring that to light.
    last.catch((error: Error) => stdin.destroy(error));
    written.push(last);
  };
  try {
    for await (const lines of linesOf(stdin)) {
      for (let at = 0; at < lines.length; at += BATCH) {
        send(lines.slice(at, at + BATCH));
        while (written.length >= workers.length * AHEAD) await written.shift();
      }
    }
    await last;
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
  return status;
}

function startWorker(options: LineOptions): {
  ask: (lines: readonly string[]) => Promise<Answer>;
  end: () => Promise<unknown>;
} {
  // The options go over once: a project's names may be many.
  const worker = new Worker(process.argv[1] ?? "", { argv: ["--worker"], workerData: options });
  const asked: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  worker.on("message", (answer: Answer) => asked.shift()?.resolve(answer));
  worker.on("error", (error) => {
    for (const { reject } of asked.splice(0)) reject(error);
  });
  return {
    ask: (lines) =>
      new Promise((resolve, reject) => {
        asked.push({ resolve, reject });
        worker.postMessage(lines);
      }),
    end: () => worker.terminate(),
  };
}

/** In a worker thread: answers batches until the main thread ends it. True where this is one. */
export function serveAsWorker(): boolean {
  if (isMainThread || !parentPort) return false;
  const port = parentPort;
  const options = workerData as LineOptions;
  port.on("message", (lines: readonly string[]) => port.postMessage(answerBatch(lines, options)));
  return true;
}
