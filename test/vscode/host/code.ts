import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { lastValue, readCommandLine } from "./commandLine.ts";
import { type Control, serveControl } from "./control.ts";
import { type Host, node, serverMain, startHost } from "./host.ts";

const args = readCommandLine(process.argv.slice(2));
const has = (name: string): boolean => args.options.has(name);
const toPath = (file: string | undefined): string | undefined =>
  file?.startsWith("file://") ? fileURLToPath(file) : file;
const tests = toPath(lastValue(args, "extensionTestsPath"));

/** Commands that need no window: the server's own command line carries them out. */
const CLI = [
  "install-extension",
  "uninstall-extension",
  "locate-extension",
  "list-extensions",
  "show-versions",
  "version",
  "force",
];

if (tests === undefined && CLI.some(has)) process.exit(runCommandLine());

function runCommandLine(): number {
  const kept = CLI.flatMap((name) =>
    (args.options.get(name) ?? []).flatMap((value) =>
      value === true ? [`--${name}`] : [`--${name}`, value],
    ),
  );
  for (const name of ["user-data-dir", "extensions-dir"]) {
    const folder = lastValue(args, name);
    if (folder !== undefined) kept.push(`--${name}`, path.resolve(folder));
  }
  const run = mkdtempSync(path.join(os.tmpdir(), "vsh-"));
  const result = spawnSync(
    node,
    [serverMain, "--accept-server-license-terms", "--server-data-dir", run, ...kept],
    {
      stdio: "inherit",
      env: { ...process.env, EXTENSIONS_GALLERY: "{}" },
    },
  );
  rmSync(run, { recursive: true, force: true });
  return result.status ?? 1;
}

const verbose = process.env["VSCODE_HOST_VERBOSE"] !== undefined;
const started = performance.now();
const note = (...words: unknown[]): void => {
  if (verbose)
    process.stderr.write(
      `[host ${((performance.now() - started) / 1000).toFixed(2)}s] ${util.format(...words)}\n`,
    );
};

/** Lines of the window's console that say nothing of the tests. */
const NOISE = [
  /^(Resolving|Resolved) connection token/,
  /^Creating a socket/,
  /^\[(reconnection-grace-time|AgentHost|ChatModelSelection|AccountPolicyGate)/,
  /^(Updating additional|Ignoring fetching additional) builtin/,
  /^\[Service Worker\] registration/,
  /^Canceled: Canceled/,
  /^Started local extension host/,
];

let host: Host | undefined;
let control: Control | undefined;
let finished = false;
let outFd: number | undefined;
let doneFile = "";
const buffer = Buffer.alloc(65_536);

function drain(): void {
  if (outFd === undefined) return;
  for (
    let n = readSync(outFd, buffer, 0, buffer.length, null);
    n > 0;
    n = readSync(outFd, buffer, 0, buffer.length, null)
  ) {
    process.stdout.write(buffer.subarray(0, n));
  }
}

/** Ends everything. A 0 from the window counts only with the mark that the tests came back. */
async function finish(code: number, why?: string): Promise<void> {
  if (finished) return;
  finished = true;
  clearTimeout(timer);
  drain();
  let status = code;
  let reason = why;
  const ended = existsSync(doneFile) && readFileSync(doneFile, "utf8") === "ok";
  if (status === 0 && reason === undefined && doneFile !== "" && !ended) {
    status = 1;
    reason = "the extension host ended before the tests did";
  }
  if (reason !== undefined) await explain(reason);
  control?.close();
  await Promise.race([host?.close(), new Promise((resolve) => setTimeout(resolve, 5000))]);
  // test-electron drops what is still in the pipe when this process ends.
  setTimeout(() => process.exit(status), 60);
}

async function explain(reason: string): Promise<void> {
  process.stderr.write(`\n[vscode-host] ${reason}\n`);
  for (const line of (host?.serverLog ?? []).slice(-15))
    process.stderr.write(`[vscode-host] server: ${line}\n`);
  const folder = process.env["VSCODE_HOST_FAIL_DIR"];
  if (!folder || !host) return;
  mkdirSync(folder, { recursive: true });
  const picture = host.page.screenshot({ path: path.join(folder, "window.png") }).catch(() => undefined);
  await Promise.race([picture, new Promise((resolve) => setTimeout(resolve, 3000))]);
  writeFileSync(path.join(folder, "server.log"), host.serverLog.join("\n"));
}

const limit = Number(process.env["VSCODE_HOST_TIMEOUT"] ?? 300);
const timer = setTimeout(() => void finish(124, `no result after ${limit} s`), limit * 1000);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => void finish(130, `stopped by ${signal}`));
process.on("uncaughtException", (error) => void finish(1, error.stack ?? String(error)));
process.on(
  "unhandledRejection",
  (error) => void finish(1, error instanceof Error ? (error.stack ?? error.message) : String(error)),
);

