import { TextDocument } from "vscode-languageserver-textdocument";
import { toUtf16 } from "../annotations/sidecar.ts";
import { codePoints, spanToCodePoints } from "../positions.ts";
import type { Span } from "../text/span.ts";
import { decodeArticle, sha256 } from "../workspace/articleText.ts";
import { articleOf, decoded, type FileSystem, isSidecar, sidecarOf } from "../workspace/fileSystem.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import { articlesLike } from "../workspace/strays.ts";
import type { Settled } from "./lintFindings.ts";

/** What is wrong with a sidecar itself, and its article where the sidecar fits it, so that it can be checked. */
export interface SidecarReport {
  /** Each as `:line:column: what` or `: what`. */
  readonly problems: readonly string[];
  readonly settled: Settled | null;
}

const alone = (problems: readonly string[]): SidecarReport => ({ problems, settled: null });

/**
 * Looks at a sidecar.
 * @param all the files among which an article that is gone is looked for
 */
export async function reportOn(
  files: FileSystem,
  sidecar: string,
  all: readonly string[],
): Promise<SidecarReport> {
  const uri = articleOf(sidecar);
  const loaded = await loadSidecar(files, uri);
  if (loaded.state === "absent") return alone([": there is no sidecar; annotate the article to make one"]);
  if (loaded.state === "unusable") {
    const { line, character } = TextDocument.create(sidecar, "json", 0, loaded.text).positionAt(
      loaded.problem.start,
    );
    return alone([`:${line + 1}:${character + 1}: ${loaded.problem.message}`]);
  }
  const { article, annotations: stored, relations, extra } = loaded.sidecar;
  const others = [article.extra, extra, ...relations].some((record) => record["conflict"] === true)
    ? [": both sides of a merge changed the same key; choose one, and remove “opinions” and “conflict” there"]
    : [];
  const divided = stored
    .filter(({ conflict }) => conflict)
    .map(
      ({ id, quote }) =>
        `: annotation ${id} on “${quote}” was decided differently on two sides of a merge; open the article and choose one`,
    );
  const conflicts = [...others, ...divided];
  const bytes = await files.read(uri);
  if (!bytes) {
    const there = new Set(all);
    const bare = all.filter((other) => !isSidecar(other) && !there.has(sidecarOf(other)));
    const [like] = await articlesLike(files, loaded.sidecar, bare);
    const what = like
      ? `its very text stands in ${decoded(like).replace(/^file:\/\//, "")}; rename the sidecar to that name with .dateline.json behind, or open the article to let Dateline do it`
      : "restore it, or delete the sidecar";
    return alone([...conflicts, `: its article is gone; ${what}`]);
  }
  const { text } = decodeArticle(bytes);
  if ((await sha256(bytes)) !== article.sha256)
    return alone([
      ...conflicts,
      ": the article has changed since it was annotated; open it to let Dateline find the places again",
    ]);
  // Counted as the sidecar and every other output counts: in code points.
  const points = codePoints(text);
  const at = ({ start, end }: Span): string => {
    const span = spanToCodePoints(points, { start, end });
    return `${span.start}–${span.end}`;
  };
  const annotations = toUtf16(stored, text);
  const moved = annotations
    .filter(({ status, start, end, quote }) => status !== "orphaned" && text.slice(start, end) !== quote)
    .map(
      (annotation) =>
        `: annotation ${annotation.id} quotes “${annotation.quote}”, but the article has other words at ${at(annotation)}; open it to let Dateline find the place again`,
    );
  const apart = annotations.flatMap((annotation) => {
    if (annotation.kind !== "figure" || annotation.status === "orphaned") return [];
    const { number } = annotation.figure;
    return !number || text.slice(number.start, number.end) === number.text
      ? []
      : `: annotation ${annotation.id} has the number “${number.text}”, but the article has other words at ${at(number)}; open it and correct the figure`;
  });
  const settled = { uri, text, sidecar: loaded.sidecar, annotations };
  return { problems: [...conflicts, ...moved, ...apart], settled };
}
