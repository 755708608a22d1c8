import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { heldByHost, heldByServer } from "./held.ts";

// What is watched while the long run works: memory, and what is logged.

/** Memory at a time: minutes since the start, and what each process holds after a collection, in MB. */
export interface Sample {
  readonly minutes: number;
  readonly server: number;
  readonly host: number;
}

export const sampled = async (since: number): Promise<Sample> => ({
  minutes: (Date.now() - since) / 60_000,
  server: await heldByServer(),
  host: heldByHost(),
});

/** How many MB a minute a process grows by, by least squares. */
export function slope(samples: readonly Sample[], of: "server" | "host"): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const x = mean(samples.map(({ minutes }) => minutes));
  const y = mean(samples.map((sample) => sample[of]));
  const over = samples.reduce((sum, sample) => sum + (sample.minutes - x) * (sample[of] - y), 0);
  const under = samples.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

/** Lines that must not be in a log: errors, and rejections that nobody has caught. */
const FAULT = /\[error\b|unhandled|uncaught|^\s+at .*dateline/i;

/** What a server says of its inspector on its error stream, see held.ts. */
const OF_INSPECTOR = /\] (Debugger (listening|attached|ending)\b|For help, see: https:\/\/nodejs\.org\/)/;

/** What the editor's logs say against the extension; also whether its output channel was found. */
export function faultsLogged(): { readonly hasChannel: boolean; readonly faults: readonly string[] } {
  const roots = (process.env["DATELINE_LOGS"] ?? "")
    .split(path.delimiter)
    .concat(path.join(process.env["TMPDIR"] ?? "", "server"))
    .filter((root) => root !== "" && existsSync(root));
  const files = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".log"))
      .map((name) => path.join(root, name)),
  );
  const own = files.filter((file) => /Dateline[^/]*\.log$/.test(file));
  const host = files.filter((file) => /exthost[^/]*\.log$/.test(file));
  const lines = (file: string): string[] => readFileSync(file, "utf8").split("\n");
  const ofHost = host.flatMap((file) => {
    const all = lines(file);
    return all.flatMap((line, n) =>
      FAULT.test(line) && /dateline/i.test(all.slice(n, n + 8).join("\n")) ? [line] : [],
    );
  });
  return {
    hasChannel: own.length > 0,
    faults: [...own.flatMap(lines).filter((line) => FAULT.test(line) && !OF_INSPECTOR.test(line)), ...ofHost],
  };
}
