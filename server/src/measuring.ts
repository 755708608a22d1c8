import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as z from "zod";
import type { Run } from "./acts.ts";
import { CorrectionError } from "./annotations/correction.ts";
import { deciders } from "./annotations/opinion.ts";
import { checked } from "./correctionSchema.ts";
import { agree, type Disagreement } from "./dataset/agreement/agree.ts";
import { agreementReport } from "./dataset/agreement/report.ts";
import { annotatorSide, ownSide, refSide, type Side } from "./dataset/agreement/sides.ts";
import { detectorRun, evaluate, measuredTexts, readingOptions } from "./dataset/evaluation/evaluate.ts";
import { undecidedRules } from "./dataset/evaluation/evaluation.ts";
import { evaluationReport, MOST_LISTED } from "./dataset/evaluation/report.ts";
import { inTurn, MeasuringCancelled, type Pacing, readEach } from "./dataset/measure/pacing.ts";
import { pageOf } from "./dataset/measure/page.ts";
import type { Report } from "./dataset/measure/report.ts";
import type { ProjectOf } from "./dataset/source.ts";
import { articleStats, statsOf } from "./dataset/stats.ts";
import { statsReport } from "./dataset/statsReport.ts";
import type { ProjectNames } from "./detect/resolve/nameIndex.ts";
import { byFolder } from "./exporting.ts";
import { comparedPair, disagreementInWords } from "./features/comparison.ts";
import { errorInWords, rangeOfError } from "./features/evaluationError.ts";
import type { Git } from "./git.ts";
import * as protocol from "./protocol.ts";
import { isIncluded, type Settings } from "./settings.ts";
import { collectArticles, type Found } from "./workspace/collect.ts";
import { type FileSystem, isSidecar, sidecarOf } from "./workspace/fileSystem.ts";
import { loadSidecar } from "./workspace/sidecars.ts";

export interface MeasureHost {
  readonly files: FileSystem;
  /** Resolves when decisions in open articles are written. */
  readonly settled: () => Promise<unknown>;
  readonly settings: (uri: string) => Promise<Settings>;
  readonly relativePath: (uri: string) => string;
  /** What the project says of names in an article, as soon as all of it is known. */
  readonly names: (uri: string, learn: boolean) => Promise<ProjectNames | undefined>;
  readonly git: Git | null;
  readonly pause: () => Promise<void>;
  readonly version: string;
}

const uris = z.array(z.string()).min(1);
const side = z.object({ annotator: z.string().optional(), ref: z.string().optional() });
const schemas = {
  sources: z.object({ uris }),
  stats: z.object({ uris }),
  evaluation: z.object({ uris, undecided: z.enum(undecidedRules) }),
  agreement: z.object({ uris, sides: z.array(side).min(2) }),
};

/** How often chance is asked, and by which seed: the same articles give the same numbers. */
const SAMPLES = { samples: 1000, seed: 0 };

export const isMeasureCommand = (command: string): boolean =>
  (Object.values(protocol.measureCommands) as string[]).includes(command);

/**
 * Runs one of `protocol.measureCommands` on articles as they are saved.
 * @throws CorrectionError where the argument does not fit, or it was cancelled
 */
export async function measure(
  host: MeasureHost,
  command: string,
  argument: unknown,
  run: Run,
): Promise<unknown> {
  const { measureCommands } = protocol;
  const read = <T>(schema: z.ZodType<T>): T => checked(schema, argument, command);
  const articles = async (named: readonly string[]): Promise<Found[]> => {
    await host.settled();
    const settingsOf = byFolder(host.settings);
    return collectArticles(
      host.files,
      named.filter((uri) => !isSidecar(uri)),
      async (uri) => isIncluded(host.relativePath(uri), await settingsOf(uri)),
    );
  };
  const pacing: Pacing = {
    progress: run.progress,
    pause: host.pause,
    check() {
      if (run.cancelled()) throw new MeasuringCancelled();
    },
  };
  try {
    if (command === measureCommands.sources)
      return await sourcesIn(host, await articles(read(schemas.sources).uris), pacing);
    if (command === measureCommands.stats)
      return await stats(host, await articles(read(schemas.stats).uris), pacing);
    if (command === measureCommands.evaluation) {
      const { uris: named, undecided } = read(schemas.evaluation);
      return await evaluation(host, await articles(named), undecided, pacing);
    }
    const { uris: named, sides } = read(schemas.agreement);
    return await agreement(host, await articles(named), sides.map(sideOf), pacing);
  } catch (error) {
    if (error instanceof MeasuringCancelled) throw new CorrectionError(error.message);
    throw error;
  }
}

