import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Codebook } from "../detect/resolve/codebook.ts";
import { codebooks } from "../detect/resolve/codebook.ts";
import { isIsoDay } from "../detect/resolve/dates.ts";
import { PROJECT_FILE } from "../workspace/project.ts";
import { answerLines } from "./answerLines.ts";
import { articlesAt } from "./articles.ts";
import { detectArticles } from "./detectArticles.ts";
import { projectFiles } from "./files.ts";
import { jobsIn, runOptions } from "./longRun.ts";
import { codebookNamed, readCall } from "./options.ts";
import { complain, UsageError } from "./output.ts";
import { progressBar } from "./progressBar.ts";
import { createProjects, projectOptions } from "./project.ts";
import { writing } from "./target.ts";
import { detectFormats } from "./work/detecting.ts";
import type { LineOptions } from "./work/lines.ts";

export const detectUsage = `dateline detect [--format table|json|jsonl] [--published DATE] [--codebook NAME] [--project DIR] [--no-learned] [--jobs N] [--out FILE [--resume]] [--quiet] FILE|DIR …   prints what is found in articles
dateline detect --jsonl [--jobs N] [--out FILE [--resume]] [--quiet] [--published DATE] [--codebook NAME] [--project DIR] [--no-learned]   reads {"id","text","published"?} lines from standard input
  DATE, as 2012-06-15, is when the articles were published, where they do not say it themselves
  NAME (${codebooks.join(", ")}) says how vague words count in the tally; without it ${PROJECT_FILE} does
  DIR holds the project whose names count; without it that of the nearest folder above each article, and for --jsonl none
  --no-learned leaves out what the sidecars of the project's articles, or beside an article without one, say of names
  --jobs N works on N articles at once, for the same bytes; without it on one of a pipe, and of many files on one for each core
  --out FILE is written in place of standard output, whole or not at all; --resume goes on where such a run was cut
  --quiet leaves out the bar in the terminal`;

/** `dateline detect`: prints what is found in articles, or answers lines of standard input. */
export async function detectVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...runOptions,
        format: { type: "string" },
        published: { type: "string" },
        jsonl: { type: "boolean", default: false },
        codebook: { type: "string" },
        project: { type: "string" },
        "no-learned": { type: "boolean", default: false },
        out: { type: "string" },
        resume: { type: "boolean", default: false },
      },
    }),
  );
  const published = values.published ?? null;
  if (published !== null && !isIsoDay(published))
    throw new UsageError(`--published ${published}: a date has the form 2012-06-15`);
  const format = detectFormats.find((one) => one === (values.format ?? "table"));
  if (!format) throw new UsageError(`--format ${values.format}: there are table, json and jsonl`);
  const { quiet, out, resume } = values;
  const learn = !values["no-learned"];
  const codebook = codebookNamed(values.codebook);
  const project = values.project === undefined ? undefined : await projectFolder(values.project);
  const bar = progressBar("detect", { writes: out === undefined, quiet });
  if (values.jsonl) {
    if (values.format !== undefined && format !== "jsonl")
      throw new UsageError(`--jsonl writes JSON lines; leave --format ${format} out`);
    if (positionals.length > 0) throw new UsageError("--jsonl reads standard input; name no files beside it");
    const jobs = jobsIn(values.jobs, 1);
    const options = { published, ...(await lineOptions(project, learn, codebook)) };
    return writing("dateline detect", out, resume, (target) => answerLines(options, { jobs, bar }, target));
  }
  const sources = await articlesAt(positionals);
  const jobs = jobsIn(values.jobs, sources.length);
  const projectOf = createProjects(learn, project);
  const setup = { format, published, codebook: codebook ?? null };
  return writing("dateline detect", out, resume, (target) =>
    detectArticles(sources, setup, projectOf, { jobs, bar }, target),
  );
}

/** The folder of `--project`. @throws UsageError where there is none */
async function projectFolder(given: string): Promise<string> {
  const folder = path.resolve(given);
  if ((await projectFiles.stat(pathToFileURL(folder).href))?.kind !== "folder")
    throw new UsageError(`--project ${given}: there is no such folder`);
  return folder;
}

/** Lines have no folder: names count where a project is named, the codebook is that of the project in this folder else. */
async function lineOptions(
  project: string | undefined,
  learn: boolean,
  codebook: Codebook | undefined,
): Promise<Pick<LineOptions, "codebook" | "names">> {
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
