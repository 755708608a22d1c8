import * as z from "zod";
import { type FileSystem, inFolder } from "../workspace/fileSystem.ts";
import type { Exporter } from "./exporter.ts";
import { partNames } from "./split.ts";

/** Beside a dataset: which of the folder's files an export wrote, so that the next one can tell them from the user's. */
export const MANIFEST = "dateline-export.json";

const schema = z.object({ exports: z.record(z.string(), z.object({ files: z.array(z.string()) })) });

/** What a folder's exports wrote, by format. */
export type Manifest = z.infer<typeof schema>;

/**
 * The manifest of a folder; empty where there is none.
 * @throws Error where it cannot be read: what is the user's own in the folder is then not known
 */
export async function readManifest(files: FileSystem, folder: string): Promise<Manifest> {
  const bytes = await files.read(inFolder(folder, MANIFEST));
  if (!bytes) return { exports: {} };
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new Error(
      `${MANIFEST} in the folder was not written by Dateline or is damaged; remove it or choose another folder`,
    );
  }
}

/** The manifest as it is written, with one export's files replaced; the same exports give the same bytes. */
export function manifestWith(manifest: Manifest, format: string, names: readonly string[]): string {
  const all = { ...manifest.exports, [format]: { files: [...names].sort() } };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ exports: sorted }, null, 2)}\n`;
}

/**
 * The files that a format's exports can have: all that may be removed by a manifest's word, for that is a file that
 * anybody may have written.
 */
export const isOfFormat = ({ extension, companions }: Exporter, name: string): boolean =>
  Object.hasOwn(companions, name) ||
  (name.endsWith(extension) && partNames.has(name.slice(0, -extension.length)));
