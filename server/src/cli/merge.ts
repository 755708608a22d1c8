import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { parseSidecar, type Sidecar, serializeSidecar } from "../annotations/sidecar.ts";
import { decodeArticle } from "../workspace/articleText.ts";
import { articleOf, isSidecar } from "../workspace/fileSystem.ts";
import { mergeSidecars } from "../workspace/mergeSidecars.ts";
import { projectFiles } from "./files.ts";
import { git } from "./git.ts";
import { installMerge } from "./installMerge.ts";
import { mergedText } from "./mergeTexts.ts";
import { readCall } from "./options.ts";
import { complain, counted, EXIT, print, UsageError } from "./output.ts";

export const mergeUsage = `dateline merge BASE OURS THEIRS [PATH]   merges sidecars into OURS, by id; PATH is the sidecar's own
dateline merge --install [--global]      makes git do so: in this repository, or in all`;

/**
 * `dateline merge`: three-way merge of sidecars, as git asks a merge driver for it. OURS has the result; the status is 1
 * where both sides decided something differently, which then is marked in it.
 */
export async function mergeVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { install: { type: "boolean" }, global: { type: "boolean" } },
    }),
  );
  if (values.install) {
    if (positionals.length > 0) throw new UsageError("--install takes no files");
    await print(`${(await installMerge(values.global === true)).join("\n")}\n`);
    return EXIT.well;
  }
  if (values.global) throw new UsageError("--global goes with --install");
  const [base, ours, theirs, given, ...more] = positionals;
  if (base === undefined || ours === undefined || theirs === undefined || more.length > 0)
    throw new UsageError("three files are wanted, BASE, OURS and THEIRS, and the path that they stand for");
  const own = given ?? ours;
  const sides = await Promise.all([base, ours, theirs].map((file) => sideAt(file)));
  const [before, our, their] = sides;
  const broken = sides.findIndex((side) => side?.problem);
  if (!our?.sidecar || !their?.sidecar || broken >= 0) {
    const what = ["BASE", "OURS", "THEIRS"][broken] ?? (our?.sidecar ? "THEIRS" : "OURS");
    complain(`${own}: ${what} is no sidecar that can be merged: ${sides[broken]?.problem ?? "it is empty"}`);
    // As git merges any text, with its marks; nothing of either side is lost.
    await git(["merge-file", ours, base, theirs]);
    return EXIT.problems;
  }
  const article = isSidecar(own) ? await articlePath(path.resolve(own)) : null;
  const former = before?.sidecar ?? null;
  const target = article === null ? null : await mergedText(former, our.sidecar, their.sidecar, article);
  const { sidecar, conflicts, others } = mergeSidecars(former, our.sidecar, their.sidecar, target);
  await writeFile(ours, serializeSidecar(sidecar));
  for (const { id, quote } of conflicts)
    complain(
      `${own}: annotation ${id} on “${quote}” was decided differently on both sides; choose in the article`,
    );
  if (others)
    complain(`${own}: both sides changed the same key of the header or of a relation; see “conflict” there`);
  const sum = conflicts.length + (others ? 1 : 0);
  if (sum > 0) complain(`${own}: ${counted(sum, "conflict")}; both sides are kept`);
  return sum > 0 ? EXIT.problems : EXIT.well;
}

/** The path of the article whose sidecar lies at a path. */
const articlePath = async (sidecar: string): Promise<string> =>
  fileURLToPath(articleOf(await projectFiles.named(pathToFileURL(sidecar).href)));

/** A sidecar as one side has it; null for an empty file, which git gives where a side has none. */
async function sideAt(
  file: string,
): Promise<
  | { readonly sidecar: Sidecar; readonly problem: null }
  | { readonly sidecar: null; readonly problem: string }
  | null
> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (bytes.length === 0) return null;
  const { text, valid } = decodeArticle(bytes);
  if (!valid) return { sidecar: null, problem: "it is not UTF-8" };
  const { sidecar, problem } = parseSidecar(text);
  return sidecar ? { sidecar, problem: null } : { sidecar: null, problem: problem.message };
}
