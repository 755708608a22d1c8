import assert from "node:assert/strict";
import { test } from "node:test";
import { ExportCancelled, type ExportOptions, exportArticles } from "../../../server/src/dataset/export.ts";
import { exporterFor, exporters } from "../../../server/src/dataset/formats.ts";
import { selectionOf } from "../../../server/src/dataset/selection.ts";
import { readArticle, type Source } from "../../../server/src/dataset/source.ts";
import { parseSplit } from "../../../server/src/dataset/split.ts";
import { exportFormats } from "../../../server/src/protocol.ts";
import { sha256 } from "../../../server/src/workspace/articleText.ts";
import type { FileSystem } from "../../../server/src/workspace/fileSystem.ts";
import { saveSidecar } from "../../../server/src/workspace/sidecars.ts";
import { entityOn } from "../../support/annotations.ts";
import { DETECTOR } from "../../support/datasets.ts";
import { opinion } from "../../support/measured.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";

const ROOT = "file:///w";

async function workspace() {
  const memory = memoryFiles({
    [`${ROOT}/b.txt`]: "Nothing decided in Aden.",
    [`${ROOT}/c.txt`]: new Uint8Array([0, 1, 2]),
    [`${ROOT}/d.txt`]: new Uint8Array([0xff, 0x61]),
  });
  const text = "Fighting in Aden and Taiz.";
  memory.put(`${ROOT}/a.txt`, `\ufeff${text}`);
  const hash = await sha256(new TextEncoder().encode(`\ufeff${text}`));
  const rejected = { ...entityOn(text, "Taiz"), status: "rejected" as const, by: "other" };
  await saveSidecar(
    memory.files,
    `${ROOT}/a.txt`,
    {
      article: { text, sha256: hash, language: "en" },
      annotations: [
        { ...entityOn(text, "Aden"), opinions: [opinion("mk", { label: "ORG" })] },
        rejected,
        { ...entityOn(text, "Fighting", "EVENT"), by: "other" },
      ],
    },
    { state: "absent" },
  );
  memory.put(`${ROOT}/e.txt`, "Aden");
  memory.put(`${ROOT}/e.txt.dateline.json`, "{");
  const sources = ["a", "b", "c", "d", "e"].map((name) => ({
    uri: `${ROOT}/${name}.txt`,
    id: `${name}.txt`,
  }));
  const run = (options: Partial<ExportOptions> = {}, files: FileSystem = memory.files) =>
    exportArticles(files, sources, {
      exporter: exporterFor("spacy")!,
      folder: `${ROOT}/out`,
      selection: selectionOf({}),
      detector: DETECTOR,
      unique: "u",
      progress: () => undefined,
      cancelled: () => false,
      pause: async () => undefined,
      ...options,
    });
  const out = (): string[] =>
    memory
      .uris()
      .filter((uri) => uri.startsWith(`${ROOT}/out/`))
      .map((uri) => uri.slice(`${ROOT}/out/`.length));
  return { memory, run, out };
}

const suggested = { selection: selectionOf({ suggested: true }) };

test("the editor names the formats that there are, and no others", () => {
  assert.deepEqual(
    exporters.map(({ name }) => name),
    exportFormats,
  );
});

test("what was decided is written, what was left out is named", async () => {
  const { memory, run, out } = await workspace();
  const report = await run();
  assert.equal(report.articles, 1);
  assert.equal(report.annotations, 2);
  assert.deepEqual(report.files, [`${ROOT}/out/spacy/all.jsonl`, `${ROOT}/out/spacy/to_docbin.py`]);
  assert.equal(JSON.parse(memory.text(`${ROOT}/out/spacy/all.jsonl`)!).text, "Fighting in Aden and Taiz.");
  const left = report.leftOut.join("\n");
  assert.match(left, /^1 rejected suggestion$/m);
  assert.match(left, /^1 article without annotations$/m);
  assert.match(left, /c\.txt: this is no text/);
  assert.match(left, /d\.txt: this is not UTF-8/);
  assert.match(left, /e\.txt: its sidecar cannot be used/);
  assert.deepEqual(out(), ["spacy/all.jsonl", "spacy/dateline-export.json", "spacy/to_docbin.py"]);
});

test("suggestions too: articles without a sidecar go in, rejected suggestions do not", async () => {
  const { memory, run } = await workspace();
  const report = await run({ ...suggested, exporter: exporterFor("conll")! });
  assert.equal(report.articles, 2);
  const conll = memory.text(`${ROOT}/out/conll/all.conll`)!;
  assert.equal(conll.match(/Aden -X- -X- B-LOC/g)?.length, 2);
  assert.match(conll, /Taiz -X- -X- O/);
});

