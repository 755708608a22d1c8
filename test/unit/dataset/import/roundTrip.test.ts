import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { importers } from "../../../../server/src/dataset/import/formats.ts";
import type { Source } from "../../../../server/src/dataset/source.ts";
import { nodeFiles } from "../../../../server/src/node/fileSystem.ts";
import { isSidecar } from "../../../../server/src/workspace/fileSystem.ts";
import { writeCorpus } from "../../../support/datasetCorpus.ts";
import { writeDecidedSamples } from "../../../support/decidedSamples.ts";
import { exportTo, importFrom } from "../../../support/roundTrip.ts";

// Exported, taken into the sidecars of a copy of the articles that has none, and exported again: the same bytes.

let folder: string;
/** The articles with decisions, by the folder that they are in. */
const corpora = new Map<string, Source[]>();

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dateline import "));
  corpora.set("nasty texts", (await writeCorpus(path.join(folder, "nasty texts"))).sources);
  corpora.set("samples", await writeDecidedSamples(path.join(folder, "samples")));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The files of a folder by name. */
function filesIn(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
      .filter((name) => statSync(path.join(root, name)).isFile())
      .map((name) => [name, readFileSync(path.join(root, name), "latin1")]),
  );
}

const uriOf = (...names: string[]): string => pathToFileURL(path.join(folder, ...names)).href;

/** A copy of a corpus without its sidecars. */
function bareCopy(corpus: string, copy: string): Source[] {
  cpSync(path.join(folder, corpus), path.join(folder, copy), {
    recursive: true,
    filter: (file) => !isSidecar(file),
  });
  return corpora.get(corpus)!.map(({ uri, id }) => ({
    uri: uri.replace(uriOf(corpus), uriOf(copy)),
    id,
  }));
}

for (const { name } of importers)
  for (const corpus of ["nasty texts", "samples"])
    test(`${name}: ${corpus}, exported, imported, exported: the same bytes`, async () => {
      const [first, second] = [`${corpus} ${name} 1`, `${corpus} ${name} 2`];
      await exportTo(nodeFiles, name, uriOf(first), corpora.get(corpus)!);
      const copies = bareCopy(corpus, `${corpus} ${name} copy`);
      const report = await importFrom(nodeFiles, name, [uriOf(first)], copies);
      assert.deepEqual(report.problems, []);
      await exportTo(nodeFiles, name, uriOf(second), copies);
      assert.deepEqual(filesIn(path.join(folder, second)), filesIn(path.join(folder, first)));
      const again = await importFrom(nodeFiles, name, [uriOf(first)], copies);
      assert.deepEqual([again.added, again.opinions, again.changed], [0, 0, []], "twice is once");
    });
