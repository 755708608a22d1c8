import { type Annotation, type Decision, decisions } from "../annotations/annotation.ts";
import { deciders, dissent, isDecision } from "../annotations/opinion.ts";
import { ownTotalsIn, withOwnTotals } from "../annotations/ownTotals.ts";
import { reconcile } from "../annotations/reconcile.ts";
import { defaultTagset } from "../annotations/tagset.ts";
import { detect } from "../detect/detect.ts";
import { type Harm, harms } from "../detect/detection.ts";
import { tallyOf } from "../detect/resolve/tally.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { datasetArticle } from "./article.ts";
import { countedFigures } from "./links.ts";
import { type Kind, kinds, markingOf } from "./measure/marking.ts";
import { inTurn, type Pacing } from "./measure/pacing.ts";
import { selectionOf } from "./selection.ts";
import { type ReadOptions, readDecided, type Source } from "./source.ts";

/** How many decisions there are of each kind. */
export type Decisions = Readonly<Record<Decision, number>>;

/** What articles and their sidecars hold, in numbers. */
export interface Stats {
  readonly articles: {
    /** Nobody has decided anything. */
    readonly untouched: number;
    /** Suggestions are open. */
    readonly begun: number;
    /** Every suggestion is decided. */
    readonly whole: number;
    /** A line each, for the user. */
    readonly unreadable: readonly string[];
  };
  /** Suggestions that nobody has decided on, in articles that are begun. */
  readonly open: number;
  readonly labels: readonly { readonly kind: Kind; readonly label: string; readonly decisions: Decisions }[];
  /** Who decided; null where nobody signed. `decisions` are those that stand as an annotation's own, `opinions` others. */
  readonly annotators: readonly {
    readonly name: string | null;
    readonly articles: number;
    readonly decisions: Decisions;
    readonly opinions: number;
  }[];
  /** Annotations on which annotators differ. */
  readonly disputed: number;
  readonly adjudicated: number;
  /** The articles' tallies, added up; an event that two articles report counts twice. */
  readonly tallies: readonly {
    readonly harm: Harm;
    readonly articles: number;
    readonly min: number;
    /** Null where an article leaves it open. */
    readonly max: number | null;
    readonly best: number;
  }[];
}

type Counts = Record<Decision, number>;
const noDecisions = (): Counts => ({ accepted: 0, corrected: 0, added: 0, rejected: 0, orphaned: 0 });

/** Counts what stands in articles' sidecars, article by article. @throws MeasuringCancelled */
export async function statsOf(
  files: FileSystem,
  sources: readonly Source[],
  project: NonNullable<ReadOptions["project"]>,
  pacing: Pacing,
): Promise<Stats> {
  const articles = { untouched: 0, begun: 0, whole: 0, unreadable: [] as string[] };
  const labels = new Map<string, { kind: Kind; label: string; decisions: Counts }>();
  const annotators = new Map<string | null, { articles: number; decisions: Counts; opinions: number }>();
  const tallies = new Map<Harm, { articles: number; min: number; max: number | null; best: number }>();
  let open = 0;
  let disputed = 0;
  let adjudicated = 0;

  const count = (one: Annotation): void => {
    const { kind, label } = markingOf(one);
    const key = `${kind} ${label}`;
    const own = labels.get(key) ?? { kind, label, decisions: noDecisions() };
    labels.set(key, own);
    own.decisions[one.status]++;
    annotator(one.by).decisions[one.status]++;
    for (const opinion of one.opinions.filter(isDecision)) annotator(opinion.by).opinions++;
    if (dissent(one).length > 0) disputed++;
    if (one.adjudicated) adjudicated++;
  };
  const annotator = (name: string | null) => {
    const own = annotators.get(name) ?? { articles: 0, decisions: noDecisions(), opinions: 0 };
    annotators.set(name, own);
    return own;
  };

  await inTurn(sources, pacing, async (source) => {
    const read = await readDecided(files, source.uri);
    if ("left" in read) {
      articles.unreadable.push(`${source.id}: ${read.left}`);
      return;
    }
    const { text, decided, sidecar, language } = read;
    if (decided.length === 0) {
      articles.untouched++;
      return;
    }
    for (const one of decided) count(one);
    for (const name of deciders(decided).keys()) annotator(name).articles++;
    if (decided.some(({ by }) => by === null)) annotator(null).articles++;
    const { names, codebook = "literal", tagset = defaultTagset } = await project(source.uri);
    const sidecarPublished = sidecar?.article.published ?? null;
    const told = { sidecarPublished, off: tagset.off, ...(names ? { names } : {}) };
    const detected = detect(text, told);
    const left = reconcile(detected, decided);
    const still = left.entities.length + left.figures.length;
    open += still;
    if (still > 0) articles.begun++;
    else articles.whole++;
    const { published } = detected;
    const totals = ownTotalsIn(sidecar?.article.extra ?? {});
    const facts = { language, published, event: null, sha256: "", codebook, totals, tagset };
    const { article } = datasetArticle(source.id, text, decided, null, facts, selectionOf({}), "");
    const counted = tallyOf(countedFigures(article.text, article.figures), codebook, published);
    const tally = withOwnTotals(counted, totals);
    for (const harm of harms) {
      const total = tally[harm];
      if (!total) continue;
      const own = tallies.get(harm) ?? { articles: 0, min: 0, max: 0, best: 0 };
      tallies.set(harm, {
        articles: own.articles + 1,
        min: own.min + (total.min ?? 0),
        max: own.max === null || total.max === null ? null : own.max + total.max,
        best: own.best + (total.best ?? total.min ?? 0),
      });
    }
  });
  return {
    articles,
    open,
    labels: [...labels.values()].sort(
      (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.label < b.label ? -1 : 1),
    ),
    annotators: [...annotators]
      .sort(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1))
      .map(([name, own]) => ({ name, ...own })),
    disputed,
    adjudicated,
    tallies: harms.flatMap((harm) => {
      const own = tallies.get(harm);
      return own ? [{ harm, ...own }] : [];
    }),
  };
}

/** All decisions of a kind of subject. */
export const sumOf = (counts: Decisions): number =>
  decisions.reduce((sum, decision) => sum + counts[decision], 0);
