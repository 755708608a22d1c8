import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { newArticle } from "../../server/src/article.ts";
import type { KnownChange } from "../../server/src/deltas.ts";
import { detect } from "../../server/src/detect/detect.ts";
import type { PublishParams } from "../../server/src/protocol.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { createShowing } from "../../server/src/showing.ts";
import { AT, startArticles } from "../support/articles.ts";

const TEXT =
  "ADEN, June 15, 2012 (Reuters) - At least 31 militants were killed in Abyan. Clashes went on in Taiz.";

function start() {
  const published: { readonly params: PublishParams; readonly change: KnownChange | undefined }[] = [];
  const showing = createShowing({
    annotator: () => "me",
    publish: (params, change) => void published.push({ params, change }),
    problems: () => undefined,
    tidy: () => undefined,
    takesPreliminary: () => true,
    log: (message) => assert.fail(message),
  });
  const article = newArticle(TextDocument.create(AT, "article", 1, TEXT), defaultSettings);
  const analysis = { version: 1, detections: detect(TEXT), former: new Map() };
  return { showing, article, analysis, published };
}

/** A decision on a word of the text. */
async function decisionOn(words: string) {
  const { open, decide } = startArticles();
  await open(TEXT);
  await decide("accept", words);
  const seen = await open(TEXT);
  return seen?.article.decided ?? [];
}

test("what is decided while a view is made is shown, whenever that is", async () => {
  const decided = await decisionOn("Taiz");
  for (let at = 0; ; at++) {
    const { showing, article, analysis, published } = start();
    const steps = showing.prepare(article, analysis);
    let step = steps.next();
    for (let n = 0; n < at && !step.done; n++) step = steps.next();
    article.decided = decided;
    while (!step.done) step = steps.next();
    showing.publish(article, analysis);
    const [last] = published;
    const taiz = last?.params.annotations.find(({ text }) => text === "Taiz");
    assert.equal(taiz?.status, "accepted", `decided at step ${at}`);
    if (at > 30) break;
  }
});

test("what is shown already stays the same object, so that only what is new is sent", () => {
  const { showing, article, analysis, published } = start();
  showing.publish(article, analysis);
  const again = { version: 1, detections: detect(TEXT), former: new Map() };
  showing.publish(article, again);
  const [first, second] = published;
  assert.ok(first && second);
  assert.deepEqual(second.change, { former: first.params, splices: [] });
  for (const [n, one] of second.params.annotations.entries()) assert.equal(one, first.params.annotations[n]);
});
