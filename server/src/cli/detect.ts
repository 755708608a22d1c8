import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { jsonLine } from "../annotations/json.ts";
import { detect } from "../detect/detect.ts";
import { type Detections, harms } from "../detect/detection.ts";
import { type Codebook, codebooks } from "../detect/resolve/codebook.ts";
import { isIsoDay } from "../detect/resolve/dates.ts";
import { countInWords, harmInWords, totalInWords } from "../features/words.ts";
import { nodeFiles } from "../node/fileSystem.ts";
import { decodeArticle, isBinary } from "../workspace/articleText.ts";
import { PROJECT_FILE, readProject } from "../workspace/project.ts";
import { articlesAt } from "./articles.ts";
import { answerLines } from "./jsonl.ts";
import { readCall, wholeNumber } from "./options.ts";
import { complain, EXIT, print, UsageError, visible } from "./output.ts";
import { recordFor } from "./record.ts";

export const detectUsage = `dateline detect [--format table|json|jsonl] [--published DATE] [--codebook NAME] FILE|DIR …   prints what is found in articles
dateline detect --jsonl [--jobs N] [--published DATE] [--codebook NAME]   reads {"id","text","published"?} lines from standard input
  DATE, as 2012-06-15, is when the articles were published, where they do not say it themselves
  NAME (${codebooks.join(", ")}) says how vague words count in the tally; without it ${PROJECT_FILE} here does`;

/** `dateline detect`: prints what is found in articles, or answers lines of standard input. */
export async function detectVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: "string" },
        published: { type: "string" },
        jsonl: { type: "boolean", default: false },
        jobs: { type: "string" },
        codebook: { type: "string" },
      },
    }),
  );
  const published = values.published ?? null;
  if (published !== null && !isIsoDay(published))
    throw new UsageError(`--published ${published}: a date has the form 2012-06-15`);
  const { format = "table" } = values;
  if (!/^(table|json|jsonl)$/.test(format))
    throw new UsageError(`--format ${format}: there are table, json and jsonl`);
  const jobs = wholeNumber("--jobs", values.jobs ?? "1", 1);
  if (values.jsonl) {
    if (values.format !== undefined && format !== "jsonl")
      throw new UsageError(`--jsonl writes JSON lines; leave --format ${format} out`);
    if (positionals.length > 0) throw new UsageError("--jsonl reads standard input; name no files beside it");
    return answerLines({ published, codebook: await codebookFor(values.codebook) }, jobs);
  }
  if (values.jobs !== undefined) throw new UsageError("--jobs is for --jsonl alone");
  const sources = await articlesAt(positionals);
  const codebook = await codebookFor(values.codebook);
  let status: number = EXIT.well;
  let first = true;
  if (format === "json") await print("[");
  for (const { uri } of sources) {
    const name = fileURLToPath(uri);
    const bytes = await nodeFiles.read(uri);
    if (!bytes || isBinary(bytes)) {
      complain(
        `${name}: ${bytes ? "this is no text; name text files" : "the file is gone; name it where it is now"}`,
      );
      status = EXIT.problems;
      continue;
    }
    const { text, valid } = decodeArticle(bytes);
    if (!valid) {
      complain(`${name}: this is not UTF-8, so that offsets in it would be wrong; save it as UTF-8`);
      status = EXIT.problems;
      continue;
    }
    const detections = detect(text, { published, codebook });
    const record = { id: name, ...recordFor(text, detections) };
    if (format === "table") await print(`${first ? "" : "\n"}${table(name, text, detections)}`);
    else if (format === "jsonl") await print(`${jsonLine(record)}\n`);
    else await print(`${first ? "\n" : ",\n"}${jsonLine(record)}`);
    first = false;
  }
  if (format === "json") await print("\n]\n");
  return status;
}

/** The codebook of that name; without one that of the project in this folder. @throws UsageError where there is none */
async function codebookFor(name: string | undefined): Promise<Codebook> {
  if (name !== undefined) {
    const known = codebooks.find((codebook) => codebook === name);
    if (!known) throw new UsageError(`--codebook ${name}: there are ${codebooks.join(", ")}`);
    return known;
  }
  const { project, problem } = await readProject(nodeFiles, pathToFileURL(path.resolve(".")).href);
  if (problem) throw new UsageError(problem.message.replace(/\.$/, ""));
  return project.codebook ?? "literal";
}

/** What was found in one article, for people: tally, figures, then entities by label. */
function table(
  name: string,
  text: string,
  { language, published, figures, entities, tally }: Detections,
): string {
  const lines = [`${visible(name)}  [${language}${published ? `, ${published}` : ""}]`];
  const stated = figures.map((figure) => ({ ...figure, number: figure.number.text }));
  for (const harm of harms) {
    const total = tally[harm];
    if (total)
      lines.push(
        `  ${"total".padEnd(10)}${harmInWords(harm).padEnd(16)}${totalInWords(total, harm, stated)}`,
      );
  }
  const byId = new Map(entities.map((entity) => [entity.id, entity.text]));
  const word = (value: string | null): string | null => (value === null ? null : (byId.get(value) ?? value));
  for (const figure of figures) {
    const about = [word(figure.place), figure.date, word(figure.source)]
      .filter((part) => part !== null)
      .join(", ");
    const count = countInWords(figure);
    const place = `${lineOf(text, figure.start)}`;
    lines.push(
      `  ${`line ${place}`.padEnd(10)}${harmInWords(figure.harm).padEnd(16)}${visible(count).padEnd(22)}${visible(figure.text)}${about ? `  (${visible(about)})` : ""}`,
    );
  }
  const seen = new Map<string, { label: string; name: string; count: number }>();
  for (const entity of entities) {
    const known = seen.get(entity.entity);
    if (known) known.count++;
    else seen.set(entity.entity, { label: entity.label, name: entity.name, count: 1 });
  }
  const labels = [...new Set(entities.map(({ label }) => label))].sort();
  for (const label of labels) {
    const names = [...seen.values()]
      .filter((entity) => entity.label === label)
      .map((entity) =>
        entity.count > 1 ? `${visible(entity.name)} (${entity.count})` : visible(entity.name),
      );
    lines.push(`  ${label.padEnd(10)}${names.join("; ")}`);
  }
  return `${lines.join("\n")}\n`;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
