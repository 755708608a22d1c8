import assert from "node:assert/strict";
import { test } from "node:test";
import { codePoints } from "../../server/src/positions.ts";
import { AT, SIDECAR, said, startArticles } from "../support/articles.ts";

const TEXT = "ADEN, June 15, 2012: Clashes in Abyan and Taiz. Abyan is calm.";

test("what cannot be written is tried again, ever more seldom, until it is", async () => {
  const { open, decide, state, timers, pass, stored, errors, shown } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  state.fail = "ENOSPC";
  await decide("accept", "Taiz");
  assert.match(errors[0] ?? "", /the disk is full.*kept in memory/);
  const waits: (number | undefined)[] = [];
  for (let n = 0; n < 5; n++) waits.push(await pass());
  assert.deepEqual(waits, [2000, 5000, 15_000, 30_000, 30_000]);
  assert.equal(errors.length, 1, "said once");
  state.fail = null;
  await pass();
  assert.deepEqual(stored().annotations.map(said), ["Taiz: LOC accepted"]);
  assert.deepEqual(timers, []);
  assert.deepEqual((await shown(({ problems }) => problems.length === 0)).problems, []);
});

test("a tab that is closed loses no decision: it is written later, or found again when it is opened", async () => {
  const { open, decide, articles, state, pass, stored, decided, insert } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  state.fail = "EACCES";
  await decide("accept", "Taiz");
  articles.close(AT);
  await articles.settled();
  // Opened with another text, as after a change outside.
  await open(`Rada: ${TEXT}`);
  assert.deepEqual(await decided(), ["Taiz: LOC accepted"]);
  await decide("accept", "ADEN");
  insert("x ", 2);
  articles.close(AT);
  await articles.settled();
  state.fail = null;
  await pass();
  assert.deepEqual(stored().annotations.map(said), ["ADEN: LOC accepted", "Taiz: LOC accepted"]);
});

test("a text that is closed and opened while its decisions are being written has them", async () => {
  const { open, articles, files, decided } = startArticles({ [AT]: TEXT });
  const id = (await open(TEXT))?.analysis.detections.entities.find(({ text }) => text === "Taiz")?.id ?? "";
  const { write } = files;
  let release: (() => void) | null = null;
  files.write = async (uri, bytes) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    await write(uri, bytes);
  };
  await articles.correct({ uri: AT, version: 1, correction: { type: "accept", ids: [id] } });
  while (release === null) await new Promise((resolve) => setImmediate(resolve));
  articles.close(AT);
  const opened = open(TEXT);
  await new Promise((resolve) => setImmediate(resolve));
  (release as () => void)();
  await opened;
  assert.deepEqual(await decided(), ["Taiz: LOC accepted"]);
});

test("shutting down tries a last time, waits for it, and plans nothing more", async () => {
  const { open, decide, articles, state, stored, timers } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  state.fail = "EACCES";
  await decide("accept", "Taiz");
  assert.equal(timers.length, 1);
  state.fail = null;
  await articles.shutdown();
  assert.deepEqual(stored().annotations.map(said), ["Taiz: LOC accepted"]);
  assert.deepEqual(timers, []);
  state.fail = "EACCES";
  await decide("accept", "ADEN");
  await articles.shutdown();
  assert.deepEqual(timers, []);
});

test("a sidecar that was mended takes what could not be written into it", async () => {
  const { open, decide, edit, stored, text, articles } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  const good = text(SIDECAR) ?? "";
  await edit(() => "{", false);
  // Nobody has told the server yet.
  await decide("accept", "ADEN");
  assert.equal(text(SIDECAR), "{");
  await edit(() => good);
  await articles.settled();
  assert.deepEqual(stored().annotations.map(said), ["ADEN: LOC accepted", "Taiz: LOC accepted"]);
});

test("a sidecar that is not UTF-8 is left as it is", async () => {
  const { open, decide, edit, files, shown } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  let bytes = new Uint8Array();
  await edit((text) => {
    bytes = Uint8Array.from(text.replace('"by":"me"', '"by":"Zoë"'), (char) => char.charCodeAt(0));
    return bytes;
  });
  assert.match((await shown(({ problems }) => problems.length > 0)).problems[0]?.message ?? "", /not UTF-8/);
  await assert.rejects(decide("accept", "ADEN"), /not UTF-8/);
  assert.deepEqual(await files.read(SIDECAR), bytes);
});

