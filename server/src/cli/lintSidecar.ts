import { TextDocument } from "vscode-languageserver-textdocument";
import type { Annotation } from "../annotations/annotation.ts";
import { shownFigures } from "../annotations/shownFigures.ts";
import { toUtf16 } from "../annotations/sidecar.ts";
import { partsBeyondWholes } from "../features/parts.ts";
import { codePoints, spanToCodePoints } from "../positions.ts";
import type { Span } from "../text/span.ts";
import { decodeArticle, sha256 } from "../workspace/articleText.ts";
import { articleOf, decoded, type FileSystem, isSidecar, sidecarOf } from "../workspace/fileSystem.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import { articlesLike } from "../workspace/strays.ts";

/**
 * What is wrong with a sidecar, each as `:line:column: what` or `: what`.
 * @param all the files among which an article that is gone is looked for
 */
export async function problemsOf(
  files: FileSystem,
  sidecar: string,
  all: readonly string[],
): Promise<string[]> {
  const uri = articleOf(sidecar);
  const loaded = await loadSidecar(files, uri);
  if (loaded.state === "absent") return [": there is no sidecar; annotate the article to make one"];
  if (loaded.state === "unusable") {
    const { line, character } = TextDocument.create(sidecar, "json", 0, loaded.text).positionAt(
      loaded.problem.start,
    );
    return [`:${line + 1}:${character + 1}: ${loaded.problem.message}`];
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
    const alone = all.filter((other) => !isSidecar(other) && !there.has(sidecarOf(other)));
    const [like] = await articlesLike(files, loaded.sidecar, alone);
    const what = like
      ? `its very text stands in ${decoded(like).replace(/^file:\/\//, "")}; rename the sidecar to that name with .dateline.json behind, or open the article to let Dateline do it`
      : "restore it, or delete the sidecar";
    return [...conflicts, `: its article is gone; ${what}`];
  }
  const { text } = decodeArticle(bytes);
  if ((await sha256(bytes)) !== article.sha256)
    return [
      ...conflicts,
      ": the article has changed since it was annotated; open it to let Dateline find the places again",
    ];
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
  const twice = doubles(annotations).map(
    ([one, other]) =>
      `: annotations ${one.id} and ${other.id} both stand on “${one.quote}” at ${at(one)}; remove one of them`,
  );
  const beyond = partsBeyondWholes(shownFigures({ figures: [] }, [], annotations)).map(
    (problem) => `: at ${at(problem)} ${problem.message}`,
  );
  const apart = annotations.flatMap((annotation) => {
    if (annotation.kind !== "figure" || annotation.status === "orphaned") return [];
    const { number } = annotation.figure;
    return !number || text.slice(number.start, number.end) === number.text
      ? []
      : `: annotation ${annotation.id} has the number “${number.text}”, but the article has other words at ${at(number)}; open it and correct the figure`;
  });
  return [...conflicts, ...moved, ...apart, ...twice, ...beyond];
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
