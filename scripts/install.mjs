// What `npm start` and `npm test` set up by themselves. Runs under the machine's own Node, before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");
/** Node 24, which comes with the packages. */
export const node24 = path.join(
  root,
  "node_modules/.bin",
  process.platform === "win32" ? "node.cmd" : "node",
);
/** Where VS Code's server is installed for tests and for `npm start`. */
export const hostHome = path.join(root, ".vscode-test/host");

/** Runs a program to its end, its output in ours. Rejects where it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${path.basename(command)} ${args[0] ?? ""} ended with ${code ?? signal}`));
    });
  });
}

/** Says what is being done, and in the end how long it took; dots go on while it takes long. */
export async function step(title, work) {
  const started = Date.now();
  process.stdout.write(`${title} …`);
  const ticking = setInterval(() => process.stdout.write("."), 3000);
  try {
    const result = await work();
    process.stdout.write(` ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write("\n");
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

const hashOf = (...files) => {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
};

/** Whether the packages in `folder` were installed from this lock file, by a mark that installing leaves. */
function isCurrent(folder, mark) {
  const file = path.join(folder, ".dateline-installed");
  return existsSync(file) && readFileSync(file, "utf8") === mark;
}

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Output of a quiet program, shown only where it fails. */
function runQuietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    const feed = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", feed);
    child.stderr.on("data", feed);
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(" ")} failed:\n${output}`)),
    );
  });
}

/** Installs the packages of the lock file where they are not there yet. */
export async function ensureInstalled() {
  const mark = hashOf(path.join(root, "package-lock.json"));
  const modules = path.join(root, "node_modules");
  if (isCurrent(modules, mark) && existsSync(node24)) return;
  await step("Installing packages", () =>
    runQuietly(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
  );
  writeFileSync(path.join(modules, ".dateline-installed"), mark);
}

/** Whether VS Code's server can be had from the registry for this machine. */
export const hostIsPossible = () => process.platform === "linux" && process.arch === "x64";

/** Installs VS Code's server (of code-server, 530 MB) where it is not there yet. */
export async function ensureHost() {
  const source = path.join(root, "test/vscode/host");
  const mark = hashOf(path.join(source, "package-lock.json"));
  if (isCurrent(hostHome, mark)) return;
  mkdirSync(hostHome, { recursive: true });
  for (const name of ["package.json", "package-lock.json", "stubs"]) {
    cpSync(path.join(source, name), path.join(hostHome, name), { recursive: true });
  }
  await step("Installing VS Code for the browser (530 MB, once)", () =>
    runQuietly(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: hostHome,
    }),
  );
  await runQuietly(node24, [path.join(source, "setup.ts"), hostHome]);
  writeFileSync(path.join(hostHome, ".dateline-installed"), mark);
}

/** The first of these programs on the PATH, as a full path; undefined where there is none. */
export function findProgram(names) {
  const endings = process.platform === "win32" ? [".cmd", ".exe", ""] : [""];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (folder !== "" && existsSync(file)) return file;
      }
    }
  }
  return undefined;
}

/** Builds the extension, the server and the program. */
export const buildBundles = () => step("Building", () => runQuietly(node24, ["scripts/build.mjs"]));

/** Ends a program with a message for the user in place of a stack. */
export function orExplain(promise) {
  promise.catch((error) => {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
