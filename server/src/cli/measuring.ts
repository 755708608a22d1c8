import { MeasuringCancelled, type Pacing } from "../dataset/measure/pacing.ts";
import { pageOf } from "../dataset/measure/page.ts";
import type { Report, ReportTable } from "../dataset/measure/report.ts";
import { messageOf } from "../workspace/fileSystem.ts";
import { complain, EXIT, print, UsageError, visible } from "./output.ts";
import { progressBar } from "./progressBar.ts";
import { createProjects, type ProjectOptions } from "./project.ts";

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
 * @param writes it writes to standard output meanwhile
 * @returns the exit status
 */
export async function measured(
  verb: string,
  work: (pacing: Pacing) => Promise<number>,
  writes = false,
): Promise<number> {
  let cancelled = false;
  const cancel = (): void => {
    cancelled = true;
  };
  const bar = progressBar(verb, writes);
  process.once("SIGINT", cancel);
  process.once("SIGTERM", cancel);
  try {
    return await work({
      progress: (done, of) => {
        bar.at(done, of);
        if (done === of) bar.end();
      },
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      check: () => {
        if (cancelled) throw new MeasuringCancelled();
      },
    });
  } catch (error) {
    bar.end();
    if (error instanceof UsageError) throw error;
    complain(`dateline ${verb}: ${messageOf(error)}`);
    return EXIT.problems;
  } finally {
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);
  }
}

/** What the articles' projects tell detection, learned names too; what is wrong with a gazetteer is said once. */
export function toldProjects(): (
  uri: string,
) => Promise<ProjectOptions["options"] & Pick<ProjectOptions, "tagset">> {
  const projectOf = createProjects(true);
  return async (uri) => {
    const { options, tagset, complaints, isNew } = await projectOf(uri);
    for (const complaint of isNew ? complaints : []) complain(complaint);
    return { ...options, tagset };
  };
}

/** Prints what was measured: tables for people, the same as a page, or JSON with all of it. */
export async function printReport(format: ReportFormat, report: () => Report, value: object): Promise<void> {
  if (format === "json") await print(jsonText(value));
  else if (format === "html") await print(pageOf(report()));
  else await print(textOf(report()));
}

/** JSON with line ends that no reader takes for others. */
export const jsonText = (value: object): string =>
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
