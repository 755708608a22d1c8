import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { batched } from "./batch.ts";
import { withLock } from "./lock.ts";
import { isMissing, realOf } from "./realPath.ts";

/** Folders that hold no articles and many files. */
const SKIPPED = new Set([".git", "node_modules"]);

/** Removes a folder and those in it, from the deepest on, as far as they hold nothing. */
async function removeEmpty(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await removeEmpty(path.join(folder, entry.name));
  if ((await readdir(folder)).length === 0) await rmdir(folder);
}

/** Files of the scheme `file:`. Writing goes to a temporary file beside the target, which is then renamed. */
export const nodeFiles: FileSystem = {
  async read(uri) {
    try {
      return await readFile(fileURLToPath(uri));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  async write(uri, bytes) {
    const file = fileURLToPath(uri);
    await mkdir(path.dirname(file), { recursive: true });
    // Most windows write nothing before their first article is shown.
    const { default: writeFileAtomic } = await import("write-file-atomic");
    await writeFileAtomic(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  },
  exclusive: (uri, task) => withLock(fileURLToPath(uri), task),
  async create(uri) {
    const file = fileURLToPath(uri);
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, "w");
    const batch = batched((bytes) => handle.writeFile(bytes));
    let closed = false;
    return {
      write: (content) => batch.add(content),
      async close() {
        if (closed) return;
        closed = true;
        try {
          await batch.flush();
        } finally {
          await handle.close();
        }
      },
    };
  },
  async stat(uri) {
    try {
      const found = await stat(fileURLToPath(uri));
      const kind = found.isDirectory() ? "folder" : found.isFile() ? "file" : "other";
      return { kind, size: found.size, mtime: found.mtimeMs };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  async real(uri) {
    return pathToFileURL(await realOf(fileURLToPath(uri))).href;
  },
  async list(uri) {
    const found: string[] = [];
    const root = fileURLToPath(uri);
    const walk = async (folder: string): Promise<void> => {
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
        // A folder below that went while the others were listed, as git takes one away, holds nothing.
        if (folder !== root && isMissing(error)) return [];
        throw error;
      });
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const entry of entries) {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!SKIPPED.has(entry.name)) await walk(full);
        } else if (entry.isFile()) {
          found.push(pathToFileURL(full).href);
        }
      }
    };
    await walk(root);
    return found;
  },
  async makeFolder(uri) {
    await mkdir(fileURLToPath(uri), { recursive: true });
  },
  async rename(from, to) {
    const target = fileURLToPath(to);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(fileURLToPath(from), target);
  },
  async remove(uri) {
    await rm(fileURLToPath(uri), { recursive: true, force: true });
  },
  async removeEmpty(uri) {
    await removeEmpty(fileURLToPath(uri));
  },
  hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
};

/** The same for a thread that does one thing after another: reading waits, and nothing goes round by other threads. */
export const blockingFiles: FileSystem = {
  ...nodeFiles,
  async read(uri) {
    try {
      return readFileSync(fileURLToPath(uri));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
};
