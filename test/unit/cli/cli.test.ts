import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { linesOf } from "../../../server/src/cli/lines.ts";
import type { Tally } from "../../../server/src/detect/detection.ts";
import { exportFormats } from "../../../server/src/protocol.ts";
import { writeCorpus } from "../../support/datasetCorpus.ts";
import { cli, dateline } from "../../support/program.ts";
import { fixtures } from "../../support/tables.ts";

/** A record of the program's output, as far as these tests look at it. */
interface Output {
  id?: string | number;
  error?: string;
  entities: { id: string; start: number }[];
  figures: { number: object; date: string; place: string; min: number }[];
  tally: Tally;
}

const lines = (text: string): Output[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const base = mkdtempSync(path.join(os.tmpdir(), "dateline-cli-"));
after(() => rmSync(base, { recursive: true, force: true }));
const scratch = (): string => mkdtempSync(path.join(base, "run-"));

test("detect --jsonl: one line for each, in order, in code points, whatever is wrong with others", async () => {
  const input = [
    JSON.stringify({
      id: "7",
      text: "😀 At least 31 militants were killed in Abyan on Friday.",
      published: "2012-06-15",
    }),
    "not json",
    JSON.stringify({ id: 8, words: "none" }),
    JSON.stringify({ text: "x\u2028y Aden" }).replace("\\u2028", "\u2028"),
    JSON.stringify({ id: "9", text: "x", published: "yesterday" }),
    "",
    JSON.stringify({ id: "10", text: "Aden" }),
  ].join("\n");
  const { status, out, err } = await dateline(["detect", "--jsonl"], input);
  assert.equal(status, 1);
  assert.equal(err, "");
  const [first, second, third, fourth, fifth, sixth, seventh] = lines(out);
  assert.deepEqual(Object.keys(first!), [
    "id",
    "language",
    "published",
    "entities",
    "figures",
    "tally",
    "head",
  ]);
  const [figure] = first!.figures;
  assert.deepEqual(figure!.number, { start: 11, end: 13, text: "31" });
  assert.equal(figure!.date, "2012-06-15");
  assert.equal(figure!.place, first!.entities[0]?.id);
  assert.deepEqual(Object.keys(figure!).slice(0, 7), [
    "id",
    "start",
    "end",
    "text",
    "number",
    "trigger",
    "harm",
  ]);
  assert.deepEqual(first!.tally, { killed: { min: 31, max: null, best: 31, perpetrators: 0 } });
  assert.deepEqual(second, { error: "this line is not JSON" });
  assert.equal(third?.id, 8);
  assert.match(third?.error ?? "", /no text/);
  assert.equal(fourth?.entities[0]?.start, 4);
  assert.match(fifth?.error ?? "", /published/);
  assert.deepEqual(sixth, { error: "this line is blank" });
  assert.equal(seventh?.id, "10");
});

test("detect --jsonl --jobs: the same lines in the same order", async () => {
  const articles = readdirSync(path.join(fixtures, "articles")).map((name) =>
    readFileSync(path.join(fixtures, "articles", name), "utf8"),
  );
  const input = Array.from({ length: 60 }, (_, n) =>
    JSON.stringify({ id: n, text: articles[n % articles.length] }),
  ).join("\n");
  const [one, two] = await Promise.all([
    dateline(["detect", "--jsonl"], input),
    dateline(["detect", "--jsonl", "--jobs", "2"], input),
  ]);
  assert.equal(one.status, 0);
  assert.equal(one.out, two.out);
  assert.equal(lines(one.out).length, 60);
});

for (const jobs of ["1", "2"])
  test(`detect --jsonl --jobs ${jobs}: each line is answered while the input is open`, async () => {
    const child = spawn(process.execPath, [cli, "detect", "--jsonl", "--jobs", jobs]);
    const answers = child.stdout[Symbol.asyncIterator]();
    for (const id of [1, 2]) {
      child.stdin.write(`${JSON.stringify({ id, text: "Aden" })}\n`);
      const { value } = await answers.next();
      assert.equal(lines(String(value))[0]?.id, id);
    }
    child.stdin.end();
    assert.deepEqual(await once(child, "close"), [0, null]);
  });

test("lines are cut at LF alone, wherever the chunks end", async () => {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (const byte of Buffer.from("a\u2028é\r\n\nlast")) yield Buffer.from([byte]);
  }
  const found: string[] = [];
  for await (const some of linesOf(chunks())) found.push(...some);
  assert.deepEqual(found, ["a\u2028é", "", "last"]);
});

