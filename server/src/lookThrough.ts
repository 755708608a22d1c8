import { TextDocument } from "vscode-languageserver-textdocument";
import type { Run } from "./acts.ts";
import { ownTotalsIn } from "./annotations/ownTotals.ts";
import { closedDecisions, closedDetections, closedText } from "./closedArticles.ts";
import { viewOf } from "./features/view.ts";
import type { IdenticalHost } from "./identical.ts";
import { suggestedIn } from "./liveEntries.ts";
import type { LookResult } from "./protocol.ts";
import { readerOf } from "./settings.ts";
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
    const file = await closedText(host.files, uri);
    const stored = typeof file === "string" ? file : await closedDecisions(host.files, uri, file.text);
    // What cannot be read says so in the list already.
    if (typeof file === "string" || typeof stored === "string") continue;
    const options = await reading(uri);
    const detections = await closedDetections(file.text, stored.published, options);
    const { settings } = options;
    const view = viewOf(
      TextDocument.create(uri, "article", 0, file.text),
      detections,
      stored.decided,
      settings.codebook,
      [],
      readerOf(settings, host.annotator()),
      ownTotalsIn(stored.header),
    );
    index.suggest(uri, await sha256(plainBytes(file.text)), suggestedIn({ view }));
    looked++;
    await host.pause();
  }
  return { looked, cancelled: false };
}
