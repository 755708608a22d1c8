import { parseArgs } from "node:util";
import { type ArticleState, articleStates } from "../annotations/review.ts";
import type { ExportReport } from "../dataset/export.ts";
import type { Exporter } from "../dataset/exporter.ts";
import { exporterFor, exporters } from "../dataset/formats.ts";
import { type Choice, type Review, reviews, selectionOf } from "../dataset/selection.ts";
import { parseSplit, type Split, UNSPLIT } from "../dataset/split.ts";
import { codebooks } from "../detect/resolve/codebook.ts";
import { version } from "../version.ts";
import { articlesAt } from "./articles.ts";
import { ExportEnded, runExport } from "./exportRun.ts";
import { jobsIn, runOptions, runUsage } from "./longRun.ts";
import { codebookNamed, listed, noFormat, readCall, wholeNumber } from "./options.ts";
import { complain, counted, EXIT, print, printFiles, UsageError } from "./output.ts";
import { progressBar } from "./progressBar.ts";
import { hearStop } from "./stopping.ts";
import { runEnd } from "./target.ts";

export const exportUsage = `dateline export --format FORMAT --out DIR [OPTION …] PATH …   writes a dataset to DIR/FORMAT, in place of the former one
  FORMAT:
${exporters.map(({ name, about }) => `    ${name.padEnd(12)} ${about}`).join("\n")}
  --include suggested       what nobody has decided too, with its confidence
  --labels LOC,killed,…     these labels and harms alone
  --by NAME,…               decisions of these annotators alone
  --states STATE,…          ${reviews.join(", ")}; without it all decisions
  --state STATE,…           articles in these states alone: ${articleStates.join(", ")}
  --no-text                 offsets and a hash in place of the texts (${exporters
    .filter(({ textless }) => textless)
    .map(({ name }) => name)
    .join(", ")})
  --split 80/10/10          train, dev and test, or 80/20 for train and test; an article keeps its part when others are added
  --split-by article|event  event: reports of one event stand on one side (“event” in the sidecar, the same wording, or figures that say the same)
  --seed N                  another split of the same shares
  --overlaps count|list     of annotations that overlap and cannot all stay, how many, or each with its place
  --codebook NAME           how vague words count in tallies and tables of events (${codebooks.join(", ")})
  --licence NAME            for the card of huggingface
${runUsage}
  --resume                  goes on where an export of the format into DIR was cut`;

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
        "split-by": { type: "string" },
        seed: { type: "string" },
        include: { type: "string", multiple: true, default: [] },
        labels: { type: "string", multiple: true },
        by: { type: "string", multiple: true },
        states: { type: "string", multiple: true },
        state: { type: "string", multiple: true },
        "no-text": { type: "boolean", default: false },
        overlaps: { type: "string", default: "count" },
        codebook: { type: "string" },
        licence: { type: "string" },
        resume: { type: "boolean", default: false },
        ...runOptions,
      },
    }),
  );
  const exporter = formatNamed(values.format);
  if (!values.out) throw new UsageError("--out: the folder to write into is missing");
  if (values["no-text"] && !exporter.textless)
    throw new UsageError(`--no-text: ${exporter.name} has no place for offsets without the text`);
  const split = splitIn(values.split, values.seed, values["split-by"]);
  const choice = choiceIn(values);
  if (!/^(count|list)$/.test(values.overlaps))
    throw new UsageError(`--overlaps ${values.overlaps}: there are count and list`);
  const codebook = codebookNamed(values.codebook);
  const sources = await articlesAt(positionals);
  const jobs = jobsIn(values.jobs, sources.length, choice.suggested ? "detected" : "read");
  const detector = `dateline@${version}`;
  const stop = hearStop();
  const bar = progressBar("export", { quiet: values.quiet });
  try {
    const report = await runExport(
      sources,
      { choice, detector, everything: exporter.everything === true, codebook: codebook ?? null },
      {
        exporter,
        selection: selectionOf(choice),
        detector,
        text: !values["no-text"],
        licence: values.licence ?? null,
        listOverlaps: values.overlaps === "list",
        ...split,
      },
      { out: values.out, jobs, resume: values.resume, bar, stop },
    );
    await printReport(report);
    return report.articles === 0 ? EXIT.problems : EXIT.well;
  } catch (error) {
    if (!(error instanceof ExportEnded)) throw error;
    if (error.cause instanceof UsageError) throw error.cause;
    complain(`dateline export: ${runEnd(error.cause, error.isKept)}`);
    return stop.status() ?? EXIT.problems;
  } finally {
    stop.end();
  }
}

async function printReport(report: ExportReport): Promise<void> {
  await print(`${counted(report.articles, "article")}, ${counted(report.annotations, "annotation")}\n`);
  await printFiles(report.files, "file");
  for (const line of report.leftOut) complain(`left out: ${line}`);
  for (const line of report.remarks) complain(`note: ${line}`);
}

function formatNamed(format: string | undefined): Exporter {
  const exporter = exporterFor(format ?? "");
  if (exporter) return exporter;
  throw noFormat(format, exporters);
}

function splitIn(
  shares: string | undefined,
  seed: string | undefined,
  by: string | undefined,
): { split: Split; seed: number; splitBy: "article" | "event" } {
  const split = shares === undefined ? UNSPLIT : parseSplit(shares);
  if (!split)
    throw new UsageError(`--split ${shares}: shares have the form 80/10/10 or 80/20 and add up to 100`);
  for (const [option, value] of [
    ["--seed", seed],
    ["--split-by", by],
  ])
    if (value !== undefined && shares === undefined) throw new UsageError(`${option} is for --split alone`);
  if (by !== undefined && by !== "article" && by !== "event")
    throw new UsageError(`--split-by ${by}: there are article and event`);
  return { split, seed: wholeNumber("--seed", seed ?? "0", 0), splitBy: by ?? "article" };
}

interface SelectionValues {
  readonly include: readonly string[];
  readonly labels?: readonly string[] | undefined;
  readonly by?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly state?: readonly string[] | undefined;
}

function choiceIn({ include, labels, by, states, state }: SelectionValues): Choice {
  const wrong = include.find((item) => item !== "suggested");
  if (wrong !== undefined) throw new UsageError(`--include ${wrong}: there is “suggested”`);
  const asked = states && listed("--states", states);
  const unknown = asked?.find((state) => !isReview(state));
  if (unknown !== undefined) throw new UsageError(`--states ${unknown}: there are ${reviews.join(", ")}`);
  const articles = state && listed("--state", state);
  const strange = articles?.find((one) => !isArticleState(one));
  if (strange !== undefined)
    throw new UsageError(`--state ${strange}: there are ${articleStates.join(", ")}`);
  return {
    ...(articles ? { articles: articles.filter(isArticleState) } : {}),
    ...(labels ? { labels: listed("--labels", labels) } : {}),
    ...(by ? { annotators: listed("--by", by) } : {}),
    ...(asked ? { states: asked.filter(isReview) } : {}),
    suggested: include.includes("suggested"),
  };
}

const isArticleState = (state: string): state is ArticleState =>
  (articleStates as readonly string[]).includes(state);

const isReview = (state: string): state is Review => (reviews as readonly string[]).includes(state);
