import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { toUtf16 } from "../annotations/sidecar.ts";
import { nodeFiles } from "../node/fileSystem.ts";
import { decodeArticle, sha256 } from "../workspace/articleText.ts";
import { articleOf, isSidecar, sidecarOf } from "../workspace/fileSystem.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import { complain, EXIT, print, UsageError } from "./output.ts";

export const lintUsage = "dateline lint PATH …   checks sidecars against their schema and their articles";

/** `dateline lint`: every sidecar is valid, has its article, and every quote stands where it says. */
export async function lintVerb(args: string[]): Promise<number> {
  if (args.length === 0) throw new UsageError("no file or folder is named");
  let checked = 0;
  let problems = 0;
  for (const given of args) {
    const uri = pathToFileURL(path.resolve(given)).href;
    const kind = await nodeFiles.stat(uri);
    if (kind === null) throw new UsageError(`${given}: there is no such file or folder`);
    const sidecars =
      kind === "folder"
        ? (await nodeFiles.list(uri)).filter(isSidecar)
        : [isSidecar(uri) ? uri : sidecarOf(uri)];
    for (const sidecar of sidecars) {
      checked++;
      for (const problem of await problemsOf(sidecar)) {
        problems++;
        complain(`${fileURLToPath(sidecar)}${problem}`);
      }
    }
  }
  await print(`${checked} sidecars, ${problems} problems\n`);
  return problems > 0 ? EXIT.problems : EXIT.well;
}

/** What is wrong with a sidecar, each as `:line:column: what` or `: what`. */
async function problemsOf(sidecar: string): Promise<string[]> {
  const uri = articleOf(sidecar);
  const loaded = await loadSidecar(nodeFiles, uri);
  if (loaded.state === "absent") return [": there is no sidecar; annotate the article to make one"];
  if (loaded.state === "unusable") {
    const { line, character } = TextDocument.create(sidecar, "json", 0, loaded.text).positionAt(
      loaded.problem.start,
    );
    return [`:${line + 1}:${character + 1}: ${loaded.problem.message}`];
  }
  const bytes = await nodeFiles.read(uri);
  if (!bytes) return [": its article is gone; restore it, or delete the sidecar"];
  const { text } = decodeArticle(bytes);
  if ((await sha256(bytes)) !== loaded.sidecar.article.sha256) {
    return [
      ": the article has changed since it was annotated; open it to let Dateline find the places again",
    ];
  }
  return toUtf16(loaded.sidecar.annotations, text)
    .filter(({ status, start, end, quote }) => status !== "orphaned" && text.slice(start, end) !== quote)
    .map(
      ({ id, start, quote }) =>
        `: annotation ${id} quotes “${quote}”, but the article has other words at ${start}`,
    );
}
