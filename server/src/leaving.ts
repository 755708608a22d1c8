import { TextDocument } from "vscode-languageserver-textdocument";
import { type Article, continueArticle, isUnsaved, joinArticle, newArticle } from "./article.ts";
import { createRetries, type Timer } from "./retries.ts";
import { articleClosed, type StorageEvents, saveArticle } from "./storage.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";

export interface LeavingHost {
  readonly files: FileSystem;
  readonly timer: Timer;
  readonly events: StorageEvents;
  /** The open article of a URI. */
  readonly open: (uri: string) => Promise<Article | null>;
}

/** Closed articles that are still to be written, and the attempts to write what could not be written. */
export interface Leaving {
  /** Those that are. */
  readonly all: () => Iterable<Article>;
  /** An article is closed. Resolves when it is written, or that has failed. */
  close(article: Article): Promise<void>;
  /** A reading or writing of an article is done, well or not. */
  done(article: Article): void;
  /** An article that was closed a moment ago, or could not be written then, goes on with what was decided. */
  takeOver(article: Article): Promise<void>;
  /** Decisions of a closed article that could not be written go on at its new place. */
  carryOver(former: Article, uri: string): Promise<void>;
  /** Waits until a closed article is written; whether decisions on it are in memory alone because that failed. */
  isLeft(uri: string): Promise<boolean>;
  /** Writes at once what is waiting for another attempt, of open articles too. */
  hurry(): void;
  /** Plans nothing any more. */
  stop(): void;
}

export function createLeaving({ files, timer, events, open }: LeavingHost): Leaving {
  /** Another attempt on each is planned, or under way. */
  const leaving = new Map<string, Article>();
  const retries = createRetries(timer, (article) => void saveArticle(article, files, events));

  return {
    all: () => leaving.values(),
    close(article) {
      leaving.set(article.uri, article);
      return articleClosed(article, files, events);
    },
    done(article) {
      retries.look(article);
      if (!isUnsaved(article) && leaving.get(article.uri) === article) leaving.delete(article.uri);
    },
    async takeOver(article) {
      const former = leaving.get(article.uri);
      if (!former) return;
      await former.storage;
      leaving.delete(article.uri);
      retries.forget(former);
      if (!isUnsaved(former)) return;
      continueArticle(article, former);
    },
    async carryOver(former, uri) {
      if (leaving.get(former.uri) !== former || !isUnsaved(former)) return;
      leaving.delete(former.uri);
      retries.forget(former);
      const present = await open(uri);
      if (present) {
        await present.storage;
        joinArticle(present, former);
        return void (await saveArticle(present, files, events));
      }
      const { languageId } = former.document;
      const text = TextDocument.create(uri, languageId, 0, former.document.getText());
      const article = newArticle(text, former.settings);
      continueArticle(article, former);
      leaving.set(uri, article);
      await saveArticle(article, files, events);
    },
    async isLeft(uri) {
      const article = leaving.get(uri);
      await article?.storage;
      return article !== undefined && isUnsaved(article);
    },
    hurry() {
      for (const article of retries.stop()) void saveArticle(article, files, events);
    },
    stop: () => void retries.stop(),
  };
}
