import Mocha from "mocha";
import { acrossTests } from "./across.ts";
import { annotateTests } from "./annotate.ts";
import { arabicTests } from "./arabic.ts";
import { compareTests } from "./compare.ts";
import { datasetTests } from "./dataset.ts";
import { deathTests } from "./deaths.ts";
import { editTests } from "./edits.ts";
import { fileTests } from "./files.ts";
import { hangTests } from "./hangs.ts";
import { identicalTests } from "./identical.ts";
import { keyTests } from "./keys.ts";
import { keystrokeTests } from "./keystrokes.ts";
import { longrunTests } from "./longrun.ts";
import { measureTests } from "./measure.ts";
import { memoryTests } from "./memory.ts";
import { openingTests } from "./opening.ts";
import { projectTests } from "./project.ts";
import { readerTests } from "./reader.ts";
import { reopenedTests } from "./reopened.ts";
import { reportTests } from "./report.ts";
import { reviewTests } from "./review.ts";
import { stepsTests } from "./steps.ts";

const phases: Record<string, () => void> = {
  annotate: () => {
    annotateTests();
    identicalTests();
    editTests();
    fileTests();
    compareTests();
    measureTests();
  },
  opening: openingTests,
  reopened: reopenedTests,
  project: projectTests,
  reader: readerTests,
  report: () => {
    reportTests();
    stepsTests();
  },
  review: () => {
    keyTests();
    reviewTests();
  },
  dataset: datasetTests,
  deaths: deathTests,
  hangs: hangTests,
  memory: memoryTests,
  longrun: longrunTests,
  keystrokes: keystrokeTests,
  across: acrossTests,
  arabic: arabicTests,
};

/** The entry that VS Code calls in the extension host; rejects where a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "spec" });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  const phase = process.env["DATELINE_PHASE"] ?? "annotate";
  const tests = phases[phase];
  if (!tests) throw new Error(`There is no phase “${phase}”.`);
  tests();
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) =>
      failures > 0 ? reject(new Error(`${failures} of the tests in VS Code failed`)) : resolve(),
    );
  });
}