async function sourcesIn(
  { files, git }: MeasureHost,
  articles: readonly Found[],
  pacing: Pacing,
): Promise<protocol.MeasureSourcesResult> {
  const all = new Map<string, number>();
  await inTurn(articles, pacing, async ({ uri }) => {
    const loaded = await loadSidecar(files, uri);
    if (loaded.state !== "ok") return;
    for (const [name, decisions] of deciders(loaded.sidecar.annotations))
      all.set(name, (all.get(name) ?? 0) + decisions);
  });
  const [first] = articles;
  return {
    annotators: [...all]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, decisions]) => ({ name, decisions })),
    branches: (first && (await git?.branches(sidecarOf(first.uri)))) ?? [],
  };
}

/** A side as a client names it: no key that is undefined. */
const sideOf = ({ annotator, ref }: z.infer<typeof side>): protocol.CompareSide => ({
  ...(annotator === undefined ? {} : { annotator }),
  ...(ref === undefined ? {} : { ref }),
});

async function agreement(
  { files, git }: MeasureHost,
  articles: readonly Found[],
  given: readonly protocol.CompareSide[],
  pacing: Pacing,
): Promise<protocol.MeasureAgreementResult> {
  const show = async (ref: string, file: string) => (await git?.show(ref, file)) ?? null;
  const sides = given.map(({ annotator, ref }): Side => {
    if (annotator !== undefined) return annotatorSide(annotator);
    return ref === undefined ? ownSide(l10n.t("here")) : refSide(show, ref);
  });
  const named = new Map(sides.map(({ name }, n) => [name, given[n] ?? {}]));
  const list: protocol.MeasuredDisagreement[] = [];
  let count = 0;
  const disagreements = (found: readonly Disagreement[]): void => {
    count += found.length;
    for (const { source, text, left, right, pair } of found.slice(0, MOST_LISTED - list.length)) {
      const compared = comparedPair(pair, TextDocument.create(source.uri, "article", 0, text));
      const decision = compared.left ?? compared.right;
      if (!decision) continue;
      list.push({
        uri: source.uri,
        path: source.id,
        range: decision.range,
        left: named.get(left) ?? {},
        right: named.get(right) ?? {},
        words: disagreementInWords(compared, left, right),
      });
    }
  };
  const result = await agree(files, articles, sides, { disagreements }, pacing);
  return {
    ...resultOf(agreementReport(result), result.left.unreadable),
    summary: result.pairs
      .map((pair) =>
        l10n.t(
          "{0} and {1}: {2}",
          pair.left,
          pair.right,
          protocol.inArticles(protocol.disagreementCount(pair.disagreements), pair.articles),
        ),
      )
      .join("; "),
    disagreements: list,
    more: count - list.length,
  };
}

async function evaluation(
  host: MeasureHost,
  articles: readonly Found[],
  undecided: protocol.UndecidedRule,
  pacing: Pacing,
): Promise<protocol.MeasureEvaluationResult> {
  const project = projectOf(host);
  const options = { undecided, ...SAMPLES };
  const runs = [detectorRun(`dateline@${host.version}`)];
  const texts = measuredTexts(host.files, project, readingOptions(options, runs));
  const errors: protocol.MeasuredPlace[] = [];
  let more = 0;
  const result = await evaluate(articles, runs, texts, options, pacing, (found) => {
    const [any] = found;
    if (!any) return;
    const { uri, id: path } = any.source;
    const lines = TextDocument.create(uri, "article", 0, any.text);
    const listed = found.slice(0, MOST_LISTED - errors.length);
    more += found.length - listed.length;
    for (const error of listed)
      errors.push({ uri, path, range: rangeOfError(error, lines), words: errorInWords(error) });
  });
  const places = errors.map(
    ({ path, range: { start }, words }) =>
      [`${path}:${start.line + 1}:${start.character + 1}`, words] as const,
  );
  return {
    ...resultOf(evaluationReport(result, { places, more }), result.left.unreadable),
    errors,
    more,
  };
}

async function stats(
  host: MeasureHost,
  articles: readonly Found[],
  pacing: Pacing,
): Promise<protocol.MeasureResult> {
  const project = projectOf(host);
  const read = readEach((source: Found) => articleStats(host.files, source, project));
  const result = await statsOf(articles, read, pacing);
  return resultOf(statsReport(result), result.articles.unreadable);
}

/** What an article's project tells detection and tallies, asked for once a folder. */
function projectOf(host: MeasureHost): ProjectOf {
  const settingsOf = byFolder(host.settings);
  return async (uri: string) => {
    const { learnNames, codebook, tagset } = await settingsOf(uri);
    return { names: await host.names(uri, learnNames), codebook, tagset };
  };
}

const resultOf = (report: Report, leftOut: readonly string[]): protocol.MeasureResult => ({
  title: report.title,
  summary: report.remarks[0] ?? "",
  html: pageOf(report, {
    language: protocol.interfaceLanguage(),
    direction: protocol.interfaceDirection(),
  }),
  leftOut,
});
