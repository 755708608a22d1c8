import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The corpora and articles that stand beside the project and are never part of it. */
const shared = path.resolve(import.meta.dirname, "../../../shared");

/** Whether `../shared` is there; says so in plain words where it is not. */
export function haveShared(what: string): boolean {
  if (existsSync(path.join(shared, "articles"))) return true;
  console.log(`${what}: left out, for there is no folder “shared” beside the project.`);
  return false;
}

export const sharedPath = (...parts: string[]): string => path.join(shared, ...parts);

export const readShared = (...parts: string[]): string => readFileSync(sharedPath(...parts), "utf8");
