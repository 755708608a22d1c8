import { readdirSync, readFileSync } from "node:fs";

/** The process of the server, a child of the extension host, as Linux tells of it; undefined where there is none. */
export function serverProcess(): number | undefined {
  if (process.platform !== "linux") return undefined;
  const isOwn = (pid: string): boolean => {
    try {
      const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return (
        parent === String(process.pid) &&
        /dist\/server\.js/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"))
      );
    } catch {
      // It has ended meanwhile.
      return false;
    }
  };
  const own = readdirSync("/proc").find((name) => /^\d+$/.test(name) && isOwn(name));
  return own === undefined ? undefined : Number(own);
}
