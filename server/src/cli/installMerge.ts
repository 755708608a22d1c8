import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { git, gitText } from "./git.ts";
import { UsageError } from "./output.ts";

const LINE = "*.dateline.json merge=dateline";

/**
 * Makes git merge sidecars with this program: in the configuration and the attributes of the repository of the present
 * folder, or of the user. Done twice it is done once.
 * @returns what was done, a line each
 * @throws UsageError where there is no repository, or git refuses
 */
export async function installMerge(everywhere: boolean): Promise<string[]> {
  const root = await gitText(["rev-parse", "--show-toplevel"]);
  if (root === null && !everywhere)
    throw new UsageError("this folder is in no git repository; go into one, or add --global");
  const scope = everywhere ? "--global" : "--local";
  const [program = "", script = ""] = [process.execPath, process.argv[1] ?? ""];
  const driver = `${quoted(program)} ${quoted(path.resolve(script))} merge %O %A %B %P`;
  const done: string[] = [];
  for (const [key, value] of [
    ["merge.dateline.name", "Dateline: annotations by id"],
    ["merge.dateline.driver", driver],
  ] as const) {
    const known = await gitText(["config", scope, "--get", key]);
    if (known === value) {
      done.push(`git config ${scope} ${key}: is so already`);
      continue;
    }
    const { ok, err } = await git(["config", scope, key, value]);
    if (!ok) throw new UsageError(`git config ${key} could not be set: ${err}`);
    done.push(`git config ${scope} ${key} ${JSON.stringify(value)}`);
  }
  const file = everywhere ? await globalAttributes() : path.join(root ?? ".", ".gitattributes");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
  if (text.split(/\r?\n/).some((line) => line.trim().replace(/\s+/g, " ") === LINE))
    return [...done, `${file}: has “${LINE}” already`];
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${LINE}\n`);
  const share = everywhere ? "" : "; commit it, and let everybody run this once";
  return [...done, `${file}: added “${LINE}”${share}`];
}

/** For the shell that git runs a driver in; it takes `/` on Windows too. */
const quoted = (text: string): string => `'${text.replaceAll("\\", "/").replaceAll("'", "'\\''")}'`;

async function globalAttributes(): Promise<string> {
  const named = await gitText(["config", "--global", "--type=path", "--get", "core.attributesFile"]);
  if (named !== null && named !== "") return named;
  const home = process.env["XDG_CONFIG_HOME"] || path.join(os.homedir(), ".config");
  return path.join(home, "git", "attributes");
}