test("detect: a table for people, JSON for programs, files that are no text named", async () => {
  const folder = scratch();
  writeFileSync(path.join(folder, "a.txt"), "At least 31 militants were killed in Abyan.\u001b[31m");
  writeFileSync(path.join(folder, "b.txt"), new Uint8Array([0, 1]));
  writeFileSync(path.join(folder, "c.txt"), new Uint8Array([0xff, 0x41]));
  writeFileSync(path.join(folder, "README.txt"), "Aden");
  const table = await dateline(["detect", folder]);
  assert.equal(table.status, 1);
  assert.match(table.out, /killed\s+at least 31\s+At least 31 militants\s+\(Abyan\)/);
  assert.match(table.out, /LOC\s+Abyan/);
  assert.doesNotMatch(table.out, /\u001b/);
  assert.match(table.err, /b\.txt: this is no text/);
  assert.match(table.err, /c\.txt: this is not UTF-8/);
  assert.doesNotMatch(table.out, /README/);
  const json = JSON.parse((await dateline(["detect", "--format", "json", path.join(folder, "a.txt")])).out);
  assert.equal(json.length, 1);
  assert.equal(json[0].figures[0].min, 31);
});

test("wrong usage is status 2 and says what is right", async () => {
  for (const [args, message] of [
    [[], /no verb/],
    [["dance"], /no verb “dance”/],
    [["constructor"], /no verb “constructor”/],
    [["detect", "--published"], /--published: its value is missing/],
    [["detect", "--jsonl=x"], /--jsonl takes no value/],
    [["detect", "--jobs", "x", "."], /whole number/],
    [["detect", "--resume", "."], /--resume is for --out/],
    [["detect", "--out", ".", "."], /this is a folder/],
    [["lint", "--wrong"], /no option --wrong/],
    [["detect"], /no file or folder/],
    [["detect", "nowhere.txt"], /no such file/],
    [["detect", "--format", "xml", "x"], /table, json and jsonl/],
    [["detect", "--published", "1 June", "x"], /2012-06-15/],
    [["detect", "--jsonl", "--jobs", "0"], /whole number/],
    [["detect", "--wrong"], /there is no option --wrong; see dateline detect --help/],
    [["export", "--out", "x", "y"], /--format/],
    [["export", "--format", "spacy", "--out", "x", "--split", "9", "."], /80\/10\/10/],
    [["export", "--format", "spacy", "--out", "x", "--split", "50/30/30", "."], /add up to 100/],
    [["export", "--format", "spacy", "--out", "x", "--seed", "1", "."], /--split alone/],
    [["export", "--format", "spacy", "--out", "x", "--split-by", "event", "."], /--split alone/],
    [
      ["export", "--format", "spacy", "--out", "x", "--split", "80/20", "--split-by", "day", "."],
      /article and event/,
    ],
    [["export", "--format", "spacy", "--out", "x", "--no-text", "."], /--no-text: spacy has no place/],
    [
      ["export", "--format", "spacy", "--out", "x", "--states", "open", "."],
      /--states open: there are accepted, corrected/,
    ],
    [
      ["export", "--format", "spacy", "--out", "x", "--labels", "LOC,,ORG", "."],
      /--labels: an item is empty/,
    ],
    [
      ["export", "--format", "spacy", "--out", "x", "--overlaps", "no", "."],
      /--overlaps no: there are count and list/,
    ],
    [
      ["export", "--format", "csv", "--out", "x", "--codebook", "own", "."],
      /--codebook own: there are literal/,
    ],
    [
      ["export", "--format", "toString", "--out", "x", "."],
      /--format toString: there are csv, spacy, doccano, prodigy/,
    ],
  ] as const) {
    const { status, err, out } = await dateline(args);
    assert.equal(status, 2, args.join(" "));
    assert.match(err, message);
    assert.equal(err.trimEnd().split("\n").length, 1, err);
    assert.equal(out, "");
  }
  for (const args of [["--help"], ["detect", "--help"], ["lint", "-h"]]) {
    const { status, out, err } = await dateline(args);
    assert.deepEqual([status, err], [0, ""]);
    assert.match(out, /dateline (detect|lint)/);
  }
});

