import { execFile } from "node:child_process";

/** What git answered, its standard output as bytes; not `ok` where it failed, or is not there. It gets no input. */
export function git(
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<{ readonly ok: boolean; readonly out: Buffer; readonly err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      "git",
      [...args],
      {
        encoding: "buffer",
        maxBuffer: 1 << 30,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      },
      (error, out, err) => resolve({ ok: error === null, out, err: err.toString().trim() }),
    );
    // Where git is not there, or has ended, the answer says so.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end();
  });
}

/** The same as text, without the newline at its end; null where git failed. */
export async function gitText(args: readonly string[], cwd?: string): Promise<string | null> {
  const { ok, out } = await git(args, cwd === undefined ? {} : { cwd });
  return ok ? out.toString().replace(/\n$/, "") : null;
}
