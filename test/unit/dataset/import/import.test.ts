import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSidecar, toUtf16 } from "../../../../server/src/annotations/sidecar.ts";
import { exporters } from "../../../../server/src/dataset/formats.ts";
import { importers, unreadable } from "../../../../server/src/dataset/import/formats.ts";
import type { ImportOptions } from "../../../../server/src/dataset/import/import.ts";
import { overlaid } from "../../../../server/src/dataset/import/overlay.ts";
import { importFormats } from "../../../../server/src/protocol.ts";
import { saveSidecar, versionOf } from "../../../../server/src/workspace/sidecars.ts";
import { entityOn, markAnnotations } from "../../../support/annotations.ts";
import { memoryFiles } from "../../../support/memoryFiles.ts";
import { importFrom } from "../../../support/roundTrip.ts";

const ROOT = "file:///w";
const line = (record: unknown): string => `${JSON.stringify(record)}\n`;

/** Articles and a dataset in memory, and what an import makes of them. */
function world(articles: Record<string, string | Uint8Array>, dataset: Record<string, string | Uint8Array>) {
  const memory = memoryFiles();
  for (const [name, text] of Object.entries(articles)) memory.put(`${ROOT}/articles/${name}`, text);
  for (const [name, text] of Object.entries(dataset)) memory.put(`${ROOT}/data/${name}`, text);
  const found = Object.keys(articles)
    .filter((name) => !name.endsWith(".json"))
    .map((name) => ({ uri: `${ROOT}/articles/${name}`, id: name }));
  const sidecar = (name: string) => {
    const text = memory.text(`${ROOT}/articles/${name}.dateline.json`);
    return text === null ? null : parseSidecar(text).sidecar;
  };
  return {
    memory,
    sidecar,
    run: (format: string, more: Partial<ImportOptions> = {}, files = memory.files) =>
      importFrom(files, format, [`${ROOT}/data`], found, { folder: `${ROOT}/articles`, ...more }),
    /** An article's text with what its sidecar says marked in it; null where it has none. */
    marked(name: string): string | null {
      const own = sidecar(name);
      const text = (memory.text(`${ROOT}/articles/${name}`) ?? "").replace(/^\ufeff/, "");
      return own && markAnnotations(text, toUtf16(own.annotations, text));
    },
    async decide(name: string, ...annotations: Parameters<typeof saveSidecar>[2]["annotations"]) {
      const article = await versionOf(memory.bytes(`${ROOT}/articles/${name}`));
      await saveSidecar(
        memory.files,
        `${ROOT}/articles/${name}`,
        { article: article!, annotations },
        { state: "absent" },
      );
    },
  };
}

test("every format that is written can be read, or it is said why it cannot", () => {
  assert.deepEqual(
    importers.map(({ name }) => name),
    importFormats,
  );
  const known = [...importFormats, ...unreadable.keys()];
  assert.deepEqual(known.sort(), exporters.map(({ name }) => name).sort());
});

test("a text is found in its article whatever tools did to its white space, and its offsets go along", async () => {
  const { run, marked } = world(
    {
      "same.txt": "Aden is calm.",
      "crlf.txt": "😀 In Taiz\r\nand Port\r\nSudan.",
      "bom.txt": "\ufeff\nMarib,\u00a0 too.  ",
      "decomposed.txt": "Mun\u0303oz fled to Bogota\u0301 😀.",
      "other.txt": "Aden is calm!",
    },
    {
      "a.jsonl": [
        line({ text: "Aden is calm.", entities: [[0, 4, "LOC"]] }),
        line({
          text: "😀 In Taiz\nand Port Sudan.",
          entities: [
            [5, 9, "LOC"],
            [14, 24, "LOC"],
          ],
        }),
        line({ text: "Marib, too.", entities: [[0, 5, "LOC"]] }),
        line({
          text: "Muñoz fled to Bogotá 😀.",
          entities: [
            [0, 5, "PERSON"],
            [14, 20, "LOC"],
          ],
        }),
      ].join(""),
    },
  );
  const report = await run("spacy");
  assert.deepEqual(report.problems, []);
  assert.equal(marked("same.txt"), "[Aden:LOC added] is calm.");
  assert.equal(marked("crlf.txt"), "😀 In [Taiz:LOC added]\r\nand [Port\r\nSudan:LOC added].");
  assert.equal(marked("bom.txt"), "\n[Marib:LOC added],\u00a0 too.  ");
  assert.equal(marked("decomposed.txt"), "[Mun\u0303oz:PERSON added] fled to [Bogota\u0301:LOC added] 😀.");
  assert.equal(marked("other.txt"), null);
  assert.deepEqual(report.created, []);
});

