import type { Analysis } from "./analysis.ts";
import { allSeenBy, type Reader } from "./annotations/opinion.ts";
import { ownTotalsIn } from "./annotations/ownTotals.ts";
import type { Article } from "./article.ts";
import type { ArticlesHost } from "./articlesHost.ts";
import { type KnownChange, splicing } from "./deltas.ts";
import { lostPlaces } from "./features/lost.ts";
import { type ArticleView, viewing } from "./features/view.ts";
import { type PublishParams, type Splice, spliced } from "./protocol.ts";
import { publicationOf } from "./publication.ts";
import { lookupOf, type PublicationLookup } from "./publicationLookup.ts";
import { readerOf, type Settings } from "./settings.ts";
import { finished, type Steps } from "./text/steps.ts";
import { createTyping, type Typing } from "./typing.ts";

/** What open articles show. */
export interface Showing {
  /** Makes what an article shows by an analysis of its present text, in steps, so that it is there when it is asked for. */
  prepare(article: Article | undefined, analysis: Analysis): Steps<void>;
  /** What an article shows by an analysis of its present text. */
  view(article: Article, analysis: Analysis): ArticleView;
  /** The view of an article's present text, as it was made last; null while that text is being read. */
  present(article: Article): ArticleView | null;
  /** Who reads an article. */
  reader(article: Article): Reader;
  /** Publishes an analysis of an article's present text, with what is wrong, where anything of it is new. */
  publish(article: Article, analysis: Analysis): void;
  /** Says what is wrong with an article as it is. */
  problems(article: Article): void;
  /** What is shown right after a key. */
  readonly typing: Omit<Typing, "shown" | "latest">;
}

/** A view, and what it was made of. */
interface Made {
  readonly decided: Article["decided"];
  readonly analysis: Analysis;
  readonly settings: Settings;
  readonly header: Article["header"];
  readonly view: ArticleView;
  /** How its annotations differ from those that were published last; null where nothing was. */
  readonly change: KnownChange | null;
  readonly lookup: PublicationLookup;
}

export function createShowing(
  host: Pick<ArticlesHost, "annotator" | "publish" | "problems" | "takesPreliminary" | "log" | "tidy">,
): Showing {
  const views = new WeakMap<Article, Made>();
  /** What was published last of each. */
  const shown = new WeakMap<Article, { view: ArticleView; state: string }>();

  const reader = ({ settings }: Article): Reader => readerOf(settings, host.annotator());

  const typing = createTyping(host, reader);

  function* making(article: Article, analysis: Analysis): Steps<Made> {
    const known = views.get(article);
    const { codebook } = article.settings;
    if (
      known?.decided === article.decided &&
      known.analysis === analysis &&
      known.header === article.header &&
      known.settings === article.settings
    )
      return known;
    const own = reader(article);
    // As they are now: between two steps somebody may decide.
    const { header, settings, decided: all } = article;
    const decided = article.refused === null ? all : [];
    const lost = lostPlaces(article.document.getText(), allSeenBy(decided, own));
    const totals = ownTotalsIn(header);
    const whole = yield* viewing(article.document, analysis.detections, decided, codebook, lost, own, totals);
    const former = typing.latest(article);
    const splices =
      former &&
      (yield* splicing(
        former.annotations,
        whole.items.map(({ published }) => published),
      ));
    const view = former && splices ? withFormer(whole, former, splices) : whole;
    const change = former && splices ? { former, splices } : null;
    const lookup = yield* lookupOf(view.items.map(({ published }) => published));
    const made = { decided: all, analysis, settings, header, view, change, lookup };
    views.set(article, made);
    return made;
  }

  const viewIn = (article: Article, analysis: Analysis): ArticleView =>
    finished(making(article, analysis)).view;

  const present = (article: Article): ArticleView | null => {
    const known = views.get(article);
    return known?.analysis.version === article.document.version ? known.view : null;
  };

  const problems = (article: Article): void => host.problems(article, present(article));

  /** Whether an article shows just this already: a long one takes the client a while to read. */
  const isAsShown = (article: Article, view: ArticleView, publication: PublishParams): boolean => {
    const { version, canUndo, canRedo } = publication;
    // What is wrong with the sidecar may stand behind what is wrong with the article.
    const wrong = [...publication.problems, article.sidecarProblem];
    const state = JSON.stringify([version, canUndo, canRedo, wrong, reader(article).name]);
    const last = shown.get(article);
    shown.set(article, { view, state });
    return last?.view === view && last.state === state;
  };

  return {
    *prepare(article, analysis) {
      if (!article) return;
      yield* making(article, analysis);
      yield;
      host.tidy();
    },
    view: viewIn,
    present,
    reader,
    problems,
    typing,
    publish(article, analysis) {
      const { view, change, lookup } = finished(making(article, analysis));
      const publication = publicationOf(article, analysis, view, reader(article).name);
      if (isAsShown(article, view, publication)) return;
      typing.shown(article, publication, lookup);
      host.publish(publication, change ?? undefined);
      problems(article);
    },
  };
}

/** A view with the annotations that are shown already in place of others that say the same, which need not be kept. */
function withFormer(view: ArticleView, former: PublishParams, splices: readonly Splice[]): ArticleView {
  const annotations = spliced(former.annotations, splices);
  const items = view.items.map((item, n) => ({ ...item, published: annotations[n] ?? item.published }));
  return { ...view, items };
}
