import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analyses, type AnalysisHost, createAnalyses } from "../../server/src/analysis.ts";
import type { EntityLabel } from "../../server/src/detect/detection.ts";

const URI = "file:///a.txt";
/** So long that it is read in many slices. */
const LONG = Array.from(
  { length: 3000 },
  (_, n) => `At least ${n + 2} militants were killed in Abyan on Friday, officials said, not ${n * 7}.`,
).join("\n\n");

function start(text: string, over: Partial<AnalysisHost> = {}) {
  let document = TextDocument.create(URI, "article", 1, text);
  const done: number[] = [];
  const failed: unknown[] = [];
  let pauses = 0;
  let onPause = (_: number): void => undefined;
  const analyses: Analyses = createAnalyses({
    pause: async () => {
      onPause(++pauses);
    },
    document: () => document,
    suggests: () => true,
    options: () => ({}),
    *prepare() {
      yield;
    },
    done: (_, { version }) => void done.push(version),
    given: () => null,
    failed: (_, error) => void failed.push(error),
    ...over,
  });
  return {
    analyses,
    done,
    failed,
    pauses: () => pauses,
    atPause(task: (n: number) => void) {
      onPause = task;
    },
    change(next: string, isShown = false) {
      document = TextDocument.create(URI, "article", document.version + 1, next);
      analyses.changed(URI, isShown);
    },
  };
}

test("a newer text stops the reading of the older, whose result is never given out", async () => {
  // The options are asked for when a run begins: a slow machine may pause in the newer text too.
  let runs = 0;
  const run = start(LONG, {
    options: () => {
      runs++;
      return {};
    },
  });
  let after = 0;
  run.atPause((n) => {
    if (n === 3) run.change("In Aden.");
    if (runs === 1) after = n;
  });
  run.analyses.changed(URI);
  const current = await run.analyses.current(URI);
  // Whoever waited for the older text gets the newer.
  assert.equal(current?.version, 2);
  assert.deepEqual(
    current.detections.entities.map(({ text }) => text),
    ["Aden"],
  );
  assert.deepEqual(run.done, [2]);
  assert.equal(after, 3, "the older run went on");
});

test("a result that comes when the text has just changed is not given out", async () => {
  const run = start("In Aden.");
  run.analyses.changed(URI);
  await run.analyses.current(URI);
  // The run is over before anything else can happen, but what it gives is taken a moment later.
  run.analyses.again(URI);
  run.change("In Taiz.");
  await run.analyses.current(URI);
  assert.deepEqual(run.done, [1, 2]);
});

test("a text that is closed while it is read gives nothing", async () => {
  const run = start(LONG);
  run.atPause((n) => {
    if (n === 2) run.analyses.closed(URI);
  });
  run.analyses.changed(URI);
  assert.equal(await run.analyses.current(URI), null);
  assert.deepEqual(run.done, []);
});

test("one analysis a version, however many ask", async () => {
  const run = start("In Aden.");
  run.analyses.changed(URI);
  const all = await Promise.all([1, 2, 3].map(() => run.analyses.current(URI)));
  assert.equal(new Set(all).size, 1);
  assert.deepEqual(run.done, [1]);
  run.analyses.again(URI);
  await run.analyses.current(URI);
  assert.deepEqual(run.done, [1, 1]);
});

test("what the same text is no longer told of may still be decided on, until the text is another", async () => {
  let off: readonly EntityLabel[] = [];
  const run = start("Ten people died in Aden.", { options: () => ({ off }) });
  const formerOf = async () =>
    [...((await run.analyses.current(URI))?.former ?? [])].map(
      ([id, { suggestion }]) => `${id} ${suggestion.text}`,
    );
  run.analyses.changed(URI);
  const place = (await run.analyses.current(URI))?.detections.entities.find(({ text }) => text === "Aden");
  assert.deepEqual(await formerOf(), []);
  off = ["LOC"];
  run.analyses.again(URI);
  assert.deepEqual(await formerOf(), [`${place?.id} Aden`]);
  run.analyses.again(URI);
  assert.deepEqual(await formerOf(), [`${place?.id} Aden`]);
  off = [];
  run.analyses.again(URI);
  assert.deepEqual(await formerOf(), [], "it is there again");
  off = ["LOC"];
  run.analyses.again(URI);
  await run.analyses.current(URI);
  run.change("Ten people died in Aden on Friday.");
  assert.deepEqual(await formerOf(), []);
});

test("who is patient waits until the typing rests, unless somebody is not; nobody waits for a text that is closed", async () => {
  let runs = 0;
  const run = start("In Aden.", {
    options: () => {
      runs++;
      return {};
    },
  });
  run.analyses.changed(URI);
  await run.analyses.current(URI, true);
  run.change("In Taiz.", true);
  const patient = run.analyses.current(URI, true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(runs, 1, "the reading has begun");
  const current = await run.analyses.current(URI);
  assert.equal(await patient, current);
  assert.equal(current?.version, 2);
  run.change("In Abyan.", true);
  const late = run.analyses.current(URI, true);
  run.analyses.closed(URI);
  assert.equal(await late, null);
});

test("what was asked of a text that has gone on does not have it read anew with each key", async () => {
  const text = LONG.slice(0, 30_000);
  let runs = 0;
  const run = start(text, {
    options: () => {
      runs++;
      return {};
    },
  });
  run.analyses.changed(URI);
  await run.analyses.current(URI);
  run.change(`${text} a`, true);
  let typed = false;
  run.atPause(() => {
    if (typed) return;
    typed = true;
    run.change(`${text} ab`, true);
    setImmediate(() => run.change(`${text} abc`, true));
  });
  const current = await run.analyses.current(URI);
  assert.equal(current?.version, 4);
  assert.equal(runs, 3);
});

test("nothing is suggested where nothing is to be; what fails is said", async () => {
  const silent = start("In Aden.", { suggests: () => false });
  silent.analyses.changed(URI);
  assert.deepEqual((await silent.analyses.current(URI))?.detections.entities, []);
  const broken = start("In Aden.", {
    options: () => {
      throw new Error("no options");
    },
  });
  broken.analyses.changed(URI);
  assert.equal(await broken.analyses.current(URI), null);
  assert.equal(broken.failed.length, 1);
});
