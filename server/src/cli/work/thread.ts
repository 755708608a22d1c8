import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { FileSystem } from "../../workspace/fileSystem.ts";
import { threadFiles } from "../files.ts";
import { agreeing, naming } from "./agreeing.ts";
import { counting } from "./counting.ts";
import { detecting } from "./detecting.ts";
import { evaluating } from "./evaluating.ts";
import { exporting } from "./exporting.ts";
import { keyed } from "./keyed.ts";
import { answering } from "./lines.ts";
import { reporting } from "./reporting.ts";
import { type Asked, type Order, outcomeOf, type Reply, type ThreadSetup, type Told } from "./work.ts";

/** A kind of work as a thread knows it, which has plain data to go by. */
type Start = (setup: unknown, files: FileSystem) => (asked: Asked<unknown>) => Promise<unknown>;

const works = new Map<string, Start>(
  [
    ...[agreeing, counting, evaluating, naming, reporting],
    ...[keyed(answering), keyed(detecting), keyed(exporting)],
    ...[answering, detecting],
  ].map(({ name, start }) => [name, start as Start]),
);

/** In a worker thread: does what the main thread orders until that ends it. True where this is one. */
export function serveAsWorker(): boolean {
  if (isMainThread || !parentPort) return false;
  const port = parentPort;
  const { work, setup } = workerData as ThreadSetup;
  const answer = works.get(work)?.(setup, threadFiles);
  if (!answer) throw new Error(`there is no work “${work}”`);
  const told = new Map<number, Told>();
  let before: Promise<void> = Promise.resolve();
  port.on("message", (order: Order) => {
    if (order.told !== null && order.value) told.set(order.told, order.value);
    // One after the other: of a thread that dies the oldest order is then known to be the cause.
    before = before.then(async () => {
      const own = order.told === null ? null : (told.get(order.told) ?? null);
      port.postMessage((await outcomeOf(answer, { item: order.item, told: own })) satisfies Reply);
    });
  });
  port.postMessage("ready" satisfies Reply);
  return true;
}
