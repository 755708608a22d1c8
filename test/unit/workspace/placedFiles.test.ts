import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { nodeFiles } from "../../../server/src/node/fileSystem.ts";
import { sidecarOf } from "../../../server/src/workspace/fileSystem.ts";
import { placedFiles, TwoSidecars } from "../../../server/src/workspace/placedFiles.ts";
import { isBelow, putInto, readLayout, takenOut } from "../../../server/src/workspace/sidecarLayout.ts";
import { loadSidecar } from "../../../server/src/workspace/sidecars.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";

const ROOT = "file:///p/";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A project with these files; a text each, or the name again. */
async function project(sidecars: unknown, names: readonly string[], config?: string) {
  const memory = memoryFiles(Object.fromEntries(names.map((name) => [`${ROOT}${name}`, name])));
  memory.put(`${ROOT}dateline.config.json`, config ?? JSON.stringify({ sidecars }));
  const read = async () => (await readLayout(memory.files, ROOT))?.layout ?? null;
  const layout = await read();
  const files = placedFiles(memory.files, async (uri) => (isBelow(ROOT, uri) ? layout : null));
  const below = (uris: readonly string[]): string[] =>
    uris.map((uri) => decodeURIComponent(uri.slice(ROOT.length))).filter((name) => !/config/.test(name));
  return { ...memory, layout, files, names: () => below(memory.uris()), below };
}

const SIDECAR = sidecarOf(`${ROOT}a/x.txt`);

test("a sidecar is read and written where it is, and a new one where the project says", async () => {
  const rows: [unknown, string[], string[]][] = [
    [undefined, [], ["a/x.txt.dateline.json"]],
    ["annotations", [], ["annotations/a/x.txt.dateline.json"]],
    ["annotations/", [], ["annotations/a/x.txt.dateline.json"]],
    ["my notes/شروح", [], ["my notes/شروح/a/x.txt.dateline.json"]],
    ["annotations", ["a/x.txt.dateline.json"], ["a/x.txt.dateline.json"]],
    [undefined, ["old/a/x.txt.dateline.json"], ["old/a/x.txt.dateline.json"]],
    ["annotations", ["old/a/x.txt.dateline.json"], ["old/a/x.txt.dateline.json"]],
  ];
  for (const [sidecars, there, after] of rows) {
    const { files, names, below } = await project(sidecars, ["a/x.txt", ...there]);
    const former = await files.read(SIDECAR);
    assert.equal(former && new TextDecoder().decode(former), there[0] ?? null);
    await files.exclusive(SIDECAR, () => files.write(SIDECAR, bytes("new")));
    assert.deepEqual(
      names().filter((name) => name !== "a/x.txt"),
      after,
    );
    assert.equal(new TextDecoder().decode((await files.read(SIDECAR)) ?? bytes("")), "new");
    assert.equal((await files.stat(SIDECAR))?.size, 3);
    assert.deepEqual(below(await files.list(ROOT)), ["a/x.txt", "a/x.txt.dateline.json"]);
    assert.deepEqual(below(await files.list(`${ROOT}a`)), ["a/x.txt", "a/x.txt.dateline.json"]);
    assert.equal(await files.named(await files.place(SIDECAR)), SIDECAR);
    assert.deepEqual(below(await files.places(SIDECAR)), after);
    await files.rename(SIDECAR, sidecarOf(`${ROOT}b/y.txt`));
    assert.equal(await files.read(SIDECAR), null);
    await files.remove(sidecarOf(`${ROOT}b/y.txt`));
    assert.deepEqual(names(), ["a/x.txt"]);
  }
});

test("of two sidecars neither is read, written or removed", async () => {
  for (const other of ["a/x.txt.dateline.json", "old/a/x.txt.dateline.json"]) {
    const given = ["a/x.txt", "a/y.txt", other, "annotations/a/x.txt.dateline.json"];
    // A former folder is one by what it alone has.
    const { files, names } = await project("annotations", [...given, "old/a/y.txt.dateline.json"]);
    const before = names();
    await assert.rejects(files.read(SIDECAR), TwoSidecars);
    await assert.rejects(files.write(SIDECAR, bytes("new")), TwoSidecars);
    await assert.rejects(files.remove(SIDECAR), TwoSidecars);
    await assert.rejects(files.rename(SIDECAR, `${ROOT}z`), TwoSidecars);
    const loaded = await loadSidecar(files, `${ROOT}a/x.txt`);
    assert.equal(loaded.state === "unusable" && loaded.problem.kind, "twice");
    assert.match(
      loaded.state === "unusable" ? loaded.problem.message : "",
      /annotations\/a\/x\.txt\.dateline\.json and (old\/)?a\/x/,
    );
    assert.equal((await files.places(SIDECAR)).length, 2);
    assert.deepEqual(names(), before);
  }
});

test("what leads out of the project is refused: nothing new is written, and what is there is used", async () => {
  const rows: [unknown, RegExp][] = [
    ["/etc", /no “\.\.”/],
    ["../elsewhere", /no “\.\.”/],
    ["a/../../b", /no “\.\.”/],
    [".", /no “\.\.”/],
    ["", /no “\.\.”/],
    ["c:/x", /no “\.\.”/],
    ["a\\b", /no “\.\.”/],
    [".git/notes", /choose another/],
    ["x/node_modules", /choose another/],
    [3, /a text in quotation marks is expected, not a number/],
  ];
  for (const [sidecars, why] of rows) {
    const { files, layout, names } = await project(sidecars, ["a/x.txt", "b.txt.dateline.json"]);
    assert.match(layout?.problem?.message ?? "", why, String(sidecars));
    const before = names();
    await assert.rejects(
      files.exclusive(SIDECAR, () => files.write(SIDECAR, bytes("new"))),
      /It cannot be told where sidecars go/,
    );
    assert.deepEqual(names(), before);
    await files.write(sidecarOf(`${ROOT}b.txt`), bytes("new"));
    assert.deepEqual(names(), before);
  }
});

