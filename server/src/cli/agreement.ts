import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { TextDocument } from "vscode-languageserver-textdocument";
import { agree, type Disagreement } from "../dataset/agreement/agree.ts";
import { agreementReport } from "../dataset/agreement/report.ts";
import { comparedPair, disagreementInWords } from "../features/comparison.ts";
import type { Found } from "../workspace/collect.ts";
import { articlesAt } from "./articles.ts";
import { projectFiles } from "./files.ts";
import { jobsIn, runOptions, runUsage } from "./longRun.ts";
import { listBefore, measured, readByWork, reportFormat, reportFormats } from "./measuring.ts";
import { listed, readCall } from "./options.ts";
import { complain, EXIT, UsageError, visible } from "./output.ts";
import { agreeing, naming, type SideSetup, sideFor } from "./work/agreeing.ts";

export const agreementUsage = `dateline agreement A B …                       between folders: their sidecars of the same articles
dateline agreement [--annotator NAME …] PATH …  between annotators in the articles' sidecars; all of them where none is named
dateline agreement --ref BRANCH … PATH …        between the sidecars here and on branches or at commits
  --labels LOC,killed,…     these labels and harms alone
  --no-list                 without the places at which they differ
  --format ${reportFormats.join("|")}  tables, everything as JSON, or a page to be opened in a browser
${runUsage}`;

/** `dateline agreement`: how far annotators agree, and where they do not. */
export async function agreementVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        annotator: { type: "string", multiple: true },
        ref: { type: "string", multiple: true },
        labels: { type: "string", multiple: true },
        "no-list": { type: "boolean", default: false },
        format: { type: "string", default: "table" },
        ...runOptions,
      },
    }),
  );
  const format = reportFormat(values.format);
  const labels = values.labels && listed("--labels", values.labels);
  const { sides, sources } = await sidesIn(positionals, values.annotator, values.ref, values.jobs);
  const jobs = jobsIn(values.jobs, sources.length, "read");
  const list = !values["no-list"] && format !== "html";
  return measured(
    "agreement",
    async (pacing) => {
      const printed = listBefore(format, "disagreements");
      const disagreements = async (found: readonly Disagreement[]): Promise<void> => {
        if (list)
          for (const one of found)
            await printed.add(
              () => lineOf(one),
              () => recordOf(one),
            );
      };
      const setup = { sides, labels: labels ?? null };
      const read = readByWork(agreeing, setup, jobs, (left) => ({ left }), null);
      const agreement = await agree(
        projectFiles,
        sources,
        sides.map((side) => sideFor(side, projectFiles)),
        { disagreements, read },
        pacing,
      );
      for (const line of agreement.left.unreadable) complain(`left out: ${line}`);
      await printed.end(() => agreementReport(agreement), agreement);
      const measuredAny = agreement.pairs.some(({ articles }) => articles > 0);
      if (!measuredAny) complain("dateline agreement: there is no article on which two of them have decided");
      return measuredAny && agreement.left.unreadable.length === 0 ? EXIT.well : EXIT.problems;
    },
    { writes: list, quiet: values.quiet },
  );
}

/** Who is compared, on which articles. @throws UsageError where there are not two */
async function sidesIn(
  paths: readonly string[],
  annotators: readonly string[] | undefined,
  refs: readonly string[] | undefined,
  jobs: string | undefined,
): Promise<{ sides: SideSetup[]; sources: readonly Found[] }> {
  if (annotators && refs) throw new UsageError("--annotator and --ref cannot be used together");
  if (refs)
    return {
      sides: [{ name: "here", of: "here" }, ...refs.map((name) => ({ name, of: "ref" as const }))],
      sources: await articlesAt(paths),
    };
  const folders = await foldersIn(paths);
  if (!annotators && folders) return foldersAsSides(folders);
  const sources = await articlesAt(paths);
  const names = annotators
    ? [...new Set(annotators)]
    : await annotatorsOf(sources, jobsIn(jobs, sources.length, "read"));
  if (names.length < 2)
    throw new UsageError(
      annotators
        ? "--annotator: two or more are to be named"
        : `there ${names.length === 1 ? `is one annotator alone, ${names[0]}` : "is no annotator"}; name two folders, or a branch with --ref`,
    );
  return { sides: names.map((name) => ({ name, of: "annotator" as const })), sources };
}

/** The folders that are named, where there are two or more and nothing else. */
async function foldersIn(paths: readonly string[]): Promise<readonly string[] | null> {
  if (paths.length < 2) return null;
  for (const name of paths)
    if ((await projectFiles.stat(pathToFileURL(path.resolve(name)).href))?.kind !== "folder") return null;
  return paths;
}

/** Folders as sides: an article is read from the first that has it. */
async function foldersAsSides(folders: readonly string[]): Promise<{ sides: SideSetup[]; sources: Found[] }> {
  const sources = new Map<string, Found>();
  for (const folder of folders)
    for (const found of await articlesAt([folder])) if (!sources.has(found.id)) sources.set(found.id, found);
  return {
    sides: folders.map((name) => ({ name, of: { folder: pathToFileURL(path.resolve(name)).href } })),
    sources: [...sources.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** All who have decided something, by name. */
async function annotatorsOf(sources: readonly Found[], jobs: number): Promise<string[]> {
  const names = new Set<string>();
  const read = readByWork(naming, null, jobs, () => [], null);
  for await (const own of read(sources)) for (const name of own) names.add(name);
  return [...names].sort();
}

/** A disagreement as a line that an editor's terminal opens: file, line and column, in UTF-16 code units from 1. */
function lineOf({ source, text, left, right, pair }: Disagreement): string {
  const { compared, line, column } = placed(source.uri, text, pair);
  return visible(
    `${fileURLToPath(source.uri)}:${line}:${column}: ${disagreementInWords(compared, left, right)}`,
  );
}

function placed(uri: string, text: string, pair: Disagreement["pair"]) {
  const compared = comparedPair(pair, TextDocument.create(uri, "article", 0, text));
  const { line, character } = (compared.left ?? compared.right)?.range.start ?? { line: 0, character: 0 };
  return { compared, line: line + 1, column: character + 1 };
}

function recordOf({ source, text, left, right, pair }: Disagreement): object {
  const { compared, line, column } = placed(source.uri, text, pair);
  const side = (decision: typeof compared.left) =>
    decision && { id: decision.id, text: decision.text, what: decision.what, status: decision.status };
  return {
    article: source.id,
    line,
    column,
    between: [left, right],
    kind: compared.kind,
    differences: compared.differences,
    first: side(compared.left),
    second: side(compared.right),
    words: disagreementInWords(compared, left, right),
  };
}
