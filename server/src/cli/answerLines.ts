import { withJournal } from "./journal.ts";
import { linesOf } from "./lines.ts";
import { EXIT } from "./output.ts";
import type { ProgressBar } from "./progressBar.ts";
import { Stopped } from "./stopping.ts";
import type { Target } from "./target.ts";
import { fingerprintOf, programKey } from "./work/keys.ts";
import { answering, failedLine, type LineOptions } from "./work/lines.ts";
import { inOrder } from "./work/pool.ts";
import type { Asked } from "./work/work.ts";

/** Answers each line of standard input with one that is written, in order, as they come. @throws Stopped */
export async function answerLines(
  options: LineOptions,
  { jobs, bar }: { readonly jobs: number; readonly bar: ProgressBar },
  { write, journal, stop }: Target,
): Promise<number> {
  const { stdin } = process;
  let status: number = EXIT.well;
  const onStop = (): void => void stdin.destroy(new Stopped());
  stop.signal.addEventListener("abort", onStop);
  try {
    const key = journal && fingerprintOf([programKey(), options]);
    const outcomes =
      journal && key !== null
        ? withJournal(asked(stdin), journal, { work: answering, setup: options, key, jobs })
        : inOrder(answering, options, jobs, asked(stdin));
    let done = 0;
    for await (const { item, outcome } of outcomes) {
      const { output, failed } = "failed" in outcome ? failedLine(item, outcome.failed) : outcome.answer;
      if (failed) status = EXIT.problems;
      await write(`${output}\n`);
      bar.at(++done, null);
      stop.check();
    }
  } finally {
    bar.end();
    stop.signal.removeEventListener("abort", onStop);
    // Whatever ended this, nobody reads on.
    stdin.destroy();
  }
  return status;
}

async function* asked(stream: NodeJS.ReadStream): AsyncGenerator<Asked<string>> {
  for await (const lines of linesOf(stream)) for (const item of lines) yield { item, told: null };
}