test("tokens are aligned to the article's text", async () => {
  const { run, marked } = world(
    { "a.txt": "“In Aden,” said Al-\u200fBadr.\n\nوبصنعاء، قال." },
    {
      "a.conll":
        "“ O\nIn O\nAden B-LOC\n, O\n” O\nsaid O\nAl- B-PERSON\nBadr I-PERSON\n. O\n\nوب O\nصنعاء B-LOC\n، O\nقال O\n. O\n",
    },
  );
  const report = await run("conll");
  assert.deepEqual([report.problems, report.created], [[], []]);
  assert.equal(
    marked("a.txt"),
    "“In [Aden:LOC added],” said [Al-\u200fBadr:PERSON added].\n\nوب[صنعاء:LOC added]، قال.",
  );
});

test("of several articles with one text it is the one that is called so; else it is listed", async () => {
  const { run, sidecar } = world(
    { "a/x.txt": "Aden.", "b/x.txt": "Aden.", "b/y.txt": "Aden." },
    {
      "a.jsonl":
        line({ text: "Aden.", entities: [[0, 4, "LOC"]], meta: { id: "b/y.txt" } }) +
        line({ text: "Aden.", entities: [[0, 4, "LOC"]], meta: { id: "x.txt" } }),
    },
  );
  const report = await run("spacy");
  assert.ok(sidecar("b/y.txt"));
  assert.equal(sidecar("a/x.txt"), null);
  assert.match(
    report.problems.join("\n"),
    /^a\.jsonl: line 2 \(x\.txt\): its text stands in several articles \(a\/x\.txt, b\/x\.txt\)/,
  );
});

test("a text that is in no article becomes a new one, once; or is listed", async () => {
  const record = line({
    text: "Aden 😀 is calm.\r\n",
    entities: [[0, 4, "LOC"]],
    meta: { id: "new/مقال.txt", published: "2012-06-15" },
  });
  const files = { "a.jsonl": record + record };
  const { run, memory, marked, sidecar } = world({}, files);
  const report = await run("spacy");
  assert.deepEqual(report.created, [`${ROOT}/articles/new/${encodeURIComponent("مقال.txt")}`]);
  assert.equal(memory.text(report.created[0]!), "Aden 😀 is calm.\r\n");
  assert.equal(sidecar(encodeURI("new/مقال.txt"))?.article.published, "2012-06-15");
  assert.equal(marked(encodeURI("new/مقال.txt")), "[Aden:LOC added] 😀 is calm.\r\n");
  const other = world({}, files);
  const listed = await other.run("spacy", { folder: null });
  assert.match(
    listed.problems.join("\n"),
    /^a\.jsonl: line 1 \(new\/مقال\.txt\): its text is in no article; it is left out/,
  );
  assert.deepEqual(other.memory.uris(), [`${ROOT}/data/a.jsonl`]);
});

test("no name in a dataset leads out of the folder, hides a file, or stands on one that is there", async () => {
  const names = [
    "../../etc/x.txt",
    "/etc/passwd",
    "C:\\Windows\\a",
    ".git/hooks/b",
    "..",
    "con.txt",
    "a\u0000b?",
    `${"م".repeat(300)}.txt`,
    "there.txt",
  ];
  const { run, memory } = world(
    { "there.txt": "Something else." },
    { "a.jsonl": names.map((id, n) => line({ text: `Text ${n}.`, meta: { id } })).join("") },
  );
  const report = await run("spacy");
  assert.deepEqual(report.problems, []);
  const created = report.created.map((uri) => decodeURIComponent(uri.slice(`${ROOT}/articles/`.length)));
  assert.deepEqual(created, [
    "etc/x.txt",
    "etc/passwd.txt",
    "C_/Windows/a.txt",
    "git/hooks/b.txt",
    "a-5.txt",
    "_con.txt",
    "a_b_.txt",
    `${"م".repeat(98)}.txt`,
    "there (2).txt",
  ]);
  assert.equal(memory.text(`${ROOT}/articles/there.txt`), "Something else.");
});

