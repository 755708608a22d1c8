import { type Article, isUnsaved } from "./article.ts";

/** Calls `task` once after `ms` milliseconds; the result takes that back. */
export type Timer = (task: () => void, ms: number) => () => void;

/** How long to wait before each new attempt, in ms; the last of them from then on. */
const DELAYS = [2_000, 5_000, 15_000, 30_000];

/**
 * Attempts to write what could not be written: a full disk or a locked file is mended without anybody telling the
 * server. Invariant: at most one attempt an article is waiting, and none where everything is written.
 */
export interface Retries {
  /** The article's reading or writing is done: another attempt is planned where it failed. */
  look(article: Article): void;
  forget(article: Article): void;
  /** Forgets them all, and gives those that were waiting. */
  stop(): Article[];
}

export function createRetries(timer: Timer, attempt: (article: Article) => void): Retries {
  const waiting = new Map<Article, { tries: number; cancel: (() => void) | null }>();
  const forget = (article: Article): void => {
    waiting.get(article)?.cancel?.();
    waiting.delete(article);
  };
  return {
    forget,
    look(article) {
      if (!isUnsaved(article)) {
        forget(article);
        return;
      }
      const entry = waiting.get(article) ?? { tries: 0, cancel: null };
      waiting.set(article, entry);
      if (entry.cancel) return;
      const delay = DELAYS[Math.min(entry.tries, DELAYS.length - 1)] ?? 0;
      entry.tries++;
      entry.cancel = timer(() => {
        entry.cancel = null;
        attempt(article);
      }, delay);
    },
    stop() {
      const articles = [...waiting.keys()];
      articles.forEach(forget);
      return articles;
    },
  };
}
