import { closedArticle } from "./acrossArticles.ts";
import type { Run } from "./acts.ts";
import type { IdenticalHost } from "./identical.ts";
import { suggestedIn } from "./liveEntries.ts";
import type { LookResult } from "./protocol.ts";
import { plainBytes, sha256 } from "./workspace/articleText.ts";
import type { ArticleEntry } from "./workspace/index/entry.ts";
import type { ArticleIndex } from "./workspace/index/indexHost.ts";

/**
 * Looks for suggestions in articles of which the index knows none, and tells it what an editor would show of them.
 * Ten thousand articles take minutes, so this is done by command alone; what was found is kept until the article changes.
 */
export async function lookThrough(
  host: IdenticalHost,
  index: ArticleIndex,
  unseen: readonly ArticleEntry[],
  run: Run,
): Promise<LookResult> {
  const reading = host.reading();
  let looked = 0;
  for (const [n, { uri }] of unseen.entries()) {
    if (run.cancelled()) return { looked, cancelled: true };
    run.progress(n, unseen.length);
    const shown = await closedArticle(host, reading, uri);
    // What cannot be read says so in the list already.
    if (!shown) continue;
    index.suggest(uri, await sha256(plainBytes(shown.document.getText())), suggestedIn(shown));
    looked++;
    await host.pause();
  }
  return { looked, cancelled: false };
}
