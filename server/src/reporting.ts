import * as l10n from "@vscode/l10n";
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { type AcrossHost, identitiesAt } from "./acrossArticles.ts";
import type { Run } from "./acts.ts";
import { agree } from "./dataset/agreement/agree.ts";
import type { PairAgreement } from "./dataset/agreement/agreement.ts";
import { annotatorSide } from "./dataset/agreement/sides.ts";
import { MeasuringCancelled } from "./dataset/measure/pacing.ts";
import { measuresOf } from "./dataset/measure/score.ts";
import type { DatasetView } from "./datasetView.ts";
import { withToken } from "./progress.ts";
import * as protocol from "./protocol.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";
import type { ArticleEntry } from "./workspace/index/entry.ts";
import { entryIn, reportOf } from "./workspace/index/report.ts";

export interface ReportHost extends Pick<AcrossHost, "listed"> {
  readonly files: FileSystem;
  readonly dataset: Pick<DatasetView, "index" | "entriesFor">;
  /** Resolves when decisions in open articles are written. */
  readonly settled: () => Promise<unknown>;
  readonly pause: () => Promise<void>;
}

/** The most annotators of whom each two are compared. */
const COMPARED = 8;

/** Answers the requests of the report. */
export function registerReport(connection: Connection, host: ReportHost): void {
  const { dataset } = host;
  connection.onRequest(
    protocol.datasetReport,
    async (params: protocol.ReportParams): Promise<protocol.ReportResult> => {
      const { entries, problem } = await dataset.entriesFor(params);
      if (problem) return { problem, report: null };
      const naming = (uri: string) => identitiesAt(host, uri).of;
      return { problem, report: { total: dataset.index.entries().length, ...reportOf(entries, naming) } };
    },
  );
  connection.onRequest(
    protocol.datasetAgreement,
    async (params: protocol.ReportAgreementParams, token: CancellationToken) => {
      const { entries } = await dataset.entriesFor(params);
      return withToken(connection, params, token, l10n.t("Measuring agreement"), (run) =>
        agreementOf(host, entries, run),
      );
    },
  );
}

/** How far each two annotators agree. @throws ResponseError where it was cancelled */
async function agreementOf(
  { files, settled, pause }: ReportHost,
  entries: readonly ArticleEntry[],
  { progress, cancelled }: Run,
): Promise<protocol.ReportAgreementResult> {
  const shared = entries.filter(({ annotators }) => annotators.length > 1);
  const counts = new Map<string, { articles: number }>();
  for (const name of shared.flatMap(({ annotators }) => annotators))
    entryIn(counts, name, () => ({ articles: 0 })).articles++;
  const names = [...counts]
    .sort(([a, one], [b, other]) => other.articles - one.articles || (a < b ? -1 : 1))
    .map(([name]) => name);
  if (names.length === 0) return { pairs: [], leftOut: 0, unreadable: [] };
  await settled();
  const check = (): void => {
    if (cancelled()) throw new MeasuringCancelled();
  };
  try {
    const { pairs, left } = await agree(
      files,
      shared.map(({ uri, path }) => ({ uri, id: path })),
      names.slice(0, COMPARED).map(annotatorSide),
      { disagreements: () => undefined },
      { progress, pause, check },
    );
    return {
      pairs: pairs
        .filter(({ articles }) => articles > 0)
        .map(pairOf)
        .sort((a, b) => b.articles - a.articles),
      leftOut: Math.max(0, names.length - COMPARED),
      unreadable: left.unreadable,
    };
  } catch (error) {
    if (error instanceof MeasuringCancelled)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, error.message);
    throw error;
  }
}

function pairOf({ left, right, articles, disagreements, spans }: PairAgreement): protocol.ReportPair {
  const of = (kind: "entity" | "figure" | null) =>
    spans.find((subject) => subject.kind === kind && subject.label === null);
  const all = of(null);
  return {
    left,
    right,
    articles,
    disagreements,
    exact: all ? measuresOf(all.exact).f : null,
    alpha: all?.alpha ?? null,
    entities: of("entity")?.alpha ?? null,
    figures: of("figure")?.alpha ?? null,
  };
}
