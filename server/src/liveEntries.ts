import { ownTotalsIn } from "./annotations/ownTotals.ts";
import { reviewIn } from "./annotations/review.ts";
import type { Articles, Seen } from "./articlesHost.ts";
import type { Timer } from "./retries.ts";
import { eventIn } from "./workspace/articleFacts.ts";
import { plainBytes, sha256 } from "./workspace/articleText.ts";
import { type ArticleEntry, entryOf, problemEntry, type Suggested } from "./workspace/index/entry.ts";
import type { ArticleIndex } from "./workspace/index/indexHost.ts";

export interface LiveHost {
  readonly articles: Pick<Articles, "seen">;
  readonly index: ArticleIndex;
  readonly relativePath: (uri: string) => string;
  readonly timer: Timer;
  readonly log: (message: string) => void;
}

/** Keeps the index true for articles that are open, where the editor knows more than their files. */
export interface LiveEntries {
  /** An article is open and shows something else than before. */
  shown(uri: string): void;
  /** Its files say everything again. */
  closed(uri: string): void;
  /** The index has been asked for: it is told of all that are open. */
  all(): void;
}

/** How long keys and corrections are gathered, in ms: nobody reads the list of articles while typing. */
const WAIT = 300;

export function createLiveEntries(host: LiveHost): LiveEntries {
  const { index } = host;
  /** Open articles, and what takes back their next telling. */
  const open = new Map<string, (() => void) | null>();

  const tell = async (uri: string): Promise<void> => {
    open.set(uri, null);
    try {
      const seen = await host.articles.seen(uri);
      if (!seen) return closed(uri);
      const entry = await entryOfSeen(seen, host.relativePath(uri));
      if (open.has(uri)) index.opened(entry);
    } catch (error) {
      host.log(`${uri} is not told to the list of articles: ${String(error)}`);
    }
  };

  const plan = (uri: string): void => {
    if (open.get(uri)) return;
    open.set(uri, index.started ? host.timer(() => void tell(uri), WAIT) : null);
  };

  const closed = (uri: string): void => {
    open.get(uri)?.();
    if (open.delete(uri)) index.closed(uri);
  };

  return {
    shown: plan,
    closed,
    all: () => {
      for (const uri of open.keys()) plan(uri);
    },
  };
}

/** What an open article's view has of suggestions. */
export const suggestedIn = ({ view }: Pick<Seen, "view">): Suggested => ({
  open: view.items.filter(({ published }) => published.status === "suggested").length,
  tally: view.tally,
});

async function entryOfSeen(seen: Seen, path: string): Promise<ArticleEntry> {
  const { article, analysis } = seen;
  const { uri, document, settings } = article;
  const text = document.getText();
  const { language, published } = analysis.detections;
  const problem = article.refused ?? article.sidecarProblem?.message ?? null;
  if (problem !== null) return problemEntry({ uri, path, text, language }, problem);
  const textHash = await sha256(plainBytes(text));
  return entryOf({
    uri,
    path,
    text,
    language,
    textHash,
    published,
    event: eventIn(article.header),
    decided: article.decided,
    review: reviewIn(article.header),
    totals: ownTotalsIn(article.header),
    codebook: settings.codebook,
    suggested: suggestedIn(seen),
  });
}
