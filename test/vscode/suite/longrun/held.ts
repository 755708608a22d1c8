import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { serverProcess } from "../serverProcess.ts";

// What a process holds on to: its memory right after a collection. Between two collections it goes up and down by 150 MB.

const MB = 1024 * 1024;

/** The port at which the server lets itself be asked for a collection, set before it is started. */
const PORT = 20_000 + (process.pid % 20_000);

/** How long a server may take for each answer, in ms. */
const PATIENCE = 60_000;

/** Has a server that is started from now on open its inspector at a port of its own when it is asked to. */
export function allowCollecting(): void {
  process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --inspect-port=${PORT}`.trim();
}

/** Sends commands of the DevTools protocol in turn; their results. */
async function commanded(url: string, methods: readonly string[]): Promise<readonly unknown[]> {
  const socket = new WebSocket(url);
  const failed = (what: string) => new Error(`The server's inspector ${what}.`);
  const answer = (id: number, begin: () => void): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(failed("did not answer")), PATIENCE);
      const settle = (settled: () => void): void => {
        clearTimeout(late);
        settled();
      };
      socket.onopen = () => settle(() => resolve(null));
      socket.onclose = () => settle(() => reject(failed("closed")));
      socket.onmessage = ({ data }) => {
        const message: { id?: number; result?: unknown } = JSON.parse(String(data));
        if (message.id === id) settle(() => resolve(message.result));
      };
      begin();
    });
  await answer(0, () => undefined);
  const results: unknown[] = [];
  for (const [n, method] of methods.entries())
    results.push(await answer(n + 1, () => socket.send(JSON.stringify({ id: n + 1, method }))));
  socket.onclose = null;
  socket.close();
  return results;
}

/** Where the server's inspector listens, which opens on a signal. */
async function inspectorOf(pid: number): Promise<string> {
  process.kill(pid, "SIGUSR1");
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      const listed = await fetch(`http://127.0.0.1:${PORT}/json/list`);
      const [target] = (await listed.json()) as { readonly webSocketDebuggerUrl?: string }[];
      if (target?.webSocketDebuggerUrl !== undefined) return target.webSocketDebuggerUrl;
    } catch (error) {
      // It is about to listen: asked again until its time is up.
      if (Date.now() > until) throw error;
    }
    assert.ok(Date.now() < until, "the server's inspector did not open");
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What the server holds after a collection, in MB; 0 where none is running, or its process is not known. */
export async function heldByServer(): Promise<number> {
  const pid = serverProcess();
  if (pid === undefined) return 0;
  // Twice: what a weak reference has kept for the first goes with the second.
  const collect = "HeapProfiler.collectGarbage";
  const results = await commanded(await inspectorOf(pid), [collect, collect, "Runtime.getHeapUsage"]);
  const { usedSize, backingStorageSize } = results.at(-1) as { usedSize: number; backingStorageSize: number };
  return (usedSize + backingStorageSize) / MB;
}

/** What the extension host holds after a collection, in MB. */
export function heldByHost(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}
