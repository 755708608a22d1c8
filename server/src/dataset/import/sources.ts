import * as l10n from "@vscode/l10n";
import {
  DATASET_MANIFEST,
  decoded,
  type FileSystem,
  inFolder,
  isSidecar,
  liesInside,
  nameOf,
} from "../../workspace/fileSystem.ts";
import type { DatasetFile, Importer } from "./document.ts";

/** A file of a dataset and its size in bytes. */
export interface SourceFile {
  readonly file: DatasetFile;
  readonly size: number;
}

/** Files of more than this many bytes are not read: no program holds them whole. */
const LARGEST = 1_900_000_000;

/**
 * The data of a dataset at URIs of files and folders. A file that is named is data, whatever it is called; of a folder
 * those files are that the format knows by their names. In a folder of datasets it is the one that is called as the format.
 * Nothing outside of the folder is read, wherever a name in the dataset leads.
 */
export async function datasetFiles(
  files: FileSystem,
  uris: readonly string[],
  importer: Importer,
): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const uri of uris) {
    const stat = await files.stat(uri);
    if (stat?.kind !== "folder") {
      const root = uri.slice(0, uri.lastIndexOf("/"));
      found.push(sourceFile(files, root, nameOf(uri), stat?.size ?? 0, uri));
      continue;
    }
    const inner = inFolder(uri, importer.name);
    const root = (await files.stat(inFolder(inner, DATASET_MANIFEST))) === null ? uri : inner;
    const prefix = `${decoded(root).replace(/\/$/, "")}/`;
    const names = (await files.list(root))
      .filter((file) => !isSidecar(file))
      .map((file) => decoded(file).slice(prefix.length))
      .filter((name) => name !== DATASET_MANIFEST);
    for (const name of importer.files(names)) {
      const own = inFolder(root, name);
      found.push(sourceFile(files, root, name, (await files.stat(own))?.size ?? 0, own));
    }
  }
  return found;
}

function sourceFile(files: FileSystem, root: string, name: string, size: number, uri: string): SourceFile {
  const bytesOf = async (own: string): Promise<Uint8Array | null> => {
    const stat = await files.stat(own);
    if (stat?.kind !== "file") return null;
    if (stat.size > LARGEST)
      throw new Error(l10n.t("it is too large to be read; split it into several files"));
    return files.read(own);
  };
  return {
    size,
    file: {
      name,
      async read() {
        const bytes = await bytesOf(uri);
        if (!bytes) throw new Error(l10n.t("there is no such file"));
        return bytes;
      },
      async beside(other) {
        const own = inFolder(root, other);
        // `..` in a name is a step up as soon as it is a path.
        if (other.split(/[/\\]/).includes("..") || !(await liesInside(files, root, own))) return null;
        return bytesOf(own);
      },
    },
  };
}
