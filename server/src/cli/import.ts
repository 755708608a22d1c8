import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { monotonicFactory } from "ulid";
import type { Importer } from "../dataset/import/document.ts";
import { importerFor, importers, unreadable } from "../dataset/import/formats.ts";
import { type ImportReport, importDataset } from "../dataset/import/import.ts";
import { overlaid } from "../dataset/import/overlay.ts";
import { datasetFiles } from "../dataset/import/sources.ts";
import type { Found } from "../workspace/collect.ts";
import { messageOf } from "../workspace/fileSystem.ts";
import { articlesAt } from "./articles.ts";
import { projectFiles } from "./files.ts";
import { noFormat, readCall } from "./options.ts";
import { complain, counted, EXIT, print, printFiles, UsageError } from "./output.ts";
import { progressBar } from "./progressBar.ts";
import { hearStop } from "./stopping.ts";

export const importUsage = `dateline import --format FORMAT --out DIR [OPTION …] PATH …   takes a dataset, files or a folder of them, into the sidecars of the articles in DIR
  FORMAT:
${importers.map(({ name, about }) => `    ${name.padEnd(12)} ${about}`).join("\n")}
  --articles PATH           looks for the texts in these articles too; may be given several times
  --no-new                  texts that are in no article are listed, not written into DIR as new ones
  --by NAME                 who decided, where the dataset does not say it
  --dry-run                 says what would come in, and writes nothing
  --quiet                   without a bar in the terminal`;

/** `dateline import`: takes a dataset into sidecars. */
export async function importVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: "string" },
        out: { type: "string" },
        articles: { type: "string", multiple: true, default: [] },
        "no-new": { type: "boolean", default: false },
        by: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        quiet: { type: "boolean", default: false },
      },
    }),
  );
  const importer = formatNamed(values.format);
  if (!values.out) throw new UsageError("--out: the folder of the articles is missing");
  if (values.by?.trim() === "") throw new UsageError("--by: the name is empty");
  if (positionals.length === 0) throw new UsageError("no dataset is named");
  const dataset = await Promise.all(positionals.map(datasetAt));
  const articles = await articlesIn(values.out, values.articles);
  const stop = hearStop();
  const bar = progressBar("import", { quiet: values.quiet, unit: "percent" });
  let phase = "";
  const isDry = values["dry-run"];
  const files = isDry ? overlaid(projectFiles) : projectFiles;
  try {
    const sources = await datasetFiles(files, dataset, importer);
    if (sources.length === 0)
      throw new UsageError(
        `${positionals.join(", ")}: there are no files of ${importer.name}; name the files themselves`,
      );
    const report = await importDataset(files, sources, {
      importer,
      articles,
      folder: values["no-new"] ? null : pathToFileURL(path.resolve(values.out)).href,
      by: values.by ?? null,
      newId: monotonicFactory(),
      progress(done, what) {
        // What is read of the articles and of the dataset takes its time by itself.
        if (what !== phase) bar.end();
        phase = what;
        bar.at(Math.round(100 * done), 100);
      },
      cancelled: () => stop.status() !== null,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    });
    bar.end();
    await printReport(report, isDry);
    if (report.cancelled) return stop.status() ?? EXIT.problems;
    return report.problems.length > 0 ? EXIT.problems : EXIT.well;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    complain(`dateline import: ${messageOf(error)}`);
    return EXIT.problems;
  } finally {
    bar.end();
    stop.end();
  }
}

function formatNamed(format: string | undefined): Importer {
  const importer = importerFor(format ?? "");
  if (importer) return importer;
  const why = unreadable.get(format ?? "");
  if (why !== undefined) throw new UsageError(`--format ${format}: this cannot be imported: ${why}`);
  throw noFormat(format, importers);
}

async function datasetAt(given: string): Promise<string> {
  const uri = pathToFileURL(path.resolve(given)).href;
  if ((await projectFiles.stat(uri)) === null)
    throw new UsageError(`${given}: there is no such file or folder`);
  return uri;
}

/** The articles under the folder and those that are named; the folder may be one that is still to be made. */
async function articlesIn(out: string, more: readonly string[]): Promise<Found[]> {
  const stat = await projectFiles.stat(pathToFileURL(path.resolve(out)).href);
  if (stat !== null && stat.kind !== "folder") throw new UsageError(`--out ${out}: this is no folder`);
  const own = stat === null ? [] : await articlesAt([out]);
  const known = new Set(own.map(({ uri }) => uri));
  const others = more.length === 0 ? [] : await articlesAt(more);
  const all = [...own, ...others.filter(({ uri }) => !known.has(uri))];
  // Articles of two folders may be called alike: they are told apart by their paths.
  const pathOf = (uri: string): string => path.relative("", fileURLToPath(uri)).replaceAll(path.sep, "/");
  return all.map(({ uri }) => ({ uri, id: pathOf(uri) }));
}

async function printReport(report: ImportReport, isDry: boolean): Promise<void> {
  const { added, known, opinions, conflicts, created, changed } = report;
  const counts = [
    counted(added, "annotation"),
    ...(opinions > 0 ? [`${counted(opinions, "opinion")} beside decisions of others`] : []),
    ...(conflicts > 0 ? [`${counted(conflicts, "conflict")} among them to be settled`] : []),
    ...(known > 0 ? [`${known} known already`] : []),
  ];
  const verb = isDry ? "would be " : "";
  await print(`${counted(report.documents, "document")}: ${counts.join(", ")}; `);
  await print(
    `${counted(changed.length, "sidecar")} ${verb}written, ${counted(created.length, "article")} ${verb}new\n`,
  );
  await printFiles(created, "article");
  for (const line of report.problems) complain(line);
  for (const line of report.leftOut) complain(`left out: ${line}`);
  for (const line of report.remarks) complain(`note: ${line}`);
  if (report.cancelled)
    complain("dateline import: cancelled; what is counted above has come in whole, and the rest not at all");
}
