import type { OtherArticle } from "./features/checks/finding.ts";
import { decoded } from "./workspace/fileSystem.ts";
import type { ArticleEntry } from "./workspace/index/entry.ts";
import type { ArticleIndex } from "./workspace/index/indexHost.ts";

/** What other articles on the same event say, for articles that are open; kept up by what the index tells of changes. */
export interface EventTolls {
  /** The other articles that name an event, as far as they are known. From now on `uri` is told when they change. */
  others(uri: string, event: string): readonly OtherArticle[];
  /** Nobody asks for an article any more, or it names no event. */
  forget(uri: string): void;
}

/** @param changed told of an article that asked when what others say of its event has changed */
export function createEventTolls(
  index: Pick<ArticleIndex, "of" | "onChange">,
  changed: (uri: string) => void,
): EventTolls {
  /** Articles by event, and the event of each, by decoded URI. */
  const byEvent = new Map<string, Map<string, OtherArticle>>();
  const eventAt = new Map<string, string>();
  /** Who asked for which event, by decoded URI. */
  const asked = new Map<string, { readonly uri: string; readonly event: string }>();

  const take = (uri: string): readonly string[] => {
    const key = decoded(uri);
    const entry = index.of(uri);
    const former = eventAt.get(key) ?? null;
    if (former !== null) byEvent.get(former)?.delete(key);
    const event = entry && entry.problem === null ? entry.event : null;
    if (event === null) eventAt.delete(key);
    else {
      eventAt.set(key, event);
      const others = byEvent.get(event) ?? new Map<string, OtherArticle>();
      byEvent.set(event, others);
      if (entry) others.set(key, otherOf(entry));
    }
    return [former, event].filter((one) => one !== null);
  };

  index.onChange((uris) => {
    /** Events that changed, with the articles that did. */
    const touched = new Map<string, Set<string>>();
    for (const uri of uris)
      for (const event of take(uri)) {
        const by = touched.get(event) ?? new Set();
        touched.set(event, by.add(decoded(uri)));
      }
    for (const [key, { uri, event }] of asked) {
      const by = touched.get(event);
      // What an article says itself changes nothing in what others say.
      if (by && (by.size > 1 || !by.has(key))) changed(uri);
    }
  });

  return {
    others(uri, event) {
      const key = decoded(uri);
      asked.set(key, { uri, event });
      return [...(byEvent.get(event) ?? [])].filter(([other]) => other !== key).map(([, other]) => other);
    },
    forget: (uri) => void asked.delete(decoded(uri)),
  };
}

/** What an entry of the index says of its event. */
export const otherOf = ({ uri, path, published, tally, figures }: ArticleEntry): OtherArticle => ({
  uri,
  name: path,
  published,
  tally,
  figures,
});
