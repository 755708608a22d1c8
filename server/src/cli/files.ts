import { blockingFiles, nodeFiles } from "../node/fileSystem.ts";
import { type FileSystem, inFolder } from "../workspace/fileSystem.ts";
import { type PlacedFiles, placedFiles } from "../workspace/placedFiles.ts";
import { PROJECT_FILE } from "../workspace/project.ts";
import { readLayout, type SidecarLayout } from "../workspace/sidecarLayout.ts";

/** Files with sidecars where the nearest project above each has them. */
export interface ProjectFiles extends PlacedFiles {
  /** The layout that a file, or a folder with `/` behind, goes by; null where no project is above it. */
  layoutOf(uri: string): Promise<SidecarLayout | null>;
}

/** `files` by the projects that they have, each of which is read once. */
export function projectFilesOver(files: FileSystem): ProjectFiles {
  const known = new Map<string, Promise<SidecarLayout | null>>();
  const ofFolder = (folder: string): Promise<SidecarLayout | null> => {
    const reading = known.get(folder) ?? readAbove(folder);
    known.set(folder, reading);
    return reading;
  };
  const readAbove = async (folder: string): Promise<SidecarLayout | null> => {
    const isHere = (await files.stat(inFolder(folder, PROJECT_FILE)).catch(() => null))?.kind === "file";
    if (isHere) return (await readLayout(files, folder))?.layout ?? null;
    const above = folder.replace(/[^/]*\/$/, "");
    return !above.startsWith("file:///") || above === folder ? null : ofFolder(above);
  };
  const layoutOf = (uri: string): Promise<SidecarLayout | null> => ofFolder(uri.replace(/[^/]*$/, ""));
  return { ...placedFiles(files, layoutOf), layoutOf };
}

/** The files of this machine. */
export const projectFiles = projectFilesOver(nodeFiles);

/** The same for a thread that works on one article after another. */
export const threadFiles = projectFilesOver(blockingFiles);
