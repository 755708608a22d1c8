import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { nodeFiles } from "../node/fileSystem.ts";
import { type FileSystem, isSidecar, sidecarOf } from "../workspace/fileSystem.ts";
import { createProjectCheck } from "./lintProject.ts";
import { problemsOf } from "./lintSidecar.ts";
import { readCall } from "./options.ts";
import { complain, counted, EXIT, print, UsageError } from "./output.ts";
import { stagedFiles } from "./stagedFiles.ts";

export const lintUsage = `dateline lint PATH …   checks sidecars against their schema, their articles and their project
dateline lint --staged  checks what git would commit, for a pre-commit hook`;

/** A sidecar to look at, and the files round it. */
interface Given {
  readonly files: FileSystem;
  readonly sidecar: string;
  readonly all: readonly string[];
}

/**
 * `dateline lint`: every sidecar is valid and settled, has its article, and every quote stands where it says. Labels,
 * attributes and annotators that the project does not know are warnings, which leave the status as it is.
 */
export async function lintVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({ args, allowPositionals: true, options: { staged: { type: "boolean" } } }),
  );
  if (values.staged && positionals.length > 0)
    throw new UsageError("--staged looks at what git would commit; it takes no paths");
  if (!values.staged && positionals.length === 0) throw new UsageError("no file or folder is named");
  const given = values.staged ? await staged() : await named(positionals);
  let problems = 0;
  let warnings = 0;
  const checkProject = createProjectCheck();
  for (const { files, sidecar, all } of given) {
    for (const problem of await problemsOf(files, sidecar, all)) {
      problems++;
      complain(`${fileURLToPath(sidecar)}${problem}`);
    }
    const project = await checkProject(files, sidecar);
    if (project.broken !== null) {
      problems++;
      complain(project.broken);
    }
    warnings += project.warnings.length;
    for (const warning of project.warnings) complain(`${fileURLToPath(sidecar)}${warning} (a warning)`);
  }
  const also = warnings > 0 ? `, ${counted(warnings, "warning")}` : "";
  await print(`${counted(given.length, "sidecar")}, ${counted(problems, "problem")}${also}\n`);
  return problems > 0 ? EXIT.problems : EXIT.well;
}

async function staged(): Promise<Given[]> {
  const { files, sidecars, all } = await stagedFiles();
  return sidecars.map((sidecar) => ({ files, sidecar, all }));
}

async function named(paths: readonly string[]): Promise<Given[]> {
  const given: Given[] = [];
  for (const name of paths) {
    const uri = pathToFileURL(path.resolve(name)).href;
    const found = await nodeFiles.stat(uri);
    if (found === null) throw new UsageError(`${name}: there is no such file or folder`);
    if (found.kind === "folder") {
      const all = await nodeFiles.list(uri);
      given.push(...all.filter(isSidecar).map((sidecar) => ({ files: nodeFiles, sidecar, all })));
    } else {
      given.push({ files: nodeFiles, sidecar: isSidecar(uri) ? uri : sidecarOf(uri), all: [] });
    }
  }
  return given;
}
