import type { Annotation } from "../../annotations/annotation.ts";
import { decisionsOf } from "../../annotations/compare.ts";
import { dissent } from "../../annotations/opinion.ts";
import { openEntities, openFigures } from "../../annotations/reconcile.ts";
import { detect } from "../../detect/detect.ts";
import { noNames } from "../../detect/resolve/nameIndex.ts";
import { type FileSystem, messageOf } from "../../workspace/fileSystem.ts";
import { type Marking, markedBy, markedByDetection, ofKind, ofLabels } from "../measure/marking.ts";
import { inTurn, type Pacing } from "../measure/pacing.ts";
import { type Column, type Intervals, intervalsOf, significancesOf } from "../measure/resample.ts";
import { measuresOf } from "../measure/score.ts";
import {
  type DecidedText,
  type ProjectOf,
  readDecided,
  type Source,
  type SourceProject,
  toldBy,
} from "../source.ts";
import type { EvaluatedRun, Evaluation, EvaluationOptions } from "./evaluation.ts";
import { type RunScores, runScores } from "./runScores.ts";

/** What is evaluated: says of each article what stands in it. */
export interface Run {
  readonly name: string;
  /** Null where the run does not have the article. @throws Error where what it has of it cannot be read */
  found(article: ReadText): Promise<readonly Marking[] | null>;
}

/** An article with what was decided on it, and what detection finds in it. */
export interface ReadText extends DecidedText {
  readonly source: Source;
  /**
   * Made when it is first asked for. Names that were learned from sidecars are left out: what is measured by must not
   * have taught what is measured.
   */
  readonly detected: () => readonly Marking[];
}

/** Detection itself, as a run. */
export const detectorRun = (name: string): Run => ({ name, found: async ({ detected }) => detected() });

/**
 * Measures runs, one or two to be compared, against what annotators decided: accepted, corrected and added annotations
 * are what is wanted, and rejected ones are not. An article's project tells what counts for it in the editor. Articles are read one after the other; of each its scores are kept.
 * @throws MeasuringCancelled
 */
export async function evaluate(
  files: FileSystem,
  sources: readonly Source[],
  runs: readonly Run[],
  project: ProjectOf,
  options: EvaluationOptions,
  pacing: Pacing,
): Promise<Evaluation> {
  const { samples, seed, by } = options;
  const all = runs.map(() => runScores());
  const left = { withoutDecisions: 0, notWhole: 0, notInRun: 0, unreadable: [] as string[] };
  const open = { inArticlesLeftOut: 0, setAside: 0 };
  let articles = 0;
  let disputed = 0;
  await inTurn(sources, pacing, async (source) => {
    const own = await project(source.uri);
    const outcome = await outcomeOf(files, source, runs, own, options).catch((error: unknown) => ({
      left: "unreadable" as const,
      why: messageOf(error),
    }));
    if ("left" in outcome) {
      if (outcome.left === "unreadable") left.unreadable.push(`${source.id}: ${outcome.why}`);
      else left[outcome.left]++;
      if (outcome.left === "notWhole") open.inArticlesLeftOut += outcome.open;
      return;
    }
    for (const [n, found] of outcome.found.entries()) all[n]?.add(articles, outcome.gold, found);
    open.setAside += outcome.setAside;
    // Whoever asks for one annotator's decisions has no dispute.
    if (by === undefined) disputed += outcome.decided.filter((one) => dissent(one).length > 0).length;
    articles++;
  });
  const columns = all.map((scores) => scores.columns());
  const evaluated: EvaluatedRun[] = [];
  for (const [n, scores] of all.entries()) {
    const intervals = await intervalsOf(plain(columns[n]), articles, samples, seed, pacing);
    evaluated.push(runOf(runs[n]?.name ?? "", scores, intervals));
  }
  const [first, second] = columns;
  return {
    articles,
    left,
    open,
    disputed,
    options,
    runs: evaluated,
    comparison: first && second ? await compared(first, second, articles, options, pacing) : null,
  };
}

