import * as z from "zod";
import { cancelledBefore, type Run, unsaved } from "./acts.ts";
import { type Change, CorrectionError } from "./annotations/correction.ts";
import { sameValue } from "./annotations/json.ts";
import type { Plain } from "./annotations/mergeRecords.ts";
import { type Review, reviewChange, reviewIn } from "./annotations/review.ts";
import { changeClosed } from "./closedArticles.ts";
import type { IdenticalHost } from "./identical.ts";
import type { MarkParams, MarkResult } from "./protocol.ts";
import { readerOf, type Settings } from "./settings.ts";
import { plainBytes, sha256 } from "./workspace/articleText.ts";
import { sidecarOf } from "./workspace/fileSystem.ts";

type Mark = MarkParams["articles"][number]["mark"];

/** Keys in the order in which they are stored: what comes back is the line that it was. */
const review = z.looseObject({
  by: z.string().optional(),
  at: z.string().optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The protocol's `MarkParams`, as it comes in. */
export const markSchema = z.object({
  articles: z.array(
    z.object({ uri: z.string(), mark: z.union([z.literal("done"), z.literal("open"), review]) }),
  ),
});

/** The argument of the commands: an article, or several. */
export const markedSchema = z.union([
  z.object({ uri: z.string() }).transform(({ uri }) => [uri]),
  z.object({ uris: z.array(z.string()) }).transform(({ uris }) => uris),
]);

/**
 * Marks articles, open ones and closed, one after the other: the mark goes the way of a correction, by the article's
 * queue into its sidecar. What is marked so already is left as it is; what cannot be is said.
 */
export async function markArticles(
  host: IdenticalHost,
  articles: MarkParams["articles"],
  run: Run,
): Promise<MarkResult> {
  const reading = host.reading();
  const changed: { uri: string; before: Review | null }[] = [];
  const leftOut: string[] = [];
  for (const [n, { uri, mark }] of articles.entries()) {
    if (run.cancelled()) {
      leftOut.push(cancelledBefore(articles.length - n));
      break;
    }
    run.progress(n, articles.length);
    try {
      const before = await markOne(host, reading, uri, mark);
      if (typeof before === "string") leftOut.push(`${host.relativePath(uri)}: ${before}`);
      else if (before !== null) changed.push({ uri, before: before.review });
    } catch (error) {
      if (!(error instanceof CorrectionError)) throw error;
      leftOut.push(`${host.relativePath(uri)}: ${error.message}`);
    }
    await host.pause();
  }
  return { changed, leftOut };
}

/** What stood there before; null where it is marked so already, or why it cannot be marked. */
async function markOne(
  host: IdenticalHost,
  reading: ReturnType<IdenticalHost["reading"]>,
  uri: string,
  mark: Mark,
): Promise<{ review: Review | null } | string | null> {
  const wanted = (header: Plain, hash: string, settings: Settings): Change | null => {
    const before = reviewIn(header);
    const by = readerOf(settings, host.annotator()).name;
    const after = mark === "open" ? null : mark === "done" ? { by, at: host.now(), sha256: hash } : mark;
    const isSo = mark === "done" ? before?.sha256 === hash : sameValue(before, after);
    return isSo ? null : { removed: [], added: [], header: reviewChange(header, after) };
  };
  const seen = await host.articles.seen(uri);
  if (seen) {
    const { document, header, settings } = seen.article;
    const { version } = document;
    const hash = await sha256(plainBytes(document.getText()));
    if (!wanted(header, hash, settings)) return null;
    let before: Review | null = null;
    await host.articles.decide(uri, version, (article) => {
      before = reviewIn(article.header);
      return wanted(article.header, hash, article.settings) ?? { removed: [], added: [] };
    });
    return { review: before };
  }
  if (await host.articles.left(uri)) return unsaved();
  const { settings } = await reading(uri);
  let before: Review | null = null;
  const result = await changeClosed(host, uri, settings, async (article) => {
    before = reviewIn(article.header);
    const made = wanted(article.header, await sha256(plainBytes(article.document.getText())), settings);
    return made && { made };
  });
  if (typeof result === "string") return result;
  if (result) host.written(sidecarOf(uri));
  return result && { review: before };
}
