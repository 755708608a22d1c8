import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { checkCodes, type Levels, levels } from "../annotations/checks.ts";
import type { OtherArticle } from "../features/checks/finding.ts";
import { decoded, isSidecar, nameOf, sidecarOf } from "../workspace/fileSystem.ts";
import { type ProjectFiles, projectFiles } from "./files.ts";
import { findingsOf, type LintOptions, type Settled, tollOf } from "./lintFindings.ts";
import { createProjectCheck } from "./lintProject.ts";
import { reportOn } from "./lintSidecar.ts";
import { readCall } from "./options.ts";
import { complain, counted, EXIT, print, UsageError } from "./output.ts";
import { stagedFiles } from "./stagedFiles.ts";

export const lintUsage = `dateline lint [--check CODE=LEVEL] … PATH …   checks sidecars against their schema, their articles and
                        their project, and what is annotated; LEVEL is ${levels.join(", ")}
dateline lint --staged  checks what git would commit, for a pre-commit hook`;

/** A sidecar to look at, and the files round it. */
interface Given {
  readonly files: ProjectFiles;
  /** By its name beside its article. */
  readonly sidecar: string;
  readonly all: readonly string[];
}

/**
 * `dateline lint`: every sidecar is valid and settled, has its article, and every quote stands where it says; and what
 * the editor's checks find in the decisions, of which warnings and errors are problems. Labels, attributes and annotators
 * that the project does not know are warnings, which leave the status as it is.
 */
export async function lintVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { staged: { type: "boolean" }, check: { type: "string", multiple: true } },
    }),
  );
  if (values.staged && positionals.length > 0)
    throw new UsageError("--staged looks at what git would commit; it takes no paths");
  if (!values.staged && positionals.length === 0) throw new UsageError("no file or folder is named");
  const own = levelsIn(values.check ?? []);
  const given = values.staged ? await staged() : await named(positionals);
  let problems = 0;
  let warnings = 0;
  const checkProject = createProjectCheck();
  const look = async (settled: Settled, options: LintOptions, others: readonly OtherArticle[]) => {
    for (const { line, isProblem } of await findingsOf(settled, options, others)) {
      if (isProblem) problems++;
      complain(`${fileURLToPath(settled.uri)}${line}`);
    }
  };
  /** Articles that name an event: they are checked when all on it are known. */
  const waiting: { settled: Settled; options: LintOptions; event: string; toll: OtherArticle }[] = [];
  const byEvent = new Map<string, readonly OtherArticle[]>();
  for (const { files, sidecar, all } of given) {
    const report = await reportOn(files, sidecar, all);
    const place = await files.place(sidecar);
    for (const problem of report.problems) {
      problems++;
      complain(`${fileURLToPath(place)}${problem}`);
    }
    const { broken, warnings: told, levels: ofProject, codebook } = await checkProject(files, sidecar, place);
    if (broken !== null) {
      problems++;
      complain(broken);
    }
    warnings += told.length;
    for (const warning of told) complain(`${fileURLToPath(place)}${warning} (a warning)`);
    const { settled } = report;
    if (!settled) continue;
    const options = { levels: { ...ofProject, ...own }, codebook };
    const toll = tollOf(settled, options, decoded(nameOf(settled.uri)));
    if (!toll) await look(settled, options, []);
    else {
      waiting.push({ settled, options, ...toll });
      byEvent.set(toll.event, [...(byEvent.get(toll.event) ?? []), toll.toll]);
    }
  }
  for (const { settled, options, event, toll } of waiting)
    await look(
      settled,
      options,
      (byEvent.get(event) ?? []).filter((other) => other !== toll),
    );
  const also = warnings > 0 ? `, ${counted(warnings, "warning")}` : "";
  await print(`${counted(given.length, "sidecar")}, ${counted(problems, "problem")}${also}\n`);
  return problems > 0 ? EXIT.problems : EXIT.well;
}

/** The levels of `--check`, which go before the project's. @throws UsageError where one does not fit */
function levelsIn(given: readonly string[]): Levels {
  return Object.fromEntries(
    given.map((one) => {
      const [name, to] = one.split("=");
      const code = checkCodes.find((known) => known === name);
      const level = levels.find((known) => known === to);
      if (!code)
        throw new UsageError(
          `--check ${one}: there is no check “${name}”; there are ${checkCodes.join(", ")}`,
        );
      if (!level) throw new UsageError(`--check ${one}: the level is ${levels.join(", ")}`);
      return [code, level];
    }),
  );
}

async function staged(): Promise<Given[]> {
  const { files, sidecars, all } = await stagedFiles();
  return sidecars.map((sidecar) => ({ files, sidecar, all }));
}

async function named(paths: readonly string[]): Promise<Given[]> {
  const given: Given[] = [];
  for (const name of paths) {
    const uri = pathToFileURL(path.resolve(name)).href;
    const found = await projectFiles.stat(uri);
    if (found === null) throw new UsageError(`${name}: there is no such file or folder`);
    if (found.kind === "folder") {
      const all = await projectFiles.list(uri);
      given.push(...all.filter(isSidecar).map((sidecar) => ({ files: projectFiles, sidecar, all })));
    } else {
      given.push({
        files: projectFiles,
        sidecar: isSidecar(uri) ? await projectFiles.named(uri) : sidecarOf(uri),
        all: [],
      });
    }
  }
  return given;
}
