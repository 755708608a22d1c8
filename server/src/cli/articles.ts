import path from "node:path";
import { pathToFileURL } from "node:url";
import { collectArticles, type Found } from "../workspace/collect.ts";
import { isSidecar } from "../workspace/fileSystem.ts";
import { projectFiles } from "./files.ts";
import { UsageError } from "./output.ts";
import { createInclusion } from "./project.ts";

/** The articles that paths on the command line name: files as they are, of folders those that a project or the defaults include. */
export async function articlesAt(paths: readonly string[]): Promise<Found[]> {
  if (paths.length === 0) throw new UsageError("no file or folder is named");
  const uris: string[] = [];
  for (const given of paths) {
    const uri = pathToFileURL(path.resolve(given)).href;
    if ((await projectFiles.stat(uri)) === null)
      throw new UsageError(`${given}: there is no such file or folder`);
    // A shell's `articles/*` names the sidecars too.
    if (!isSidecar(uri)) uris.push(uri);
  }
  if (uris.length === 0) throw new UsageError("only sidecars are named; name their articles");
  return collectArticles(projectFiles, uris, createInclusion());
}