test("what stands in a sidecar is never changed: other annotators' decisions are opinions beside it", async () => {
  const text = "Fighting in Aden, Taiz, Abyan and Marib.";
  const { run, decide, sidecar } = world(
    { "a.txt": text },
    {
      "a.jsonl": line({
        text,
        spans: [
          { start: 12, end: 16, label: "LOC" },
          { start: 18, end: 22, label: "ORG" },
          { start: 24, end: 29, label: "LOC" },
          { start: 34, end: 39, label: "LOC" },
        ],
        answer: "accept",
        _annotator_id: "mk",
        _timestamp: 1_767_323_045,
      }),
    },
  );
  const by = (words: string, more: object) => ({ ...entityOn(text, words), by: "sa", ...more });
  await decide("a.txt", by("Aden", {}), by("Taiz", {}), by("Abyan", { status: "rejected" }));
  const before = sidecar("a.txt")!.annotations;
  const report = await run("prodigy");
  assert.deepEqual([report.added, report.opinions, report.conflicts, report.known], [1, 3, 0, 0]);
  const after = sidecar("a.txt")!.annotations;
  for (const [n, one] of before.entries()) assert.deepEqual({ ...after[n], opinions: [] }, one);
  const at = "2026-01-02T03:04:05Z";
  assert.deepEqual(
    after.map(({ opinions }) => opinions),
    [
      [{ status: "accepted", by: "mk", at }],
      [{ status: "accepted", label: "ORG", by: "mk", at }],
      [{ status: "accepted", by: "mk", at }],
      [],
    ],
  );
  const again = await run("prodigy");
  assert.deepEqual([again.added, again.opinions, again.known, again.changed], [0, 0, 4, []]);
});

test("what nobody signed, or the same annotator decided otherwise, is a conflict to be settled", async () => {
  const text = "Fighting in Aden and Taiz.";
  const { run, decide, sidecar } = world(
    { "a.txt": text },
    {
      "a.jsonl": line({
        text,
        label: [
          [12, 16, "ORG"],
          [21, 25, "LOC"],
        ],
      }),
    },
  );
  await decide("a.txt", { ...entityOn(text, "Aden"), by: "sa" }, { ...entityOn(text, "Taiz"), by: "sa" });
  const report = await run("doccano");
  assert.deepEqual([report.added, report.opinions, report.conflicts, report.known], [0, 1, 1, 1]);
  const [aden, taiz] = sidecar("a.txt")!.annotations;
  assert.deepEqual(
    [aden!.conflict, aden!.opinions],
    [true, [{ status: "accepted", label: "ORG", by: null, at: null }]],
  );
  assert.deepEqual([taiz!.conflict, taiz!.opinions], [false, []]);
  assert.deepEqual((await run("doccano")).changed, []);
  const signed = world({ "a.txt": text }, { "a.jsonl": line({ text, label: [[12, 16, "ORG"]] }) });
  await signed.decide("a.txt", { ...entityOn(text, "Aden"), by: "sa" });
  assert.equal((await signed.run("doccano", { by: "sa" })).conflicts, 1);
});

test("a dataset that has a figure's words alone says nothing against its fields", async () => {
  const text = "At least 31 militants were killed in Aden.";
  const { run, decide, sidecar, memory } = world(
    { "a.txt": text },
    {
      "a.jsonl": line({
        text,
        label: [
          [0, 21, "KILLED"],
          [37, 41, "LOC"],
        ],
      }),
    },
  );
  const first = await run("doccano", { by: "mk" });
  assert.equal(first.added, 2);
  const [bare] = sidecar("a.txt")!.annotations;
  assert.ok(bare?.kind === "figure" && bare.figure.min === null && bare.figure.qualifier === "vague");
  assert.match(first.leftOut.join("\n"), /came with its words and harm alone/);
  await memory.files.remove(`${ROOT}/articles/a.txt.dateline.json`);
  await decide("a.txt", {
    ...bare,
    by: "sa",
    figure: { ...bare.figure, min: 31, qualifier: "at_least", number: { start: 9, end: 11, text: "31" } },
  });
  const report = await run("doccano", { by: "mk" });
  assert.deepEqual([report.opinions, report.conflicts], [1, 0]);
  assert.deepEqual(sidecar("a.txt")!.annotations[0]!.opinions, [{ status: "accepted", by: "mk", at: null }]);
});

