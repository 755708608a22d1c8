import * as z from "zod";
import { DATASET_MANIFEST, type FileSystem, inFolder } from "../workspace/fileSystem.ts";

const schema = z.object({ format: z.string(), files: z.array(z.string()) });

/** What is known of a dataset that an export wrote: its files but the manifest, sorted, and how much they hold. */
export interface Manifest {
  readonly format: string;
  readonly articles: number;
  readonly annotations: number;
  readonly files: readonly string[];
}

/**
 * The files that a dataset's folder has from an export; none where no export wrote into it.
 * @throws Error where that cannot be read: what is the user's own in the folder is then not known
 */
export async function exportedFiles(files: FileSystem, folder: string): Promise<readonly string[]> {
  const bytes = await files.read(inFolder(folder, DATASET_MANIFEST));
  if (!bytes) return [];
  try {
    return [...schema.parse(JSON.parse(new TextDecoder().decode(bytes))).files, DATASET_MANIFEST];
  } catch {
    throw new Error(
      `${DATASET_MANIFEST} in the folder was not written by Dateline or is damaged; remove it or choose another folder`,
    );
  }
}

/** The manifest as it is written; the same dataset gives the same bytes. */
export const manifestText = ({ format, articles, annotations, files }: Manifest): string =>
  `${JSON.stringify({ format, articles, annotations, files: [...files].sort() }, null, 2)}\n`;
