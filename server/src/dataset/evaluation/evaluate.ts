import type { Annotation } from "../../annotations/annotation.ts";
import { decisionsOf } from "../../annotations/compare.ts";
import { dissent } from "../../annotations/opinion.ts";
import { openEntities, openFigures } from "../../annotations/reconcile.ts";
import { detect, emptyMemory, type Memory } from "../../detect/detect.ts";
import { noNames, type ProjectNames } from "../../detect/resolve/nameIndex.ts";
import { type FileSystem, messageOf } from "../../workspace/fileSystem.ts";
import { type Marking, markedBy, markedByDetection, ofKind, ofLabels } from "../measure/marking.ts";
import { type Pacing, type ReadInOrder, readEach, readInTurn } from "../measure/pacing.ts";
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
import { type EvaluationError, errorsIn } from "./errors.ts";
import type { EvaluatedRun, Evaluation, EvaluationOptions } from "./evaluation.ts";
import { type RunScores, runScores } from "./runScores.ts";

/** What is evaluated: says of each article what stands in it. */
export interface Run {
  readonly name: string;
  /** It asks for what detection finds. */
  readonly detects?: true;
  /** Null where the run does not have the article. @throws Error where what it has of it cannot be read */
  found(article: ReadText): Promise<readonly Marking[] | null>;
}

/** An article with what was decided on it, and what detection finds in it. */
export interface ReadText extends DecidedText {
  readonly source: Source;
  /**
   * For runs that say that they ask for it, else nothing. Names that were learned from sidecars are left out: what is
   * measured by must not have taught what is measured.
   */
  readonly detected: readonly Marking[];
}

/** Detection itself, as a run. */
export const detectorRun = (name: string): Run => ({
  name,
  detects: true,
  found: async ({ detected }) => detected,
});

/** An article as it is measured, or why it is not. */
export type MeasuredText =
  | {
      readonly read: DecidedText;
      /** What is measured by: the decisions that are asked for, none of them lost. */
      readonly decided: readonly Annotation[];
      readonly detected: readonly Marking[];
    }
  | { readonly left: "withoutDecisions" }
  | { readonly left: "notWhole"; readonly open: number }
  | { readonly left: "unreadable"; readonly why: string };

/** What of the options matters where an article is read. */
export interface ReadingOptions extends Pick<EvaluationOptions, "undecided" | "labels" | "by"> {
  /** What detection finds is wanted. */
  readonly detects: boolean;
}

export const readingOptions = (
  { undecided, labels, by }: EvaluationOptions,
  runs: readonly Run[],
): ReadingOptions => ({ undecided, labels, by, detects: runs.some(({ detects }) => detects) });

/** Reads an article for a measurement, by what its project tells; never throws. */
export async function readMeasured(
  files: FileSystem,
  source: Source,
  project: SourceProject,
  { undecided, labels, by, detects }: ReadingOptions,
): Promise<MeasuredText> {
  try {
    const read = await readDecided(files, source.uri);
    if ("left" in read) return { left: "unreadable", why: read.left };
    const decided = (by === undefined ? read.decided : decisionsOf(read.decided, by)).filter(
      ({ status }) => status !== "orphaned",
    );
    if (decided.length === 0) return { left: "withoutDecisions" };
    const { names } = project;
    const hasLearned = (names?.learned.byWords.size ?? 0) > 0;
    // Whether a review is whole goes by what the annotator was shown, which had the learned names in it.
    const memory = emptyMemory();
    const shown = undecided === "leave" ? detectedIn(read, project, memory) : null;
    const open = shown ? unsettled(read.text, shown.filter(ofLabels(labels)), decided).length : 0;
    if (open > 0) return { left: "notWhole", open };
    if (!detects) return { read, decided, detected: [] };
    const detected =
      shown && !hasLearned ? shown : detectedIn(read, { ...project, names: withoutLearned(names) }, memory);
    return { read, decided, detected };
  } catch (error) {
    return { left: "unreadable", why: messageOf(error) };
  }
}

/** Reads articles for a measurement, one after the other. */
export const measuredTexts = (
  files: FileSystem,
  project: ProjectOf,
  options: ReadingOptions,
): ReadInOrder<Source, MeasuredText> =>
  readEach(async (source) => readMeasured(files, source, await project(source.uri), options));

/**
 * Measures runs, one or two to be compared, against what annotators decided: accepted, corrected and added annotations
 * are what is wanted, and rejected ones are not. Of each article its scores are kept.
 * @param texts gives the articles in their order
 * @param told of the errors of each article, run by run, so that none has to be kept
 * @throws MeasuringCancelled
 */
export async function evaluate(
  sources: readonly Source[],
  runs: readonly Run[],
  texts: ReadInOrder<Source, MeasuredText>,
  options: EvaluationOptions,
  pacing: Pacing,
  told?: (errors: readonly EvaluationError[]) => Promise<void> | void,
): Promise<Evaluation> {
  const { samples, seed, by } = options;
  const all = runs.map(() => runScores());
  const left = { withoutDecisions: 0, notWhole: 0, notInRun: 0, unreadable: [] as string[] };
  const open = { inArticlesLeftOut: 0, setAside: 0 };
  let articles = 0;
  let disputed = 0;
  await readInTurn(sources, pacing, texts, async (source, text) => {
    const outcome = await outcomeOf(source, text, runs, options).catch((error: unknown) => ({
      left: "unreadable" as const,
      why: messageOf(error),
    }));
    if ("left" in outcome) {
      if (outcome.left === "unreadable") left.unreadable.push(`${source.id}: ${outcome.why}`);
      else left[outcome.left]++;
      if (outcome.left === "notWhole") open.inArticlesLeftOut += outcome.open;
      return;
    }
    for (const [n, found] of outcome.found.entries()) {
      all[n]?.add(articles, outcome.gold, found);
      const run = runs[n]?.name ?? "";
      if (told)
        await told(
          errorsIn(outcome.gold, found).map((error) => ({ source, text: outcome.text, run, ...error })),
        );
    }
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
      readonly text: string;
      readonly decided: readonly Annotation[];
      readonly gold: readonly Marking[];
      /** Of each run. */
      readonly found: readonly (readonly Marking[])[];
      readonly setAside: number;
    }
  | { readonly left: "notInRun" }
  | Extract<MeasuredText, { left: string }>;

async function outcomeOf(
  source: Source,
  text: MeasuredText,
  runs: readonly Run[],
  { labels, undecided }: EvaluationOptions,
): Promise<Outcome> {
  if ("left" in text) return text;
  const { read, decided, detected } = text;
  const chosen = ofLabels(labels);
  const article: ReadText = { ...read, source, detected };
  const found: Marking[][] = [];
  let setAside = 0;
  for (const run of runs) {
    const own = (await run.found(article))?.filter(chosen);
    if (!own) return { left: "notInRun" };
    const aside = new Set(undecided === "ignore" ? unsettled(read.text, own, decided) : []);
    setAside += aside.size;
    found.push(own.filter((one) => !aside.has(one)));
  }
  const { text: words } = read;
  return { text: words, decided, gold: markedBy(words, decided).filter(chosen), found, setAside };
}

function detectedIn({ text, sidecar }: DecidedText, project: SourceProject, memory: Memory): Marking[] {
  const sidecarPublished = sidecar?.article.published ?? null;
  return markedByDetection(text, detect(text, { sidecarPublished, ...toldBy(project) }, memory));
}

const withoutLearned = (names: ProjectNames | undefined): ProjectNames | undefined =>
  names && { ...names, learned: noNames };

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
