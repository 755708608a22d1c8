import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { packagedExtension } from "../../scripts/build.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);

test("the extension's script is under 152 kB gzipped", async () => {
  const weight = gzipSync(await packagedExtension()).length;
  assert.ok(weight < 152_000, `${weight} bytes`);
});

test("the language client is not asked whether VS Code is new enough: our own `engines` ask for more", () => {
  const main = readFileSync(require.resolve("vscode-languageclient/node"), "utf8");
  const theirs = /REQUIRED_VSCODE_VERSION = '\^1\.(\d+)\.\d+'/.exec(main)?.[1];
  const { engines } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const ours = /^\^1\.(\d+)\.\d+$/.exec(engines.vscode)?.[1];
  assert.ok(theirs && ours && Number(ours) >= Number(theirs), `${theirs} against ${ours}`);
});
