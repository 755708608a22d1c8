import assert from "node:assert/strict";
import { test } from "node:test";
import { AT, SIDECAR, said, startArticles } from "../support/articles.ts";

// The sidecar as a file among others: other programs, checkouts, deletions. Killed writers and several at once:
// processes.test.ts; git itself: cli/merge.test.ts.

const ONE = "ADEN, June 15, 2012: Clashes in Abyan, Rada and Taiz.";
const TWO = "Heavy rain fell on Taiz. Clashes in Abyan and Rada went on.";

/** Article and sidecar as a branch has them, with one decision. */
async function branch(text: string, words: string): Promise<string> {
  const { open, decide, text: at } = startArticles({ [AT]: text });
  await open(text);
  await decide("accept", words);
  return (at(SIDECAR) ?? "").replaceAll('"id":"id', `"id":"${words}`);
}

/** The editor takes over what a checkout wrote. */
const replaced = (articles: ReturnType<typeof startArticles>["articles"], text: string, version: number) =>
  articles.change(AT, version, [{ text }]);

test("a checkout changes article and sidecar in either order: the other branch is taken as it is", async () => {
  const mine = await branch(ONE, "Taiz");
  const theirs = await branch(TWO, "Abyan");
  for (const order of ["sidecar first", "article first"]) {
    const { articles, open, put, text, decided } = startArticles({ [AT]: ONE, [SIDECAR]: mine });
    await open(ONE);
    put(AT, TWO);
    put(SIDECAR, theirs);
    const steps = [() => articles.sidecarChanged(SIDECAR), () => replaced(articles, TWO, 2)];
    for (const step of order === "sidecar first" ? steps : steps.reverse()) {
      step();
      await articles.settled();
    }
    assert.deepEqual(await decided(), ["Abyan: LOC accepted"], order);
    await articles.settled();
    assert.equal(text(SIDECAR), theirs, order);
  }
});

test("a decision made while the editor still shows the other branch waits for the text, and is then among the new ones", async () => {
  const mine = await branch(ONE, "Taiz");
  const theirs = await branch(TWO, "Abyan");
  const { articles, open, put, text, decide, decided, errors, stored } = startArticles({
    [AT]: ONE,
    [SIDECAR]: mine,
  });
  await open(ONE);
  put(AT, TWO);
  put(SIDECAR, theirs);
  await decide("reject", "Rada");
  assert.match(errors[0] ?? "", /changed by another program, as by a checkout.*kept in memory/);
  assert.equal(text(SIDECAR), theirs, "nothing is written over the other branch");
  replaced(articles, TWO, 2);
  await articles.settled();
  assert.deepEqual(await decided(), ["Abyan: LOC accepted", "Rada: ORG rejected"]);
  assert.deepEqual(stored().annotations.map(said), ["Abyan: LOC accepted", "Rada: ORG rejected"]);
});

test("what the editor has not saved is annotated as ever: only a file that others changed makes it wait", async () => {
  const { articles, open, insert, decide, errors, stored } = startArticles({ [AT]: ONE });
  await open(ONE);
  await decide("accept", "Taiz");
  insert("Now ", 2);
  await articles.seen(AT);
  await decide("accept", "Abyan");
  assert.deepEqual(errors, []);
  assert.equal(stored().annotations.length, 2);
});

test("two windows decide on the same at the same time: one stands, the other is beside it, in both", async () => {
  const one = startArticles({ [AT]: ONE });
  // Two servers on the same files.
  const two = startArticles(
    {},
    { files: one.files, newId: () => `two${Math.floor(performance.now() * 1000)}` },
  );
  await one.open(ONE);
  await two.open(ONE);
  await one.decide("accept", "Taiz");
  two.articles.sidecarChanged(SIDECAR);
  await two.articles.settled();
  // The second has not heard of what the first does now.
  await one.decide("reject", "Taiz");
  const [seen] = (await two.articles.seen(AT))?.article.decided ?? [];
  await two.articles.correct({
    uri: AT,
    version: 1,
    correction: { type: "relabel", ids: [seen?.id ?? ""], label: "ORG" },
  });
  await two.articles.settled();
  one.articles.sidecarChanged(SIDECAR);
  await one.articles.settled();
  const both = await Promise.all(
    [one, two].map(async ({ articles }) => (await articles.seen(AT))?.article.decided),
  );
  assert.deepEqual(both[0], both[1]);
  const [annotation] = both[0] ?? [];
  assert.equal(annotation?.conflict, true);
  assert.deepEqual([annotation?.status, ...(annotation?.opinions ?? []).map(({ status }) => status)].sort(), [
    "corrected",
    "rejected",
  ]);
  assert.match(two.errors.join(), /decided 1 annotation differently/);
  // Chosen in one window, it is settled in both.
  const { by = null, at = null } = annotation?.opinions[0] ?? {};
  await one.articles.correct({
    uri: AT,
    version: 1,
    correction: { type: "settle", id: annotation?.id ?? "", opinion: 0, by, at },
  });
  await one.articles.settled();
  two.articles.sidecarChanged(SIDECAR);
  await two.articles.settled();
  const [settled] = (await two.articles.seen(AT))?.article.decided ?? [];
  assert.equal(settled?.conflict, false);
  assert.equal(settled?.status, annotation?.opinions[0]?.status);
});

