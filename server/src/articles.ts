import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analyses, type Analysis, createAnalyses } from "./analysis.ts";
import {
  type Change,
  type Correction,
  type CorrectionContext,
  CorrectionError,
  changeOf,
} from "./annotations/correction.ts";
import { allSeenBy, type Reader } from "./annotations/opinion.ts";
import { ownTotalsIn } from "./annotations/ownTotals.ts";
import { isLeftAlone } from "./annotations/sidecar.ts";
import {
  type Article,
  changeArticle,
  continueArticle,
  editArticle,
  forgetInArticle,
  isUnsaved,
  joinArticle,
  newArticle,
  revertArticle,
  takeBackIn,
} from "./article.ts";
import { type Articles, type ArticlesHost, type PlacedChange, resultOf } from "./articlesHost.ts";
import { lostPlaces } from "./features/lost.ts";
import { type ArticleView, viewOf } from "./features/view.ts";
import { changesOf, inSpans } from "./incoming.ts";
import type { PublishParams } from "./protocol.ts";
import { emptyPublication, isTooLong, publicationOf } from "./publication.ts";
import { createRetries } from "./retries.ts";
import { defaultSettings, isIncluded, readerOf, type Settings, tagsetOf } from "./settings.ts";
import {
  articleClosed,
  articleSaved,
  dropSidecar,
  loadArticle,
  type StorageEvents,
  saveArticle,
  setAside,
  sidecarChanged,
  textChanged,
} from "./storage.ts";
import { articleOf, decoded, nameOf } from "./workspace/fileSystem.ts";
import { resolveMarks } from "./workspace/resolveMarks.ts";
import { moveSidecars } from "./workspace/sidecars.ts";

