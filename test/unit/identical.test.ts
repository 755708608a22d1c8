import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createActs } from "../../server/src/acts.ts";
import { createIdentical, type IdenticalHost } from "../../server/src/identical.ts";
import {
  type Act,
  type ApplyIdenticalParams,
  type FindIdenticalParams,
  type FindIdenticalResult,
  type IdenticalReport,
  identicalCommands,
} from "../../server/src/protocol.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { AT, SIDECAR, said, startArticles } from "../support/articles.ts";

const TEXT = "Rebels took Qarnish on Friday. The Qarnish Brigade left; Qarnish's port burned.\n";
const OTHER = "Two people died in Qarnish. The port of Qarnish is closed.\n";
const ARABIC = "قال سكان قرنيش إن القتال في قرنيش توقف، ولقرنيش ميناء.\n";
const B = "file:///w/b.txt";
const C = "file:///w/c.txt";

/** Articles in memory and what is done to all mentions of the same words in them. */
function start(files: Record<string, string> = { [AT]: TEXT, [B]: OTHER, [C]: "Nothing of it.\n" }) {
  const host = startArticles(files);
  let ids = 0;
  const written: string[] = [];
  const own: IdenticalHost = {
    files: host.files,
    articles: host.articles,
    workspace: async () => Object.keys(files).filter((uri) => uri.endsWith(".txt")),
    reading: () => async () => ({
      pause: async () => undefined,
      settings: defaultSettings,
      names: undefined,
    }),
    relativePath: (uri) => uri.replace("file:///w/", ""),
    written: (sidecar) => {
      written.push(sidecar);
      host.articles.sidecarChanged(sidecar);
    },
    annotator: () => "me",
    now: () => "2026-01-02T03:04:05Z",
    newId: () => `all${++ids}`,
    detector: "dateline@0",
    pause: async () => undefined,
    keep: () => undefined,
    showError: (message) => void host.errors.push(message),
    log: (message) => void host.logged.push(message),
  };
  const identical = createIdentical(own, createActs(own));
  const stop = { cancelled: false };
  const run = <T>(command: string, argument: unknown): Promise<T> =>
    identical.run(command, argument, {
      cancelled: () => stop.cancelled,
      progress: () => undefined,
    }) as Promise<T>;
  const find = (params: Partial<FindIdenticalParams> & { act: Act }): Promise<FindIdenticalResult> =>
    run(identicalCommands.find, { uri: AT, scope: "workspace", ...params });
  return {
    ...host,
    stop,
    written,
    find,
    apply: (params: ApplyIdenticalParams) => run<IdenticalReport>(identicalCommands.apply, params),
    undo: () => run<IdenticalReport>(identicalCommands.undo, undefined),
    /** Acts on all that is meant, and waits until it is written. */
    async all(params: Partial<FindIdenticalParams> & { act: Act }) {
      const found = await find(params);
      const articles = found.articles.map(({ uri, sha256, mentions }) => ({
        uri,
        sha256,
        ids: mentions.filter(({ apart }) => !apart).map(({ id }) => id),
      }));
      const { act, label } = { label: found.label, ...params };
      const report = await run<IdenticalReport>(identicalCommands.apply, {
        act,
        ...(label === null ? {} : { label }),
        articles,
      });
      await host.articles.settled();
      return report;
    },
    decisions: (uri: string) => host.stored(`${uri}.dateline.json`).annotations.map(said),
  };
}

/** The range of the first place of some words in a text of one line. */
const rangeOf = (words: string, text = TEXT) => ({
  start: { line: 0, character: text.indexOf(words) },
  end: { line: 0, character: text.indexOf(words) + words.length },
});

/** What is found, a line each: `*` where it is meant. */
const lines = ({ articles }: FindIdenticalResult): string[] =>
  articles.flatMap(({ path, mentions }) =>
    mentions.map(({ before, text, status, label, within, apart }) =>
      `${apart ? " " : "*"} ${path}: ${before.trim().split(" ").at(-1)} [${text}] ${within ? `in ${within}` : (status ?? "")} ${label ?? ""}`.trimEnd(),
    ),
  );

