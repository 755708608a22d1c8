// npm test [-- PART …]: sets up what is missing, then checks everything: types, style and unused code, unit tests, the server
// over JSON-RPC, the extension in a real VS Code, and the installed package in one. PART: check, unit, vscode, package.
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import {
  ensureHost,
  ensureInstalled,
  findProgram,
  hostHome,
  hostIsPossible,
  node24,
  orExplain,
  root,
  run,
  step,
} from "./install.mjs";

const PARTS = ["check", "unit", "vscode", "package"];

async function main() {
  const asked = process.argv.slice(2);
  const wrong = asked.find((part) => !PARTS.includes(part));
  if (wrong !== undefined)
    throw new Error(`There is no part “${wrong}” of the tests; there are ${PARTS.join(", ")}.`);
  const wanted = (part) => asked.length === 0 || asked.includes(part);
  await ensureInstalled();
  // Programs of the packages, and Node 24 as `node` for what they start.
  process.env.PATH = `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`;
  // Before the long work: a machine that cannot run VS Code is told so at once.
  const editor = wanted("vscode") || wanted("package") ? await chooseEditor() : {};

  if (wanted("check")) {
    await section("Types", "tsc", ["-b"]);
    await section("Style", "biome", ["check", "--error-on-warnings", "."]);
    await section("Unused code", "knip", []);
  }
  await section("Bundles", node24, ["scripts/build.mjs"]);
  if (wanted("unit")) {
    const files = ["test/unit/**/*.test.ts", "test/server/**/*.test.ts"];
    await section("Unit tests and server", node24, [
      "--import",
      "./test/support/textImports.mjs",
      "--test",
      "--test-reporter=spec",
      ...files,
    ]);
  }
  if (wanted("vscode")) await section("In VS Code", node24, ["test/vscode/run.ts", "source"], editor);
  if (wanted("package")) {
    for (const name of readdirSync(root)) if (name.endsWith(".vsix")) rmSync(path.join(root, name));
    await section("Package", node24, ["scripts/package.mjs"]);
    await section("The package in VS Code", node24, ["test/vscode/run.ts", "package"], editor);
    await section("Bundles", node24, ["scripts/build.mjs"]);
  }
  process.stdout.write("\nAll is well.\n");
}

async function section(title, command, args, env = {}) {
  process.stdout.write(`\n— ${title}\n`);
  await run(command, args, { env: { ...process.env, ...env } });
}

/** The VS Code that the tests run in: the one named, else our own host, else the desktop build from the network. */
async function chooseEditor() {
  if (process.env.VSCODE_EXECUTABLE) return {};
  const chromium =
    process.env.CHROMIUM ??
    findProgram(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
  if (chromium && existsSync(chromium) && hostIsPossible()) {
    await ensureHost();
    return {
      CHROMIUM: chromium,
      VSCODE_EXECUTABLE: path.join(root, "test/vscode/host/code"),
      VSCODE_HOST_FAIL_DIR: path.join(root, ".vscode-test/failed"),
      VSCODE_HOST_HOME: hostHome,
    };
  }
  await step("Downloading the desktop build of VS Code", async () => {
    try {
      await run(node24, ["-e", "import('@vscode/test-electron').then((m) => m.downloadAndUnzipVSCode())"], {
        stdio: "ignore",
      });
    } catch {
      throw new Error(
        "There is no VS Code to run the tests in, and the desktop build could not be downloaded. Install Chromium (apt-get install chromium), or name a VS Code in VSCODE_EXECUTABLE.",
      );
    }
  });
  return {};
}

orExplain(main());
