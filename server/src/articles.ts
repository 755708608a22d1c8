import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analyses, type Analysis, createAnalyses } from "./analysis.ts";
import type { TextChange } from "./annotations/change.ts";
import { type Article, editArticle, forgetInArticle, isStored, newArticle } from "./article.ts";
import { type Articles, type ArticlesHost, resultOf } from "./articlesHost.ts";
import { createCorrecting } from "./correcting.ts";
import { changesOf, inSpans } from "./incoming.ts";
import { createLeaving } from "./leaving.ts";
import { emptyPublication, isTooLong } from "./publication.ts";
import { defaultSettings, isAmongSidecars, isIncluded, type Settings, tagsetOf } from "./settings.ts";
import { createShowing } from "./showing.ts";
import { createSidecarFiles } from "./sidecarFiles.ts";
import { articleSaved, loadArticle, type StorageEvents, sidecarChanged, textChanged } from "./storage.ts";
import { conflictsInWords } from "./storageMessages.ts";
import { articleOf, decoded, nameOf } from "./workspace/fileSystem.ts";

export function createArticles(host: ArticlesHost): Articles {
  const documents = new Map<string, TextDocument>();
  const opening = new Map<string, Promise<Article | null>>();
  const articles = new Map<string, Article>();
  /** The decisions of each that the host knows of. */
  const told = new WeakMap<Article, Article["decided"]>();

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
    prepare: (uri, analysis) => showing.prepare(articles.get(uri), analysis),
    done: (uri, analysis) => {
      const article = articles.get(uri);
      if (!article) return;
      article.published = analysis.detections.published;
      publish(article, analysis);
    },
    given: (uri) => showing.typing.given(articles.get(uri)),
    failed: (uri, error) => fault(`Detection failed in ${uri}`, error),
  });

  const fault = (what: string, error: unknown): void =>
    host.log(`${what}: ${error instanceof Error ? error.stack : String(error)}`);

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

  const showing = createShowing(host);

  const publish = (article: Article, analysis: Analysis): void => {
    if (analysis.version === article.document.version && isOpen(article)) showing.publish(article, analysis);
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
      // Of a text that has been read they are said when it is shown, which follows at once.
      if (!showing.present(article)) showing.problems(article);
      const date = headerDate(article);
      if (date !== null && date !== article.published) analyses.again(article.uri);
      // A correction shows itself, right before it is answered.
      if (!correcting.isUnderWay(article)) void republish(article);
    },
    refused: (article) => {
      if (!isOpen(article)) return;
      showing.problems(article);
      analyses.again(article.uri);
    },
    failed: (_, message) => host.showError(message),
    conflicts: (article, ids) => host.showError(conflictsInWords(nameOf(article.uri), ids.length)),
    done: (article) => leaving.done(article),
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

  const leaving = createLeaving({
    files: host.files,
    timer: host.timer,
    events,
    open: (uri) => articleAt(uri),
  });

  const isArticle = (document: TextDocument, settings: Settings): boolean =>
    (document.languageId === "article" && !isAmongSidecars(host.relativePath(document.uri), settings)) ||
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
      article.ready = leaving.takeOver(article).then(() => loadArticle(article, host.files, events));
      await article.ready;
      if (isOpen(article)) showing.problems(article);
      if (isOpen(article) && article.disk.state === "absent" && article.refused === null) host.bare(uri);
    }
    if (isOpen(article)) analyses.changed(uri);
    return article;
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
    void leaving.close(article).then(() => {
      if (!articles.has(uri)) host.closed(uri);
    });
  };

  const articleAt = async (uri: string): Promise<Article | null> => (await opening.get(uri)) ?? null;

  const correcting = createCorrecting({
    ...host,
    events,
    versionOf: (uri) => documents.get(uri)?.version,
    open: articleAt,
    current: analyses.current,
    reader: showing.reader,
    show: (article) => {
      tell(article);
      return republish(article);
    },
  });

  const sidecars = createSidecarFiles({
    ...host,
    events,
    leaving,
    all: () => articles.values(),
    open: articleAt,
  });

  /** Reads an article again where other names count in it than those that it was last read with. */
  const renew = (article: Article): void => {
    const version = host.names(article)?.version ?? null;
    if (version !== article.names) analyses.again(article.uri);
  };

  const settled = async (): Promise<void> => {
    await Promise.allSettled(opening.values());
    await Promise.allSettled([...articles.values(), ...leaving.all()].map(({ storage }) => storage));
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
      const former = { version: document.version, decided: article?.decided ?? [] };
      const steps: TextChange[] = [];
      for (const step of changesOf(document, version, changes)) {
        if (article) editArticle(article, step, reason !== undefined);
        steps.push(step);
      }
      if (!article) return;
      if (isStored(article)) textChanged(article, host.files, events);
      analyses.changed(uri, showing.typing.typed(article, { ...former, steps }, analyses.surroundings(uri)));
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
    lookAgain() {
      for (const article of articles.values())
        if (isStored(article)) void sidecarChanged(article, host.files, events);
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
    async seen(uri, patient) {
      const article = await articleAt(uri);
      const analysis = article && (await analyses.current(uri, patient));
      return article && analysis ? { article, analysis, view: showing.view(article, analysis) } : null;
    },
    async correct({ uri, version, correction }) {
      const change = await correcting.amend(uri, version, (document) => inSpans(document, correction));
      return resultOf(change);
    },
    amend: (uri, version, correction, act) => correcting.amend(uri, version, () => correction, act),
    decide: correcting.decide,
    takeBack: correcting.takeBack,
    left: leaving.isLeft,
    revert: correcting.revert,
    ...sidecars,
    settled,
    async shutdown() {
      await settled();
      leaving.hurry();
      await settled();
      leaving.stop();
    },
  };
}

/** The longest text whose reading nobody waits for, in UTF-16 code units. */
const QUICK = 100_000;
