import { parseArgs } from "node:util";
import { statsOf } from "../dataset/stats.ts";
import { statsReport } from "../dataset/statsReport.ts";
import { nodeFiles } from "../node/fileSystem.ts";
import { articlesAt } from "./articles.ts";
import { measured, printReport, reportFormat, reportFormats, toldProjects } from "./measuring.ts";
import { codebookNamed, readCall } from "./options.ts";
import { complain, EXIT } from "./output.ts";

export const statsUsage = `dateline stats [--format ${reportFormats.join("|")}] [--codebook NAME] PATH …   counts articles, decisions by label and annotator, and tallies`;

/** `dateline stats`: what articles and their sidecars hold, in numbers. */
export async function statsVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { format: { type: "string", default: "table" }, codebook: { type: "string" } },
    }),
  );
  const format = reportFormat(values.format);
  const codebook = codebookNamed(values.codebook);
  const sources = await articlesAt(positionals);
  const project = toldProjects();
  return measured("stats", async (pacing) => {
    const stats = await statsOf(
      nodeFiles,
      sources,
      async (uri) => {
        const { codebook: own, ...more } = await project(uri);
        return { ...more, codebook: codebook ?? own };
      },
      pacing,
    );
    for (const line of stats.articles.unreadable) complain(`left out: ${line}`);
    await printReport(format, () => statsReport(stats), stats);
    return stats.articles.unreadable.length > 0 ? EXIT.problems : EXIT.well;
  });
}
