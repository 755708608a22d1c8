import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { answering } from "../../../server/src/cli/work/lines.ts";
import { inOrder } from "../../../server/src/cli/work/pool.ts";
import { cli } from "../../support/program.ts";
import { writeWorkspace } from "../../support/workspace.ts";

// Long runs: several threads, stopped and gone on with, in pipes.

const support = path.resolve(import.meta.dirname, "../../support");
const base = mkdtempSync(path.join(os.tmpdir(), "dateline scale "));
after(() => rmSync(base, { recursive: true, force: true }));
const scratch = (): string => mkdtempSync(path.join(base, "run-"));

/** The folder of the articles that all tests read. */
const articles = path.join(base, "articles");
const COUNT = 24;
before(() => {
  writeWorkspace(articles, { articles: COUNT, seed: 3 });
});

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Call {
  readonly input?: string;
  /** What happens when the program reads an article: it gets a signal, or the thread ends. */
  readonly happens?: readonly [what: string, article: string];
}

function dateline(args: readonly string[], { input = "", happens }: Call = {}): Ended {
  const [what = "", article = ""] = happens ?? [];
  const env = happens && {
    ...process.env,
    NODE_OPTIONS: `--require "${path.join(support, "atArticle.cjs")}"`,
    AT_ARTICLE: article,
    HAPPENS: what,
  };
  const options = { input, encoding: "utf8", maxBuffer: 2 ** 28, ...(env ? { env } : {}) } as const;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], options);
  return { status, signal, out: stdout, err: stderr };
}

/** All files below a folder with their bytes, hidden ones too. */
function bytesIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .sort()
      .map((file) => [path.relative(folder, file), readFileSync(file, "base64")]),
  );
}

const exported = (folder: string, format: string, ...more: readonly string[]): string[] => [
  "export",
  "--format",
  format,
  "--include",
  "suggested",
  "--out",
  folder,
  ...more,
  articles,
];

const lines = Array.from({ length: 40 }, (_, n) =>
  n % 9 === 4
    ? "{"
    : JSON.stringify({ id: n, text: `At least ${n + 2} militants were killed in Aden on Friday.` }),
);
const input = `${lines.join("\n")}\n`;

for (const format of ["huggingface", "uima"])
  test(`export --format ${format}: the same bytes with one thread and with two`, () => {
    const [one, two] = [scratch(), scratch()];
    const first = dateline(exported(one, format, "--jobs", "1", "--split", "50/25/25"));
    const second = dateline(exported(two, format, "--jobs", "2", "--split", "50/25/25"));
    assert.equal(first.status, 0, first.err);
    assert.equal(second.err, first.err);
    assert.equal(second.out.replaceAll(two, one), first.out);
    assert.deepEqual(bytesIn(two), bytesIn(one));
  });

for (const args of [
  ["detect"],
  ["detect", "--format", "json"],
  ["stats", "--format", "json"],
  ["evaluate", "--undecided", "wrong", "--format", "json"],
])
  test(`${args.join(" ")}: the same output with one thread and with two`, () => {
    const one = dateline([...args, "--jobs", "1", articles]);
    assert.equal(one.status, 0);
    assert.deepEqual(dateline([...args, "--jobs", "2", articles]), one);
  });

for (const jobs of ["1", "2"]) {
  test(`export --jobs ${jobs}: killed, gone on with, killed again: the bytes of one run`, () => {
    const [whole, cut] = [scratch(), scratch()];
    const args = (folder: string) => exported(folder, "huggingface", "--jobs", jobs);
    assert.equal(dateline(args(whole)).status, 0);
    const killed = dateline(args(cut), { happens: ["SIGKILL", "article-00014.txt"] });
    assert.equal(killed.signal, "SIGKILL");
    assert.deepEqual(readdirSync(cut), [".dateline-huggingface.partial"]);
    const journal = path.join(cut, ".dateline-huggingface.partial", "journal");
    const kept = readFileSync(journal, "utf8").split("\n").length - 1;
    assert.ok(kept > 0 && kept < COUNT);
    // As if the kill had cut a line.
    appendFileSync(journal, readFileSync(journal, "utf8").slice(0, 50));
    const again = dateline([...args(cut), "--resume"], { happens: ["SIGKILL", "article-00020.txt"] });
    assert.equal(again.signal, "SIGKILL");
    assert.equal(dateline([...args(cut), "--resume"]).status, 0);
    assert.deepEqual(bytesIn(cut), bytesIn(whole));
  });

  test(`detect --out --jobs ${jobs}: killed and gone on with: the bytes of one run`, () => {
    const folder = scratch();
    const args = (name: string) => [
      ...["detect", "--format", "jsonl", "--jobs", jobs],
      ...["--out", path.join(folder, name), articles],
    ];
    assert.equal(dateline(args("whole")).status, 0);
    assert.equal(dateline(args("cut"), { happens: ["SIGKILL", "article-00014.txt"] }).signal, "SIGKILL");
    assert.deepEqual(readdirSync(folder), [".dateline-cut.partial", "whole"]);
    assert.equal(dateline([...args("cut"), "--resume"]).status, 0);
    assert.deepEqual(readdirSync(folder), ["cut", "whole"]);
    assert.equal(
      readFileSync(path.join(folder, "cut"), "utf8"),
      readFileSync(path.join(folder, "whole"), "utf8"),
    );
  });

  test(`export --jobs ${jobs}: Ctrl+C stops it with status 130, and it says how to go on`, () => {
    const folder = scratch();
    const stopped = dateline(exported(folder, "spacy", "--jobs", jobs), {
      happens: ["SIGINT", "article-00014.txt"],
    });
    assert.equal(stopped.status, 130);
    assert.match(stopped.err, /^dateline export: stopped; .*--resume goes on from there\n$/);
    assert.deepEqual([...bytesIn(folder).keys()], [".dateline-spacy.partial/journal"]);
    assert.equal(dateline(exported(folder, "spacy", "--resume")).status, 0);
    assert.deepEqual(readdirSync(folder), ["spacy"]);
  });
}

