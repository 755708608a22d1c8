import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { jsonLine } from "../annotations/json.ts";
import { type DetectOptions, detect } from "../detect/detect.ts";
import { type Detections, harms } from "../detect/detection.ts";
import { type Codebook, codebooks } from "../detect/resolve/codebook.ts";
import { isIsoDay } from "../detect/resolve/dates.ts";
import { countInWords, harmInWords, totalInWords } from "../features/words.ts";
import { nodeFiles } from "../node/fileSystem.ts";
import { decodeArticle, isBinary } from "../workspace/articleText.ts";
import { PROJECT_FILE } from "../workspace/project.ts";
import { articlesAt } from "./articles.ts";
import { answerLines } from "./jsonl.ts";
import { codebookNamed, readCall, wholeNumber } from "./options.ts";
import { complain, EXIT, print, UsageError, visible } from "./output.ts";
import { createProjects, projectOptions } from "./project.ts";
import { recordFor } from "./record.ts";

export const detectUsage = `dateline detect [--format table|json|jsonl] [--published DATE] [--codebook NAME] [--project DIR] [--no-learned] FILE|DIR …   prints what is found in articles
dateline detect --jsonl [--jobs N] [--published DATE] [--codebook NAME] [--project DIR] [--no-learned]   reads {"id","text","published"?} lines from standard input
  DATE, as 2012-06-15, is when the articles were published, where they do not say it themselves
  NAME (${codebooks.join(", ")}) says how vague words count in the tally; without it ${PROJECT_FILE} does
  DIR holds the project whose names count; without it that of the nearest folder above each article, and for --jsonl none
  --no-learned leaves out what the sidecars of the project's articles, or beside an article without one, say of names`;

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
        project: { type: "string" },
        "no-learned": { type: "boolean", default: false },
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
  const learn = !values["no-learned"];
  const codebook = codebookNamed(values.codebook);
  const project = values.project === undefined ? undefined : await projectFolder(values.project);
  if (values.jsonl) {
    if (values.format !== undefined && format !== "jsonl")
      throw new UsageError(`--jsonl writes JSON lines; leave --format ${format} out`);
    if (positionals.length > 0) throw new UsageError("--jsonl reads standard input; name no files beside it");
    return answerLines({ published, ...(await lineOptions(project, learn, codebook)) }, jobs);
  }
  if (values.jobs !== undefined) throw new UsageError("--jobs is for --jsonl alone");
  const sources = await articlesAt(positionals);
  const projectOf = createProjects(learn, project);
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
    const { options, complaints, isNew } = await projectOf(uri);
    if (isNew) {
      for (const complaint of complaints) complain(complaint);
      if (complaints.length > 0) status = EXIT.problems;
    }
    const detections = detect(text, { published, ...options, ...(codebook ? { codebook } : {}) });
    const record = { id: name, ...recordFor(text, detections) };
    if (format === "table") await print(`${first ? "" : "\n"}${table(name, text, detections)}`);
    else if (format === "jsonl") await print(`${jsonLine(record)}\n`);
    else await print(`${first ? "\n" : ",\n"}${jsonLine(record)}`);
    first = false;
  }
  if (format === "json") await print("\n]\n");
  return status;
}

/** The folder of `--project`. @throws UsageError where there is none */
async function projectFolder(given: string): Promise<string> {
  const folder = path.resolve(given);
  if ((await nodeFiles.stat(pathToFileURL(folder).href))?.kind !== "folder")
    throw new UsageError(`--project ${given}: there is no such folder`);
  return folder;
}

/** Lines have no folder: names count where a project is named, the codebook is that of the project in this folder else. */
async function lineOptions(
  project: string | undefined,
  learn: boolean,
  codebook: Codebook | undefined,
): Promise<Pick<DetectOptions, "codebook" | "names">> {
  const { options, complaints } = await projectOptions(
    project ?? path.resolve("."),
    learn && project !== undefined,
  );
  for (const complaint of project === undefined ? [] : complaints) complain(complaint);
  const { names, ...rest } = options;
  return {
    ...rest,
    ...(project !== undefined && names ? { names } : {}),
    ...(codebook ? { codebook } : {}),
  };
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
