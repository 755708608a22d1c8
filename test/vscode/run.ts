// Runs the extension in a real VS Code: annotating, then a new window on the same folder, then both with the installed
// package. `node test/vscode/run.ts [source|package|review|dataset|reader|project|across|report|keystrokes|arabic|opening|deaths|hangs|memory]`, or
// `longrun [MINUTES [SEED]]`. With VSCODE_EXECUTABLE that one is used, else the desktop build is downloaded.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "../..");
const suite = path.join(root, ".vscode-test/suite/index.js");
/** Phases with a window and a folder of their own. */
const ALONE = [
  "review",
  "dataset",
  "reader",
  "project",
  "across",
  "report",
  "keystrokes",
  "arabic",
  "opening",
  "deaths",
  "hangs",
  "memory",
  "longrun",
];
/** How long the long run is, in minutes (a few rounds without it), and from which seed. */
const [MINUTES = "0", SEED = "1"] = process.argv.slice(3);
/** What the folder of a phase says before its window opens. */
const SETTINGS: Readonly<Record<string, object>> = { arabic: { "dateline.language": "ar" } };

// The project's own host ends what takes longer than it should, in seconds.
if (Number(MINUTES) > 0) process.env["VSCODE_HOST_TIMEOUT"] ??= String(Number(MINUTES) * 60 + 600);
const executable = process.env["VSCODE_EXECUTABLE"] ?? (await downloadAndUnzipVSCode());

await build({
  absWorkingDir: root,
  bundle: true,
  entryPoints: ["test/vscode/suite/index.ts"],
  external: ["vscode", "mocha"],
  format: "cjs",
  logLevel: "warning",
  outfile: suite,
  platform: "node",
  sourcemap: "inline",
});

/** A fresh copy of the sample articles, the folder that the tests work on. */
function workspace(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-workspace-"));
  cpSync(path.join(root, "test/fixtures/articles"), folder, { recursive: true });
  return folder;
}

/** A git repository of generated articles, which the long run works on. */
function generated(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-workspace-"));
  const texts = path.join(root, "test/support/textImports.mjs");
  const program = path.join(root, "test/torture/longrunFolder.ts");
  const { status, stderr } = spawnSync(process.execPath, ["--import", texts, program, folder, SEED], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The articles could not be made: ${stderr}`);
  return folder;
}

async function runPhase(
  phase: string,
  folder: string,
  extension: string,
  launchArgs: readonly string[] = [],
): Promise<void> {
  console.log(`\nIn VS Code: ${phase}`);
  const profile = mkdtempSync(path.join(os.tmpdir(), "dateline-profile-"));
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: suite,
      extensionTestsEnv: {
        DATELINE_PHASE: phase,
        DATELINE_LOGS: profile,
        DATELINE_LONGRUN_MINUTES: MINUTES,
        DATELINE_LONGRUN_SEED: SEED,
      },
      // A folder of the user from another run would bring its settings and its open files.
      launchArgs: [
        folder,
        `--user-data-dir=${path.join(profile, "user")}`,
        "--disable-workspace-trust",
        ...launchArgs,
      ],
    });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Sidecars that the tests left are whole and right. */
function lint(folder: string): void {
  const { status, stderr } = spawnSync(process.execPath, [path.join(root, "dist/cli.js"), "lint", folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`dateline lint: ${stderr}`);
}

async function fromSource(): Promise<void> {
  const folder = workspace();
  await runPhase("annotate", folder, root);
  await runPhase("reopened", folder, root);
  lint(folder);
  rmSync(folder, { recursive: true });
  for (const phase of ALONE) await alone(phase);
}

/** A phase on a folder of its own, from source. */
async function alone(phase: string): Promise<void> {
  const folder = phase === "longrun" ? generated() : workspace();
  const settings = SETTINGS[phase];
  if (settings !== undefined) {
    mkdirSync(path.join(folder, ".vscode"));
    writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify(settings));
  }
  await runPhase(phase, folder, root);
  // The long run's annotator decides by chance, and parts come out larger than their wholes; it has compared all itself.
  if (phase !== "longrun") lint(folder);
  rmSync(folder, { recursive: true });
}

async function fromPackage(): Promise<void> {
  const vsix = readdirSync(root).find((name) => name.endsWith(".vsix"));
  if (!vsix) throw new Error("There is no package; run npm run package.");
  const extensions = mkdtempSync(path.join(os.tmpdir(), "dateline-extensions-"));
  const args = [
    `--install-extension=${path.join(root, vsix)}`,
    `--extensions-dir=${extensions}`,
    `--user-data-dir=${path.join(extensions, "user")}`,
  ];
  const installed = spawnSync(executable, args, { encoding: "utf8" });
  if (
    installed.status !== 0 ||
    !readdirSync(extensions).some((name) => name.startsWith("dateline.dateline"))
  ) {
    throw new Error(`The package could not be installed:\n${installed.stdout}${installed.stderr}`);
  }
  if (existsSync(path.join(extensions, "dateline.dateline-0.1.0/node_modules")))
    throw new Error("The package holds node_modules.");
  const folder = workspace();
  const harness = path.join(root, "test/vscode/harness");
  console.log("\nWith the installed package:");
  await runPhase("annotate", folder, harness, [`--extensions-dir=${extensions}`]);
  await runPhase("reopened", folder, harness, [`--extensions-dir=${extensions}`]);
  lint(folder);
  rmSync(folder, { recursive: true });
  rmSync(extensions, { recursive: true });
}

const only = process.argv[2];
if (only !== undefined && ALONE.includes(only)) await alone(only);
else {
  if (only !== "package") await fromSource();
  if (only !== "source") await fromPackage();
}