control = await serveControl(() => {
  if (!host) throw new Error("there is no window yet");
  return host.page;
});
const { address } = control;

host = await startHost({
  userDataDir: resolved("user-data-dir"),
  extensionsDir: resolved("extensions-dir"),
  environment: (run) => {
    if (tests === undefined) return {};
    const outFile = path.join(run, "out");
    doneFile = path.join(run, "done");
    writeFileSync(outFile, "");
    outFd = openSync(outFile, "r");
    setInterval(drain, 100);
    return {
      VSCODE_HOST_CONTROL: address,
      VSCODE_HOST_DONE: doneFile,
      VSCODE_HOST_OUT: outFile,
      VSCODE_HOST_TESTS: path.resolve(tests),
    };
  },
  onServerLine: (line) => {
    note("server: %s", line);
    const ended = /<(\d+)> Extension Host Process exited with code: (\S+), signal: (\S+)\./.exec(line);
    if (!ended || tests === undefined) return;
    const [, pid, code, signal] = ended;
    // The tests' own end comes this way too; it is told apart by its mark, a moment later.
    setTimeout(
      () =>
        void finish(
          1,
          `the extension host (${pid}) ended before the tests did: code ${code}, signal ${signal}`,
        ),
      4000,
    );
  },
});
host.onServerExit = (reason) => void finish(1, reason);
host.browser.on("disconnected", () => void finish(1, "the browser ended"));
const { page } = host;
page.on("crash", () => void finish(1, "the window crashed"));
page.on("pageerror", (error) => note("pageerror %s", error.message));
await page.exposeFunction("codeAutomationLog", (type: string, words: unknown[]) => {
  const text = util.format(...words);
  if (finished || (!verbose && NOISE.some((pattern) => pattern.test(text)))) return;
  (type === "error" || type === "warn" ? process.stderr : process.stdout).write(`${text}\n`);
});
await page.exposeFunction("codeAutomationExit", (code: number) => void finish(code));

const payload: [string, string][] = [];
for (const folder of args.options.get("extensionDevelopmentPath") ?? []) {
  const extension = toPath(String(folder));
  if (extension !== undefined) payload.push(["extensionDevelopmentPath", host.remote(extension)]);
}
if (tests !== undefined)
  payload.push(["extensionTestsPath", host.remote(path.join(import.meta.dirname, "inHost.cjs"))]);
if (has("disable-extensions")) payload.push(["disableExtensions", "true"]);
const target = toPath(args.positional[0] ?? lastValue(args, "folder-uri") ?? lastValue(args, "file-uri"));
const isWorkspace = target?.endsWith(".code-workspace") === true && statSync(target).isFile();
const opened = host.url({
  folder: isWorkspace ? undefined : target,
  workspace: isWorkspace ? target : undefined,
  payload,
});
await page.goto(opened, { waitUntil: "commit" });
note("the page is open");

function resolved(name: string): string | undefined {
  const folder = lastValue(args, name);
  return folder === undefined ? undefined : path.resolve(folder);
}
