import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Report } from "../dataset/events.ts";
import { type ExportOptions, type ExportReport, exportArticles } from "../dataset/export.ts";
import type { ReadArticle, Source } from "../dataset/source.ts";
import { projectFiles } from "./files.ts";
import { type Journal, withJournal } from "./journal.ts";
import { withoutProjects, withProjects } from "./longRun.ts";
import type { ProgressBar } from "./progressBar.ts";
import { createProjects } from "./project.ts";
import { DRAFT, openRun } from "./runFolder.ts";
import type { Stop } from "./stopping.ts";
import { type ExportSetup, exporting } from "./work/exporting.ts";
import { fingerprintOf, programKey } from "./work/keys.ts";
import { inOrder } from "./work/pool.ts";
import { reporting } from "./work/reporting.ts";

export interface ExportRun {
  /** The folder into which the dataset's folder goes. */
  readonly out: string;
  readonly jobs: number;
  readonly resume: boolean;
  readonly bar: ProgressBar;
  readonly stop: Stop;
}

/** An export that ended before its time. */
export class ExportEnded extends Error {
  override readonly name = "ExportEnded";
  /** What it has read is there for a run that goes on. */
  readonly isKept: boolean;
  constructor(cause: unknown, isKept: boolean) {
    super("the export ended before its time", { cause });
    this.isKept = isKept;
  }
}

/**
 * Writes a dataset with articles read by several threads. What was read is kept until the dataset has its name, so that
 * another run can go on with it.
 * @throws ExportEnded
 */
export async function runExport(
  sources: readonly Source[],
  setup: ExportSetup,
  options: Omit<ExportOptions, "folder" | "unique" | "progress" | "cancelled" | "pause">,
  { out, jobs, resume, bar, stop }: ExportRun,
): Promise<ExportReport> {
  const parent = path.resolve(out);
  const { name } = options.exporter;
  const run = await openRun(parent, name, resume).catch((error: unknown) => {
    throw new ExportEnded(error, false);
  });
  try {
    const report = await exportArticles(projectFiles, sources, {
      ...options,
      folder: pathToFileURL(parent).href,
      unique: name,
      inside: DRAFT,
      read: (all) => readBy(all, setup, jobs, run.journal),
      reports: (all) => reportsBy(all, jobs),
      progress: (done, of) => bar.at(done, of),
      cancelled: () => stop.status() !== null,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    });
    await run.finish();
    return report;
  } catch (error) {
    throw new ExportEnded(error, await run.leave().catch(() => true));
  } finally {
    bar.end();
  }
}

async function* readBy(
  sources: readonly Source[],
  setup: ExportSetup,
  jobs: number,
  journal: Journal,
): AsyncGenerator<ReadArticle> {
  // What sidecars say of names is for suggestions alone, and is read from all of them.
  const projectOf = createProjects(setup.choice.suggested === true);
  const key = fingerprintOf([programKey(), setup]);
  const asked = withProjects(sources, ({ uri }) => uri, projectOf);
  const outcomes = withJournal(asked, journal, { work: exporting, setup, key, jobs });
  for await (const { outcome } of outcomes)
    yield "failed" in outcome ? { left: outcome.failed, named: true } : outcome.answer;
}

/** What of articles tells the events that they report; an article whose thread died of it tells nothing. */
async function* reportsBy(sources: readonly Source[], jobs: number): AsyncGenerator<Report | null> {
  for await (const { outcome } of inOrder(reporting, null, jobs, withoutProjects(sources)))
    yield "failed" in outcome ? null : outcome.answer;
}