test("labels, annotators and states are chosen, and what is left out for it is counted", async () => {
  const { memory, run } = await workspace();
  const exporter = exporterFor("prodigy")!;
  const words = async (choice: Parameters<typeof selectionOf>[0]): Promise<string[]> => {
    await run({ exporter, selection: selectionOf(choice) });
    const tasks = memory.text(`${ROOT}/out/prodigy/all.jsonl`)!.trimEnd().split("\n");
    return tasks.flatMap((line) => {
      const { text, spans, answer } = JSON.parse(line);
      return spans.map(
        ({ start, end }: { start: number; end: number }) => `${answer} ${text.slice(start, end)}`,
      );
    });
  };
  assert.deepEqual(await words({}), ["accept Fighting", "accept Aden", "reject Taiz"]);
  assert.deepEqual(await words({ labels: ["LOC"] }), ["accept Aden", "reject Taiz"]);
  assert.deepEqual(await words({ annotators: ["other"] }), ["accept Fighting", "reject Taiz"]);
  assert.deepEqual(await words({ states: ["rejected"] }), ["reject Taiz"]);
  // What mk says of another's annotation is mk's decision.
  assert.deepEqual(await words({ annotators: ["mk"] }), ["accept Aden"]);
  assert.deepEqual(await words({ annotators: ["mk"], labels: ["ORG"] }), ["accept Aden"]);
  assert.deepEqual(await words({ annotators: ["mk"], labels: ["LOC"] }), []);
  assert.deepEqual(await words({ annotators: ["annotator", "mk"], labels: ["LOC"] }), ["accept Aden"]);
  const report = await run({ exporter, selection: selectionOf({ labels: ["LOC"] }) });
  assert.match(report.leftOut.join("\n"), /^1 annotation of another label, annotator or state$/m);
  const done = await run({ exporter, selection: selectionOf({ articles: ["done"] }) });
  assert.equal(done.articles, 0);
  assert.match(done.leftOut.join("\n"), /^1 article in another state than those chosen$/m);
  assert.equal((await run({ exporter, selection: selectionOf({ articles: ["review"] }) })).articles, 1);
});

test("what a former export of the format left is replaced, other files are never touched", async () => {
  const { memory, run, out } = await workspace();
  await run({ split: parseSplit("0/0/100")! });
  memory.put(`${ROOT}/out/spacy/notes.jsonl`, "mine");
  memory.put(`${ROOT}/out/spacy/models/test.spacy`, "mine");
  memory.put(`${ROOT}/out/other.txt`, "mine");
  await run({ exporter: exporterFor("conll")! });
  await run();
  assert.deepEqual(out(), [
    "conll/all.conll",
    "conll/dateline-export.json",
    "other.txt",
    "spacy/all.jsonl",
    "spacy/dateline-export.json",
    "spacy/models/test.spacy",
    "spacy/notes.jsonl",
    "spacy/to_docbin.py",
  ]);
  assert.deepEqual(JSON.parse(memory.text(`${ROOT}/out/spacy/dateline-export.json`)!), {
    format: "spacy",
    articles: 1,
    annotations: 2,
    files: ["all.jsonl", "to_docbin.py"],
  });
  memory.put(`${ROOT}/out/spacy/train.jsonl`, "mine too");
  const before = out();
  await assert.rejects(run({ split: parseSplit("100/0")! }), /train\.jsonl is in the folder spacy already/);
  assert.equal(memory.text(`${ROOT}/out/spacy/train.jsonl`), "mine too");
  assert.deepEqual(out(), before);
});

test("a manifest that names files outside, or is damaged, does no harm", async () => {
  const { memory, run } = await workspace();
  const put = (text: string): void => memory.put(`${ROOT}/out/spacy/dateline-export.json`, text);
  put(JSON.stringify({ format: "spacy", files: ["../../a.txt", "../other.txt"] }));
  memory.put(`${ROOT}/out/other.txt`, "mine");
  await run();
  assert.ok(memory.text(`${ROOT}/a.txt`) && memory.text(`${ROOT}/out/other.txt`));
  put("{");
  await assert.rejects(run(), /damaged; remove it or choose another folder/);
});

test("an export that is cancelled or fails leaves nothing, and what stood there stays", async () => {
  const { memory, run, out } = await workspace();
  await assert.rejects(run({ ...suggested, cancelled: () => true }), ExportCancelled);
  assert.deepEqual(out(), []);
  await run();
  const before = out();
  const former = memory.text(`${ROOT}/out/spacy/all.jsonl`);
  let asked = 0;
  await assert.rejects(run({ ...suggested, cancelled: () => ++asked > 2 }), ExportCancelled);
  await assert.rejects(
    run({
      progress: () => {
        memory.state.fail = "ENOSPC";
      },
    }),
    /ENOSPC/,
  );
  assert.equal(memory.text(`${ROOT}/out/spacy/all.jsonl`), former);
  assert.deepEqual(out(), before);
});