test("export with a split, and lint", async () => {
  const folder = scratch();
  const articles = path.join(fixtures, "articles");
  const out = path.join(folder, "data");
  const { status, out: said } = await dateline([
    "export",
    "--format",
    "conll",
    "--include",
    "suggested",
    "--split",
    "50/50",
    "--seed",
    "3",
    "--out",
    out,
    articles,
  ]);
  assert.equal(status, 0);
  assert.match(said, /6 articles, \d+ annotations/);
  assert.deepEqual(readdirSync(path.join(out, "conll")), [
    "dateline-export.json",
    "test.conll",
    "train.conll",
  ]);
  const nothing = await dateline([
    "export",
    "--format",
    "spacy",
    "--out",
    path.join(folder, "none"),
    articles,
  ]);
  assert.equal(nothing.status, 1);
  assert.match(nothing.err, /6 articles without annotations/);
  assert.ok(!existsSync(path.join(folder, "none")));
  writeFileSync(path.join(folder, "a.txt"), "Aden");
  writeFileSync(path.join(folder, "a.txt.dateline.json"), '{"version": 1}');
  const lint = await dateline(["lint", folder]);
  assert.equal(lint.status, 1);
  assert.match(lint.err, /a\.txt\.dateline\.json:1:1: This is no valid sidecar/);
});

test("a dataset beside its articles is no article of the next export", async () => {
  const folder = scratch();
  for (let n = 0; n < 30; n++)
    writeFileSync(
      path.join(folder, `${n}.txt`),
      `At least ${n + 2} militants were killed in Aden on 15 June 2012.\n`,
    );
  const call = ["export", "--format", "brat", "--include", "suggested", "--out", "."];
  for (let times = 0; times < 2; times++)
    assert.match((await dateline([...call, "."], "", folder)).out, /^30 articles, \d+ annotations\n {2}.*\n/);
  const csv = await dateline(
    ["export", "--format", "acled", "--include", "suggested", "--out", "data", "."],
    "",
    folder,
  );
  assert.equal(csv.status, 0);
  assert.equal(
    readFileSync(path.join(folder, "data/acled/events.csv"), "utf8").trimEnd().split("\r\n").length,
    31,
  );
  assert.match(csv.err, /left out: 30 entities|left out: \d+ entities \(the table has events alone\)/);
  const help = await dateline(["export", "--help"]);
  for (const format of ["csv", "huggingface", "uima", "--split-by", "--no-text"])
    assert.ok(help.out.includes(`  ${format} `), format);
});

