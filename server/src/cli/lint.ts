import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Annotation } from "../annotations/annotation.ts";
import { toUtf16 } from "../annotations/sidecar.ts";
import { partsBeyondWholes } from "../features/parts.ts";
import { shownFigures } from "../features/shownFigures.ts";
import { nodeFiles } from "../node/fileSystem.ts";
import { codePoints, spanToCodePoints } from "../positions.ts";
import type { Span } from "../text/span.ts";
import { decodeArticle, sha256 } from "../workspace/articleText.ts";
import { articleOf, isSidecar, sidecarOf } from "../workspace/fileSystem.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import { readCall } from "./options.ts";
import { complain, counted, EXIT, print, UsageError } from "./output.ts";

export const lintUsage = "dateline lint PATH …   checks sidecars against their schema and their articles";

/** `dateline lint`: every sidecar is valid, has its article, and every quote stands where it says. */
export async function lintVerb(args: string[]): Promise<number> {
  const { positionals } = readCall(() => parseArgs({ args, allowPositionals: true, options: {} }));
  if (positionals.length === 0) throw new UsageError("no file or folder is named");
  let checked = 0;
  let problems = 0;
  for (const given of positionals) {
    const uri = pathToFileURL(path.resolve(given)).href;
    const found = await nodeFiles.stat(uri);
    if (found === null) throw new UsageError(`${given}: there is no such file or folder`);
    const sidecars =
      found.kind === "folder"
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
  await print(`${counted(checked, "sidecar")}, ${counted(problems, "problem")}\n`);
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
  // Counted as the sidecar and every other output counts: in code points.
  const points = codePoints(text);
  const at = ({ start, end }: Span): string => {
    const span = spanToCodePoints(points, { start, end });
    return `${span.start}–${span.end}`;
  };
  const annotations = toUtf16(loaded.sidecar.annotations, text);
  const moved = annotations
    .filter(({ status, start, end, quote }) => status !== "orphaned" && text.slice(start, end) !== quote)
    .map(
      (annotation) =>
        `: annotation ${annotation.id} quotes “${annotation.quote}”, but the article has other words at ${at(annotation)}; open it to let Dateline find the place again`,
    );
  const twice = doubles(annotations).map(
    ([one, other]) =>
      `: annotations ${one.id} and ${other.id} both stand on “${one.quote}” at ${at(one)}; remove one of them`,
  );
  const beyond = partsBeyondWholes(shownFigures({ figures: [] }, [], annotations)).map(
    (problem) => `: at ${at(problem)} ${problem.message}`,
  );
  return [...moved, ...twice, ...beyond];
}

/** Pairs of decisions that say the same of one place, or of a name two different things. */
function doubles(annotations: readonly Annotation[]): [Annotation, Annotation][] {
  const first = new Map<string, Annotation>();
  const found: [Annotation, Annotation][] = [];
  for (const annotation of annotations) {
    if (annotation.status === "rejected" || annotation.status === "orphaned") continue;
    // One span may well state two harms ("12 casualties … of them"); two labels for one name contradict each other.
    const harm = annotation.kind === "figure" ? annotation.figure.harm : "";
    const key = `${annotation.kind} ${harm} ${annotation.start} ${annotation.end}`;
    const known = first.get(key);
    if (known) found.push([known, annotation]);
    else first.set(key, annotation);
  }
  return found;
}
