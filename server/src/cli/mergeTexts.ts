import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Sidecar } from "../annotations/sidecar.ts";
import { sha256 } from "../workspace/articleText.ts";
import { type ArticleVersion, versionOf } from "../workspace/sidecars.ts";
import { git } from "./git.ts";

/**
 * The text that the article will have when git has merged it too: the one of the side that changed it, or what a merge
 * of both gives. Where that would have conflicts it is ours. Null where the texts cannot be found.
 * @param file the article's path; git tells of others that it had under this name
 */
export async function mergedText(
  base: Sidecar | null,
  ours: Sidecar,
  theirs: Sidecar,
  file: string,
): Promise<ArticleVersion | null> {
  const [before, own, other] = [base?.article.sha256, ours.article.sha256, theirs.article.sha256];
  const hashes = new Set([before ?? own, own, other]);
  if (hashes.size === 1) return null;
  const texts = await textsOf(file, hashes);
  const of = (hash: string | undefined): Uint8Array | null => texts.get(hash ?? "") ?? null;
  if (own === other || before === other) return versionOf(of(own));
  if (before === own) return versionOf(of(other));
  const [old, mine, their] = [of(before), of(own), of(other)];
  const merged = old && mine && their ? await mergedBytes(old, mine, their) : null;
  return versionOf(merged ?? mine);
}

/** The texts with some hashes: the article as it stands there, and as git knows it. */
async function textsOf(file: string, wanted: ReadonlySet<string>): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const look = async (bytes: Uint8Array): Promise<void> => {
    const hash = await sha256(bytes);
    if (wanted.has(hash)) found.set(hash, bytes);
  };
  const here = await readFile(file).catch(() => null);
  if (here) await look(here);
  if (found.size === wanted.size) return found;
  const cwd = path.dirname(file);
  const name = path.basename(file);
  // Not all of them are known to a branch: those that a rebase has made stand in the reflog of HEAD.
  const revisions = ["HEAD", "--all", "--reflog", ...mergedHeads()];
  const listed = await git(["rev-list", "--objects", ...revisions, "--", name], { cwd });
  const blobs = listed.out
    .toString()
    .split("\n")
    .flatMap((line) => /^([0-9a-f]+) (.+)$/.exec(line)?.[1] ?? []);
  for (const blob of new Set(blobs)) {
    if (found.size === wanted.size) break;
    const { ok, out } = await git(["cat-file", "blob", blob], { cwd });
    if (!ok) continue;
    await look(out);
    // As it stands in a folder where git writes other line ends.
    await look(Buffer.from(out.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1"));
  }
  return found;
}

/** The commits that git is merging, which it tells its children of. */
const mergedHeads = (): string[] =>
  Object.keys(process.env).flatMap((key) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(key)?.[1] ?? []);

/** What git makes of three texts; null where they conflict. */
async function mergedBytes(
  base: Uint8Array,
  ours: Uint8Array,
  theirs: Uint8Array,
): Promise<Uint8Array | null> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "dateline-merge-"));
  try {
    const names = ["ours", "base", "theirs"].map((name) => path.join(folder, name));
    for (const [n, bytes] of [ours, base, theirs].entries()) await writeFile(names[n] ?? "", bytes);
    const { ok, out } = await git(["merge-file", "-p", ...names]);
    return ok ? out : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
