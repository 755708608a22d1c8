import { fileURLToPath } from "node:url";
import type { Source } from "../dataset/source.ts";
import { withJournal } from "./journal.ts";
import { withProjects } from "./longRun.ts";
import { complain, EXIT } from "./output.ts";
import type { progressBar } from "./progressBar.ts";
import type { createProjects } from "./project.ts";
import type { Target } from "./target.ts";
import { type DetectSetup, detecting } from "./work/detecting.ts";
import { fingerprintOf, programKey } from "./work/keys.ts";
import { inOrder } from "./work/pool.ts";

/** Prints what is found in articles, in their order. @throws Stopped; where what is written to fails */
export async function detectArticles(
  sources: readonly Source[],
  setup: DetectSetup,
  projectOf: ReturnType<typeof createProjects>,
  { jobs, bar }: { readonly jobs: number; readonly bar: ReturnType<typeof progressBar> },
  { write, journal, stop }: Target,
): Promise<number> {
  let status: number = EXIT.well;
  const problem = (): void => {
    status = EXIT.problems;
  };
  const uris = sources.map(({ uri }) => uri);
  const asked = withProjects(uris, (uri) => uri, projectOf, problem);
  const key = fingerprintOf([programKey(), setup]);
  const outcomes = journal
    ? withJournal(asked, journal, { work: detecting, setup, key, jobs })
    : inOrder(detecting, setup, jobs, asked);
  const isJson = setup.format === "json";
  let written = 0;
  let done = 0;
  try {
    if (isJson) await write("[");
    for await (const { item, outcome } of outcomes) {
      const answer =
        "failed" in outcome ? { problem: `detection failed: ${outcome.failed}` } : outcome.answer;
      if ("problem" in answer) {
        bar.pause(() => complain(`${fileURLToPath(item)}: ${answer.problem}`));
        problem();
      } else {
        const first = written++ === 0;
        if (setup.format === "table") await write(`${first ? "" : "\n"}${answer.output}`);
        else if (isJson) await write(`${first ? "\n" : ",\n"}${answer.output}`);
        else await write(`${answer.output}\n`);
      }
      bar.at(++done, uris.length);
      stop.check();
    }
    if (isJson) await write("\n]\n");
  } finally {
    bar.end();
  }
  return status;
}