for (const verb of ["stats", "evaluate"])
  test(`${verb}: Ctrl+C stops it with status 130, and nothing is printed`, () => {
    const { status, out, err } = dateline([verb, "--jobs", "1", articles], {
      happens: ["SIGINT", "article-00005.txt"],
    });
    assert.deepEqual([status, out], [130, ""]);
    assert.match(err, /cancelled/);
  });

for (const jobs of ["1", "2"])
  test(`detect --jsonl --jobs ${jobs}: Ctrl+C stops it while it waits for a line`, async () => {
    const child = spawn(process.execPath, [cli, "detect", "--jsonl", "--jobs", jobs]);
    const ended = once(child, "exit");
    child.stdin.write(`${lines[0]}\n`);
    await once(child.stdout, "data");
    child.kill("SIGINT");
    assert.deepEqual(await ended, [130, null]);
  });

test("what a resumed run takes over is what still holds: a changed article is read again, and what is behind it", () => {
  const own = path.join(scratch(), "articles");
  mkdirSync(own);
  for (const name of ["a", "b", "c"]) writeFileSync(path.join(own, `${name}.txt`), `${name} in Aden.`);
  const out = path.join(scratch(), "all.jsonl");
  const args = ["detect", "--format", "jsonl", "--out", out, own];
  assert.equal(dateline(args, { happens: ["SIGKILL", "c.txt"] }).signal, "SIGKILL");
  writeFileSync(path.join(own, "b.txt"), "b in Taiz.");
  assert.equal(dateline([...args, "--resume"]).status, 0);
  assert.match(readFileSync(out, "utf8"), /"Aden".*\n.*"Taiz".*\n.*"Aden"/);
});

test("a run that does not go on cleans what a killed one left", () => {
  const folder = scratch();
  dateline(exported(folder, "brat"), { happens: ["SIGKILL", "article-00014.txt"] });
  assert.deepEqual(readdirSync(folder), [".dateline-brat.partial"]);
  // Its texts are no articles.
  assert.match(dateline(["detect", folder]).out, /^$/);
  assert.equal(dateline(exported(folder, "brat")).status, 0);
  assert.deepEqual(readdirSync(folder), ["brat"]);
});

test("two runs at once on one dataset: the second says so, and changes nothing", () => {
  const folder = scratch();
  const run = path.join(folder, ".dateline-csv.partial");
  mkdirSync(run);
  // Of a process on another machine nobody knows whether it lives.
  writeFileSync(path.join(run, "owner"), JSON.stringify({ token: "x", pid: 1, space: "elsewhere" }));
  const before = bytesIn(folder);
  const { status, err } = dateline(exported(folder, "csv"));
  assert.equal(status, 1);
  assert.match(err, /another run is at work on .*csv; .*delete .*owner/);
  assert.deepEqual(bytesIn(folder), before);
});

test("a thread that dies: its article is named, the others are done", () => {
  const happens = ["thread", "article-00007.txt"] as const;
  const detected = dateline(["detect", "--format", "jsonl", "--jobs", "2", articles], { happens });
  assert.equal(detected.status, 1);
  assert.match(detected.err, /^[^\n]*article-00007\.txt: detection failed: the thread .* died[^\n]*\n$/);
  assert.equal(detected.out.trimEnd().split("\n").length, COUNT - 1);
  const folder = scratch();
  const written = dateline(exported(folder, "spacy", "--jobs", "2"), { happens });
  assert.match(written.err, /left out: .*article-00007\.txt: the thread .* died/);
  assert.equal(
    readFileSync(path.join(folder, "spacy/all.jsonl"), "utf8").trimEnd().split("\n").length,
    COUNT - 1,
  );
});

test("a folder that cannot be written: in words, and nothing is left", (t) => {
  const folder = scratch();
  chmodSync(folder, 0o555);
  if (process.getuid?.() === 0) return t.skip("root may write everywhere");
  for (const args of [exported(folder, "csv"), ["detect", "--out", path.join(folder, "x"), articles]]) {
    const { status, err } = dateline(args);
    assert.equal(status, 1);
    assert.match(err, /permission denied; nothing was written/);
  }
  assert.deepEqual(readdirSync(folder), []);
});

