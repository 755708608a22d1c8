import { type Annotation, type Decision, decisions } from "../annotations/annotation.ts";
import { deciders, dissent, isDecision } from "../annotations/opinion.ts";
import { ownTotalsIn, withOwnTotals } from "../annotations/ownTotals.ts";
import { reconcile } from "../annotations/reconcile.ts";
import { defaultTagset } from "../annotations/tagset.ts";
import { detect } from "../detect/detect.ts";
import { type Harm, harms, type Tally } from "../detect/detection.ts";
import { tallyOf } from "../detect/resolve/tally.ts";
import { publishedBy } from "../workspace/articleFacts.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { datasetArticle } from "./article.ts";
import { countedFigures } from "./links.ts";
import { type Kind, kinds, markingOf } from "./measure/marking.ts";
import { type Pacing, type ReadInOrder, readInTurn } from "./measure/pacing.ts";
import { selectionOf } from "./selection.ts";
import { type ReadOptions, readDecided, type Source, toldBy } from "./source.ts";

/** How many decisions there are of each kind. */
export type Decisions = Readonly<Record<Decision, number>>;

/** What articles and their sidecars hold, in numbers. */
export interface Stats {
  readonly articles: {
    /** Nobody has decided anything. */
    readonly untouched: number;
    /** Something is decided. */
    readonly decided: number;
    /** Of these: suggestions are open; null where nobody looked for suggestions. */
    readonly begun: number | null;
    /** Of these: every suggestion is decided; null likewise. */
    readonly whole: number | null;
    /** A line each, for the user. */
    readonly unreadable: readonly string[];
  };
  /** Suggestions that nobody has decided on, in articles that are begun; null where nobody looked for suggestions. */
  readonly open: number | null;
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

/**
 * What is counted in an article, or why it cannot be read; without decisions there is nothing else. `open` is null where
 * nobody looked for suggestions.
 */
export type ArticleStats =
  | { readonly left: string }
  | { readonly decided: readonly Annotation[]; readonly open: number | null; readonly tally: Tally };

/**
 * Reads an article and what its project says, and counts what is decided in it and what is open.
 * @param suggestions off: nobody looks for suggestions, which takes ten times as long as the rest
 * @throws where the file system fails
 */
export async function articleStats(
  files: FileSystem,
  source: Source,
  project: NonNullable<ReadOptions["project"]>,
  suggestions = true,
): Promise<ArticleStats> {
  const read = await readDecided(files, source.uri);
  if ("left" in read) return read;
  const { text, decided, sidecar, language } = read;
  if (decided.length === 0) return { decided, open: suggestions ? 0 : null, tally: {} };
  const own = await project(source.uri);
  const { codebook = "literal", tagset = defaultTagset } = own;
  const sidecarPublished = sidecar?.article.published ?? null;
  const detected = suggestions ? detect(text, { sidecarPublished, ...toldBy(own) }) : null;
  const left = detected && reconcile(detected, decided);
  const published = detected ? detected.published : (sidecarPublished ?? publishedBy(text));
  const totals = ownTotalsIn(sidecar?.article.extra ?? {});
  const facts = { language, published, event: null, sha256: "", codebook, totals, tagset };
  const { article } = datasetArticle(source.id, text, decided, null, facts, selectionOf({}), "");
  const counted = tallyOf(countedFigures(article.text, article.figures), codebook, published);
  return {
    decided,
    open: left && left.entities.length + left.figures.length,
    tally: withOwnTotals(counted, totals),
  };
}

/**
 * Adds up what stands in articles' sidecars.
 * @param read gives of each article, in their order, what is counted in it
 * @param suggestions off: `read` looks for none
 * @throws MeasuringCancelled
 */
export async function statsOf(
  sources: readonly Source[],
  read: ReadInOrder<Source, ArticleStats>,
  pacing: Pacing,
  suggestions = true,
): Promise<Stats> {
  const articles = { untouched: 0, decided: 0, begun: 0, whole: 0, unreadable: [] as string[] };
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

  await readInTurn(sources, pacing, read, (source, one) => {
    if ("left" in one) {
      articles.unreadable.push(`${source.id}: ${one.left}`);
      return;
    }
    const { decided, tally } = one;
    if (decided.length === 0) {
      articles.untouched++;
      return;
    }
    for (const each of decided) count(each);
    for (const name of deciders(decided).keys()) annotator(name).articles++;
    if (decided.some(({ by }) => by === null)) annotator(null).articles++;
    articles.decided++;
    open += one.open ?? 0;
    if (one.open) articles.begun++;
    else articles.whole++;
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
    articles: suggestions ? articles : { ...articles, begun: null, whole: null },
    open: suggestions ? open : null,
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
