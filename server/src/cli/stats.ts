import { parseArgs } from "node:util";
import { statsOf } from "../dataset/stats.ts";
import { statsReport } from "../dataset/statsReport.ts";
import { articlesAt } from "./articles.ts";
import { jobsIn, runOptions } from "./longRun.ts";
import { measured, printReport, readByWork, reportFormat, reportFormats } from "./measuring.ts";
import { codebookNamed, readCall } from "./options.ts";
import { complain, EXIT } from "./output.ts";
import { createProjects } from "./project.ts";
import { counting } from "./work/counting.ts";

export const statsUsage = `dateline stats [--format ${reportFormats.join("|")}] [--codebook NAME] [--decided] [--jobs N] [--quiet] PATH …   counts articles, decisions by label and annotator, and tallies; --decided looks for no suggestions, which is ten times as fast`;

/** `dateline stats`: what articles and their sidecars hold, in numbers. */
export async function statsVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...runOptions,
        format: { type: "string", default: "table" },
        codebook: { type: "string" },
        decided: { type: "boolean", default: false },
      },
    }),
  );
  const format = reportFormat(values.format);
  const codebook = codebookNamed(values.codebook) ?? null;
  const sources = await articlesAt(positionals);
  const suggestions = !values.decided;
  const jobs = jobsIn(values.jobs, sources.length, suggestions ? "detected" : "read");
  return measured(
    "stats",
    async (pacing) => {
      const read = readByWork(
        counting,
        { codebook, suggestions },
        jobs,
        (left) => ({ left }),
        createProjects(suggestions),
      );
      const stats = await statsOf(sources, read, pacing, suggestions);
      for (const line of stats.articles.unreadable) complain(`left out: ${line}`);
      await printReport(format, () => statsReport(stats), stats);
      return stats.articles.unreadable.length > 0 ? EXIT.problems : EXIT.well;
    },
    { quiet: values.quiet },
  );
}
