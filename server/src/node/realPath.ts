import { readlink, realpath } from "node:fs/promises";
import path from "node:path";

/** Whether an error of the file system says that there is no such file. */
export const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT";

/** The code of an error of the file system; an empty text where it has none. */
export const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

/** Where a path leads; of one that leads to nothing, where the file would be made. */
export async function realOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const folder = path.dirname(file);
  if (folder === file) return file;
  const target = await readlink(file).catch(() => null);
  if (target !== null) return realOf(path.resolve(await realOf(folder), target));
  return path.join(await realOf(folder), path.basename(file));
}