test("an article that is not UTF-8 is not annotated; saved as UTF-8 it is", async () => {
  const latin = Uint8Array.from("Clashes in Abyan, says Zoë.", (char) => char.charCodeAt(0));
  const utf16 = new Uint8Array(new Uint16Array([..."\ufeffIn Abyan."].map((c) => c.charCodeAt(0))).buffer);
  for (const bytes of [latin, utf16]) {
    const { open, decide, articles, put, shown, stored, uris } = startArticles({ [AT]: bytes });
    // The editor has read it in the right encoding.
    const text = "Clashes in Abyan, says Zoë.";
    await open(text);
    const { annotations, problems } = await shown();
    assert.deepEqual(annotations, []);
    assert.match(problems[0]?.message ?? "", /This file is not UTF-8.*save it as UTF-8/);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } };
    await assert.rejects(
      articles.correct({ uri: AT, version: 1, correction: { type: "add", range, label: "LOC" } }),
      /not UTF-8/,
    );
    put(AT, text);
    articles.saved(AT);
    await articles.settled();
    await decide("accept", "Abyan");
    assert.deepEqual(stored().annotations.map(said), ["Abyan: LOC accepted"]);
    assert.deepEqual(uris(), [AT, SIDECAR]);
  }
});

test("mixed line ends: the sidecar counts the file as it is stored, not as the editor shows it", async () => {
  const file = "😀.\r\nTwo.\nThree\rin Abyan\r\nand Port\r\nSudan.\n";
  const shown = file.replace(/\r\n?|\n/g, "\r\n");
  const { open, decide, stored, articles, decided } = startArticles({ [AT]: file });
  await open(shown);
  await decide("accept", "Abyan");
  const points = [...file];
  const check = (): void => {
    const { article, annotations } = stored();
    assert.equal(article.length, points.length);
    for (const { start, end, quote } of annotations) assert.equal(points.slice(start, end).join(""), quote);
  };
  check();
  const at = { line: 4, character: 4 };
  const range = { start: at, end: { line: 5, character: 5 } };
  await articles.correct({ uri: AT, version: 1, correction: { type: "add", range, label: "LOC" } });
  await articles.settled();
  check();
  articles.close(AT);
  await articles.settled();
  const seen = await open(shown);
  assert.deepEqual(await decided(), ["Abyan: LOC accepted", "Port\r\nSudan: LOC added"]);
  for (const { start, end, quote } of seen?.article.decided ?? [])
    assert.equal(shown.slice(start, end), quote);
  check();
});

test("git's other line ends are no change: every repeated name keeps its place", async () => {
  const text = "Abyan.\nAbyan.\nAbyan.\n";
  const first = startArticles({ [AT]: text });
  await first.open(text);
  await first.decide("accept", "Abyan");
  const other = text.replaceAll("\n", "\r\n");
  const { open, stored } = startArticles({ [AT]: other, [SIDECAR]: first.text(SIDECAR) ?? "" });
  const seen = await open(other);
  assert.deepEqual(
    seen?.article.decided.map(({ start, status }) => `${start} ${status}`),
    ["0 accepted", "8 accepted", "16 accepted"],
  );
  assert.equal(stored().article.length, other.length);
});

test("opening an article that has changed writes its sidecar anew, but not over one that cannot be read", async () => {
  const first = startArticles({ [AT]: TEXT });
  await first.open(TEXT);
  await first.decide("accept", "Taiz");
  await first.decide("accept", "ADEN");
  const sidecar = first.text(SIDECAR) ?? "";
  const changed = `Rada. ${TEXT.replace("ADEN", "AMRAN")}`;
  const again = startArticles({ [AT]: changed, [SIDECAR]: sidecar });
  await again.open(changed);
  assert.deepEqual(again.stored().annotations.map(said).sort(), ["ADEN: LOC orphaned", "Taiz: LOC accepted"]);
  assert.equal(again.stored().article.length, changed.length);
  // Text that is not on disk yet is nothing to write by.
  const hot = startArticles({ [AT]: TEXT, [SIDECAR]: sidecar });
  await hot.open(changed);
  assert.equal(hot.text(SIDECAR), sidecar);
  // The words are back: so are the decisions.
  const back = startArticles({ [AT]: TEXT, [SIDECAR]: again.text(SIDECAR) ?? "" });
  await back.open(TEXT);
  assert.deepEqual(back.stored().annotations.map(said).sort(), ["ADEN: LOC accepted", "Taiz: LOC accepted"]);
  const broken = startArticles({ [AT]: changed, [SIDECAR]: sidecar.slice(0, -9) });
  await broken.open(changed);
  assert.equal(broken.text(SIDECAR), sidecar.slice(0, -9));
});

