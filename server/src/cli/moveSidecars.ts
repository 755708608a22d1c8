import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { nodeFiles } from "../node/fileSystem.ts";
import { messageOf } from "../workspace/fileSystem.ts";
import { type Move, moveAll, planMoves } from "../workspace/moveSidecars.ts";
import { PROJECT_FILE } from "../workspace/project.ts";
import { projectFiles } from "./files.ts";
import { readCall } from "./options.ts";
import { complain, counted, EXIT, print, UsageError, visible } from "./output.ts";
import { hearStop } from "./stopping.ts";

export const moveSidecarsUsage = `dateline move-sidecars [DIR] [--dry-run]   moves the sidecars of DIR's project to where its file says (“sidecars”)`;

/** `dateline move-sidecars`: all sidecars of a project go where its file says; none is ever moved over another. */
export async function moveSidecarsVerb(args: string[]): Promise<number> {
  const { values, positionals } = readCall(() =>
    parseArgs({ args, allowPositionals: true, options: { "dry-run": { type: "boolean", default: false } } }),
  );
  const [given = ".", ...more] = positionals;
  if (more.length > 0) throw new UsageError("at most one folder is wanted");
  const uri = pathToFileURL(path.resolve(given)).href;
  if ((await nodeFiles.stat(uri))?.kind !== "folder")
    throw new UsageError(`${given}: there is no such folder`);
  const layout = await projectFiles.layoutOf(`${uri}/`);
  if (layout === null) throw new UsageError(`${given}: there is no ${PROJECT_FILE} in it, nor above it`);
  if (layout.problem) throw new UsageError(layout.problem.message.replace(/\.$/, ""));
  const isOwn = async (one: string) => (await projectFiles.layoutOf(one))?.root === layout.root;
  const { moves, blocked } = await planMoves(nodeFiles, layout, isOwn).catch((error: unknown) => {
    throw new UsageError(messageOf(error));
  });
  for (const { from, to } of blocked)
    complain(
      `${fileURLToPath(from)}: it stays, for there is ${fileURLToPath(to)}; keep what you need of both in one of them and delete the other`,
    );
  const say = async ({ from, to }: Move): Promise<void> =>
    print(`${visible(fileURLToPath(from))} → ${visible(fileURLToPath(to))}\n`);
  if (values["dry-run"]) {
    for (const move of moves) await say(move);
    await print(`${counted(moves.length, "sidecar")} would be moved\n`);
    return blocked.length > 0 ? EXIT.problems : EXIT.well;
  }
  const stop = hearStop();
  try {
    const cancelled = (): boolean => stop.status() !== null;
    const { done, failed } = await moveAll(nodeFiles, layout, moves, {
      cancelled,
      progress: () => undefined,
    });
    for (const move of done) await say(move);
    for (const { from, why } of failed) complain(`${fileURLToPath(from)}: it stays: ${why}`);
    await print(`${counted(done.length, "sidecar")} moved\n`);
    return stop.status() ?? (failed.length + blocked.length > 0 ? EXIT.problems : EXIT.well);
  } finally {
    stop.end();
  }
}
