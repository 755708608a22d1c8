import { spawn } from "node:child_process";
import path from "node:path";

/** The program as it is built. */
export const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

/** Runs the program as users do. */
export function dateline(
  args: readonly string[],
  input = "",
  cwd?: string,
): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd });
    let out = "";
    let err = "";
    // Chunks end anywhere, within letters too: a decoder has to keep the rest for the next one.
    child.stdout.setEncoding("utf8");
    child.stderr.setEncoding("utf8");
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("close", (status) => resolve({ status, out, err }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
