import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Git } from "../git.ts";

/** How long git may take, in milliseconds: on a network drive it can hang. */
const TIMEOUT = 3000;

/** The largest file that is asked for, in bytes. */
const LARGEST = 64 * 1024 * 1024;

/** The path of a `file:` URI; null of any other, and of one that names no file here, as with a host or a zero in it. */
function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

/**
 * Runs git in the folder of a file; null where it fails, or there is none. The repository may be anybody's: nothing that
 * its configuration names is run, and nothing is fetched.
 */
async function git(file: string, ...args: readonly string[]): Promise<Buffer | null> {
  const own = pathOf(file);
  if (own === null) return null;
  const folder = await folderOf(own);
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      // As a hook of git's has them in its environment, they name another repository than the file's.
      GIT_DIR: undefined,
      GIT_INDEX_FILE: undefined,
      GIT_WORK_TREE: undefined,
      // A file may be called `*.txt`.
      GIT_LITERAL_PATHSPECS: "1",
      GIT_ALLOW_PROTOCOL: "none",
      GIT_NO_LAZY_FETCH: "1",
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
    };
    execFile(
      "git",
      ["-C", folder, ...args],
      { encoding: "buffer", env, maxBuffer: LARGEST, timeout: TIMEOUT, windowsHide: true },
      (error, stdout) => resolve(error ? null : stdout),
    );
  });
}

/** The nearest folder of a file that is there: on another branch there may be more of them. */
async function folderOf(file: string): Promise<string> {
  let folder = /[\\/]$/.test(file) ? file : path.dirname(file);
  while (path.dirname(folder) !== folder && !(await stat(folder).catch(() => null))?.isDirectory())
    folder = path.dirname(folder);
  return folder;
}

const linesOf = (output: Buffer | null): string[] =>
  (output?.toString() ?? "").split("\n").filter((line) => line.trim() !== "");

async function nameIn(uri: string): Promise<string> {
  const file = pathOf(uri);
  if (file === null) return "./";
  return `./${path
    .relative(await folderOf(file), file)
    .split(path.sep)
    .join("/")}`;
}

/** What begins with a dash would be an option. */
const isRef = (ref: string): boolean => /^[^-\s:][^\s:]*$/.test(ref);

/** Git as it is installed; it only reads. */
export const nodeGit: Git = {
  async userName(file) {
    const [name] = linesOf(await git(file, "config", "--get", "user.name"));
    return name?.trim() || null;
  },
  async branches(file) {
    const format = "--format=%(HEAD)%09%(symref)%09%(refname:short)";
    const found = await git(
      file,
      "for-each-ref",
      format,
      "--sort=-committerdate",
      "refs/heads",
      "refs/remotes",
    );
    return linesOf(found)
      .map((line) => line.split("\t"))
      .filter(([head, symref]) => head !== "*" && symref === "")
      .map(([, , name]) => name ?? "");
  },
  async commits(file, most) {
    if (!file.startsWith("file:")) return [];
    const format = "--format=%H%x09%aI%x09%an%x09%s";
    const found = await git(
      file,
      "log",
      `-n${most}`,
      "--no-show-signature",
      format,
      "--",
      await nameIn(file),
    );
    return linesOf(found).map((line) => {
      const [hash = "", at = "", by = "", ...subject] = line.split("\t");
      return { hash, at, by, subject: subject.join(" ") };
    });
  },
  async show(ref, file) {
    return isRef(ref) && file.startsWith("file:")
      ? git(file, "cat-file", "blob", `${ref}:${await nameIn(file)}`)
      : null;
  },
};
