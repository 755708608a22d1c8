import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ExportCancelled,
  type ExportOptions,
  exportArticles,
  exporters,
} from "../../../server/src/dataset/export.ts";
import { parseSplit } from "../../../server/src/dataset/split.ts";
import { sha256 } from "../../../server/src/workspace/articleText.ts";
import { saveSidecar } from "../../../server/src/workspace/sidecars.ts";
import { entityOn } from "../../support/annotations.ts";
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
  const rejected = { ...entityOn(text, "Taiz"), status: "rejected" as const };
  await saveSidecar(
    memory.files,
    `${ROOT}/a.txt`,
    {
      article: { text, sha256: hash, language: "en" },
      annotations: [entityOn(text, "Aden"), rejected],
    },
    { state: "absent" },
  );
  memory.put(`${ROOT}/e.txt`, "Aden");
  memory.put(`${ROOT}/e.txt.dateline.json`, "{");
  const sources = ["a", "b", "c", "d", "e"].map((name) => ({
    uri: `${ROOT}/${name}.txt`,
    id: `${name}.txt`,
  }));
  const run = (options: Partial<ExportOptions> = {}) =>
    exportArticles(memory.files, sources, {
      exporter: exporters["spacy"]!,
      folder: `${ROOT}/out`,
      suggested: false,
      unique: "u",
      progress: () => undefined,
      cancelled: () => false,
      pause: async () => undefined,
      ...options,
    });
  return { memory, run };
}

const drafts = (uris: readonly string[]): string[] => uris.filter((uri) => uri.includes(".partial"));

test("what was decided is written, what was left out is named", async () => {
  const { memory, run } = await workspace();
  const report = await run();
  assert.equal(report.articles, 1);
  assert.equal(report.annotations, 1);
  assert.deepEqual(report.files, [`${ROOT}/out/all.jsonl`, `${ROOT}/out/to_docbin.py`]);
  assert.equal(JSON.parse(memory.text(`${ROOT}/out/all.jsonl`)!).text, "Fighting in Aden and Taiz.");
  assert.match(report.leftOut.join("\n"), /^1 rejected suggestion$/m);
  assert.match(report.leftOut.join("\n"), /^1 article without annotations$/m);
  assert.match(report.leftOut.join("\n"), /c\.txt: this is no text/);
  assert.match(report.leftOut.join("\n"), /d\.txt: this is not UTF-8/);
  assert.match(report.leftOut.join("\n"), /e\.txt: its sidecar cannot be used/);
  assert.deepEqual(drafts(memory.uris()), []);
});

test("suggestions too: articles without a sidecar go in, rejected suggestions do not", async () => {
  const { memory, run } = await workspace();
  const report = await run({ suggested: true, exporter: exporters["conll"]! });
  assert.equal(report.articles, 2);
  const conll = memory.text(`${ROOT}/out/all.conll`)!;
  assert.equal(conll.match(/Aden -X- -X- B-LOC/g)?.length, 2);
  assert.match(conll, /Taiz -X- -X- O/);
});

test("the same articles give the same bytes", async () => {
  const [first, second] = [await workspace(), await workspace()];
  await first.run({ suggested: true });
  await second.run({ suggested: true });
  assert.equal(first.memory.text(`${ROOT}/out/all.jsonl`), second.memory.text(`${ROOT}/out/all.jsonl`));
});

test("what a former export of the format left is replaced, other files are never touched", async () => {
  const { memory, run } = await workspace();
  const split = parseSplit("0/0/100")!;
  memory.put(`${ROOT}/out/notes.jsonl`, "mine");
  await run({ split });
  assert.ok(memory.text(`${ROOT}/out/test.jsonl`));
  await run({ exporter: exporters["conll"]! });
  await run();
  assert.deepEqual(
    memory
      .uris()
      .filter((uri) => uri.startsWith(`${ROOT}/out/`))
      .map((uri) => uri.slice(`${ROOT}/out/`.length)),
    ["all.conll", "all.jsonl", "dateline-export.json", "notes.jsonl", "to_docbin.py"],
  );
  assert.deepEqual(JSON.parse(memory.text(`${ROOT}/out/dateline-export.json`)!), {
    exports: { conll: { files: ["all.conll"] }, spacy: { files: ["all.jsonl", "to_docbin.py"] } },
  });
  memory.put(`${ROOT}/out/train.jsonl`, "mine too");
  await assert.rejects(run({ split: parseSplit("100/0")! }), /train\.jsonl is in the folder already/);
  assert.equal(memory.text(`${ROOT}/out/train.jsonl`), "mine too");
  assert.deepEqual(drafts(memory.uris()), []);
});

test("a manifest names no file that is removed but a dataset's", async () => {
  const { memory, run } = await workspace();
  const files = ["../a.txt", "notes.jsonl", "dev.jsonl"];
  memory.put(`${ROOT}/out/dateline-export.json`, JSON.stringify({ exports: { spacy: { files } } }));
  for (const name of ["notes.jsonl", "dev.jsonl"]) memory.put(`${ROOT}/out/${name}`, "x");
  await run();
  assert.ok(memory.text(`${ROOT}/a.txt`) && memory.text(`${ROOT}/out/notes.jsonl`));
  assert.equal(memory.text(`${ROOT}/out/dev.jsonl`), null);
  memory.put(`${ROOT}/out/dateline-export.json`, "{");
  await assert.rejects(run(), /damaged; remove it or choose another folder/);
});

test("an export that is cancelled or fails leaves nothing, and what stood there stays", async () => {
  const { memory, run } = await workspace();
  await assert.rejects(run({ suggested: true, cancelled: () => true }), ExportCancelled);
  assert.ok(!memory.uris().some((uri) => uri.startsWith(`${ROOT}/out`)));
  await run();
  memory.put(`${ROOT}/out/all.jsonl`, "former");
  let asked = 0;
  await assert.rejects(run({ suggested: true, cancelled: () => ++asked > 2 }), ExportCancelled);
  assert.equal(memory.text(`${ROOT}/out/all.jsonl`), "former");
  assert.deepEqual(drafts(memory.uris()), []);
  await assert.rejects(
    run({
      progress: () => {
        memory.state.fail = "ENOSPC";
      },
    }),
    /ENOSPC/,
  );
  assert.equal(memory.text(`${ROOT}/out/all.jsonl`), "former");
  assert.deepEqual(drafts(memory.uris()), []);
});
