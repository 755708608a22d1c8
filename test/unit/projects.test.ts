import assert from "node:assert/strict";
import { test } from "node:test";
import { createNames } from "../../server/src/names.ts";
import { createProjects } from "../../server/src/projects.ts";
import { createSidecarLayouts } from "../../server/src/sidecarLayouts.ts";
import { memoryFiles } from "../support/memoryFiles.ts";

const ROOT = "file:///w/";
const ARTICLE = `${ROOT}a.txt`;

/** Names and projects over files in memory; `reads` are the files that were read, and `slow` holds the next one up. */
function start(initial: Record<string, string>, watches = true) {
  const memory = memoryFiles(initial);
  const reads: string[] = [];
  const logged: string[] = [];
  const state: { slow: Promise<void> | null; failing: boolean } = { slow: null, failing: false };
  const files = {
    ...memory.files,
    async read(uri: string) {
      reads.push(uri.slice(ROOT.length));
      const bytes = await memory.files.read(uri);
      const { slow } = state;
      state.slow = null;
      await slow;
      return bytes;
    },
    async list(uri: string) {
      if (state.failing) throw new Error("the folder cannot be read");
      return memory.files.list(uri);
    },
  };
  const names = createNames({
    files,
    folderOf: () => ROOT,
    relativePath: (uri) => uri.slice(ROOT.length),
    pause: () => Promise.resolve(),
    timer: () => () => undefined,
    changed: () => undefined,
    log: (message) => void logged.push(message),
  });
  const projects = createProjects({
    files,
    names,
    diagnose: () => undefined,
    told: () => undefined,
    layouts: createSidecarLayouts({ folders: [ROOT], watches }, memory.files),
    watches: () => watches,
  });
  const listed = (): string[] => [...(names.of(ARTICLE, true)?.listed.byWords.keys() ?? [])];
  return { memory, names, projects, reads, logged, state, listed };
}

/** A promise with what resolves it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const PROJECT = { [`${ROOT}dateline.config.json`]: '{"gazetteer": "names.tsv"}' };

test("a slow reading of a project never comes in over a newer one", async () => {
  const { memory, projects, state, listed } = start({ ...PROJECT, [`${ROOT}names.tsv`]: "LOC\tOld\n" });
  const { opened, open } = gate();
  state.slow = opened;
  const slow = projects.read(ROOT, false);
  await new Promise((resolve) => setTimeout(resolve, 5));
  memory.put(`${ROOT}dateline.config.json`, '{"gazetteer": "other.tsv"}');
  memory.put(`${ROOT}other.tsv`, "LOC\tNew\n");
  assert.ok(projects.changed(`${ROOT}dateline.config.json`));
  const newer = projects.read(ROOT, false);
  open();
  await Promise.all([slow, newer]);
  assert.deepEqual(listed(), ["new"]);
});

test("a project is read once a change, and only for files that it names", async () => {
  const { projects, reads } = start({ ...PROJECT, [`${ROOT}names.tsv`]: "LOC\tRada\n" });
  await Promise.all([projects.read(ROOT, false), projects.read(ROOT, false)]);
  await projects.read(ROOT, false);
  assert.deepEqual(reads, ["dateline.config.json", "names.tsv"]);
  assert.ok(!projects.changed(`${ROOT}data.tsv`));
  assert.ok(projects.changed(`${ROOT}names.tsv`));
  await projects.read(ROOT, false);
  assert.equal(reads.length, 4);
  projects.forget(ROOT);
  await projects.read(ROOT, false);
  assert.equal(reads.length, 6);
});

test("a client that does not say what changes has the project read each time", async () => {
  const { projects, reads } = start({ ...PROJECT, [`${ROOT}names.tsv`]: "LOC\tRada\n" }, false);
  await projects.read(ROOT, false);
  await projects.read(ROOT, false);
  assert.equal(reads.length, 4);
});

const sidecar = (label: string, quote = "Qarahta"): string =>
  JSON.stringify({
    $schema: "dateline:/sidecar.schema.json",
    version: 1,
    article: { sha256: "0".repeat(64), length: 7, offsets: "codepoint", language: "en" },
    annotations: [
      {
        id: "01K0000000000000000000000A",
        kind: "entity",
        label,
        start: 0,
        end: 7,
        quote,
        prefix: "",
        suffix: "",
        occurrence: 1,
        status: "added",
        by: "sa",
        at: "2026-11-21T09:12:03Z",
      },
    ],
    relations: [],
  });

test("sidecars that could not be listed are read when they can be", async () => {
  const { names, projects, state, logged } = start({ [`${ARTICLE}.dateline.json`]: sidecar("LOC") });
  state.failing = true;
  await projects.read(ROOT, true);
  assert.equal((await names.whole(ARTICLE, true))?.learned.byWords.size, undefined);
  assert.equal(logged.length, 1);
  state.failing = false;
  await projects.read(ROOT, true);
  assert.equal((await names.whole(ARTICLE, true))?.learned.byWords.size, 1);
});

test("of two changes of a sidecar the newer counts, however slowly the older was read", async () => {
  const uri = `${ARTICLE}.dateline.json`;
  const { memory, names, projects, state } = start({ [uri]: sidecar("LOC") });
  await projects.read(ROOT, true);
  await names.whole(ARTICLE, true);
  const { opened, open } = gate();
  state.slow = opened;
  const slow = names.sidecarChanged(uri);
  await new Promise((resolve) => setTimeout(resolve, 5));
  memory.put(uri, sidecar("ORG"));
  const newer = names.sidecarChanged(uri);
  await new Promise((resolve) => setTimeout(resolve, 5));
  open();
  await Promise.all([slow, newer]);
  assert.equal(names.of(ARTICLE, true)?.learned.byWords.get("qarahta")?.verdicts[0]?.label, "ORG");
});
