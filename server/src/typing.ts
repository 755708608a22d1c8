import type { Annotation } from "./annotations/annotation.ts";
import type { TextChange } from "./annotations/change.ts";
import type { Reader } from "./annotations/opinion.ts";
import type { Article } from "./article.ts";
import type { ArticlesHost } from "./articlesHost.ts";
import type { Surroundings } from "./detect/readAgain.ts";
import { type Preliminary, preliminaryOf } from "./preliminary.ts";
import type { PublishParams } from "./protocol.ts";
import { isTooLong } from "./publication.ts";
import type { PublicationLookup } from "./publicationLookup.ts";
import { type GivenIds, idsShown } from "./stableIds.ts";
import type { Steps } from "./text/steps.ts";

/** One `didChange` of an open article, which has been made in its text and its decisions. */
export interface Typed {
  /** The version of the text before it, and the decisions then. */
  readonly version: number;
  readonly decided: readonly Annotation[];
  readonly steps: readonly TextChange[];
}

/** Shows each key at once, before the article has been read as a whole. */
export interface Typing {
  /** All that an article shows has been published. */
  shown(article: Article, publication: PublishParams, lookup: PublicationLookup): void;
  /**
   * Publishes what is known right after an edit; false where only reading the whole article tells what it shows.
   * @param surroundings what the article was read as last; null where it has not been
   */
  typed(article: Article, typed: Typed, surroundings: Surroundings | null): boolean;
  /** The ids of what an article's present text shows already; null where nothing of it has been published. */
  given(article: Article | undefined): Steps<GivenIds> | null;
  /** What an article shows, published last; undefined before anything is. */
  latest(article: Article): PublishParams | undefined;
}

/** What an article shows. */
interface Shown {
  readonly publication: PublishParams;
  readonly lookup: PublicationLookup;
}

export function createTyping(
  { publish, takesPreliminary, log }: Pick<ArticlesHost, "publish" | "takesPreliminary" | "log">,
  reader: (article: Article) => Reader,
): Typing {
  const latest = new WeakMap<Article, Shown>();
  /** How many ids have been given out beside those of detection. */
  const given = new WeakMap<Article, number>();

  const newId = (article: Article): string => {
    const n = (given.get(article) ?? 0) + 1;
    given.set(article, n);
    return `new${n}`;
  };

  const madeOf = (
    article: Article,
    { version, decided, steps }: Typed,
    surroundings: Surroundings,
  ): Preliminary | null => {
    const last = latest.get(article);
    const [change] = steps;
    if (!last || !change || steps.length > 1 || last.publication.version !== version) return null;
    if (article.refused !== null || isTooLong(article.document)) return null;
    return preliminaryOf(article, change, {
      former: last.publication,
      surroundings,
      reader: reader(article),
      decided,
      lookup: last.lookup,
      newId: () => newId(article),
    });
  };

  return {
    shown(article, publication, lookup) {
      latest.set(article, { publication, lookup });
    },
    typed(article, edit, surroundings) {
      try {
        const made = surroundings && takesPreliminary() ? madeOf(article, edit, surroundings) : null;
        const last = latest.get(article);
        if (!made || !last) return false;
        const { publication, change, lookup } = made;
        latest.set(article, { publication, lookup });
        publish(publication, change);
        return true;
      } catch (error) {
        const why = error instanceof Error ? error.stack : String(error);
        log(`A key is not shown before the whole of ${article.uri} is read: ${why}`);
        return false;
      }
    },
    latest: (article) => latest.get(article)?.publication,
    given(article) {
      if (!article) return null;
      const publication = latest.get(article)?.publication;
      const { document } = article;
      if (!publication?.preliminary || publication.version !== document.version) return null;
      return idsShown(document, publication.annotations);
    },
  };
}
