import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { hasLabel, withRenamedLabel } from "../annotations/renamedLabel.ts";
import { serializeSidecar } from "../annotations/sidecar.ts";
import { defaultTagset, labelNamed } from "../annotations/tagset.ts";
import { projectRename } from "../projectRename.ts";
import { articleOf, isSidecar, messageOf, sidecarOf } from "../workspace/fileSystem.ts";
import { readProject } from "../workspace/project.ts";
import { labelNameProblem } from "../workspace/projectLabels.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import { projectFiles } from "./files.ts";
import { readCall } from "./options.ts";
import { complain, counted, EXIT, print, UsageError } from "./output.ts";

export const renameLabelUsage = `dateline rename-label FROM TO [DIR] [--dry-run]   renames a label in DIR/dateline.config.json and in all sidecars below`;

/** `dateline rename-label`: a label's new name in the project's file and in all sidecars; who decided what stays. */
export async function renameLabelVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({ args, allowPositionals: true, options: { "dry-run": { type: "boolean", default: false } } }),
  );
  const [from, to, given = ".", ...more] = positionals;
  if (from === undefined || to === undefined || more.length > 0)
    throw new UsageError("the label, its new name, and at most one folder are wanted");
  if (labelNamed(defaultTagset, from))
    throw new UsageError(`${from} is a label of detection and keeps its name`);
  const wrong = labelNameProblem(to);
  if (wrong !== null) throw new UsageError(`“${to}” is no name for a label: ${wrong}`);
  if (from === to) throw new UsageError(`the label is called ${to} already`);
  const root = pathToFileURL(path.resolve(given)).href;
  if ((await projectFiles.stat(root))?.kind !== "folder")
    throw new UsageError(`${given}: there is no such folder`);
  const { project, problem } = await readProject(projectFiles, root);
  if (problem) throw new UsageError(problem.message.replace(/\.$/, ""));
  const dry = values["dry-run"];
  if (!dry) {
    const label = { tagset: project.tagset ?? defaultTagset, from, to, keep: false };
    await projectRename({ files: projectFiles, projectWritten: async () => undefined }, root, label).make();
  }
  let articles = 0;
  let annotations = 0;
  let problems = 0;
  for (const sidecar of (await projectFiles.list(root)).filter(isSidecar)) {
    const count = await renamedIn(articleOf(sidecar), from, to, dry);
    if (typeof count === "string") {
      problems++;
      complain(`${fileURLToPath(await projectFiles.place(sidecar))}: ${count}`);
    } else if (count > 0) {
      articles++;
      annotations += count;
      await print(`${fileURLToPath(await projectFiles.place(sidecar))}: ${counted(count, "annotation")}\n`);
    }
  }
  const done = dry ? "would be renamed" : "renamed";
  await print(`${counted(annotations, "annotation")} ${done} in ${counted(articles, "sidecar")}\n`);
  return problems > 0 ? EXIT.problems : EXIT.well;
}

/** How many annotations of a sidecar have the label, which they then had; or why it is left as it is. */
async function renamedIn(article: string, from: string, to: string, dry: boolean): Promise<number | string> {
  const uri = sidecarOf(article);
  try {
    return await projectFiles.exclusive(uri, async () => {
      const loaded = await loadSidecar(projectFiles, article);
      if (loaded.state === "absent") return 0;
      if (loaded.state === "unusable") return loaded.problem.message;
      const { annotations } = loaded.sidecar;
      const count = annotations.filter((one) => hasLabel(one, from)).length;
      if (count === 0 || dry) return count;
      const renamed = annotations.map((one) => (hasLabel(one, from) ? withRenamedLabel(one, from, to) : one));
      const text = serializeSidecar({ ...loaded.sidecar, annotations: renamed });
      await projectFiles.write(uri, new TextEncoder().encode(text));
      return count;
    });
  } catch (error) {
    return messageOf(error);
  }
}