test("no more items are taken than threads can have, whoever reads slowly; outcomes are in order", async () => {
  // Threads are of the program.
  process.argv[1] = cli;
  let taken = 0;
  let given = 0;
  async function* items() {
    for (const item of [...lines, ...lines]) {
      taken++;
      assert.ok(taken - given <= 2 * 4 + 1, `${taken} taken, ${given} given`);
      yield { item, told: null };
    }
  }
  const options = { published: null };
  for await (const { item, outcome } of inOrder(answering, options, 2, items())) {
    assert.equal(item, lines[given++ % lines.length]);
    assert.ok("answer" in outcome);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(given, 2 * lines.length);
});

for (const jobs of ["1", "2"])
  test(`detect --jsonl --out --jobs ${jobs}: killed and gone on with: the bytes of one run`, async () => {
    const folder = scratch();
    const args = (name: string) => ["detect", "--jsonl", "--jobs", jobs, "--out", path.join(folder, name)];
    assert.equal(dateline(args("whole"), { input }).status, 1);
    const child = spawn(process.execPath, [cli, ...args("cut")], { stdio: ["pipe", "ignore", "inherit"] });
    const ended = once(child, "exit");
    const journal = path.join(folder, ".dateline-cut.partial", "journal");
    const watcher = watch(folder, { recursive: true }, () => {
      if (existsSync(journal) && readFileSync(journal, "utf8").split("\n").length > 10) child.kill("SIGKILL");
    });
    // The input stays open: only the kill ends it.
    child.stdin.write(`${lines.slice(0, 20).join("\n")}\n`);
    assert.deepEqual(await ended, [null, "SIGKILL"]);
    watcher.close();
    assert.deepEqual(readdirSync(folder), [".dateline-cut.partial", "whole"]);
    assert.equal(dateline([...args("cut"), "--resume"], { input }).status, 1);
    const [whole, cut] = ["whole", "cut"].map((name) => readFileSync(path.join(folder, name), "utf8"));
    assert.equal(cut, whole);
    assert.equal(whole, dateline(["detect", "--jsonl"], { input }).out);
  });

const without = (program: string) =>
  spawnSync(program, ["--version"]).status === 0 ? false : `there is no ${program}`;

test("RDD.pipe: partitions with a process each give what one process gives", {
  skip: without("python3"),
}, () => {
  const file = path.join(scratch(), "in.jsonl");
  writeFileSync(file, input);
  const run = (command: readonly string[]) =>
    spawnSync("python3", [path.join(support, "partitions.py"), "3", file, ...command], { encoding: "utf8" });
  // A line that cannot be read is status 1, which fails Spark's job; the recipe takes it for well.
  const failed = run([process.execPath, cli, "detect", "--jsonl"]);
  assert.match(failed.stderr, /Subprocess exited with status 1/);
  const recipe = ["sh", "-c", '"$0" "$1" detect --jsonl || [ $? = 1 ]', process.execPath, cli];
  const piped = run(recipe);
  assert.equal(piped.status, 0, piped.stderr);
  assert.equal(piped.stdout, dateline(["detect", "--jsonl"], { input }).out);
});

test("GNU parallel: blocks of lines, and files of them, give what one process gives", {
  skip: without("parallel"),
}, () => {
  const folder = scratch();
  const expected = dateline(["detect", "--jsonl"], { input }).out;
  const program = `${JSON.stringify(process.execPath)} ${JSON.stringify(cli)}`;
  const blocks = spawnSync(
    "parallel",
    ["--pipe", "--keep-order", "--block", "1k", "--jobs", "2", `${program} detect --jsonl`],
    { input, encoding: "utf8" },
  );
  assert.equal(blocks.stdout, expected);
  spawnSync("split", ["--lines=15", "-", path.join(folder, "part-")], { input });
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  for (let times = 0; times < 2; times++)
    spawnSync("parallel", [
      ...["--joblog", path.join(folder, "log"), "--resume", "--jobs", "2"],
      `${program} detect --jsonl --quiet --resume --out {}.out < {}`,
      ":::",
      ...files,
    ]);
  assert.equal(files.map((file) => readFileSync(`${file}.out`, "utf8")).join(""), expected);
});

test("a bar in a terminal alone, with rate and time left; none with --quiet", {
  skip: without("python3"),
}, () => {
  const inTerminal = (...more: string[]): string => {
    const out = path.join(scratch(), "x");
    const args = [cli, "detect", "--out", out, ...more, articles];
    const script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    const { stdout, status } = spawnSync("python3", ["-c", script, process.execPath, ...args], {
      encoding: "utf8",
    });
    assert.equal(status, 0);
    assert.ok(existsSync(out));
    return stdout;
  };
  assert.match(inTerminal(), /24\/24 {2}[\d.]+\/s {2}.* left/);
  assert.equal(inTerminal("--quiet"), "");
  assert.equal(dateline(["stats", "--jobs", "2", articles]).err, "");
});
