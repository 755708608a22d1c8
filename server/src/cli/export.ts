import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { ulid } from "ulid";
import { exportArticles, exporterFor, exporters } from "../dataset/export.ts";
import { parseSplit, UNSPLIT } from "../dataset/split.ts";
import { nodeFiles } from "../node/fileSystem.ts";
import { articlesAt } from "./articles.ts";
import { readCall, wholeNumber } from "./options.ts";
import { complain, counted, EXIT, print, UsageError, visible } from "./output.ts";
import { createProjects } from "./project.ts";

export const exportUsage = `dateline export --format ${Object.keys(exporters).join("|")} --out DIR [--split 80/10/10 --seed N] [--include suggested] PATH …`;

/** `dateline export`: writes a dataset of the decisions in sidecars. */
export async function exportVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: "string" },
        out: { type: "string" },
        split: { type: "string" },
        seed: { type: "string" },
        include: { type: "string", multiple: true, default: [] },
      },
    }),
  );
  const exporter = exporterFor(values.format ?? "");
  if (!exporter) {
    const wrong = values.format === undefined ? "--format is missing" : `--format ${values.format}`;
    throw new UsageError(`${wrong}: there are ${Object.keys(exporters).join(", ")}`);
  }
  if (!values.out) throw new UsageError("--out: the folder to write into is missing");
  const wrong = values.include.find((item) => item !== "suggested");
  if (wrong !== undefined) throw new UsageError(`--include ${wrong}: there is “suggested”`);
  const split = values.split === undefined ? UNSPLIT : parseSplit(values.split);
  if (!split)
    throw new UsageError(`--split ${values.split}: shares have the form 80/10/10 or 80/20 and add up to 100`);
  if (values.seed !== undefined && values.split === undefined)
    throw new UsageError("--seed is for --split alone");
  const seed = wholeNumber("--seed", values.seed ?? "0", 0);
  let cancelled = false;
  const cancel = (): void => {
    cancelled = true;
  };
  process.once("SIGINT", cancel);
  const projectOf = createProjects(true);
  const report = await exportArticles(nodeFiles, await articlesAt(positionals), {
    exporter,
    folder: pathToFileURL(path.resolve(values.out)).href,
    suggested: values.include.includes("suggested"),
    async names(uri) {
      const { options, complaints, isNew } = await projectOf(uri);
      for (const complaint of isNew ? complaints : []) complain(complaint);
      return options.names;
    },
    split,
    seed,
    unique: ulid(),
    progress: () => undefined,
    cancelled: () => cancelled,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  process.off("SIGINT", cancel);
  await print(`${counted(report.articles, "article")}, ${counted(report.annotations, "annotation")}\n`);
  for (const file of report.files) await print(`  ${visible(fileURLToPath(file))}\n`);
  for (const line of report.leftOut) complain(`left out: ${line}`);
  return report.articles === 0 ? EXIT.problems : EXIT.well;
}
