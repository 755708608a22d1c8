import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { type DatasetRun, datasetRun } from "../dataset/evaluation/datasetRun.ts";
import { detectorRun, evaluate, type Run, readingOptions } from "../dataset/evaluation/evaluate.ts";
import { undecidedRules } from "../dataset/evaluation/evaluation.ts";
import { evaluationReport } from "../dataset/evaluation/report.ts";
import { sidecarRun } from "../dataset/evaluation/sidecarRun.ts";
import { importerFor, importers } from "../dataset/import/formats.ts";
import { datasetFiles } from "../dataset/import/sources.ts";
import type { Pacing } from "../dataset/measure/pacing.ts";
import type { Source } from "../dataset/source.ts";
import { version } from "../version.ts";
import { articlesAt } from "./articles.ts";
import { errorList } from "./evaluationErrors.ts";
import { projectFiles } from "./files.ts";
import { jobsIn, runOptions, runUsage } from "./longRun.ts";
import { listBefore, measured, printReport, readByWork, reportFormat, reportFormats } from "./measuring.ts";
import { listed, readCall, wholeNumber } from "./options.ts";
import { complain, EXIT, UsageError } from "./output.ts";
import { evaluating } from "./work/evaluating.ts";

export const evaluateUsage = `dateline evaluate [OPTION …] PATH …   measures detection, or another dataset, against the decisions in sidecars
  --run detector|DIR|FORMAT:PATH   what is measured: detection (so without it), the sidecars of a folder at the same paths,
                            or a dataset in FORMAT (${importers.map(({ name }) => name).join(", ")});
                            given twice, both are, and how sure their difference is
  --undecided ${undecidedRules.join("|")}   suggestions that nobody has decided on: articles with any are left out (so without it), they
                            are neither right nor wrong, or they are wrong
  --labels LOC,killed,…     these labels and harms alone
  --errors                  each place where it is wrong as well: missed, spurious, boundaries, label, fields of figures
  --by NAME                 against the decisions of this annotator
  --samples N --seed N      for intervals and significance; 1000 and 0 without it
  --format ${reportFormats.join("|")}  tables, everything as JSON, or a page to be opened in a browser
${runUsage}`;

/** `dateline evaluate`: precision, recall and F of detection or of a dataset. */
export async function evaluateVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        run: { type: "string", multiple: true, default: ["detector"] },
        undecided: { type: "string", default: "leave" },
        labels: { type: "string", multiple: true },
        by: { type: "string" },
        errors: { type: "boolean", default: false },
        samples: { type: "string", default: "1000" },
        seed: { type: "string", default: "0" },
        format: { type: "string", default: "table" },
        ...runOptions,
      },
    }),
  );
  const format = reportFormat(values.format);
  const undecided = undecidedRules.find((rule) => rule === values.undecided);
  if (!undecided)
    throw new UsageError(`--undecided ${values.undecided}: there are ${undecidedRules.join(", ")}`);
  if (values.run.length > 2) throw new UsageError("--run: two can be compared, no more");
  const options = {
    undecided,
    labels: values.labels && listed("--labels", values.labels),
    by: values.by,
    samples: wholeNumber("--samples", values.samples, 1),
    seed: wholeNumber("--seed", values.seed, 0),
  };
  const runs = await Promise.all(values.run.map(runNamed));
  const sources = await articlesAt(positionals);
  const jobs = jobsIn(values.jobs, sources.length);
  return measured(
    "evaluate",
    async (pacing) => {
      const opened: Run[] = [];
      for (const open of runs) {
        const run = await open(sources, pacing);
        for (const line of run.left) complain(`left out: ${line}`);
        opened.push(run);
      }
      const reading = readingOptions(options, opened);
      const texts = readByWork(evaluating, reading, jobs, (why) => ({
        left: "unreadable" as const,
        why,
      }));
      const printed = listBefore(format, "errors");
      const errors = values.errors ? errorList(format, printed, opened.length > 1) : null;
      const evaluation = await evaluate(sources, opened, texts, options, pacing, errors?.add);
      for (const line of evaluation.left.unreadable) complain(`left out: ${line}`);
      const report = () => evaluationReport(evaluation, errors?.listed());
      if (errors) await printed.end(report, evaluation);
      else await printReport(format, report, evaluation);
      if (evaluation.articles === 0)
        complain(
          "dateline evaluate: no article could be measured; the remarks say what was left out, and why",
        );
      return evaluation.articles === 0 || evaluation.left.unreadable.length > 0 ? EXIT.problems : EXIT.well;
    },
    { writes: values.errors, quiet: values.quiet },
  );
}

/** Makes a run for articles; what of it cannot be used is in `left`, a line each. */
type OpenRun = (articles: readonly Source[], pacing: Pacing) => Promise<DatasetRun>;

/** @throws UsageError where there is no such folder or dataset */
async function runNamed(name: string): Promise<OpenRun> {
  if (name === "detector") return async () => ({ ...detectorRun(`dateline@${version}`), left: [] });
  const [, format = "", given = ""] = /^([\w-]+):(.+)$/s.exec(name) ?? [];
  const importer = importerFor(format);
  const uri = pathToFileURL(path.resolve(importer ? given : name)).href;
  const there = await projectFiles.stat(uri);
  if (!importer) {
    if (there?.kind !== "folder")
      throw new UsageError(
        `--run ${name}: there is no such folder; of a dataset its format stands before it, as spacy:DIR`,
      );
    return async () => ({ ...sidecarRun(projectFiles, name, uri), left: [] });
  }
  if (there === null) throw new UsageError(`--run ${name}: there is no such file or folder`);
  const files = await datasetFiles(projectFiles, [uri], importer);
  if (files.length === 0) throw new UsageError(`--run ${name}: there are no files of ${format}`);
  return (articles, pacing) => datasetRun(projectFiles, name, importer, files, articles, pacing);
}
