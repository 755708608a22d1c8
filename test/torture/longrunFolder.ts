// `node --import ./test/support/textImports.mjs test/torture/longrunFolder.ts FOLDER SEED`: makes the git repository that
// the long run in VS Code works on: generated articles with decisions, and news in English and Arabic without any.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomFrom, shuffled } from "../../server/src/dataset/measure/random.ts";
import { languageOf } from "../../server/src/text/language.ts";
import { writeWorkspace } from "../support/workspace.ts";
import { texts } from "./corpus.ts";

/** How many articles there are of each kind. */
const DECIDED = 20;
const FRESH = 12;

const [folder, seed] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder?");
const random = randomFrom(Number(seed));

writeWorkspace(folder, { articles: DECIDED, seed: Number(seed) });
mkdirSync(path.join(folder, "news"), { recursive: true });
const all = shuffled(texts(), random);
for (const [language, name] of [
  ["en", "report"],
  ["ar", "تقرير"],
] as const) {
  const own = all.filter((text) => languageOf(text) === language).slice(0, FRESH);
  for (const [n, text] of own.entries()) {
    // Files come with line ends of either kind, and with letters outside the basic plane.
    const body = n % 3 === 0 ? text.replaceAll("\n", "\r\n") : n % 3 === 1 ? `😀 ${text}` : text;
    writeFileSync(path.join(folder, `news/${name} ${n}.txt`), body);
  }
}
writeFileSync(path.join(folder, ".gitignore"), "dataset/\n.vscode/\n");
mkdirSync(path.join(folder, ".vscode"));
writeFileSync(
  path.join(folder, ".vscode/settings.json"),
  // The editor's own git would lock the repository now and then.
  JSON.stringify({ "dateline.annotator": "sa", "git.enabled": false, "files.autoSave": "off" }),
);
const git = (...args: string[]): void => void execFileSync("git", args, { cwd: folder, stdio: "ignore" });
git("init", "-q", "-b", "main");
git("config", "user.name", "a");
git("config", "user.email", "a@example.org");
git("config", "core.autocrlf", "false");
git("config", "gc.auto", "0");
git("add", "-A");
git("commit", "-qm", "the articles");
