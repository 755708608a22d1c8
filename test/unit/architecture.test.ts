import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { build } from "esbuild";

// Who may know whom (README, "Architecture"). The references between the rooms' tsconfig files make most of these compile
// errors too; here they are said once, in one place, with what references cannot say.

const root = path.resolve(import.meta.dirname, "../..");
const CORE = ["server/src/text", "server/src/detect", "server/src/annotations"];

/** Each room, and the rooms and files that it may import from; its own files it always may. */
const ALLOWED: Record<string, readonly string[]> = {
  "server/src/text": [],
  "server/model": [],
  "server/src/detect": ["server/src/text", "server/model"],
  "server/src/positions.ts": ["server/src/text"],
  "server/src/annotations": ["server/src/detect", "server/src/text", "server/src/positions.ts"],
  "server/src/protocol": ["server/src/annotations", "server/src/detect", "server/src/positions.ts"],
  "server/src/protocol.ts": [
    "server/src/annotations",
    "server/src/detect",
    "server/src/positions.ts",
    "server/src/protocol",
    "server/src/text",
  ],
  "server/src/features": [...CORE, "server/src/positions.ts", "server/src/protocol.ts"],
  "server/src/workspace": [...CORE, "server/src/positions.ts"],
  "server/src/dataset": [...CORE, "server/src/positions.ts", "server/src/workspace"],
  "server/src/version.ts": [],
  "server/src": [...CORE, "server/src/features", "server/src/workspace", "server/src/dataset"],
  "server/src/node": ["server/src", "server/src/version.ts", "server/src/workspace"],
  "server/src/browser": ["server/src", "server/src/version.ts"],
  "server/src/cli": [
    ...CORE,
    "server/src",
    "server/src/features",
    "server/src/workspace",
    "server/src/dataset",
    "server/src/node",
    "server/src/positions.ts",
    "server/src/version.ts",
  ],
  "client/src/reader/model": ["server/src/protocol.ts"],
  // Runs in a webview, where there is neither an editor nor a server.
  "client/src/reader/page": ["client/src/reader/model"],
  "client/src/report/model": ["client/src/reader/model", "server/src/protocol.ts"],
  "client/src/report/page": ["client/src/report/model", "client/src/reader/model", "client/src/reader/page"],
  "client/src": ["client/src/reader/model", "client/src/report/model", "server/src/protocol.ts"],
};

/** The room of a file: its own entry, else the nearest folder with one. */
function roomOf(file: string): string | undefined {
  for (let at = file; at !== "."; at = path.dirname(at)) if (at in ALLOWED) return at;
  return undefined;
}

function filesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder)).flatMap((name) => {
    const file = `${folder}/${name}`;
    return statSync(path.join(root, file)).isDirectory()
      ? filesUnder(file)
      : /(?<!\.d)\.ts$/.test(name)
        ? [file]
        : [];
  });
}

interface Import {
  readonly file: string;
  readonly from: string;
}

const imports: Import[] = [...filesUnder("server/src"), ...filesUnder("client/src")].flatMap((file) => {
  const source = readFileSync(path.join(root, file), "utf8");
  const found = [
    ...source.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g),
  ];
  return found.map((match) => ({ file, from: match[1] ?? match[2] ?? "" }));
});

const targetOf = ({ file, from }: Import): string => path.posix.join(path.posix.dirname(file), from);

test("the imports of this test are all there are", () => {
  assert.ok(imports.length > 200);
});

test("rooms know only the rooms below them", () => {
  const wrong = imports
    .filter(({ from }) => from.startsWith("."))
    .filter((one) => {
      const room = roomOf(one.file) ?? "";
      const target = roomOf(targetOf(one)) ?? targetOf(one);
      // The files right under server/src know each other and the leaves beside them.
      if (room === "server/src" && path.posix.dirname(targetOf(one)) === "server/src") return false;
      return target !== room && !ALLOWED[room]?.includes(target);
    })
    .map(({ file, from }) => `${file} imports ${from}`);
  assert.deepEqual(wrong, []);
});

test("the editor's API is known to the client alone, Node's to node/ and cli/ alone", () => {
  const wrong = imports.filter(({ file, from }) => {
    if (from === "vscode" || from.startsWith("vscode-languageclient")) return !file.startsWith("client/src/");
    if (isBuiltin(from)) return !/^(server\/src\/(node|cli)|client\/src\/node)\//.test(file);
    return false;
  });
  assert.deepEqual(wrong, []);
});

test("text, detection and annotations know neither the language server, nor the clock, nor chance", () => {
  for (const file of CORE.flatMap(filesUnder)) {
    const source = readFileSync(path.join(root, file), "utf8");
    assert.doesNotMatch(
      source,
      /Date\.now|new Date\(\)|Math\.random|performance\.|setTimeout|vscode-languageserver/,
      file,
    );
  }
});

test("each of the server's bundles is built for a web worker without polyfills", async () => {
  const { outputFiles, warnings } = await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: ["server/src/browser/main.ts"],
    format: "iife",
    loader: { ".bin": "binary", ".txt": "text", ".tsv": "text" },
    logLevel: "silent",
    platform: "browser",
    write: false,
  });
  assert.deepEqual(warnings, []);
  assert.ok((outputFiles[0]?.text.length ?? 0) > 100_000);
});