test("relations, attributes and notes are kept in the sidecar, and taken in once", async () => {
  const ann =
    "T1\tORG 0 4\tSony\nT2\tORG 9 17\tEricsson\nR1\tOwns Arg1:T1 Arg2:T2\nA1\tNegation T1\n#1\tAnnotatorNotes T2\tsure?\n";
  const { run, sidecar } = world(
    { "a.txt": "Sony and Ericsson." },
    { "d.txt": "Sony and Ericsson.", "d.ann": ann },
  );
  const report = await run("brat");
  assert.match(report.remarks.join(), /^1 relation between entities is kept/);
  const own = sidecar("a.txt")!;
  const [sony, ericsson] = own.annotations;
  assert.deepEqual([sony!.attributes, ericsson!.extra], [{ Negation: true }, { note: "sure?" }]);
  const [relation] = own.relations;
  assert.deepEqual([relation!["type"], relation!["from"], relation!["to"]], ["Owns", sony!.id, ericsson!.id]);
  assert.deepEqual((await run("brat")).changed, []);
});

test("attributes of what the sidecar has already are an opinion beside another's decision; notes are counted", async () => {
  const { run, decide, sidecar } = world(
    { "a.txt": "Sony." },
    { "d.txt": "Sony.", "d.ann": "T1\tORG 0 4\tSony\nA1\tNegation T1\n#1\tAnnotatorNotes T1\tsure?\n" },
  );
  await decide("a.txt", { ...entityOn("Sony.", "Sony", "ORG"), by: "sa" });
  const report = await run("brat", { by: "mk" });
  assert.match(report.leftOut.join(), /^1 annotation was in its sidecar already, without the note/);
  const [sony] = sidecar("a.txt")!.annotations;
  assert.deepEqual([sony!.by, sony!.attributes, sony!.extra], ["sa", {}, {}]);
  assert.deepEqual(sony!.opinions[0]?.attributes, { Negation: true });
});

test("suggestions, predictions and open tasks make no decision, no sidecar and no article, and are counted", async () => {
  const text = "Fighting in Aden.";
  const value = { start: 12, end: 16, text: "Aden", labels: ["LOC"] };
  const task = {
    data: { text },
    annotations: [],
    predictions: [{ model_version: "m", result: [{ id: "x", type: "labels", value }] }],
  };
  const { run, memory } = world(
    { "a.txt": text },
    { "a.json": JSON.stringify([task, { data: { text: "Elsewhere." } }]) },
  );
  const before = memory.uris();
  const report = await run("labelstudio");
  assert.deepEqual(memory.uris(), before);
  assert.match(report.leftOut.join("\n"), /^1 suggestion that nobody has decided on/m);
  assert.match(report.leftOut.join("\n"), /^1 task that nobody has annotated$/m);
});

