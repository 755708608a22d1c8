import { version } from "../version.ts";
import { detectUsage, detectVerb } from "./detect.ts";
import { exportUsage, exportVerb } from "./export.ts";
import { serveAsWorker } from "./jsonl.ts";
import { lintUsage, lintVerb } from "./lint.ts";
import { complain, EXIT, print, UsageError } from "./output.ts";

const verbs: Readonly<Record<string, { run: (args: string[]) => Promise<number>; usage: string }>> = {
  detect: { run: detectVerb, usage: detectUsage },
  export: { run: exportVerb, usage: exportUsage },
  lint: { run: lintVerb, usage: lintUsage },
};

const usage = `Dateline ${version}: entities and casualty figures in news articles, English and Arabic.

${Object.values(verbs)
  .map((verb) => verb.usage)
  .join("\n")}

Exit status: 0 well, 1 problems found, 2 wrong usage.
`;

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version") {
    await print(`${version}\n`);
    return EXIT.well;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    await print(usage);
    return EXIT.well;
  }
  const verb = verbs[name ?? ""];
  if (!verb) {
    complain(name === undefined ? "dateline: no verb is named" : `dateline: there is no verb “${name}”`);
    process.stderr.write(usage);
    return EXIT.usage;
  }
  try {
    return await verb.run(rest);
  } catch (error) {
    if (!isUsage(error)) throw error;
    complain(`dateline ${name}: ${error.message}`);
    process.stderr.write(`${verb.usage}\n`);
    return EXIT.usage;
  }
}

/** Our own complaints about a call, and those of Node's argument parser. */
const isUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));

if (!serveAsWorker()) {
  // A reader that has enough (`| head`) is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.well);
    throw error;
  });
  main(process.argv.slice(2)).then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      complain(`dateline: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = EXIT.problems;
    },
  );
}