export function createArticles(host: ArticlesHost): Articles {
  const documents = new Map<string, TextDocument>();
  const opening = new Map<string, Promise<Article | null>>();
  const articles = new Map<string, Article>();
  const views = new WeakMap<
    Article,
    { decided: unknown; analysis: Analysis; settings: Settings; header: unknown; view: ArticleView }
  >();
  /** What was published last of each. */
  const shown = new WeakMap<Article, { view: ArticleView; state: string }>();
  /** The decisions of each that the host knows of. */
  const told = new WeakMap<Article, Article["decided"]>();
  /** Those with a correction that is being written, and not shown yet. */
  const deciding = new Set<Article>();
  /** Closed articles that are still to be written: another attempt is planned, or under way. */
  const leaving = new Map<string, Article>();

  const analyses: Analyses = createAnalyses({
    pause: host.pause,
    document: (uri) => articles.get(uri)?.document,
    suggests: (uri) => {
      const article = articles.get(uri);
      return article !== undefined && article.refused === null && !isTooLong(article.document);
    },
    options: (uri) => {
      const article = articles.get(uri);
      const names = article && host.names(article);
      if (article) article.names = names?.version ?? null;
      return {
        sidecarPublished: headerDate(article),
        codebook: article?.settings.codebook ?? "literal",
        off: article ? tagsetOf(article.settings).off : [],
        ...(names ? { names } : {}),
      };
    },
    done: (uri, analysis) => {
      const article = articles.get(uri);
      if (!article) return;
      article.published = analysis.detections.published;
      publish(article, analysis);
    },
    failed: (uri, error) => fault(`Detection failed in ${uri}`, error),
  });

  const fault = (what: string, error: unknown): void =>
    host.log(`${what}: ${error instanceof Error ? error.stack : String(error)}`);

  const retries = createRetries(host.timer, (article) => void saveArticle(article, host.files, events));

  const headerDate = (article: Article | undefined): string | null =>
    article?.disk.state === "ok" ? article.disk.sidecar.article.published : null;

  const settingsOf = async (uri: string): Promise<Settings> => {
    try {
      return await host.settings(uri);
    } catch (error) {
      fault(`The settings for ${uri} are not known; the defaults are taken`, error);
      return defaultSettings;
    }
  };

  const reads = ({ settings }: Article): Reader => readerOf(settings, host.annotator());

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
    const reader = reads(article);
    const decided = article.refused === null ? article.decided : [];
    const lost = lostPlaces(article.document.getText(), allSeenBy(decided, reader));
    const own = ownTotalsIn(article.header);
    const view = viewOf(article.document, analysis.detections, decided, codebook, lost, reader, own);
    const { header, settings } = article;
    views.set(article, { decided: article.decided, analysis, settings, header, view });
    return view;
  };

  const publish = (article: Article, analysis: Analysis): void => {
    if (analysis.version !== article.document.version || articles.get(article.uri) !== article) return;
    const view = viewIn(article, analysis);
    const publication = publicationOf(article, analysis, view, reads(article).name);
    if (!isAsShown(article, view, publication)) host.publish(publication);
    sayProblems(article);
  };

  /** Whether an article shows just this already: a long one takes the client a while to read. */
  const isAsShown = (article: Article, view: ArticleView, publication: PublishParams): boolean => {
    const { version, canUndo, canRedo, problems } = publication;
    const state = JSON.stringify([version, canUndo, canRedo, problems, reads(article).name]);
    const last = shown.get(article);
    shown.set(article, { view, state });
    return last?.view === view && last.state === state;
  };

  const sayProblems = (article: Article): void => {
    const known = views.get(article);
    host.problems(article, known?.analysis.version === article.document.version ? known.view : null);
  };

  const republish = async (article: Article): Promise<void> => {
    try {
      const analysis = await analyses.current(article.uri);
      if (analysis) publish(article, analysis);
    } catch (error) {
      fault(`${article.uri} is not shown`, error);
    }
  };

  const tell = (article: Article): void => {
    if (told.get(article) === article.decided) return;
    told.set(article, article.decided);
    host.decided(article);
  };

  const isOpen = (article: Article): boolean => articles.get(article.uri) === article;

  const events: StorageEvents = {
    changed: (article) => {
      if (!isOpen(article)) return;
      tell(article);
      sayProblems(article);
      const date = headerDate(article);
      if (date !== null && date !== article.published) analyses.again(article.uri);
      // A correction shows itself, right before it is answered.
      if (!deciding.has(article)) void republish(article);
    },
    refused: (article) => {
      if (!isOpen(article)) return;
      sayProblems(article);
      analyses.again(article.uri);
    },
    failed: (_, message) => host.showError(message),
    conflicts: (article, ids) =>
      host.showError(
        `${nameOf(article.uri)}: another program decided ${ids.length} ${ids.length === 1 ? "annotation" : "annotations"} differently at the same time. Yours stand; theirs are kept beside them as opinions in the sidecar.`,
      ),
    done: (article) => {
      retries.look(article);
      if (!isUnsaved(article) && leaving.get(article.uri) === article) leaving.delete(article.uri);
    },
    reanchored: (article, lines) =>
      host.audit([`${nameOf(article.uri)}: re-anchored`, ...lines].join("\n  ")),
    stood: ({ uri }, sidecar, decisions) => host.keep(uri, sidecar, decisions),
    vanished: async (article, held) => {
      // Where the article itself is gone, its sidecar went with it.
      const file = await host.files.stat(article.uri).catch(() => null);
      if (!isOpen(article) || file === null) return;
      forgetInArticle(article, held);
      host.vanished(article.uri, held.decided.length - article.decided.length);
    },
    broke: (article, error) => fault(`The sidecar of ${article.uri}`, error),
  };

  const isArticle = (document: TextDocument, settings: Settings): boolean =>
    document.languageId === "article" ||
    (/^(plaintext|text|markdown)$/.test(document.languageId) &&
      isIncluded(host.relativePath(document.uri), settings));

  const attach = async (document: TextDocument): Promise<Article | null> => {
    const { uri } = document;
    const settings = await settingsOf(uri);
    // Closed, or opened anew, while the settings were asked for.
    if (documents.get(uri) !== document || !isArticle(document, settings)) return null;
    const article = newArticle(document, settings);
    articles.set(uri, article);
    // What stood there before is not this text's; a long one takes a while to be read.
    if (document.getText().length > QUICK) host.publish(emptyPublication(document));
    if (isStored(article)) {
      article.ready = takeOver(article).then(() => loadArticle(article, host.files, events));
      await article.ready;
      if (isOpen(article)) sayProblems(article);
      if (isOpen(article) && article.disk.state === "absent" && article.refused === null) host.bare(uri);
    }
    if (isOpen(article)) analyses.changed(uri);
    return article;
  };

  /** An article that was closed a moment ago, or could not be written then, goes on with what was decided. */
  const takeOver = async (article: Article): Promise<void> => {
    const former = leaving.get(article.uri);
    if (!former) return;
    await former.storage;
    leaving.delete(article.uri);
    retries.forget(former);
    if (!isUnsaved(former)) return;
    continueArticle(article, former);
  };

  /** Decisions of a closed article that could not be written go on at its new place. */
  const carryOver = async (former: Article, uri: string): Promise<void> => {
    if (leaving.get(former.uri) !== former || !isUnsaved(former)) return;
    leaving.delete(former.uri);
    retries.forget(former);
    const open = await articleAt(uri);
    if (open) {
      await open.storage;
      joinArticle(open, former);
      return void (await saveArticle(open, host.files, events));
    }
    const { languageId } = former.document;
    const text = TextDocument.create(uri, languageId, 0, former.document.getText());
    const article = newArticle(text, former.settings);
    continueArticle(article, former);
    leaving.set(uri, article);
    await saveArticle(article, host.files, events);
  };

  const opened = (document: TextDocument): void => {
    const article = attach(document).catch((error: unknown) => {
      fault(`${document.uri} cannot be annotated`, error);
      return null;
    });
    opening.set(document.uri, article);
  };

  const detach = (uri: string): void => {
    const article = articles.get(uri);
    articles.delete(uri);
    analyses.closed(uri);
    if (!article || !isStored(article)) return;
    leaving.set(uri, article);
    void articleClosed(article, host.files, events).then(() => {
      if (!articles.has(uri)) host.closed(uri);
    });
  };

  const articleAt = async (uri: string): Promise<Article | null> => (await opening.get(uri)) ?? null;

  const writable = async (uri: string): Promise<Article> => {
    const article = await articleAt(uri);
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
    const saving = saveArticle(article, host.files, events);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, AHEAD);
    });
    await Promise.race([saving, late]);
    clearTimeout(timer);
    deciding.delete(article);
    tell(article);
    await republish(article);
  };

  const decide = async (
    uri: string,
    version: number | null,
    changeIn: (article: Article, context: CorrectionContext) => Change,
  ): Promise<PlacedChange> => {
    // A client without versions means the text as it is now; what was meant then is not guessed later.
    const wanted = version ?? documents.get(uri)?.version;
    const article = await writable(uri);
    const { document } = article;
    if (wanted !== document.version) throw new CorrectionError(stale());
    const analysis = await analyses.current(uri);
    if (analysis?.version !== wanted || document.version !== wanted) throw new CorrectionError(stale());
    const change = changeIn(article, {
      text: document.getText(),
      header: article.header,
      detections: analysis.detections,
      by: reads(article).name,
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

  const amend = (
    uri: string,
    version: number | null,
    correctionIn: (document: TextDocument) => Correction,
    act?: string,
  ): Promise<PlacedChange> =>
    decide(uri, version, ({ decided: before, document }, context) => ({
      ...changeOf(before, correctionIn(document), context),
      ...(act === undefined ? {} : { act }),
    }));

  /** Reads an article again where other names count in it than those that it was last read with. */
  const renew = (article: Article): void => {
    const version = host.names(article)?.version ?? null;
    if (version !== article.names) analyses.again(article.uri);
  };

  const settled = async (): Promise<void> => {
    await Promise.allSettled(opening.values());
    await Promise.allSettled([...articles.values(), ...leaving.values()].map(({ storage }) => storage));
  };

  return {
    open(text) {
      const document = TextDocument.create(text.uri, text.languageId, text.version, text.text);
      if (documents.has(text.uri)) detach(text.uri);
      documents.set(text.uri, document);
      opened(document);
    },
    change(uri, version, changes, reason) {
      const document = documents.get(uri);
      if (!document) return;
      const article = articles.get(uri);
      for (const edit of changesOf(document, version, changes))
        if (article) editArticle(article, edit, reason !== undefined);
      if (!article) return;
      if (isStored(article)) textChanged(article, host.files, events);
      analyses.changed(uri);
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
    namesChanged() {
      for (const article of articles.values()) renew(article);
    },
    async settingsChanged() {
      for (const document of [...documents.values()]) {
        const settings = await settingsOf(document.uri);
        // Closed, or opened anew with the new settings, while they were asked for.
        if (documents.get(document.uri) !== document) continue;
        const article = articles.get(document.uri);
        if (article && isArticle(document, settings)) {
          const isOther = String(tagsetOf(article.settings).off) !== String(tagsetOf(settings).off);
          article.settings = settings;
          if (isOther) analyses.again(document.uri);
          else renew(article);
          void republish(article);
          // A project may keep its sidecars elsewhere now.
          if (isStored(article)) void sidecarChanged(article, host.files, events);
        } else if (article) {
          detach(document.uri);
          opening.set(document.uri, Promise.resolve(null));
          host.publish(emptyPublication(document));
        } else if (isArticle(document, settings)) opened(document);
      }
    },
    text(uri) {
      // Editors do not all encode a name alike.
      return documents.get(uri) ?? [...documents.values()].find((own) => decoded(own.uri) === decoded(uri));
    },
    async seen(uri) {
      const article = await articleAt(uri);
      const analysis = article && (await analyses.current(uri));
      return article && analysis ? { article, analysis, view: viewIn(article, analysis) } : null;
    },
    async correct({ uri, version, correction }) {
      const change = await amend(uri, version, (document) => inSpans(document, correction));
      return resultOf(change);
    },
    amend: (uri, version, correction, act) => amend(uri, version, () => correction, act),
    decide,
    async setAside(uri) {
      const article = await articleAt(uri);
      if (!article?.sidecarProblem) return null;
      if (isLeftAlone(article.sidecarProblem)) throw new CorrectionError(article.sidecarProblem.message);
      return setAside(article, host.files, events, host.now());
    },
    async takeBack(uri, change) {
      const article = await writable(uri);
      if (!takeBackIn(article, change)) return false;
      await decided(article);
      if (change.created) void dropSidecar(article, host.files, events);
      return true;
    },
    async left(uri) {
      const article = leaving.get(uri);
      await article?.storage;
      return article !== undefined && isUnsaved(article);
    },
    async revert(uri, again) {
      const article = await writable(uri);
      const change = revertArticle(article, again);
      if (change) await decided(article);
      const added = change?.added ?? [];
      const lost = added.filter(({ status }) => status === "orphaned").map(({ quote }) => quote);
      return { done: change !== null, ids: added.map(({ id }) => id), lost };
    },
    async resolve(uri) {
      const article = await articleAt(uri);
      if (!article) throw new CorrectionError(l10n.t("{0} is no article that is open.", nameOf(uri)));
      await article.storage;
      const left = await resolveMarks(host.files, uri);
      if (typeof left === "string") throw new CorrectionError(left);
      await sidecarChanged(article, host.files, events);
      return { conflicts: left };
    },
    async save(uri) {
      const article = await articleAt(uri);
      if (!article) return;
      const { unsaved } = article;
      await saveArticle(article, host.files, events);
      // Who asks is told that it is still so.
      if (unsaved !== null && article.unsaved === unsaved) host.showError(unsaved);
    },
    async renamed(from, to) {
      const moved = [...leaving.values(), ...articles.values()].flatMap((article) => {
        const uri = renamedUri(article.uri, from, to);
        return uri === null ? [] : [{ article, uri }];
      });
      for (const { article } of moved) await article.storage;
      for (const problem of await moveSidecars(host.files, from, to)) host.showError(problem);
      for (const { article, uri } of moved) await carryOver(article, uri);
      const article = await articleAt(to);
      if (article && isStored(article)) await sidecarChanged(article, host.files, events);
    },
    settled,
    async shutdown() {
      await settled();
      for (const article of retries.stop()) void saveArticle(article, host.files, events);
      await settled();
      retries.stop();
    },
  };
}

/** The longest text whose reading nobody waits for, in UTF-16 code units. */
const QUICK = 100_000;

/**
 * How long what is shown waits for what is written, in ms. To show thousands of annotations takes as long as to write
 * them, and what is decided must be safe first; a slow disk does not keep the annotator from seeing it.
 */
const AHEAD = 100;

/** Where a file is when it, or a folder round it, was renamed; null where it was not. */
const renamedUri = (uri: string, from: string, to: string): string | null =>
  uri === from ? to : uri.startsWith(`${from}/`) ? `${to}${uri.slice(from.length)}` : null;

const stale = (): string => l10n.t("The text has changed since; look again and repeat the correction.");

/** Texts that are no files have no place for a sidecar. */
const isStored = (article: Article): boolean => !/^(untitled|git|output|vscode):/.test(article.uri);
