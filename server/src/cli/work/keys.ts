import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { serialize } from "node:v8";
import { type FileSystem, messageOf, sidecarOf } from "../../workspace/fileSystem.ts";
import type { ProjectOptions } from "../project.ts";
import type { Told } from "./work.ts";

/** A hash of parts, each by itself: no two lists of parts are alike. */
export function keyOf(...parts: readonly (string | Uint8Array | null)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(part === null ? "-" : `${typeof part === "string" ? Buffer.byteLength(part) : part.length} `);
    hash.update(part ?? "");
  }
  return hash.digest("base64url");
}

/** A hash of plain data, maps too. */
export const fingerprintOf = (value: unknown): string => keyOf(serialize(value));

/** A hash of this program: another version answers otherwise. */
export const programKey = (): string => keyOf(readFileSync(process.argv[1] ?? ""));

/** A hash of what an answer about an article depends on: its bytes and its sidecar's, its project, and the rest in `setup`. */
export async function articleKey(
  uri: string,
  setup: string,
  told: Told | null,
  files: FileSystem,
): Promise<string> {
  const article = await files.read(uri);
  // One that cannot be read gives the answer that it cannot.
  const sidecar = await files.read(sidecarOf(uri)).catch(messageOf);
  return keyOf(setup, uri, told?.fingerprint ?? null, article, sidecar);
}

/** What projects say as it is told to threads, each of them once. */
export function createTold(): (project: Pick<ProjectOptions, "options" | "tagset">) => Told {
  const known = new WeakMap<ProjectOptions["options"], Told>();
  return ({ options, tagset }) => {
    const told = known.get(options) ?? { options, tagset, fingerprint: fingerprintOf([options, tagset]) };
    known.set(options, told);
    return told;
  };
}