test("a sidecar that vanishes takes its decisions along, and undoing brings them back", async () => {
  const { articles, open, decide, files, decided, stored } = startArticles({ [AT]: ONE });
  await open(ONE);
  await decide("accept", "Taiz");
  await files.remove(SIDECAR);
  // Between reading and writing: nobody has told the server.
  await decide("accept", "Abyan");
  assert.deepEqual(stored().annotations.map(said), ["Abyan: LOC accepted"]);
  assert.deepEqual(await articles.revert(AT, false), { done: true, ids: ["id1"], lost: [] });
  await articles.settled();
  assert.deepEqual(await decided(), ["Abyan: LOC accepted", "Taiz: LOC accepted"]);
  assert.equal(stored().annotations.length, 2);
});

test("an article that vanishes loses no decision", async () => {
  const { open, decide, files, stored, errors } = startArticles({ [AT]: ONE });
  await open(ONE);
  await files.remove(AT);
  await decide("accept", "Taiz");
  assert.deepEqual(stored().annotations.map(said), ["Taiz: LOC accepted"]);
  assert.deepEqual(errors, []);
});

test("whatever the disk answers is said, and the decision is written when it can be", async () => {
  for (const [code, words] of [
    ["ENOSPC", /the disk is full/],
    ["EACCES", /permission denied/],
    ["EROFS", /read-only/],
    ["EISDIR", /a folder of that name/],
    ["EIO", /EIO/],
  ] as const) {
    const { open, decide, state, errors, pass, stored, text } = startArticles({ [AT]: ONE });
    await open(ONE);
    await decide("accept", "Abyan");
    const before = text(SIDECAR);
    state.fail = code;
    await decide("accept", "Taiz");
    assert.match(errors[0] ?? "", words);
    assert.equal(text(SIDECAR), before);
    state.fail = null;
    await pass();
    assert.equal(stored().annotations.length, 2);
  }
});

test("conflict marks of git are never written over; resolving them merges both sides by id", async () => {
  const mine = await branch(ONE, "Taiz");
  const theirs = await branch(ONE, "Abyan");
  const [head = "", line = "", tail = ""] = mine.split(/(^ {4}\{.*\n)/m);
  const other = /^ {4}\{.*\n/m.exec(theirs)?.[0] ?? "";
  const marked = `${head}<<<<<<< HEAD\n${line}||||||| base\n=======\n${other}>>>>>>> side\n${tail}`;
  const { articles, open, decide, put, text, stored, shown } = startArticles({
    [AT]: ONE,
    [SIDECAR]: marked,
  });
  await open(ONE);
  assert.match(
    (await shown(({ problems }) => problems.length > 0)).problems[0]?.message ?? "",
    /conflict marks/,
  );
  await assert.rejects(decide("accept", "ADEN"), /conflict marks/);
  assert.equal(text(SIDECAR), marked);
  const broken = Buffer.from(marked.replaceAll('"by":"', '"by":"\xe9'), "latin1");
  put(SIDECAR, broken);
  await assert.rejects(articles.resolve(AT), /not UTF-8/);
  assert.equal(text(SIDECAR), broken.toString());
  put(SIDECAR, marked);
  assert.deepEqual(await articles.resolve(AT), { conflicts: 0 });
  assert.deepEqual(stored().annotations.map(said), ["Abyan: LOC accepted", "Taiz: LOC accepted"]);
  assert.deepEqual((await shown(({ problems }) => problems.length === 0)).problems, []);
  await decide("accept", "ADEN");
  await assert.rejects(articles.resolve(AT), /no whole conflict marks/);
});

test("decisions that could not be written go along with a folder that is renamed", async () => {
  const { articles, open, decide, files, state, put, stored, uris } = startArticles({ [AT]: ONE });
  await open(ONE);
  state.fail = "EACCES";
  await decide("accept", "Taiz");
  articles.close(AT);
  await articles.settled();
  const to = "file:///n/a.txt";
  await files.remove(AT);
  put(to, ONE);
  state.fail = null;
  await articles.renamed("file:///w", "file:///n");
  assert.deepEqual(stored(`${to}.dateline.json`).annotations.map(said), ["Taiz: LOC accepted"]);
  assert.deepEqual(uris(), [to, `${to}.dateline.json`]);
});

test("what cannot be read is put aside as it is under the lock, each time under a name of its own", async () => {
  const mine = await branch(ONE, "Taiz");
  const { articles, open, put, files, text, uris } = startArticles({ [AT]: ONE, [SIDECAR]: "{ broken" });
  await open(ONE);
  const first = await articles.setAside(AT);
  put(SIDECAR, "{ worse");
  articles.sidecarChanged(SIDECAR);
  await articles.settled();
  const second = await articles.setAside(AT);
  assert.deepEqual([text(`file:///w/${first}`), text(`file:///w/${second}`)], ["{ broken", "{ worse"]);
  put(SIDECAR, "{ once more");
  articles.sidecarChanged(SIDECAR);
  await articles.settled();
  // Another program mends it while the lock is waited for.
  files.exclusive = (_, task) => {
    put(SIDECAR, mine);
    return task();
  };
  assert.equal(await articles.setAside(AT), null);
  assert.equal(text(SIDECAR), mine);
  assert.equal(uris().length, 4);
});
