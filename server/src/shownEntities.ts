import type { Reading } from "./acts.ts";
import { type PlacedEntity, placedEntities } from "./annotations/identical.ts";
import { allSeenBy } from "./annotations/opinion.ts";
import type { Seen } from "./articlesHost.ts";
import { type closedDecisions, closedDetections } from "./closedArticles.ts";
import type { IdenticalHost } from "./identical.ts";
import { readerOf } from "./settings.ts";

/** The entities of an open article as its annotator sees them. */
export const openEntities = (host: IdenticalHost, { article, analysis }: Seen): PlacedEntity[] =>
  placedEntities(
    analysis.detections,
    allSeenBy(article.decided, readerOf(article.settings, host.annotator())),
  );

/** The same of a closed one, from its text and what is stored of it. */
export async function closedEntities(
  host: IdenticalHost,
  reading: Reading,
  uri: string,
  text: string,
  stored: Exclude<Awaited<ReturnType<typeof closedDecisions>>, string>,
): Promise<PlacedEntity[]> {
  const options = await reading(uri);
  const detections = await closedDetections(text, stored.published, options);
  return placedEntities(detections, allSeenBy(stored.decided, readerOf(options.settings, host.annotator())));
}
