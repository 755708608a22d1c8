import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { folder } from "../support.ts";
import { type Book, type Entry, same, storedEntries } from "./book.ts";

const SIDECAR = ".dateline.json";
const executed = promisify(execFile);

/** Runs git in the folder; rejects with what it says where it fails. */
export async function git(...args: string[]): Promise<string> {
  const { stdout } = await executed("git", args, { cwd: folder().fsPath, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** The text of a file of the folder as it is stored, without a byte order mark. */
export const stored = (name: string): string =>
  readFileSync(path.join(folder().fsPath, name), "utf8").replace(/^\uFEFF/, "");

/** The paths of all articles of the folder, sorted. */
export function articles(): string[] {
  return readdirSync(folder().fsPath, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".txt") && !/^(\.git|dataset)\b/.test(name))
    .sort();
}

/** The book as the sidecars of the folder have it, from which a run begins. */
export function bookOfFolder(): Book {
  const own = new Set(readdirSync(folder().fsPath, { recursive: true, encoding: "utf8" }));
  return new Map(
    articles().map((name): [string, readonly Entry[]] => [
      name,
      own.has(`${name}${SIDECAR}`) ? storedEntries(stored(`${name}${SIDECAR}`), stored(name)) : [],
    ]),
  );
}

/** Fails where the folder's sidecars are not what the book says, or an article is missing or too many. */
export function checkFolder(book: Book, where: string): void {
  const found = bookOfFolder();
  assert.deepEqual([...found.keys()].sort(), [...book.keys()].sort(), `${where}: the articles`);
  for (const [name, entries] of book) same(found.get(name) ?? [], entries, `${where}: ${name}`);
}

/** The same for a branch that is not checked out. */
export async function checkBranch(branch: string, book: Book): Promise<void> {
  const names = (await git("ls-tree", "-rz", "--name-only", branch)).split("\0");
  const inBranch = names.filter((name) => name.endsWith(".txt")).sort();
  assert.deepEqual(inBranch, [...book.keys()].sort(), `branch ${branch}: the articles`);
  for (const [name, entries] of book) {
    const article = await git("show", `${branch}:${name}`);
    const has = names.includes(`${name}${SIDECAR}`);
    const found = has ? storedEntries(await git("show", `${branch}:${name}${SIDECAR}`), article) : [];
    same(found, entries, `branch ${branch}: ${name}`);
  }
}
