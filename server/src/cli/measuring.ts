import { jsonLine } from "../annotations/json.ts";
import { MeasuringCancelled, type Pacing, type ReadInOrder } from "../dataset/measure/pacing.ts";
import { pageOf } from "../dataset/measure/page.ts";
import type { Report, ReportTable } from "../dataset/measure/report.ts";
import type { Source } from "../dataset/source.ts";
import { messageOf } from "../workspace/fileSystem.ts";
import { withoutProjects, withProjects } from "./longRun.ts";
import { complain, EXIT, print, UsageError, visible } from "./output.ts";
import { type BarOptions, progressBar } from "./progressBar.ts";
import { createProjects } from "./project.ts";
import { hearStop } from "./stopping.ts";
import { inOrder } from "./work/pool.ts";
import type { Asked, Work } from "./work/work.ts";

export const reportFormats = ["table", "json", "html"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** @throws UsageError where there is no such format */
export function reportFormat(given: string): ReportFormat {
  const known = reportFormats.find((format) => format === given);
  if (!known) throw new UsageError(`--format ${given}: there are ${reportFormats.join(", ")}`);
  return known;
}

/**
 * Runs work over many articles with a bar in the terminal, which an interrupt ends; what goes wrong is said in a line.
 * @returns the exit status
 */
export async function measured(
  verb: string,
  work: (pacing: Pacing) => Promise<number>,
  barOptions: BarOptions = {},
): Promise<number> {
  const stop = hearStop();
  const bar = progressBar(verb, barOptions);
  try {
    return await work({
      progress: (done, of) => {
        bar.at(done, of);
        if (done === of) bar.end();
      },
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      check: () => {
        if (stop.status() !== null) throw new MeasuringCancelled();
      },
    });
  } catch (error) {
    bar.end();
    if (error instanceof UsageError) throw error;
    complain(`dateline ${verb}: ${messageOf(error)}`);
    return stop.status() ?? EXIT.problems;
  } finally {
    stop.end();
  }
}

/**
 * Reads articles in their order, in several threads where that is asked for.
 * @param failed what is read of an article where that failed altogether
 * @param projects null: projects are nothing to the work
 */
export const readByWork = <Setup, Answer>(
  work: Work<Setup, Source, Answer>,
  setup: Setup,
  jobs: number,
  failed: (why: string) => Answer,
  projects: ReturnType<typeof createProjects> | null = createProjects(true),
): ReadInOrder<Source, Answer> =>
  async function* (sources) {
    const asked: AsyncIterable<Asked<Source>> = projects
      ? withProjects(sources, ({ uri }) => uri, projects)
      : withoutProjects(sources);
    for await (const { outcome } of inOrder(work, setup, jobs, asked))
      yield "failed" in outcome ? failed(outcome.failed) : outcome.answer;
  };

/** Prints what was measured: tables for people, the same as a page, or JSON with all of it. */
export async function printReport(format: ReportFormat, report: () => Report, value: object): Promise<void> {
  if (format === "json") await print(jsonText(value));
  else if (format === "html") await print(pageOf(report()));
  else await print(textOf(report()));
}

/**
 * A list that is printed as it comes, before the numbers: a line each, or the first list of the JSON.
 * @param name of the list in the JSON
 */
export function listBefore(format: ReportFormat, name: string) {
  let isFirst = true;
  return {
    async add(line: () => string, record: () => object): Promise<void> {
      if (format === "json") await print(`${isFirst ? `{"${name}": [\n` : ",\n"}${jsonLine(record())}`);
      else await print(`${line()}\n`);
      isFirst = false;
    },
    /** Prints the numbers behind the list. */
    async end(report: () => Report, value: object): Promise<void> {
      if (format === "json") {
        const begin = isFirst ? `{"${name}": [` : "";
        await print(`${begin}\n],\n${jsonText(value).replace(/^\{\n/, "")}`);
        return;
      }
      if (!isFirst) await print("\n");
      await printReport(format, report, value);
    },
  };
}

/** JSON with line ends that no reader takes for others. */
const jsonText = (value: object): string =>
  `${JSON.stringify(value, null, 2).replace(/[\u0085\u2028\u2029]/g, escaped)}\n`;

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A report for a terminal. */
export function textOf({ title, remarks, tables }: Report): string {
  return `${[visible(title), ...remarks.map(visible), ...tables.map(tableText)].join("\n")}\n`;
}

function tableText({ caption, columns, rows }: ReportTable): string {
  const cells = [columns.map(({ name }) => name), ...rows].map((row) => row.map(visible));
  const widths = columns.map((_, n) => Math.max(...cells.map((row) => lengthOf(row[n] ?? ""))));
  const lines = cells.map((row) =>
    row
      .map((cell, n) => padded(cell, widths[n] ?? 0, columns[n]?.numeric === true))
      .join("  ")
      .trimEnd(),
  );
  return `\n${visible(caption)}\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function padded(cell: string, width: number, right: boolean): string {
  const space = " ".repeat(width - lengthOf(cell));
  return right ? space + cell : cell + space;
}

/** As letters are seen: a letter with its marks is one. */
const lengthOf = (text: string): number => [...new Intl.Segmenter().segment(text)].length;
