import assert from "node:assert/strict";
import { test } from "node:test";
import { CorrectionError } from "../../server/src/annotations/correction.ts";
import { defaultSettings, type Settings } from "../../server/src/settings.ts";
import { AT, SIDECAR, said, startArticles } from "../support/articles.ts";
import { memoryFiles } from "../support/memoryFiles.ts";

const TEXT = "ADEN, June 15, 2012: Clashes in Abyan and Taiz. Abyan is calm.";

test("a text that changes while its hash is computed leaves no annotation on other words", async () => {
  const first = startArticles({ [AT]: TEXT });
  await first.open(TEXT);
  await first.decide("accept", "Taiz");
  // Unsaved text on top of another file: the hash of what the editor has is computed anew.
  const again = startArticles({ [AT]: "old", [SIDECAR]: first.text(SIDECAR) ?? "" });
  const { digest } = crypto.subtle;
  let count = 0;
  crypto.subtle.digest = async (...args) => {
    const result = await digest.apply(crypto.subtle, args);
    if (++count === 1) again.insert("Heavy ", 2);
    return result;
  };
  try {
    const seen = await again.open(TEXT);
    const [taiz] = seen?.article.decided ?? [];
    assert.equal(count, 2);
    assert.equal(seen?.article.document.getText().slice(taiz?.start, taiz?.end), "Taiz");
    assert.equal(taiz?.status, "accepted");
  } finally {
    crypto.subtle.digest = digest;
  }
});

test("settings that cannot be had are the defaults, and no name is too odd", async () => {
  const { open, logged, decide, stored } = startArticles(
    { [AT]: TEXT },
    { settings: () => Promise.reject(new Error("not ready")) },
  );
  await open(TEXT);
  assert.match(logged[0] ?? "", /not ready/);
  await decide("accept", "Taiz");
  assert.deepEqual(stored().annotations.map(said), ["Taiz: LOC accepted"]);
  await open(TEXT, "file:///w/%E9.txt");
});

test("a text that is closed and opened anew while settings are asked for is one article", async () => {
  const answers: (() => void)[] = [];
  let slow = false;
  const { articles, open } = startArticles(
    { [AT]: TEXT },
    {
      settings: async () => {
        if (slow) await new Promise<void>((resolve) => answers.push(resolve));
        return defaultSettings;
      },
    },
  );
  await open(TEXT, AT, "plaintext");
  slow = true;
  const changed = articles.settingsChanged();
  // As a switch of the language does; the settings of the new text are not there yet either.
  articles.close(AT);
  const opened = open(TEXT);
  answers[0]?.();
  await changed;
  answers[1]?.();
  assert.ok(await opened);
  assert.ok(await articles.seen(AT));
});

test("a text that the settings leave out shows nothing; one that they take in is read", async () => {
  let settings: Settings = defaultSettings;
  const { articles, open, shown } = startArticles({ [AT]: TEXT }, { settings: async () => settings });
  await open(TEXT, AT, "plaintext");
  assert.ok((await shown()).annotations.length > 0);
  settings = { ...defaultSettings, exclude: ["**/a.txt"] };
  await articles.settingsChanged();
  assert.deepEqual((await shown()).annotations, []);
  assert.equal(await articles.seen(AT), null);
  settings = { ...defaultSettings, include: ["", "**/*.txt"], exclude: [""] };
  await articles.settingsChanged();
  assert.ok(await articles.seen(AT));
});

test("a correction without a version means the text as it was when it came", async () => {
  const { articles, open, insert, decided } = startArticles({ [AT]: TEXT });
  const seen = await open(TEXT);
  const id = seen?.analysis.detections.entities.find(({ text }) => text === "Taiz")?.id ?? "";
  insert(" ", 2);
  const correction = articles.correct({ uri: AT, version: null, correction: { type: "accept", ids: [id] } });
  insert("Rada, Aden, ", 3);
  await assert.rejects(correction, CorrectionError);
  assert.deepEqual(await decided(), []);
  for (const version of [1, 2, 4])
    await assert.rejects(
      articles.correct({ uri: AT, version, correction: { type: "accept", ids: [id] } }),
      /text has changed/,
    );
});

