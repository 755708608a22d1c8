import { userInfo } from "node:os";
import { ulid } from "ulid";
import type { Environment } from "../environment.ts";
import { version } from "../version.ts";
import { nodeFiles } from "./fileSystem.ts";
import { nodeGit } from "./git.ts";

const user = (): string => {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the password database, as in containers.
    return "annotator";
  }
};

/** Told from the command line: the module that knows of each debugger could open a port, and no bundle has one that can. */
const isDebugged = [...process.execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(" ")].some((option) =>
  // A port to listen at is no debugger yet.
  /^--inspect(-brk|-wait)?(=|$)/.test(option),
);

/** The server's world under Node: files of its own, the clock, random ids that sort by time. */
export const nodeEnvironment = (): Environment => ({
  files: nodeFiles,
  now: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  newId: () => ulid(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  version,
  user: user(),
  isDebugged: () => isDebugged,
  git: nodeGit,
});
