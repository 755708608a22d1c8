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
import { exportTo, importFrom } from "../../../support/roundTrip.ts";

// Exported, taken into the sidecars of a copy of the articles that has none, and exported again: the same bytes.

let folder: string;
let sources: Source[];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dateline import "));
  ({ sources } = await writeCorpus(path.join(folder, "articles")));
  cpSync(path.join(folder, "articles"), path.join(folder, "bare"), {
    recursive: true,
    filter: (file) => !isSidecar(file),
  });
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

for (const { name } of importers)
  test(`${name}: exported, imported, exported: the same bytes`, async () => {
    await exportTo(nodeFiles, name, uriOf(`${name} first`), sources);
    cpSync(path.join(folder, "bare"), path.join(folder, `${name} copy`), { recursive: true });
    const copies = sources.map(({ uri, id }) => ({
      uri: uri.replace("/articles/", `/${encodeURIComponent(`${name} copy`)}/`),
      id,
    }));
    const report = await importFrom(nodeFiles, name, [uriOf(`${name} first`)], copies);
    assert.deepEqual(report.problems, []);
    await exportTo(nodeFiles, name, uriOf(`${name} second`), copies);
    assert.deepEqual(
      filesIn(path.join(folder, `${name} second`)),
      filesIn(path.join(folder, `${name} first`)),
    );
    const again = await importFrom(nodeFiles, name, [uriOf(`${name} first`)], copies);
    assert.deepEqual([again.added, again.opinions, again.changed], [0, 0, []], "twice is once");
  });
