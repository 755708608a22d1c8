import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analyses, type Analysis, createAnalyses } from "./analysis.ts";
import { type Correction, CorrectionError, changeOf } from "./annotations/correction.ts";
import { type Article, changeArticle, editArticle, revertArticle } from "./article.ts";
import { tallyLines } from "./features/totals.ts";
import { type ArticleView, viewOf } from "./features/view.ts";
import { toSpan } from "./positions.ts";
import type {
  ArticleProblem,
  CorrectParams,
  CorrectResult,
  PublishParams,
  UndoResult,
  WireCorrection,
} from "./protocol.ts";
import { isIncluded, type Settings } from "./settings.ts";
import { articleSaved, loadArticle, type StorageEvents, saveArticle, sidecarChanged } from "./storage.ts";
import { articleOf, type FileSystem, nameOf } from "./workspace/fileSystem.ts";

/** A text that the editor opened, as `textDocument/didOpen` gives it. */
export interface OpenedText {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** A change of `textDocument/didChange`; without a range it is the whole text. */
export interface TextChange {
  readonly range?: {
    readonly start: { line: number; character: number };
    readonly end: { line: number; character: number };
  };
  readonly text: string;
}

export interface ArticlesHost {
  readonly files: FileSystem;
  readonly now: () => string;
  readonly newId: () => string;
  readonly pause: () => Promise<void>;
  /** Names what suggests, with its version: `dateline@0.1.0`. */
  readonly detector: string;
  readonly settings: (uri: string) => Promise<Settings>;
  /** A file's path below its workspace folder, with `/`. */
  readonly relativePath: (uri: string) => string;
  /** Who annotates, where the settings do not say. */
  readonly annotator: () => string;
  readonly publish: (params: PublishParams) => void;
  /** The article's sidecar problem has changed: null where there is none. */
  readonly sidecarProblem: (article: Article) => void;
  readonly showError: (message: string) => void;
  readonly log: (message: string) => void;
}

/** An article with what its present text shows. */
export interface Seen {
  readonly article: Article;
  readonly analysis: Analysis;
  readonly view: ArticleView;
}

export interface Articles {
  open(text: OpenedText): void;
  change(uri: string, version: number, changes: readonly TextChange[]): void;
  close(uri: string): void;
  saved(uri: string): void;
  /** A sidecar was created, changed or deleted by somebody. */
  sidecarChanged(sidecar: string): void;
  /** Settings have changed: all open texts are looked at again. */
  settingsChanged(): Promise<void>;
  /** The open article with its view; null for a text that is no article. Waits for the analysis of the present text. */
  seen(uri: string): Promise<Seen | null>;
  /** @throws CorrectionError where the correction is stale or does not fit */
  correct(params: Omit<CorrectParams, "version"> & { version: number | null }): Promise<CorrectResult>;
  /** @throws CorrectionError where the article cannot be annotated */
  revert(uri: string, again: boolean): Promise<UndoResult>;
  /** Tries again to write what could not be written. */
  save(uri: string): Promise<void>;
  /** Resolved when everything decided is on disk, or has failed to get there. */
  settled(): Promise<void>;
}

export function createArticles(host: ArticlesHost): Articles {
  const documents = new Map<string, TextDocument>();
  const opening = new Map<string, Promise<Article | null>>();
  const articles = new Map<string, Article>();
  const views = new WeakMap<
    Article,
    { decided: unknown; analysis: Analysis; codebook: string; view: ArticleView }
  >();
  let closing: Promise<unknown> = Promise.resolve();

  const analyses: Analyses = createAnalyses({
    pause: host.pause,
    document: (uri) => articles.get(uri)?.document,
    options: (uri) => {
      const article = articles.get(uri);
      return { sidecarPublished: headerDate(article), codebook: article?.settings.codebook ?? "literal" };
    },
    done: (uri, analysis) => {
      const article = articles.get(uri);
      if (!article) return;
      article.published = analysis.detections.published;
      publish(article, analysis);
    },
    failed: (uri, error) =>
      host.log(`Detection failed in ${uri}: ${error instanceof Error ? error.stack : String(error)}`),
  });

  const headerDate = (article: Article | undefined): string | null =>
    article?.disk.state === "ok" ? article.disk.sidecar.article.published : null;

  const viewIn = (article: Article, analysis: Analysis): ArticleView => {
    const known = views.get(article);
    const { codebook } = article.settings;
    if (known?.decided === article.decided && known.analysis === analysis && known.codebook === codebook)
      return known.view;
    const view = viewOf(article.document, analysis.detections, article.decided, codebook);
    views.set(article, { decided: article.decided, analysis, codebook, view });
    return view;
  };

  const publish = (article: Article, analysis: Analysis): void => {
    if (analysis.version !== article.document.version || articles.get(article.uri) !== article) return;
    const view = viewIn(article, analysis);
    host.publish({
      uri: article.uri,
      version: analysis.version,
      language: analysis.detections.language,
      published: analysis.detections.published,
      annotations: view.items.map(({ published }) => published),
      tally: view.tally,
      totals: tallyLines(view),
      problems: problemsOf(article),
      canUndo: article.undo.length > 0,
      canRedo: article.redo.length > 0,
    });
  };

  const republish = async (article: Article): Promise<void> => {
    const analysis = await analyses.current(article.uri);
    if (analysis) publish(article, analysis);
  };

  const events: StorageEvents = {
    changed: (article) => {
      host.sidecarProblem(article);
      const date = headerDate(article);
      if (date !== null && date !== article.published) analyses.again(article.uri);
      void republish(article);
    },
    failed: (_, message) => host.showError(message),
    conflicts: (article, ids) =>
      host.showError(
        `${nameOf(article.uri)}: another program decided ${ids.length} ${ids.length === 1 ? "annotation" : "annotations"} differently at the same time. Yours stand; theirs are kept beside them as opinions in the sidecar.`,
      ),
  };

  const isArticle = (document: TextDocument, settings: Settings): boolean =>
    document.languageId === "article" ||
    (/^(plaintext|markdown)$/.test(document.languageId) &&
      isIncluded(host.relativePath(document.uri), settings));

  const attach = async (document: TextDocument): Promise<Article | null> => {
    const settings = await host.settings(document.uri);
    // Closed, or opened anew, while the settings were asked for.
    if (documents.get(document.uri) !== document || !isArticle(document, settings)) return null;
    const article: Article = {
      uri: document.uri,
      document,
      settings,
      decided: [],
      disk: { state: "absent" },
      published: null,
      sidecarProblem: null,
      unsaved: null,
      dirty: false,
      bom: false,
      saved: null,
      undo: [],
      redo: [],
      ready: Promise.resolve(),
      storage: Promise.resolve(),
    };
    articles.set(document.uri, article);
    article.ready = isStored(article) ? loadArticle(article, host.files, events) : Promise.resolve();
    await article.ready;
    if (articles.get(document.uri) === article) analyses.changed(document.uri);
    return article;
  };

  const detach = (uri: string): void => {
    const article = articles.get(uri);
    articles.delete(uri);
    analyses.closed(uri);
    if (article) closing = Promise.allSettled([closing, article.storage]);
  };

  const articleAt = async (uri: string): Promise<Article | null> => (await opening.get(uri)) ?? null;

  const writable = async (uri: string): Promise<Article> => {
    const article = await articleAt(uri);
    if (!article)
      throw new CorrectionError(
        `${nameOf(uri)} is no article of this workspace; see the setting dateline.include.`,
      );
    if (!isStored(article))
      throw new CorrectionError("Save this text to a file first: annotations are stored beside it.");
    if (article.sidecarProblem) throw new CorrectionError(article.sidecarProblem.message);
    return article;
  };

  const decided = async (article: Article): Promise<void> => {
    void saveArticle(article, host.files, events);
    await republish(article);
  };

  return {
    open(text) {
      const document = TextDocument.create(text.uri, text.languageId, text.version, text.text);
      if (documents.has(text.uri)) detach(text.uri);
      documents.set(text.uri, document);
      opening.set(text.uri, attach(document));
    },
    change(uri, version, changes) {
      const document = documents.get(uri);
      if (!document) return;
      const article = articles.get(uri);
      for (const change of changes) {
        const edit = change.range
          ? { ...toSpan(document, change.range), inserted: change.text.length }
          : wholeEdit(document.getText(), change.text);
        TextDocument.update(document, [change as never], version);
        if (article) editArticle(article, edit);
      }
      if (article) analyses.changed(uri);
    },
    close(uri) {
      documents.delete(uri);
      opening.delete(uri);
      detach(uri);
    },
    saved(uri) {
      const article = articles.get(uri);
      if (article && isStored(article)) void articleSaved(article, host.files, events);
    },
    sidecarChanged(sidecar) {
      const article = articles.get(articleOf(sidecar));
      if (article) void sidecarChanged(article, host.files, events);
    },
    async settingsChanged() {
      for (const document of documents.values()) {
        const settings = await host.settings(document.uri);
        const article = articles.get(document.uri);
        if (article && isArticle(document, settings)) {
          article.settings = settings;
          void republish(article);
        } else if (article || isArticle(document, settings)) {
          if (article) detach(document.uri);
          opening.set(document.uri, attach(document));
        }
      }
    },
    async seen(uri) {
      const article = await articleAt(uri);
      const analysis = article && (await analyses.current(uri));
      return article && analysis ? { article, analysis, view: viewIn(article, analysis) } : null;
    },
    async correct({ uri, version, correction }) {
      const article = await writable(uri);
      const { document } = article;
      if (version !== null && version !== document.version) throw new CorrectionError(STALE);
      const asked = inSpans(document, correction);
      const analysis = await analyses.current(uri);
      // The text may have changed while it was analysed: what was meant then is not guessed.
      if (!analysis || analysis.version !== (version ?? document.version)) throw new CorrectionError(STALE);
      const change = changeOf(article.decided, asked, {
        text: document.getText(),
        detections: analysis.detections,
        by: article.settings.annotator || host.annotator(),
        at: host.now(),
        detector: host.detector,
        newId: host.newId,
      });
      if (change.added.length + change.removed.length > 0) {
        changeArticle(article, change);
        await decided(article);
      }
      return { ids: change.added.map(({ id }) => id) };
    },
    async revert(uri, again) {
      const article = await writable(uri);
      const change = revertArticle(article, again);
      if (change) await decided(article);
      return { done: change !== null, ids: change?.added.map(({ id }) => id) ?? [] };
    },
    async save(uri) {
      const article = await articleAt(uri);
      if (article) await saveArticle(article, host.files, events);
    },
    async settled() {
      await Promise.allSettled([closing, ...[...articles.values()].map(({ storage }) => storage)]);
    },
  };
}

const STALE = "The text has changed since; look again and repeat the correction.";

/** Texts that are no files have no place for a sidecar. */
const isStored = (article: Article): boolean => !/^(untitled|git|output|vscode):/.test(article.uri);

function problemsOf(article: Article): ArticleProblem[] {
  const found: ArticleProblem[] = [];
  if (article.sidecarProblem) found.push({ kind: "sidecar", message: article.sidecarProblem.message });
  if (article.unsaved !== null && !article.sidecarProblem)
    found.push({ kind: "unsaved", message: article.unsaved });
  return found;
}

/** A whole new text as the one stretch in which it differs from the old one, so that annotations outside it stay. */
export function wholeEdit(before: string, after: string): { start: number; end: number; inserted: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, inserted: after.length - tail - start };
}

function inSpans(document: TextDocument, correction: WireCorrection): Correction {
  if (!("range" in correction)) return correction;
  const { range, ...rest } = correction;
  return { ...rest, span: toSpan(document, range) } as Correction;
}
