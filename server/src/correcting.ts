import * as l10n from "@vscode/l10n";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "./analysis.ts";
import {
  type Change,
  type Correction,
  type CorrectionContext,
  CorrectionError,
  changeOf,
} from "./annotations/correction.ts";
import type { Reader } from "./annotations/opinion.ts";
import { type Article, changeArticle, isStored, revertArticle, takeBackIn } from "./article.ts";
import type { ArticlesHost, PlacedChange } from "./articlesHost.ts";
import type { UndoResult } from "./protocol.ts";
import { dropSidecar, type StorageEvents, saveArticle } from "./storage.ts";
import { nameOf } from "./workspace/fileSystem.ts";

export interface CorrectingHost extends Pick<ArticlesHost, "files" | "now" | "detector" | "newId"> {
  readonly events: StorageEvents;
  /** The version of an open text, an article or not. */
  readonly versionOf: (uri: string) => number | undefined;
  /** The open article of a URI. */
  readonly open: (uri: string) => Promise<Article | null>;
  /** The analysis of its present text, as soon as there is one. */
  readonly current: (uri: string) => Promise<Analysis | null>;
  readonly reader: (article: Article) => Reader;
  /** Shows what a correction has left. */
  readonly show: (article: Article) => Promise<void>;
}

/** Changes of the decisions on open articles. What each throws is said in `Articles`. */
export interface Correcting {
  /** A correction of the article is being written, and will be shown when that is done. */
  isUnderWay(article: Article): boolean;
  amend(
    uri: string,
    version: number | null,
    correctionIn: (document: TextDocument) => Correction,
    act?: string,
  ): Promise<PlacedChange>;
  decide(
    uri: string,
    version: number | null,
    changeIn: (article: Article, context: CorrectionContext) => Change,
  ): Promise<PlacedChange>;
  takeBack(uri: string, change: PlacedChange): Promise<boolean>;
  revert(uri: string, again: boolean): Promise<UndoResult>;
}

/**
 * How long what is shown waits for what is written, in ms. To show thousands of annotations takes as long as to write
 * them, and what is decided must be safe first; a slow disk does not keep the annotator from seeing it.
 */
const AHEAD = 100;

export function createCorrecting(host: CorrectingHost): Correcting {
  const { files, events } = host;
  /** Those with a correction that is being written, and not shown yet. */
  const deciding = new Set<Article>();

  const writable = async (uri: string): Promise<Article> => {
    const article = await host.open(uri);
    if (!article)
      throw new CorrectionError(
        l10n.t("{0} is no article of this workspace; see the setting dateline.include.", nameOf(uri)),
      );
    if (!isStored(article))
      throw new CorrectionError(l10n.t("Save this text to a file first: annotations are stored beside it."));
    if (article.refused !== null) throw new CorrectionError(article.refused);
    if (article.sidecarProblem) throw new CorrectionError(article.sidecarProblem.message);
    return article;
  };

  const decided = async (article: Article): Promise<void> => {
    deciding.add(article);
    const saving = saveArticle(article, files, events);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, AHEAD);
    });
    await Promise.race([saving, late]);
    clearTimeout(timer);
    deciding.delete(article);
    await host.show(article);
  };

  const decide: Correcting["decide"] = async (uri, version, changeIn) => {
    // A client without versions means the text as it is now; what was meant then is not guessed later.
    const wanted = version ?? host.versionOf(uri);
    const article = await writable(uri);
    const { document } = article;
    if (wanted !== document.version) throw new CorrectionError(stale());
    const analysis = await host.current(uri);
    if (analysis?.version !== wanted || document.version !== wanted) throw new CorrectionError(stale());
    const change = changeIn(article, {
      text: document.getText(),
      header: article.header,
      detections: analysis.detections,
      former: analysis.former,
      by: host.reader(article).name,
      at: host.now(),
      detector: host.detector,
      newId: host.newId,
    });
    const created = article.disk.state === "absent";
    if (change.added.length + change.removed.length > 0 || change.header) {
      changeArticle(article, change);
      await decided(article);
    }
    return { ...change, created };
  };

  return {
    isUnderWay: (article) => deciding.has(article),
    decide,
    amend: (uri, version, correctionIn, act) =>
      decide(uri, version, ({ decided: before, document }, context) => ({
        ...changeOf(before, correctionIn(document), context),
        ...(act === undefined ? {} : { act }),
      })),
    async takeBack(uri, change) {
      const article = await writable(uri);
      if (!takeBackIn(article, change)) return false;
      await decided(article);
      if (change.created) void dropSidecar(article, files, events);
      return true;
    },
    async revert(uri, again) {
      const article = await writable(uri);
      const change = revertArticle(article, again);
      if (change) await decided(article);
      const added = change?.added ?? [];
      const lost = added.filter(({ status }) => status === "orphaned").map(({ quote }) => quote);
      return { done: change !== null, ids: added.map(({ id }) => id), lost };
    },
  };
}

const stale = (): string => l10n.t("The text has changed since; look again and repeat the correction.");
