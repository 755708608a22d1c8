import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { entityOn } from "../../support/annotations.ts";
import { sidecarFor, startRepository } from "../../support/repository.ts";

// What a project's file says, on the command line.

const TEXT = "A Hilux burned in Aden.\n";
const SIDECAR = sidecarFor(TEXT, [entityOn(TEXT, "Aden"), entityOn(TEXT, "Hilux", "VEHICLE")]);

function withProject(config: object, check: (repository: ReturnType<typeof startRepository>) => void): void {
  const repository = startRepository();
  try {
    mkdirSync(repository.at("in"));
    const files = {
      "in/a.txt": TEXT,
      "in/a.txt.dateline.json": SIDECAR,
      "b.txt": TEXT,
      "dateline.config.json": `// ours\n${JSON.stringify(config)}`,
    };
    repository.commit(files);
    check(repository);
  } finally {
    repository.end();
  }
}

test("lint warns of labels and annotators that the project does not know, and leaves the status as it is", () =>
  withProject({ annotators: ["sa"] }, ({ dateline, at }) => {
    const { status, out, err } = dateline("lint", ".");
    assert.deepEqual([status, out], [0, "1 sidecar, 0 problems, 2 warnings\n"]);
    assert.match(
      err,
      /a\.txt\.dateline\.json: annotation \w+ on “Hilux” has the label VEHICLE, which this project does not have; add it under “labels” in dateline\.config\.json, or rename it .*dateline rename-label\) \(a warning\)/,
    );
    assert.match(err, /: annotator decided 2 annotations and is none of this project's annotators/);
    assert.match(dateline("lint", "--staged").out, /^0 sidecars/);
    writeFileSync(at("dateline.config.json"), '{"labels": [{"name": "VEHICLE"}]}');
    assert.deepEqual([dateline("lint", "in").err, dateline("lint", "in/a.txt").status], ["", 0]);
    writeFileSync(at("dateline.config.json"), '{"labels": 3}');
    const broken = dateline("lint", ".");
    assert.equal(broken.status, 1);
    assert.match(broken.err, /^dateline\.config\.json is not used: .*labels/m);
  }));

test("a label is renamed in the project's file and in all sidecars below, and nothing else in them", () =>
  withProject({ labels: [{ name: "VEHICLE", key: "v" }] }, ({ dateline, at }) => {
    const read = (): string[] =>
      ["in/a.txt.dateline.json", "dateline.config.json"].map((name) => readFileSync(at(name), "utf8"));
    const before = read();
    assert.match(
      dateline("rename-label", "VEHICLE", "CAR", ".", "--dry-run").out,
      /1 annotation would be renamed/,
    );
    assert.deepEqual(read(), before);
    const { status, out } = dateline("rename-label", "VEHICLE", "CAR");
    assert.equal(status, 0);
    assert.match(out, /a\.txt\.dateline\.json: 1 annotation\n1 annotation renamed in 1 sidecar\n$/);
    assert.deepEqual(
      read(),
      before.map((text) => text.replaceAll('"VEHICLE"', '"CAR"')),
    );
    for (const [args, why] of [
      [["LOC", "PLACE"], /a label of detection/],
      [["CAR", "A B"], /is no name for a label/],
      [["CAR"], /are wanted/],
      [["CAR", "X", "nowhere"], /no such folder/],
    ] as const) {
      const refused = dateline("rename-label", ...args);
      assert.equal(refused.status, 2);
      assert.match(refused.err, why);
    }
  }));

test("a project says which files of a folder are articles", () =>
  withProject({ include: ["in/*.txt"], labels: [{ name: "LOC", off: true }] }, ({ dateline }) => {
    const { out } = dateline("detect", "--format", "jsonl", ".");
    const records = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; entities: { label: string }[] });
    assert.deepEqual(
      records.map(({ id }) => id.replace(/^.*(?=in\/)/, "")),
      ["in/a.txt"],
    );
    assert.ok(records[0]?.entities.every(({ label }) => label !== "LOC"));
  }));
