import { version } from "../version.ts";
import { agreementUsage, agreementVerb } from "./agreement.ts";
import { detectUsage, detectVerb } from "./detect.ts";
import { evaluateUsage, evaluateVerb } from "./evaluate.ts";
import { exportUsage, exportVerb } from "./export.ts";
import { importUsage, importVerb } from "./import.ts";
import { lintUsage, lintVerb } from "./lint.ts";
import { mergeUsage, mergeVerb } from "./merge.ts";
import { moveSidecarsUsage, moveSidecarsVerb } from "./moveSidecars.ts";
import { complain, EXIT, print, UsageError } from "./output.ts";
import { renameLabelUsage, renameLabelVerb } from "./renameLabel.ts";
import { statsUsage, statsVerb } from "./stats.ts";
import { serveAsWorker } from "./work/thread.ts";

interface Verb {
  readonly run: (args: string[]) => Promise<number>;
  readonly usage: string;
}

const verbs: ReadonlyMap<string, Verb> = new Map([
  ["agreement", { run: agreementVerb, usage: agreementUsage }],
  ["detect", { run: detectVerb, usage: detectUsage }],
  ["evaluate", { run: evaluateVerb, usage: evaluateUsage }],
  ["export", { run: exportVerb, usage: exportUsage }],
  ["import", { run: importVerb, usage: importUsage }],
  ["lint", { run: lintVerb, usage: lintUsage }],
  ["merge", { run: mergeVerb, usage: mergeUsage }],
  ["move-sidecars", { run: moveSidecarsVerb, usage: moveSidecarsUsage }],
  ["rename-label", { run: renameLabelVerb, usage: renameLabelUsage }],
  ["stats", { run: statsVerb, usage: statsUsage }],
]);

const usage = `Dateline ${version}: entities and casualty figures in news articles, English and Arabic.

${[...verbs.values()].map((verb) => verb.usage).join("\n")}

Exit status: 0 well, 1 problems found, 2 wrong usage, 130 stopped with Ctrl+C.
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
  const verb = verbs.get(name ?? "");
  if (!verb) {
    const wrong = name === undefined ? "no verb is named" : `there is no verb “${name}”`;
    complain(`dateline: ${wrong}; there are ${[...verbs.keys()].join(", ")}; see dateline --help`);
    return EXIT.usage;
  }
  const options = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
  if (options.includes("--help") || options.includes("-h")) {
    await print(`${verb.usage}\n`);
    return EXIT.well;
  }
  try {
    return await verb.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`dateline ${name}: ${error.message}; see dateline ${name} --help`);
    return EXIT.usage;
  }
}

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
