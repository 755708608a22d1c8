import type { Analysis } from "./analysis.ts";
import { allSeenBy, type Reader } from "./annotations/opinion.ts";
import { ownTotalsIn } from "./annotations/ownTotals.ts";
import type { Article } from "./article.ts";
import type { ArticlesHost } from "./articlesHost.ts";
import { lostPlaces } from "./features/lost.ts";
import { type ArticleView, viewOf } from "./features/view.ts";
import type { PublishParams } from "./protocol.ts";
import { publicationOf } from "./publication.ts";
import { readerOf, type Settings } from "./settings.ts";
import { createTyping, type Typing } from "./typing.ts";

/** What open articles show. */
export interface Showing {
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
  readonly typing: Omit<Typing, "shown">;
}

/** A view, and what it was made of. */
interface Made {
  readonly decided: Article["decided"];
  readonly analysis: Analysis;
  readonly settings: Settings;
  readonly header: Article["header"];
  readonly view: ArticleView;
}

export function createShowing(
  host: Pick<ArticlesHost, "annotator" | "publish" | "problems" | "takesPreliminary" | "log">,
): Showing {
  const views = new WeakMap<Article, Made>();
  /** What was published last of each. */
  const shown = new WeakMap<Article, { view: ArticleView; state: string }>();

  const reader = ({ settings }: Article): Reader => readerOf(settings, host.annotator());

  const typing = createTyping(host, reader);

  const viewIn = (article: Article, analysis: Analysis): ArticleView => {
    const known = views.get(article);
    const { codebook } = article.settings;
    if (
      known?.decided === article.decided &&
      known.analysis === analysis &&
      known.header === article.header &&
      known.settings === article.settings
    )
      return known.view;
    const own = reader(article);
    const decided = article.refused === null ? article.decided : [];
    const lost = lostPlaces(article.document.getText(), allSeenBy(decided, own));
    const totals = ownTotalsIn(article.header);
    const view = viewOf(article.document, analysis.detections, decided, codebook, lost, own, totals);
    const { header, settings } = article;
    views.set(article, { decided: article.decided, analysis, settings, header, view });
    return view;
  };

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
    view: viewIn,
    present,
    reader,
    problems,
    typing,
    publish(article, analysis) {
      const view = viewIn(article, analysis);
      const publication = publicationOf(article, analysis, view, reader(article).name);
      if (isAsShown(article, view, publication)) return;
      typing.shown(article, publication);
      host.publish(publication);
      problems(article);
    },
  };
}
