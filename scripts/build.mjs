// Builds the bundles of the extension, the server and the program into dist/. Plain JavaScript, as all of scripts/:
// it runs right after installation.
//   node scripts/build.mjs             for use
//   node scripts/build.mjs --production   minified, as it is packaged
import { copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const production = process.argv.includes("--production");

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  outdir: "dist",
  minify: production,
  sourcemap: production ? false : "linked",
  loader: { ".txt": "text", ".tsv": "text" },
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};

/** Models stay files of their own beside the bundles, under their own licences; they are read when first asked for. */
const models = {
  name: "models",
  setup(build) {
    build.onLoad({ filter: /\.bin$/ }, async ({ path: file }) => {
      const name = path.basename(file);
      await mkdir(path.join(root, "dist/model"), { recursive: true });
      await copyFile(file, path.join(root, "dist/model", name));
      const contents = `
        import { readFileSync } from "node:fs";
        import { join } from "node:path";
        export default () => readFileSync(join(__dirname, "model", ${JSON.stringify(name)}));`;
      return { contents, loader: "js", resolveDir: root };
    });
  },
};

/** In a web worker there is no file system: models are part of the bundle. */
const embeddedModels = {
  name: "embedded models",
  setup(build) {
    build.onLoad({ filter: /\.bin$/ }, async ({ path: file }) => {
      const base64 = (await readFile(file)).toString("base64");
      const contents = `export default () => Uint8Array.from(atob(${JSON.stringify(base64)}), (unit) => unit.charCodeAt(0));`;
      return { contents, loader: "js" };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
// The ES modules of packages that have both: the other form of some cannot be bundled.
const node = {
  ...common,
  platform: "node",
  format: "cjs",
  target: "node20",
  mainFields: ["module", "main"],
  plugins: [models],
};

/** Finds packages as vscode-languageclient does. */
const ofLanguageClient = createRequire(createRequire(import.meta.url).resolve("vscode-languageclient/node"));

/**
 * What vscode-languageclient brings along and the extension need not read when it is activated. minimatch is asked for
 * when the server has said which file operations it follows, so it is a file of its own, read then. semver only tells
 * whether VS Code is new enough for the client, which VS Code has made sure of by our own `engines` before. Notebooks the
 * server has nothing to do with: in place of what follows them stands a feature that does nothing.
 */
const lean = {
  name: "lean client",
  setup(build) {
    const modules = new Map([
      [
        "minimatch",
        `module.exports = { __esModule: true, get Minimatch() { return require("./minimatch.js").Minimatch; } };`,
      ],
      ["semver/functions/parse", "module.exports = (version) => ({ version, prerelease: [] });"],
      ["semver/functions/satisfies", "module.exports = () => true;"],
      [
        "./notebook",
        `exports.NotebookDocumentSyncFeature = class {
          static CellScheme = "vscode-notebook-cell";
          fillClientCapabilities() {}
          initialize() {}
          getState() { return { kind: "static" }; }
          clear() {}
        };`,
      ],
    ]);
    build.onResolve(
      { filter: /^(minimatch|semver\/functions\/(parse|satisfies)|\.\/notebook|\.\/minimatch\.js)$/ },
      ({ path: name, importer }) => {
        if (name === "./minimatch.js")
          return importer === "minimatch" ? { path: name, external: true } : undefined;
        return /[\\/]vscode-languageclient[\\/]/.test(importer)
          ? { path: name, namespace: "lean" }
          : undefined;
      },
    );
    build.onLoad({ filter: /.*/, namespace: "lean" }, ({ path: name }) => ({
      contents: modules.get(name),
      loader: "js",
    }));
  },
};

/** The language client is a file of its own beside the extension's script, which reads it when there is an article. */
const apart = {
  name: "language client apart",
  setup(build) {
    build.onResolve({ filter: /^vscode-languageclient(\/node)?$/ }, () => ({
      path: "./languageClient.js",
      external: true,
    }));
  },
};

/** @type {readonly import("esbuild").BuildOptions[]} */
const extension = [
  {
    ...node,
    plugins: [...node.plugins, apart],
    entryPoints: { extension: "client/src/node/main.ts" },
    external: ["vscode"],
  },
  {
    ...node,
    plugins: [lean],
    entryPoints: { languageClient: "vscode-languageclient/node" },
    external: ["vscode"],
  },
];

/** The extension's scripts as they are packaged, for those who weigh them. */
export const packagedExtension = async () => {
  const packaged = { minify: true, sourcemap: false, write: false };
  const results = await Promise.all(extension.map((options) => build({ ...options, ...packaged })));
  return results.map(({ outputFiles }) => outputFiles[0].contents);
};

export async function buildAll() {
  await rm(path.join(root, "dist"), { recursive: true, force: true });
  const results = await Promise.all([
    ...extension.map((options) => build(options)),
    build({ ...node, entryPoints: { minimatch: ofLanguageClient.resolve("minimatch") } }),
    build({ ...node, entryPoints: { server: "server/src/node/main.ts" } }),
    build({ ...node, entryPoints: { cli: "server/src/cli/main.ts" }, banner: { js: "#!/usr/bin/env node" } }),
    buildBrowserServer("dist/browser"),
    build({
      ...common,
      platform: "browser",
      format: "iife",
      target: "es2023",
      entryPoints: [
        { in: "client/src/reader/page/main.ts", out: "reader" },
        { in: "client/src/reader/page/reader.css", out: "reader" },
        { in: "client/src/report/page/main.ts", out: "report" },
        { in: "client/src/report/page/report.css", out: "report" },
      ],
    }),
  ]);
  for (const name of ["card.json", "README.md"])
    await copyFile(path.join(root, "server/model", name), path.join(root, "dist/model", name));
  await cp(path.join(root, "test/fixtures/articles"), path.join(root, "dist/samples"), { recursive: true });
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  await writeFile(path.join(root, "dist/THIRD-PARTY.txt"), await notices(inputs));
}

/** The server for a web worker. Without a platform's polyfills it is built only where nothing needs Node. */
export const buildBrowserServer = (outdir) =>
  build({
    ...common,
    plugins: [embeddedModels],
    platform: "browser",
    format: "iife",
    target: "es2023",
    outdir,
    entryPoints: { server: "server/src/browser/main.ts" },
  });

/** The licences of the packages that are in the bundles, as they ask for. */
async function notices(inputs) {
  const { readdir } = await import("node:fs/promises");
  const names = new Set(
    inputs
      .map((input) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
      .filter((name) => name !== undefined),
  );
  const parts = [];
  for (const name of [...names].sort()) {
    const folder = path.join(root, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(path.join(folder, file), "utf8") : "";
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return `Dateline contains these packages:\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

if (process.argv[1] === import.meta.filename) {
  await mkdir(path.join(root, "dist"), { recursive: true });
  await buildAll();
}