test("killed after any of its acts on the disk, a dataset is whole, in its old or its new form, or absent", async () => {
  const seen = new Set<string>();
  for (let limit = 0; ; limit++) {
    const { memory, run } = await workspace();
    const format = exporterFor("brat")!;
    await run({ exporter: format });
    memory.put(`${ROOT}/out/brat/mine.txt`, "mine");
    let acts = 0;
    // From there on nothing reaches the disk any more, as after a kill; what cleans up does not run either.
    const dying = new Proxy(memory.files, {
      get(target, name: keyof FileSystem) {
        if (/read|stat|real|list|hash/.test(name)) return target[name];
        return async (...args: never[]) => {
          if (acts++ >= limit) throw new Error("killed");
          return (target[name] as (...all: never[]) => unknown)(...args);
        };
      },
    });
    const ended = await run({ ...suggested, exporter: format, unique: "v" }, dying).then(
      () => true,
      () => false,
    );
    const at = (name: string): string | null => memory.text(`${ROOT}/out/brat/${name}`);
    const manifest = at("dateline-export.json");
    if (manifest === null) {
      assert.equal(at("a.ann"), null);
      seen.add("absent");
    } else {
      const { files, articles } = JSON.parse(manifest);
      for (const file of files) assert.ok(at(file) !== null, `${limit}: ${file}`);
      assert.equal(at("b.ann") !== null, articles === 2);
      seen.add(articles === 2 ? "new" : "old");
    }
    assert.ok(
      memory.uris().some((uri) => memory.text(uri) === "mine"),
      "the user's own file is somewhere",
    );
    if (ended) break;
  }
  assert.deepEqual([...seen].sort(), ["absent", "new", "old"]);
});

test("an article that says itself when it was published need not be told", async () => {
  const text = "Published: 15 June 2012\n\nFighting in Aden.\n\nIt went on.";
  const { memory, run } = await workspace();
  const paragraphs = "\n\nMore of it.".repeat(20);
  memory.put(`${ROOT}/a.txt`, text + paragraphs);
  await run();
  assert.equal(JSON.parse(memory.text(`${ROOT}/out/spacy/all.jsonl`)!).meta.published, "2012-06-15");
});

test("what an export that was killed left behind is named by the next", async () => {
  const { memory, run } = await workspace();
  memory.put(`${ROOT}/out/.dateline-01X.partial/new/all.jsonl`, "half");
  assert.match(
    (await run()).remarks.join("\n"),
    /^\.dateline-01X\.partial is of an export that is still at work or was ended/m,
  );
});

test("of overlapping annotations each is named where the user wants it", async () => {
  const { memory, run } = await workspace();
  const text = "One.\nBank of Aden.";
  memory.put(`${ROOT}/a.txt`, text);
  const article = { text, sha256: await sha256(new TextEncoder().encode(text)), language: "en" } as const;
  const annotations = [entityOn(text, "Aden"), entityOn(text, "Bank of Aden", "ORG")];
  const { loadSidecar } = await import("../../../server/src/workspace/sidecars.ts");
  const base = await loadSidecar(memory.files, `${ROOT}/a.txt`);
  await saveSidecar(memory.files, `${ROOT}/a.txt`, { article, annotations }, base);
  assert.ok(!(await run()).leftOut.some((line) => line.includes("line 2")));
  const { leftOut } = await run({ listOverlaps: true });
  assert.ok(leftOut.includes("a.txt: line 2: LOC “Aden” overlaps ORG “Bank of Aden”"), leftOut.join("\n"));
});

test("files of one name from several folders are articles of their own", async () => {
  const { memory } = await workspace();
  const sources = ["x", "y"].map((folder) => ({ uri: `${ROOT}/${folder}/a.txt`, id: "a.txt" }));
  for (const { uri } of sources) memory.put(uri, `In Aden, ${uri}.`);
  const report = await exportArticles(memory.files, sources, {
    exporter: exporterFor("brat")!,
    folder: `${ROOT}/out`,
    ...suggested,
    detector: DETECTOR,
    unique: "u",
    progress: () => undefined,
    cancelled: () => false,
    pause: async () => undefined,
  });
  assert.equal(report.articles, 2);
  assert.ok(
    memory.text(`${ROOT}/out/brat/a.ann`) && memory.text(`${ROOT}/out/brat/a (2).ann`.replaceAll(" ", "%20")),
  );
});

test("articles that come from another thread, or were kept by a run that was cut, give the same bytes", async () => {
  const { memory, run, out } = await workspace();
  const choice = { suggested: true };
  const written = () => out().map((name) => [name, memory.text(`${ROOT}/out/${name}`)]);
  for (const exporter of exporters) {
    await run({ exporter, selection: selectionOf(choice) });
    const here = written();
    const read = async function* (sources: readonly Source[]) {
      for (const source of sources) {
        const options = { selection: selectionOf(choice), detector: DETECTOR };
        const article = await readArticle(memory.files, source, options);
        yield JSON.parse(JSON.stringify(structuredClone(article)));
      }
    };
    await run({ exporter, selection: selectionOf(choice), read });
    assert.deepEqual(written(), here);
  }
});
