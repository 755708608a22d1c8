import inspector from "node:inspector";
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

/** The server's world under Node: files of its own, the clock, random ids that sort by time. */
export const nodeEnvironment = (): Environment => ({
  files: nodeFiles,
  now: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  newId: () => ulid(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  version,
  user: user(),
  isDebugged: () => inspector.url() !== undefined,
  git: nodeGit,
});
