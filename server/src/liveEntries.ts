import { ownTotalsIn } from "./annotations/ownTotals.ts";
import { reviewIn } from "./annotations/review.ts";
import type { Articles, Seen } from "./articlesHost.ts";
import type { Timer } from "./retries.ts";
import { eventIn } from "./workspace/articleFacts.ts";
import { plainBytes, sha256 } from "./workspace/articleText.ts";
import {
  type ArticleEntry,
  countEntity,
  entryOf,
  type IndexedEntity,
  oneLine,
  problemEntry,
  type Suggested,
} from "./workspace/index/entry.ts";
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
  /** Tells at once what waits to be told; resolved when that is done. */
  settled(): Promise<void>;
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
    async settled() {
      const waiting = [...open].filter(([, cancel]) => cancel !== null);
      await Promise.all(
        waiting.map(([uri, cancel]) => {
          cancel?.();
          return tell(uri);
        }),
      );
    },
  };
}

/** What an open article's view has of suggestions. */
export function suggestedIn({ view }: Pick<Seen, "view">): Suggested {
  const open = view.items.map(({ published }) => published).filter(({ status }) => status === "suggested");
  const entities = new Map<string, IndexedEntity>();
  for (const { label, text } of open) if (label !== null) countEntity(entities, label, text);
  return {
    open: open.length,
    entities: [...entities.values()],
    figures: open.flatMap(({ id, text, figure }) => {
      if (!figure) return [];
      const { harm, min, max, qualifier, victims, victimType, perpetrator, place, date, source } = figure;
      const { scope, status, number } = figure;
      const who = { victims, victimType, perpetrator, place, date, source };
      return [
        {
          ...{ id, text: oneLine(text), harm, min, max, qualifier, number: number ?? "" },
          ...{ ...who, scope, status },
          // A report counts what was decided.
          counts: null,
        },
      ];
    }),
    tally: view.tally,
  };
}

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