test("what is wrong in a dataset is a line with its place, and all else comes in", async () => {
  const text = "😀 Aden.";
  const good = { text, entities: [[2, 6, "LOC"]] };
  const { run, marked } = world(
    { "a.txt": text },
    {
      "a.jsonl": Buffer.concat([
        Buffer.from(`${line(good)}{"text": "cut\n[]\n17\n`),
        Buffer.from([0x22, 0xff, 0x22, 0x0a]),
        Buffer.from(
          line({
            text,
            entities: [
              [2, 99, "LOC"],
              [-1, 2, "LOC"],
              ["2", 6, "LOC"],
              [6, 2, "LOC"],
              [2, 2, "LOC"],
              [2, 6],
              [2, 6, "X"],
            ],
          }) +
            line({ text: "half \ud800 a character", entities: [] }) +
            line({ text: "nul \u0000", entities: [] }),
        ),
        Buffer.from(
          '{"__proto__": {"text": "polluted"}, "constructor": {"prototype": {}}, "text": "😀 Aden.", "entities": [[0, 1, "__proto__"]]}\n',
        ),
      ]),
    },
  );
  const report = await run("spacy");
  assert.equal(({} as Record<string, unknown>)["text"], undefined);
  assert.equal(marked("a.txt"), "[😀:__proto__ added] [Aden:LOC added].");
  const wanted = [
    /^a\.jsonl: line 2: this is not JSON \(it begins with “\{"text": "cut”\); mend it/,
    /^a\.jsonl: line 4: there is no text/,
    /^a\.jsonl: line 5: this is not UTF-8/,
    /^a\.jsonl: line 6: the span 2 to 99 reaches over the end of the text \(7\)/,
    /^a\.jsonl: line 6: -1 to 2 is no place/,
    /^a\.jsonl: line 6: “2” to 6 is no place/,
    /^a\.jsonl: line 6: the span 6 to 2 holds nothing/,
    /^a\.jsonl: line 6: the span 2 to 2 holds nothing/,
    /^a\.jsonl: line 6: a span has no label/,
    /^a\.jsonl: line 7: its text has half a character/,
    /^a\.jsonl: line 8: its text has characters that no text has/,
  ];
  for (const pattern of wanted)
    assert.ok(
      report.problems.some((one) => pattern.test(one)),
      `${pattern}\n${report.problems.join("\n")}`,
    );
  assert.equal(report.problems.length, wanted.length);
  assert.equal(report.conflicts, 1, "LOC and X on the same words, signed by nobody");
});

test("words that are not where a dataset says are not taken in", async () => {
  const { run, marked } = world(
    { "a.txt": "😀 Aden and Taiz." },
    {
      "d.txt": "😀 Aden and Taiz.",
      "d.ann": "T1\tLOC 3 7\tAden\nT2\tLOC 11 15\tTaiz\nT3\tLOC 0 1\t😀\n",
    },
  );
  const report = await run("brat");
  assert.equal(marked("a.txt"), "[😀:LOC added] Aden and [Taiz:LOC added].");
  assert.match(
    report.problems.join("\n"),
    /^d\.ann: the span 3 to 7 has the words “Aden” in the dataset, but “den ” in the text: its offsets count something else/,
  );
});

test("a sidecar that cannot be read is left as it is and named; the other articles come in", async () => {
  const { run, memory, marked } = world(
    { "a.txt": "Aden.", "a.txt.dateline.json": "{", "b.txt": "Taiz." },
    {
      "a.jsonl":
        line({ text: "Aden.", entities: [[0, 4, "LOC"]] }) +
        line({ text: "Taiz.", entities: [[0, 4, "LOC"]] }),
    },
  );
  const report = await run("spacy");
  assert.match(
    report.problems.join("\n"),
    /^a\.jsonl: line 1: the sidecar of a\.txt cannot be used: .*ends too early/,
  );
  assert.equal(memory.text(`${ROOT}/articles/a.txt.dateline.json`), "{");
  assert.equal(marked("b.txt"), "[Taiz:LOC added].");
});

test("where writing fails it is said for which document, and nothing is half written", async () => {
  const { run, memory } = world(
    { "a.txt": "Aden." },
    { "a.jsonl": line({ text: "Aden.", entities: [[0, 4, "LOC"]] }) },
  );
  memory.state.fail = "ENOSPC";
  const report = await run("spacy");
  assert.deepEqual(report.problems, ["a.jsonl: line 1: it could not be taken in: the disk is full"]);
  assert.deepEqual([report.added, report.changed], [0, []]);
  assert.equal(memory.state.writes, 0);
});

test("cancelled in the middle, what came in is whole and counted; started again, the rest comes in", async () => {
  const names = ["a.txt", "b.txt", "c.txt"];
  const { run, sidecar } = world(Object.fromEntries(names.map((name) => [name, `Aden, ${name}.`])), {
    "a.jsonl": names.map((name) => line({ text: `Aden, ${name}.`, entities: [[0, 4, "LOC"]] })).join(""),
  });
  let asked = 0;
  const report = await run("spacy", { cancelled: () => ++asked > 5 });
  assert.ok(report.cancelled);
  const done = names.filter((name) => sidecar(name) !== null);
  assert.equal(report.added, done.length);
  assert.deepEqual(
    report.changed.map((uri) => uri.replace(/.*\//, "")),
    done,
  );
  assert.ok(done.length > 0 && done.length < 3, String(done.length));
  const rest = await run("spacy");
  assert.deepEqual([rest.cancelled, rest.known, rest.added], [false, done.length, 3 - done.length]);
});

test("sidecars are written beside each other, each once at a time, and what is said keeps the dataset's order", async () => {
  const numbers = Array.from({ length: 30 }, (_, n) => n);
  const articles = Object.fromEntries(numbers.map((n) => [`${n}.txt`, `Aden ${n} is calm.`]));
  const record = (n: number, label: string): string =>
    line({ id: n, text: `Aden ${n} is calm.`, label: [[0, n % 5 === 4 ? 99 : 4, label]] });
  // Each article a second time, far behind; every fifth with words that are not there.
  const dataset =
    numbers.map((n) => record(n, "LOC")).join("") + numbers.map((n) => record(n, "ORG")).join("");
  const slow = world(articles, { "a.jsonl": dataset });
  const plain = world(articles, { "a.jsonl": dataset });
  const writing = new Set<string>();
  let most = 0;
  const { files } = slow.memory;
  const report = await slow.run(
    "doccano",
    {},
    {
      ...files,
      async write(uri, bytes, ...more) {
        assert.ok(!writing.has(uri), `${uri} is written twice at the same time`);
        writing.add(uri);
        most = Math.max(most, writing.size);
        // The later ones are done first.
        for (let turn = 50 - Number.parseInt(uri.split("/").pop() ?? "", 10); turn > 0; turn--)
          await new Promise((resolve) => setImmediate(resolve));
        writing.delete(uri);
        return files.write(uri, bytes, ...more);
      },
    },
  );
  assert.ok(most > 1 && most <= 8, `${most} at the same time`);
  const inTurn = await plain.run("doccano");
  assert.deepEqual(report, inTurn);
  assert.equal(report.problems.length, 12);
  const places = report.problems.map((problem) => Number(/line (\d+)/.exec(problem)?.[1]));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  for (const n of numbers) assert.equal(slow.marked(`${n}.txt`), plain.marked(`${n}.txt`));
});

test("a dry run says what would come in, and writes nothing", async () => {
  const record = line({ text: "Taiz.", entities: [[0, 4, "LOC"]], meta: { id: "new.txt" } });
  const { run, memory } = world(
    { "a.txt": "Aden." },
    { "a.jsonl": `${line({ text: "Aden.", entities: [[0, 4, "LOC"]] })}${record}{"other": 1}\n${record}` },
  );
  const before = memory.uris();
  const preview = await run("spacy", {}, overlaid(memory.files));
  assert.deepEqual(memory.uris(), before);
  assert.equal(memory.state.writes, 0);
  assert.deepEqual(await run("spacy"), preview);
  assert.equal(preview.created.length, 1);
});

test("names that lead out of a dataset are not followed", async () => {
  const annotation = (source: string) => ({
    type: "Annotation",
    motivation: "tagging",
    body: { value: "X" },
    target: { source, selector: { type: "TextPositionSelector", start: 0, end: 4 } },
  });
  const { run, memory } = world(
    {},
    {
      "a.jsonld": JSON.stringify([
        annotation("../secret.txt"),
        annotation("%2e%2e/secret.txt"),
        annotation("file:///w/secret.txt"),
      ]),
    },
  );
  memory.put(`${ROOT}/secret.txt`, "Secret.");
  const report = await run("w3c");
  assert.equal(report.problems.length, 3);
  assert.deepEqual(report.created, []);
});

test("a file of another format is said to be one, and not in a line each", async () => {
  const { run } = world({}, { "a.jsonl": "no json\n".repeat(1500) });
  const { problems } = await run("doccano");
  assert.equal(problems.length, 1001);
  assert.match(problems.at(-1)!, /and 500 more; is it of this format\?/);
});