/** What is measured in an article, or why nothing is. */
type Outcome =
  | {
      readonly decided: readonly Annotation[];
      readonly gold: readonly Marking[];
      /** Of each run. */
      readonly found: readonly (readonly Marking[])[];
      readonly setAside: number;
    }
  | { readonly left: "withoutDecisions" | "notInRun" }
  | { readonly left: "notWhole"; readonly open: number }
  | { readonly left: "unreadable"; readonly why: string };

async function outcomeOf(
  files: FileSystem,
  source: Source,
  runs: readonly Run[],
  project: SourceProject,
  { labels, by, undecided }: EvaluationOptions,
): Promise<Outcome> {
  const read = await readDecided(files, source.uri);
  if ("left" in read) return { left: "unreadable", why: read.left };
  const chosen = ofLabels(labels);
  const decided = (by === undefined ? read.decided : decisionsOf(read.decided, by)).filter(
    ({ status }) => status !== "orphaned",
  );
  if (decided.length === 0) return { left: "withoutDecisions" };
  const detected = once(() => detectedIn(read, withoutLearned(project)));
  const unsettledIn = (found: readonly Marking[]): Marking[] => unsettled(read.text, found, decided);
  if (undecided === "leave") {
    // Whether a review is whole goes by what the annotator was shown, which had the learned names in it.
    const shown = project.names?.learned.byWords.size ? detectedIn(read, project) : detected();
    const open = unsettledIn(shown.filter(chosen)).length;
    if (open > 0) return { left: "notWhole", open };
  }
  const article: ReadText = { ...read, source, detected };
  const found: Marking[][] = [];
  let setAside = 0;
  for (const run of runs) {
    const own = (await run.found(article))?.filter(chosen);
    if (!own) return { left: "notInRun" };
    const aside = new Set(undecided === "ignore" ? unsettledIn(own) : []);
    setAside += aside.size;
    found.push(own.filter((one) => !aside.has(one)));
  }
  return { decided, gold: markedBy(read.text, decided).filter(chosen), found, setAside };
}

function detectedIn({ text, sidecar }: DecidedText, project: SourceProject): Marking[] {
  const sidecarPublished = sidecar?.article.published ?? null;
  return markedByDetection(text, detect(text, { sidecarPublished, ...toldBy(project) }));
}

const withoutLearned = (project: SourceProject): SourceProject => ({
  ...project,
  names: project.names && { ...project.names, learned: noNames },
});

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What nobody has decided on, of what was found. */
function unsettled(text: string, found: readonly Marking[], decided: readonly Annotation[]): Marking[] {
  const byPlace = [...decided].sort((a, b) => a.start - b.start);
  const entities = ofKind("entity", found).map((marking) => ({
    ...marking,
    text: text.slice(marking.start, marking.end),
    marking,
  }));
  const figures = ofKind("figure", found).map((marking) => ({
    ...marking,
    harm: marking.figure.harm,
    number: marking.figure.number ?? marking,
    marking,
  }));
  return [...openEntities(entities, byPlace), ...openFigures(figures, byPlace)].map(({ marking }) => marking);
}

type Columns = ReturnType<RunScores["columns"]>;

const plain = (columns: Columns | undefined): Map<string, Column> =>
  new Map([...(columns ?? [])].map(([name, { column }]) => [name, column]));

function runOf(name: string, scores: RunScores, intervals: ReadonlyMap<string, Intervals>): EvaluatedRun {
  return {
    name,
    rows: [...scores.columns()].map(([key, { subject, score }]) => ({
      subject,
      ...score,
      ...measuresOf(score),
      interval: intervals.get(key) ?? { precision: null, recall: null, f: null },
      same: subject.of === "field" ? scores.same(subject.field) : null,
    })),
    confusion: scores.confusion(),
  };
}

async function compared(
  first: Columns,
  second: Columns,
  articles: number,
  { samples, seed }: EvaluationOptions,
  pacing: Pacing,
): Promise<NonNullable<Evaluation["comparison"]>> {
  const found = await significancesOf(plain(first), plain(second), articles, samples, seed, pacing);
  return [...new Map([...first, ...second])].map(([key, { subject }]) => ({
    subject,
    difference: found.get(key)?.difference ?? null,
    p: found.get(key)?.p ?? null,
  }));
}