test("only the present version of a text is published", async () => {
  const { published, open, insert, articles } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  for (let version = 2; version < 20; version++) {
    insert("x ", version);
    if (version % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    const before = published.length;
    await articles.seen(AT);
    for (const { version: shown } of published.slice(before)) assert.equal(shown, version);
  }
});

test("undo and redo do not touch what another program has decided since", async () => {
  const { open, decide, edit, articles, stored, decided } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  await edit((text) => text.replace('"label":"LOC"', '"label":"ORG"').replace('"by":"me"', '"by":"other"'));
  assert.deepEqual(await decided(), ["Taiz: ORG accepted"]);
  await assert.rejects(articles.revert(AT, false), /Another program has decided/);
  assert.deepEqual(await articles.revert(AT, false), { done: false, ids: [], lost: [] });
  assert.deepEqual(stored().annotations.map(said), ["Taiz: ORG accepted"]);
});

test("what can be taken back and made again moves with the text", async () => {
  const { open, decide, insert, articles } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  await articles.revert(AT, false);
  insert("Rada: ", 2);
  await articles.revert(AT, true);
  const seen = await articles.seen(AT);
  const [taiz] = seen?.article.decided ?? [];
  assert.equal(seen?.article.document.getText().slice(taiz?.start, taiz?.end), "Taiz");
  insert("Ibb: ", 3);
  assert.deepEqual(await articles.revert(AT, false), { done: true, ids: [], lost: [] });
});

test("what is taken back after its words were deleted says so, and stands on them when they are back", async () => {
  const { open, decide, decided, articles } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  await decide("remove", "Taiz");
  const character = TEXT.indexOf(" and Taiz");
  const start = { line: 0, character };
  articles.change(AT, 2, [{ range: { start, end: { line: 0, character: character + 9 } }, text: "" }]);
  assert.deepEqual((await articles.revert(AT, false)).lost, ["Taiz"]);
  assert.deepEqual(await decided(), ["Taiz: LOC orphaned"]);
  articles.change(AT, 3, [{ range: { start, end: start }, text: " and Taiz" }], "undo");
  assert.deepEqual(await decided(), ["Taiz: LOC accepted"]);
  assert.equal((await articles.seen(AT))?.article.decided[0]?.start, TEXT.indexOf("Taiz"));
});

test("a correction is shown however slow the disk is, and shown once", async () => {
  const memory = memoryFiles({ [AT]: TEXT });
  let written = (): void => undefined;
  const { open, articles, published } = startArticles(
    {},
    {
      files: {
        ...memory.files,
        write: async (uri, content) => {
          await new Promise<void>((resolve) => {
            written = resolve;
          });
          await memory.files.write(uri, content);
        },
      },
    },
  );
  const seen = await open(TEXT);
  const ids = seen?.view.items.slice(0, 1).map(({ published: { id } }) => id) ?? [];
  await articles.correct({ uri: AT, version: 1, correction: { type: "accept", ids } });
  const count = published.length;
  assert.equal(published.at(-1)?.annotations[0]?.status, "accepted");
  written();
  await articles.settled();
  await articles.seen(AT);
  assert.equal(published.length, count);
  assert.match(memory.text(SIDECAR) ?? "", /accepted/);
});

test("other line ends, sent as the whole text, keep repeated names", async () => {
  const text = "Fighting in Abyan.\r\nTroops left Abyan.\r\nAbyan fell.\r\n";
  const { open, decide, articles } = startArticles({ [AT]: text });
  await open(text);
  await decide("accept", "Abyan");
  const next = text.replaceAll("\r\n", "\n");
  articles.change(AT, 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } }, text: next },
  ]);
  const seen = await articles.seen(AT);
  const { decided = [] } = seen?.article ?? {};
  assert.deepEqual(
    decided.map(({ start, status }) => `${start} ${status}`),
    [...next.matchAll(/Abyan/g)].map(({ index }) => `${index} accepted`),
  );
});

test("a text that comes again as it was is no change", async () => {
  const { open, decide, articles, state } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  const { writes } = state;
  articles.change(AT, 2, [{ text: TEXT }]);
  assert.equal((await articles.seen(AT))?.article.dirty, false);
  articles.saved(AT);
  await articles.settled();
  assert.equal(state.writes, writes);
});

test("many changes at once, as replacing all sends them, are one change", async () => {
  const text = "Clashes in Abyan. Clashes in Taiz.\nClashes in Abyan.\n";
  const { open, decide, articles } = startArticles({ [AT]: text });
  for (const order of ["descending", "as they come"]) {
    await open(text, AT, "article", 1);
    await decide("accept", "Abyan");
    await decide("accept", "Taiz");
    const places = [...text.matchAll(/Clashes/g)].map(({ index }) => index);
    const change = (at: number, by: number) => {
      const line = at + by > 34 ? 1 : 0;
      const character = line === 0 ? at + by : at - text.indexOf("\n") - 1;
      const range = { start: { line, character }, end: { line, character: character + 7 } };
      return { range, text: "Fighting" };
    };
    const changes =
      order === "descending"
        ? places.toReversed().map((at) => change(at, 0))
        : places.map((at, n) => change(at, at > 34 ? 0 : n));
    articles.change(AT, 2, changes);
    const { article } = (await articles.seen(AT)) ?? {};
    const now = article?.document.getText() ?? "";
    assert.equal(now, text.replaceAll("Clashes", "Fighting"));
    assert.deepEqual(
      article?.decided.map(({ start, end, status }) => `${now.slice(start, end)} ${status}`).sort(),
      ["Abyan accepted", "Abyan accepted", "Taiz accepted"],
    );
    articles.close(AT);
    await articles.settled();
  }
});

test("what is wrong is looked for once a correction, in what the correction has left", async () => {
  const looked: unknown[] = [];
  const { open, decide } = startArticles(
    { [AT]: TEXT },
    {
      problems: (_, view) =>
        void looked.push(
          view?.items.flatMap(({ published: { text, status } }) => (status === "accepted" ? [text] : [])),
        ),
    },
  );
  await open(TEXT);
  looked.length = 0;
  await decide("accept", "Taiz");
  assert.deepEqual(looked, [["Taiz"]]);
});