test("places that moved are written when a saved text is closed, not when its changes are thrown away", async () => {
  for (const kept of [true, false]) {
    const { open, decide, insert, put, articles, stored } = startArticles({ [AT]: TEXT });
    await open(TEXT);
    await decide("accept", "Taiz");
    insert("Rada. ", 2);
    // As when the editor reloads the file: nobody says that it was saved.
    if (kept) put(AT, `Rada. ${TEXT}`);
    articles.close(AT);
    await articles.settled();
    assert.equal(stored().article.length, TEXT.length + (kept ? 6 : 0));
  }
});

test("the header has a date only where somebody set it, and what a newer Dateline wrote stays", async () => {
  const { open, decide, edit, stored, insert, articles, shown } = startArticles({ [AT]: TEXT });
  assert.equal((await open(TEXT))?.analysis.detections.published, "2012-06-15");
  await decide("accept", "Taiz");
  assert.equal(stored().article.published, null);
  await edit((text) =>
    text
      .replace('"language":"en"', '"language":"en","published":"2011-01-02","event":"e7"')
      .replace('"relations": []', '"relations": [{"from":"a","to":"b"}],"future": {"x": 1}'),
  );
  await shown(({ published }) => published === "2011-01-02");
  insert("x ", 2);
  await articles.seen(AT);
  await decide("accept", "ADEN");
  const { article, relations, extra } = stored();
  assert.deepEqual(
    [article.published, article.extra, relations, extra],
    ["2011-01-02", { event: "e7" }, [{ from: "a", to: "b" }], { future: { x: 1 } }],
  );
});

test("a decision of another program between reading and writing is merged, never written over", async () => {
  const { open, decide, files, put, text, stored } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  const theirs = JSON.parse(text(SIDECAR) ?? "");
  const start = TEXT.indexOf("Clashes");
  theirs.annotations.push({
    ...theirs.annotations[0],
    id: "theirs",
    start,
    end: start + 7,
    quote: "Clashes",
  });
  // The last look before writing is the first reading: what it finds is read and merged, and looked at again.
  const { read } = files;
  let reads = 0;
  files.read = async (uri) => {
    if (uri === SIDECAR && ++reads === 1) put(SIDECAR, JSON.stringify(theirs));
    return read(uri);
  };
  await decide("accept", "ADEN");
  assert.ok(reads > 2);
  assert.deepEqual(stored().annotations.map(said), [
    "ADEN: LOC accepted",
    "Clashes: LOC accepted",
    "Taiz: LOC accepted",
  ]);
});

test("a renamed article takes its sidecar along, but never over another", async () => {
  const { open, decide, put, text, articles, decided, errors, uris } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  const sidecar = text(SIDECAR);
  const to = "file:///w/b.txt";
  put(to, TEXT);
  articles.close(AT);
  await open(TEXT, to);
  await articles.renamed(AT, to);
  assert.deepEqual(await decided(to), ["Taiz: LOC accepted"]);
  assert.equal(text(SIDECAR), null);
  put(`${AT}.dateline.json`, "other");
  await articles.renamed(AT, to);
  assert.equal(text(`${to}.dateline.json`), sidecar);
  assert.equal(text(SIDECAR), "other");
  assert.match(errors[0] ?? "", /stays where it is/);
  await articles.renamed("file:///w/none.txt", "file:///w/c.txt");
  assert.deepEqual(uris(), [AT, SIDECAR, to, `${to}.dateline.json`]);
});

test("offsets of the sidecar are code points", async () => {
  const text = "😀 Clashes in Abyan.";
  const { open, decide, stored } = startArticles({ [AT]: text });
  await open(text);
  await decide("accept", "Abyan");
  assert.equal(stored().annotations[0]?.start, codePoints(text).fromUtf16(text.indexOf("Abyan")));
});

test("what is found again in a text that was changed outside is on record, a line each", async () => {
  const { open, decide, articles, audited, decided } = startArticles({ [AT]: TEXT });
  await open(TEXT);
  await decide("accept", "Taiz");
  articles.close(AT);
  await articles.settled();
  assert.deepEqual(audited, []);
  await open(`Rada, first. ${TEXT}`);
  assert.deepEqual(await decided(), ["Taiz: LOC accepted"]);
  assert.match(audited.join("\n"), /re-anchored\n {2}\S+ “Taiz” 42-46 → 55-59 by context, score 1\.00/);
});