test("the README names every format, and the exports that it shows run", async () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, "../../../README.md"), "utf8");
  const section = readme.slice(readme.indexOf("\n## Exports\n"), readme.indexOf("\n## In other editors\n"));
  for (const format of exportFormats) assert.ok(section.includes(`\n| \`${format}\` | `), format);
  const folder = scratch();
  await writeCorpus(path.join(folder, "articles"));
  const calls = [...section.matchAll(/^node dist\/cli\.js (export [^#\n]*)/gm)].map((match) =>
    match[1]!.trim().split(/ +/),
  );
  assert.ok(calls.length >= 4);
  for (const call of calls) {
    const args = call.map((word) => (word === "sa,mk" ? "annotator,mk" : word));
    const { status, out, err } = await dateline(args, "", folder);
    assert.equal(status, 0, `${args.join(" ")}: ${err}`);
    assert.match(out, /^[89] articles, [1-9]\d* annotations/);
  }
});

test("a disk that takes no more: the export fails in words, and leaves nothing", {
  skip: process.platform === "win32",
}, () => {
  const folder = scratch();
  for (let n = 0; n < 20; n++) writeFileSync(path.join(folder, `${n}.txt`), "Fighting in Aden. ".repeat(200));
  const command = 'trap "" XFSZ; ulimit -f 8; exec "$0" "$@"';
  const call = ["export", "--format", "labelstudio", "--include", "suggested", "--out", "out", "."];
  const { status, stderr } = spawnSync("bash", ["-c", command, process.execPath, cli, ...call], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /^dateline export: .*too large.*; nothing was written/);
  assert.ok(!existsSync(path.join(folder, "out")));
});

test("vague words count by the codebook that is named, else by the project's own in the folder", async () => {
  const folder = scratch();
  writeFileSync(path.join(folder, "a.txt"), "Dozens of people were killed in Aden.\n");
  const killed = async (...args: string[]) => {
    const { out, err } = await dateline(["detect", "--format", "jsonl", ...args, "a.txt"], "", folder);
    return err || lines(out)[0]?.tally.killed?.min;
  };
  assert.equal(await killed(), null);
  assert.equal(await killed("--codebook", "acled"), 12);
  writeFileSync(path.join(folder, "dateline.config.json"), '{"codebook":{"words":{"dozens":24}}}');
  assert.equal(await killed(), 24);
  assert.equal(await killed("--codebook", "acled"), 12);
  const line = JSON.stringify({ text: "Dozens of people were killed." });
  for (const jobs of ["1", "2"]) {
    const { out } = await dateline(["detect", "--jsonl", "--jobs", jobs], `${line}\n`, folder);
    assert.deepEqual(lines(out)[0]?.tally, { killed: { min: 24, max: 24, best: 24, perpetrators: 0 } });
  }
  assert.match(String(await killed("--codebook", "own")), /there are literal, acled, airwars, gtd/);
  writeFileSync(path.join(folder, "dateline.config.json"), '{"codebook":"own"}');
  const { status, err } = await dateline(["detect", "a.txt"], "", folder);
  assert.equal(status, 2);
  assert.match(err, /dateline\.config\.json is not used: .* at codebook/);
});

test("detect goes by the names of the article's project, learned ones too; --jsonl by those of --project alone", async () => {
  const folder = scratch();
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const text = "Gunmen left Qarahta and Bir Zanqar.\n";
  const names = async (args: readonly string[], input = ""): Promise<string[]> =>
    lines((await dateline(args, input)).out).flatMap(({ entities }) =>
      entities.map((entity) => JSON.stringify(entity)).filter((entity) => /Qarahta|Zanqar/.test(entity)),
    );
  const article = file("a.txt", text);
  const plain = await names(["detect", "--format", "jsonl", article]);
  file("dateline.config.json", '{"gazetteer":"names.tsv","codebook":"acled"}');
  file("names.tsv", "WEAPON\tQarahta\nPLACE\tX\n");
  const sidecar = {
    version: 1,
    article: { sha256: "0".repeat(64), length: 4, offsets: "codepoint", language: "en" },
    annotations: [
      { id: "1", kind: "entity", label: "NORP", start: 0, end: 10, quote: "Bir Zanqar", occurrence: 1 },
    ].map((one) => ({ ...one, prefix: "", suffix: "", status: "added" })),
    relations: [],
  };
  file("b.txt.dateline.json", JSON.stringify(sidecar));
  const named = await dateline(["detect", "--format", "jsonl", article]);
  assert.match(named.out, /"text":"Qarahta","label":"WEAPON".*?"source":"project"/);
  assert.match(named.out, /"text":"Bir Zanqar","label":"NORP".*?"source":"learned"/);
  assert.equal(named.status, 1);
  assert.match(named.err, /names\.tsv:2: There is no label “PLACE”/);
  assert.doesNotMatch(
    (await dateline(["detect", "--format", "json", "--no-learned", article])).out,
    /learned/,
  );
  const line = JSON.stringify({ id: 1, text });
  assert.deepEqual(await names(["detect", "--jsonl"], line), plain);
  for (const jobs of ["1", "2"])
    assert.match(
      (await names(["detect", "--jsonl", "--jobs", jobs, "--project", folder], line)).join(),
      /"project".*"learned"/,
    );
  assert.equal((await dateline(["detect", "--project", path.join(folder, "none"), article])).status, 2);
});
