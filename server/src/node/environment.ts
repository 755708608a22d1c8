import { userInfo } from "node:os";
import { getHeapSpaceStatistics } from "node:v8";
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

/** How many turns of the event loop a message takes from its arrival until it is handled: so long others have to pause for it. */
const TURNS = 3;

/** So much of what is young, in bytes, is worth being collected before it has to be. */
const MUCH = 4_000_000;

/** The server's world under Node, where it collects young objects in time only if it is started with `--expose-gc`: files of its own, the clock, random ids that sort by time. */
export const nodeEnvironment = (): Environment => ({
  files: nodeFiles,
  now: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  newId: () => ulid(),
  pause: async () => {
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
  },
  tidy: () => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
    if (young && young.space_used_size > MUCH) globalThis.gc?.({ type: "minor" });
  },
  version,
  user: user(),
  isDebugged: () => isDebugged,
  git: nodeGit,
});
