/** The decisions of one review, over all of its articles, for taking them back in their order. */
export interface Trail {
  /** A correction was made in an article, by whichever command, or made again. */
  made(uri: string): void;
  /** The last correction of an article was taken back, or cannot be. */
  taken(uri: string): void;
  /** The article of the last decision; undefined where there is none. */
  last(): string | undefined;
  /** Begins anew. */
  clear(): void;
}

export function createTrail(): Trail {
  let articles: readonly string[] = [];
  return {
    made(uri) {
      articles = [...articles, uri];
    },
    taken(uri) {
      const at = articles.lastIndexOf(uri);
      if (at >= 0) articles = articles.toSpliced(at, 1);
    },
    last: () => articles.at(-1),
    clear() {
      articles = [];
    },
  };
}