test("a folder of annotated articles is not taken for one of sidecars", async () => {
  const { files, layout, names } = await project("a", ["a/x.txt", "a/x.txt.dateline.json"]);
  assert.match(layout?.problem?.message ?? "", /“a” has annotated articles in it/);
  await files.write(SIDECAR, bytes("new"));
  assert.deepEqual(names(), ["a/x.txt", "a/x.txt.dateline.json"]);
});

test("a mistake elsewhere in the project's file leaves sidecars where they are", async () => {
  const where = async (config: string): Promise<string> => {
    const { layout } = await project(null, [], config);
    return layout?.problem ? "refused" : (layout?.folder ?? "beside");
  };
  assert.equal(await where('{"sidecars": "notes", "labels": 3}'), "file:///p/notes/");
  assert.equal(await where('{"labels": [ }'), "beside");
  assert.equal(await where('{"labels": 3}'), "beside");
  assert.equal(await where('{\n// "sidecars": "notes",\n "labels": [ }'), "beside");
  assert.equal(await where('{"sidecars": "notes", "labels": [ '), "file:///p/notes/");
  assert.equal(await where('{"sidecars": '), "refused");
});

test("articles among sidecars are none, and a leftover makes no folder of sidecars", async () => {
  const there = ["annotations/a/x.txt.dateline.json", "annotations/stray.txt", "a/x.txt"];
  const { files, below } = await project("annotations", there);
  assert.deepEqual(below(await files.list(ROOT)), ["a/x.txt", "a/x.txt.dateline.json"]);
  const leftover = ["drafts/x.txt.dateline.json", "x.txt", "x.txt.dateline.json"];
  assert.deepEqual((await project(undefined, leftover)).layout?.former, []);
  const others = ["drafts/x.txt.dateline.json", "drafts/y.txt", "x.txt"];
  assert.deepEqual((await project(undefined, others)).layout?.former, []);
});

test("names and places are each other's inverse", () => {
  const part = fc.stringMatching(/^[a-z %é]{1,4}$/).map(encodeURIComponent);
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(parts, parts, parts, (root, folder, article) => {
      const at = `file:///${root.join("/")}/`;
      const uri = sidecarOf(`${at}${article.join("/")}`);
      const holder = `${at}${folder.join("/")}/`;
      const place = putInto(at, holder, uri);
      assert.equal(place, `${holder}${uri.slice(at.length)}`);
      assert.ok(isBelow(holder, place));
      assert.equal(takenOut(at, holder, place), uri);
    }),
  );
});

test("a link that leads out of the project is not followed", async () => {
  const base = mkdtempSync(path.join(os.tmpdir(), "dateline-links-"));
  try {
    const [root, outside] = ["p", "out"].map((name) => path.join(base, name)) as [string, string];
    for (const folder of [root, outside, path.join(root, "fine")]) mkdirSync(folder);
    symlinkSync(outside, path.join(root, "annotations"));
    symlinkSync(outside, path.join(root, "fine", "a"));
    const uri = `${pathToFileURL(root).href}/`;
    for (const [sidecars, why] of [
      ["annotations", /leads out of the project/],
      ["fine", /a link to a place outside/],
    ] as const) {
      writeFileSync(path.join(root, "dateline.config.json"), JSON.stringify({ sidecars }));
      const files = placedFiles(nodeFiles, async () => (await readLayout(nodeFiles, uri))?.layout ?? null);
      const sidecar = sidecarOf(`${uri}a/x.txt`);
      await assert.rejects(
        files.exclusive(sidecar, () => files.write(sidecar, bytes("new"))),
        why,
      );
      await assert.rejects(files.write(sidecar, bytes("new")), why);
      assert.deepEqual(readdirSync(outside), []);
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});

test("whatever is done with sidecars by their names, wherever they lie, shows the same", async () => {
  const articles = ["x.txt", "a/x.txt", "a/b/y z.txt"];
  const names = articles.map((name) => sidecarOf(`${ROOT}${encodeURI(name)}`));
  const name = fc.constantFrom(...names);
  const act = fc.oneof(
    fc.record({ act: fc.constant("write" as const), name, text: fc.string() }),
    fc.record({ act: fc.constant("remove" as const), name }),
    fc.record({ act: fc.constant("rename" as const), name, to: name }),
  );
  const layout = fc.constantFrom("notes", "a/notes", "a/b/notes", "شروح");
  await fc.assert(
    fc.asyncProperty(layout, fc.array(act, { maxLength: 12 }), async (sidecars, acts) => {
      const shown: string[][] = [];
      for (const config of [undefined, sidecars]) {
        const { files, below, names: lying } = await project(config, articles);
        const seen: string[] = [];
        for (const one of acts) {
          if (one.act === "write")
            await files.exclusive(one.name, () => files.write(one.name, bytes(one.text)));
          else if (one.act === "remove") await files.remove(one.name);
          else if (one.to !== one.name && (await files.stat(one.name))) await files.rename(one.name, one.to);
          for (const uri of names) seen.push(new TextDecoder().decode((await files.read(uri)) ?? bytes("-")));
          for (const folder of ["", "a", "a/b"]) {
            seen.push(below(await files.list(`${ROOT}${folder}`)).join());
          }
        }
        shown.push(seen);
        if (config !== undefined)
          for (const uri of lying()) assert.equal(/json$/.test(uri), uri.startsWith(`${config}/`));
      }
      assert.deepEqual(shown[1], shown[0]);
    }),
    { numRuns: 200 },
  );
});
