import { anchorsIn } from "../../annotations/anchor.ts";
import type { FileSystem } from "../../workspace/fileSystem.ts";
import { articleIndex, type Match } from "../import/articleIndex.ts";
import { decisionsIn } from "../import/decisions.ts";
import type { Importer, Place, ReadDocument } from "../import/document.ts";
import type { SourceFile } from "../import/sources.ts";
import { type Marking, markedBy } from "../measure/marking.ts";
import { inTurn, type Pacing } from "../measure/pacing.ts";
import type { Source } from "../source.ts";
import type { Run } from "./evaluate.ts";

/** A dataset as a run, and what of it is in none, a line each for the user. */
export interface DatasetRun extends Run {
  readonly left: readonly string[];
}

/**
 * The annotations of a dataset in a format that is read, suggestions as well as decisions, as a run. Its texts are
 * matched to the articles by their content. The dataset is read here, once; of it places and labels are kept, no texts.
 * @throws MeasuringCancelled
 */
export async function datasetRun(
  files: FileSystem,
  name: string,
  importer: Importer,
  dataset: readonly SourceFile[],
  articles: readonly Source[],
  pacing: Pacing,
): Promise<DatasetRun> {
  const index = articleIndex(files);
  await inTurn(articles, pacing, (article) => index.add(article));
  const found = new Map<string, Marking[]>();
  const left: string[] = [];
  let unmatched = 0;
  const leave = (place: Place, message: string): void => {
    const { file, line } = place;
    left.push(`${name}: ${file}${line === null ? "" : `:${line}`}: ${message}`);
  };
  for (const { file } of dataset)
    for await (const item of importer.read(file)) {
      pacing.check();
      await pacing.pause();
      if (item.kind === "problem") {
        leave(item.place, item.message);
        continue;
      }
      const match = await index.match(item);
      if (!match.article) {
        unmatched++;
        continue;
      }
      const { markings, problems } = markingsOf(item, match);
      for (const problem of problems) leave(item.place, problem);
      const { uri } = match.article;
      found.set(uri, merged(found.get(uri) ?? [], markings));
    }
  if (unmatched > 0)
    left.push(
      `${name}: ${unmatched} of its texts ${unmatched === 1 ? "is" : "are"} in no article, or in several`,
    );
  return {
    name,
    left,
    found: async ({ source }) => found.get(source.uri) ?? null,
  };
}

/** What a document says stands in the article that has its text. */
function markingsOf(
  document: ReadDocument,
  { text }: Extract<Match, { text: string }>,
): { markings: Marking[]; problems: readonly string[] } {
  let count = 0;
  const { decisions, problems } = decisionsIn(
    {
      ...document,
      // What a system found is what is measured, whether somebody has looked at it or not.
      annotations: document.annotations.map((one) =>
        one.review === "suggested" ? { ...one, review: "added" as const } : one,
      ),
    },
    { text, anchors: anchorsIn(text), by: null, newId: () => `${++count}` },
  );
  const markings = [...decisions.values()].flatMap(({ annotation, said }) =>
    markedBy(text, [annotation]).map((one) =>
      one.kind === "figure" && said !== "all" ? { ...one, said } : one,
    ),
  );
  return { markings, problems };
}

/** Two passes over one text, as of two annotators, say once what both say. */
function merged(before: readonly Marking[], more: readonly Marking[]): Marking[] {
  const keyOf = ({ kind, start, end, label }: Marking): string => `${kind} ${start}-${end} ${label}`;
  const known = new Set(before.map(keyOf));
  return [...before, ...more.filter((one) => !known.has(keyOf(one)))];
}
