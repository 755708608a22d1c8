import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ExportReport } from "../../../../server/src/protocol.ts";
import { exists } from "../files.ts";
import { fileUri, folder } from "../support.ts";
import { copyOf } from "./book.ts";
import {
  type Act,
  close,
  entriesOf,
  followed,
  nameOf,
  open,
  openArticles,
  pick,
  run,
  save,
  saveAll,
  tabsOf,
} from "./desk.ts";
import { checkFolder, git } from "./repository.ts";

// What the annotator of the long run does with whole articles: opens, renames and exports them, and goes to other branches.

/** How many articles are open at most, and how many branches there are. */
const MOST_OPEN = 6;
const MOST_BRANCHES = 4;

export const saving: Act = async (desk) => {
  await save(desk);
  return "save";
};

/** Goes to another article; the oldest ones are closed by and by. */
export const opening: Act = async (desk) => {
  const name = pick(desk, [...desk.book.keys()]);
  await open(desk, name);
  if (tabsOf(() => true).length > MOST_OPEN) {
    await saveAll(desk);
    await close((other) => other !== name);
    await open(desk, name);
  }
  return `open ${name}`;
};

/** Renames the article, or moves it to another folder. */
export const renaming: Act = async (desk) => {
  await save(desk);
  const old = desk.name;
  const entries = entriesOf(desk);
  const stem = (old.split("/").pop() ?? "").replace(/( renamed \d+)?\.txt$/, "");
  const name = `${pick(desk, ["news", "batch-00", "moved/far", "محفوظات"])}/${stem} renamed ${desk.done.length}.txt`;
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(fileUri(old), fileUri(name));
  assert.ok(await vscode.workspace.applyEdit(edit), `${old} could not be renamed`);
  desk.book.delete(old);
  desk.book.set(name, entries);
  if (entries.length > 0) await exists(fileUri(`${name}.dateline.json`), true);
  await exists(fileUri(`${old}.dateline.json`), false);
  await open(desk, name);
  return `rename ${old} to ${name}`;
};

/** Fails where files were written; locks that are held for a moment, to look what there is to write, are waited for. */
async function unwritten(what: string): Promise<void> {
  for (;;) {
    const status = (await git("status", "--porcelain", "-z", "-uall")).split("\0").filter(Boolean);
    const locks = status.filter((line) => line.endsWith(".dateline.json.lock"));
    if (locks.length === 0) {
      assert.deepEqual(status, [], `files were written by ${what}`);
      return;
    }
    for (const line of locks) await exists(fileUri(line.slice(3)), false);
  }
}

/** Commits all, and goes to another branch or begins one. */
export const switching: Act = async (desk) => {
  await saveAll(desk);
  checkFolder(desk.book, `before leaving ${desk.branch}`);
  await git("add", "-A");
  await git("commit", "-qm", `${desk.done.length} acts`, "--allow-empty");
  desk.branches.set(desk.branch, desk.book);
  const others = [...desk.branches.keys()].filter((branch) => branch !== desk.branch);
  const isNew = others.length === 0 || (others.length + 1 < MOST_BRANCHES && desk.random() < 0.4);
  const branch = isNew ? `branch-${desk.branches.size}` : pick(desk, others);
  const target = isNew ? desk.book : (desk.branches.get(branch) ?? desk.book);
  // What the other branch does not have is closed before, or stays open without a file for a while.
  const isThere = (name: string): boolean => target.has(name);
  if (desk.random() < 0.7) await close((name) => !isThere(name));
  await git("switch", "-q", ...(isNew ? ["-c"] : []), branch);
  desk.book = copyOf(target);
  desk.branch = branch;
  await followed(desk, `going to ${branch}`);
  await close((name) => !isThere(name));
  await unwritten(`going to ${branch}`);
  const [still] = openArticles().map(nameOf).filter(isThere);
  await open(desk, still ?? pick(desk, [...desk.book.keys()]));
  return `go to ${branch}${isNew ? ", a new one" : ""}`;
};

/** Exports all, and looks whether each mention that was exported is in the book. */
export const exporting: Act = async (desk) => {
  await saveAll(desk);
  const out = vscode.Uri.joinPath(folder(), "dataset");
  const report = (await run("dateline.export", {
    uris: [folder().toString()],
    format: "spacy",
    folder: out.toString(),
    suggested: false,
  })) as ExportReport;
  const standing = [...desk.book.values()].map((entries) =>
    entries.filter(({ status }) => !["rejected", "orphaned"].includes(status)),
  );
  assert.equal(report.annotations, standing.flat().length, `exported: ${JSON.stringify(report)}`);
  await vscode.workspace.fs.delete(out, { recursive: true });
  return `export ${report.annotations} annotations`;
};
