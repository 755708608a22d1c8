import { type FileSystem, inFolder } from "../../workspace/fileSystem.ts";
import { loadSidecar, placeAnnotations } from "../../workspace/sidecars.ts";
import { markedBy } from "../measure/marking.ts";
import type { Run } from "./evaluate.ts";

/**
 * The annotations of a folder with sidecars as a run: those of an article are what its sidecar at the same path below the
 * folder says, rejected ones not. An article that the folder has without a sidecar has none.
 */
export const sidecarRun = (files: FileSystem, name: string, folder: string): Run => ({
  name,
  async found({ source, text, fileSha256, language }) {
    const uri = inFolder(folder, source.id);
    const loaded = await loadSidecar(files, uri);
    if (loaded.state === "unusable")
      throw new Error(`its sidecar in ${name} cannot be used. ${loaded.problem.message}`);
    if (loaded.state === "absent") return (await files.stat(uri)) === null ? null : [];
    return markedBy(text, placeAnnotations(loaded.sidecar, { text, sha256: fileSha256, language }));
  },
});