test("words are found in the article and in articles that are not open, those inside others told apart", async () => {
  const on = start();
  await on.open(TEXT);
  await on.decide("reject", "Qarnish");
  const brigade = rangeOf("Qarnish Brigade");
  await on.articles.correct({
    uri: AT,
    version: 1,
    correction: { type: "add", range: brigade, label: "ORG" },
  });
  const found = await on.find({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  assert.equal(found.text, "Qarnish");
  const own = lines(found);
  assert.ok(own.includes("  a.txt: The [Qarnish] in ORG Qarnish Brigade"), own.join("\n"));
  assert.equal(own.filter((line) => line.includes("b.txt")).length, 2, own.join("\n"));
  assert.ok(own.every((line) => !line.includes("c.txt")));
});

test("a decision that says otherwise is listed and not meant, one like that of the mention is", async () => {
  const text = "Qarnish fell. They fled Qarnish. Near Qarnish and in Qarnish.\n";
  const on = start({ [AT]: text });
  await on.open(text);
  const add = (nth: number, label: string) => {
    let at = -1;
    for (let i = 0; i < nth; i++) at = text.indexOf("Qarnish", at + 1);
    const range = { start: { line: 0, character: at }, end: { line: 0, character: at + 7 } };
    return on.articles.correct({ uri: AT, version: 1, correction: { type: "add", range, label } });
  };
  const { ids } = await add(1, "LOC");
  await add(2, "ORG");
  await add(3, "LOC");
  const accepted = await on.find({ act: "accept", ids });
  assert.equal(accepted.already, 2);
  assert.deepEqual(
    accepted.articles[0]?.mentions.map(({ label, apart }) => `${label} ${apart}`),
    ["ORG true", `${accepted.articles[0]?.mentions[1]?.label} false`],
  );
  const relabelled = await on.find({ act: "relabel", label: "PERSON", ids });
  assert.deepEqual(
    relabelled.articles[0]?.mentions.slice(0, 3).map(({ label, apart }) => `${label} ${apart}`),
    ["LOC false", "ORG true", "LOC false"],
  );
  assert.equal((await on.all({ act: "remove", ids })).mentions, 2);
  assert.deepEqual(await on.decided(), ["Qarnish: ORG corrected"]);
});

test("one act in the article is one step of its undo", async () => {
  const text = "Qarnish fell. They fled Qarnish. Near Qarnish and in Qarnish.\n";
  const on = start({ [AT]: text });
  await on.open(text);
  const report = await on.all({
    act: "accept",
    label: "ORG",
    range: rangeOf("Qarnish", text),
    scope: "article",
  });
  assert.deepEqual(report, { articles: 1, mentions: 4, leftOut: [] });
  assert.equal((await on.decided()).length, 4);
  assert.equal((await on.articles.revert(AT, false)).done, true);
  assert.deepEqual(await on.decided(), []);
  assert.equal((await on.articles.revert(AT, true)).done, true);
  assert.equal((await on.decided()).length, 4);
});

test("over the workspace: sidecars of closed articles are written, and one undo takes all back", async () => {
  const on = start({ [AT]: TEXT, [B]: OTHER, [C]: ARABIC });
  await on.open(TEXT);
  const report = await on.all({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  assert.equal(report.articles, 2);
  assert.deepEqual(
    on.decisions(B).map((line) => line.split(" ")[1]),
    ["LOC", "LOC"],
  );
  assert.deepEqual(on.written, [`${B}.dateline.json`]);
  const back = await on.undo();
  assert.deepEqual({ ...back, mentions: 0 }, { articles: 2, mentions: 0, leftOut: [] });
  await on.articles.settled();
  // Sidecars that were made for it alone are gone with it.
  assert.deepEqual(on.uris(), [AT, B, C]);
  await assert.rejects(on.undo(), /No change/);
});

test("in Arabic: the mentions are without their clitics", async () => {
  const on = start({ [AT]: ARABIC });
  await on.open(ARABIC);
  await on.all({ act: "relabel", label: "LOC", range: rangeOf("قرنيش", ARABIC) });
  assert.deepEqual(
    on.stored().annotations.map(({ quote, start: at }) => `${quote} ${at}`),
    [9, 28, 42].map((at) => `قرنيش ${at}`),
  );
});

test("what somebody has decided since is left as it is and said, the rest is taken back", async () => {
  const on = start();
  await on.open(TEXT);
  await on.all({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  const sidecar = `${B}.dateline.json`;
  on.put(sidecar, (on.text(sidecar) ?? "").replace('"label":"LOC"', '"label":"ORG"'));
  const theirs = on.text(sidecar);
  const back = await on.undo();
  await on.articles.settled();
  assert.equal(back.articles, 1);
  assert.match(back.leftOut.join(), /^b\.txt: somebody has decided otherwise/);
  assert.equal(on.text(sidecar), theirs);
  assert.deepEqual(await on.decided(), []);
});

test("an article that was edited or decided on since it was looked at is left as it is", async () => {
  const on = start();
  await on.open(TEXT);
  const found = await on.find({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  on.put(B, `More. ${OTHER}`);
  const articles = found.articles.map(({ uri, sha256, mentions }) => ({
    uri,
    sha256,
    ids: mentions.map(({ id }) => id),
  }));
  await on.articles.correct({
    uri: AT,
    version: 1,
    correction: { type: "add", range: rangeOf("Qarnish"), label: "WEAPON" },
  });
  const report = await on.apply({ act: "relabel", label: "LOC", articles });
  assert.equal(report.articles, 1);
  assert.match(report.leftOut.join("\n"), /a\.txt: 1 of 3 were decided otherwise since/);
  assert.match(report.leftOut.join("\n"), /b\.txt: the text has changed since/);
  assert.equal(on.text(`${B}.dateline.json`), null);
  // What is not of a place is no mention.
  await on.apply({ act: "reject", articles: [{ uri: AT, ids: ["nonsense", "9:1-3", "0:0-99999"] }] });
});

test("a sidecar that cannot be used or written is left out and said; undoing tries again", async () => {
  const on = start();
  await on.open(TEXT);
  on.put(`${B}.dateline.json`, "{");
  const found = await on.find({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  assert.match(found.leftOut.join(), /^b\.txt: its sidecar cannot be used/);
  await on.files.remove(`${B}.dateline.json`);
  const again = await on.find({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  const articles = again.articles
    .filter(({ uri }) => uri === B)
    .map(({ uri, sha256, mentions }) => ({ uri, sha256, ids: mentions.map(({ id }) => id) }));
  on.state.fail = "ENOSPC";
  const failed = await on.apply({ act: "relabel", label: "LOC", articles });
  assert.deepEqual([failed.articles, failed.leftOut.length], [0, 1]);
  assert.match(failed.leftOut.join(), /b\.txt.*the disk is full/);
  on.state.fail = null;
  assert.equal((await on.apply({ act: "relabel", label: "LOC", articles })).articles, 1);
  on.state.fail = "EROFS";
  assert.match((await on.undo()).leftOut.join(), /the disk is read-only/);
  on.state.fail = null;
  assert.equal((await on.undo()).articles, 1);
});

test("cancelled, it stops where it is, and what was done can be undone", async () => {
  const on = start();
  await on.open(TEXT);
  const found = await on.find({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  on.stop.cancelled = true;
  const articles = found.articles.map(({ uri, sha256, mentions }) => ({
    uri,
    sha256,
    ids: mentions.map(({ id }) => id),
  }));
  const report = await on.apply({ act: "relabel", label: "LOC", articles });
  assert.deepEqual(report, { articles: 0, mentions: 0, leftOut: ["2 articles: the command was cancelled"] });
});

test("an article that is edited, opened or closed in between is undone where its decisions stand", async () => {
  const on = start();
  await on.open(TEXT);
  await on.all({ act: "relabel", label: "LOC", range: rangeOf("Qarnish") });
  on.insert("Aden: ", 2);
  await on.open(OTHER, B);
  assert.equal((await on.decided(B)).length, 2);
  const back = await on.undo();
  assert.deepEqual(back.leftOut, []);
  await on.articles.settled();
  assert.deepEqual([...(await on.decided()), ...(await on.decided(B))], []);
  assert.equal(on.text(`${B}.dateline.json`), null);
});

test("apply and undo give the same bytes, whatever was decided before", async () => {
  const act = fc.constantFrom<Act>("accept", "relabel", "reject", "remove");
  const label = fc.constantFrom("LOC", "ORG", "PERSON");
  const steps = fc.array(fc.record({ act, label, isOpen: fc.boolean() }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(steps, async (rounds) => {
      const on = start({ [AT]: TEXT, [B]: OTHER });
      await on.open(TEXT);
      const states: (string | null)[][] = [];
      const now = (): (string | null)[] => [on.text(SIDECAR), on.text(`${B}.dateline.json`)];
      for (const { act: own, label: given, isOpen } of rounds) {
        if (isOpen) await on.open(OTHER, B);
        else on.articles.close(B);
        await on.articles.settled();
        const before = now();
        const labels = own === "accept" || own === "relabel";
        const report = await on.all({
          act: own,
          ...(labels ? { label: given } : {}),
          range: rangeOf("Qarnish"),
        });
        if (report.articles > 0) states.push(before);
        else assert.deepEqual(now(), before);
      }
      for (const before of states.reverse()) {
        const report = await on.undo();
        await on.articles.settled();
        assert.deepEqual(report.leftOut, []);
        assert.deepEqual(now(), before);
      }
    }),
    { numRuns: 40 },
  );
});
