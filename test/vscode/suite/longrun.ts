import assert from "node:assert/strict";
import * as vscode from "vscode";
import { randomFrom } from "../../../server/src/dataset/measure/random.ts";
import type { PublishParams } from "../../../server/src/protocol.ts";
import { nextAct } from "./longrun/acts.ts";
import { close, type Desk, followed, run, saveAll } from "./longrun/desk.ts";
import { allowCollecting } from "./longrun/held.ts";
import { bookOfFolder, checkBranch, checkFolder, git } from "./longrun/repository.ts";
import { faultsLogged, type Sample, sampled, slope } from "./longrun/watching.ts";
import { annotations, api, fileUri, openArticle } from "./support.ts";
import { notifications } from "./window.ts";

/** How many acts there are between two looks at all sidecars, and how many rounds the short form has. */
const ROUND = 20;
const ROUNDS = 2;

/**
 * How many MB of what it holds a process may grow by after the first quarter: the decisions of an hour on some articles and
 * their branches, and the history for undo.
 */
const BOUND = 30;

/** Below so many minutes the processes are still warming up, and nothing is said of their memory. */
const LEAST_MINUTES = 10;

const MINUTES = Number(process.env["DATELINE_LONGRUN_MINUTES"] ?? 0);
const SEED = Number(process.env["DATELINE_LONGRUN_SEED"] ?? 1);

/** Fails where the logs say something that they must not say. */
function checkLogs(): void {
  const { hasChannel, faults } = faultsLogged();
  // The desktop build keeps its logs elsewhere than the project's own host: both are told by the test's start.
  assert.ok(hasChannel, "the output channel's log was not found");
  assert.deepEqual(faults, []);
}

/** What another branch has in a folder of its own: the watcher may tell of the folder alone. */
async function comesAlong(): Promise<void> {
  const name = "far/away/came.txt";
  const { editor } = await openArticle(bookOfFolder().keys().next().value ?? "");
  // Words of its own: a file with the very bytes of an annotated one takes over its sidecar.
  const text = `${editor.document.getText()}\n\nClashes were heard in Taiz.\n`;
  await git("switch", "-qc", "beside");
  await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
  const own = await openArticle(name);
  const found = own.published.annotations.find(({ kind }) => kind === "entity");
  assert.ok(found, "nothing is found in the article");
  const { version, uri } = own.editor.document;
  await run("dateline.accept", { uri: uri.toString(), version, ids: [found.id] });
  await own.editor.document.save();
  await run("dateline.retrySave");
  await git("add", "-A");
  await git("commit", "-qm", "an article in a folder of its own");
  const stands = (accepted: number) => (params: PublishParams) =>
    params.annotations.filter(({ status }) => status === "accepted").length === accepted;
  await annotations(own.editor.document, stands(1), "accepting");
  await git("switch", "-q", "-");
  await annotations(own.editor.document, stands(0), "going to the branch without it");
  await git("switch", "-q", "beside");
  await annotations(own.editor.document, stands(1), "coming back");
  await git("switch", "-q", "-");
  await annotations(own.editor.document, stands(0), "leaving it again");
  await close((open) => open === name);
}

/** An annotator at work for as long as is asked for: everything decided is in the sidecars, on every branch. */
export function longrunTests(): void {
  describe("a long run of annotating", () => {
    before(allowCollecting);

    it("reads what git brings along in a folder of its own", comesAlong);

    it(`of ${MINUTES > 0 ? `${MINUTES} minutes` : `${ROUNDS} rounds`}, seed ${SEED}`, async function () {
      this.timeout(0);
      await api();
      const random = randomFrom(SEED);
      const book = bookOfFolder();
      const [first = ""] = book.keys();
      const { editor } = await openArticle(first);
      const desk: Desk = {
        ...{ random, book, editor, name: first, branch: "main" },
        ...{ branches: new Map(), done: [] },
      };
      const since = Date.now();
      const samples: Sample[] = [];
      const isOver = (round: number): boolean =>
        MINUTES > 0 ? Date.now() - since > MINUTES * 60_000 : round >= ROUNDS;
      try {
        for (let round = 0; !isOver(round); round++) {
          for (let n = 0; n < ROUND; n++) {
            const done = await nextAct(random)(desk);
            if (done !== null) desk.done.push(`${desk.name}: ${done}`);
          }
          await saveAll(desk);
          checkFolder(desk.book, `round ${round + 1}`);
          checkLogs();
          if (samples.length === 0 || (Date.now() - since) / 60_000 >= samples.length) {
            const sample = await sampled(since);
            samples.push(sample);
            console.log(
              `${sample.minutes.toFixed(0)} min, ${desk.done.length} acts: server holds ${sample.server.toFixed(1)} MB, extension host ${sample.host.toFixed(1)} MB`,
            );
          }
        }
        await saveAll(desk);
        await followed(desk, "the end");
        checkFolder(desk.book, "at the end");
        await git("add", "-A");
        await git("commit", "-qm", "the end", "--allow-empty");
        desk.branches.set(desk.branch, desk.book);
        for (const [branch, decided] of desk.branches) await checkBranch(branch, decided);
        checkLogs();
      } catch (error) {
        console.log(`Seed ${SEED}, the last of ${desk.done.length} acts on ${desk.branch}:`);
        for (const done of desk.done.slice(-12)) console.log(`  ${done}`);
        for (const told of await notifications()) console.log(`  The annotator was told: ${told}`);
        throw error;
      }
      const decided = [...desk.branches.values()].map((own) => [...own.values()].flat().length);
      console.log(
        `${desk.done.length} acts, ${desk.branches.size} branches with ${decided.join(", ")} decisions, seed ${SEED}`,
      );
      checkMemory(samples);
    });
  });
}

function checkMemory(samples: readonly Sample[]): void {
  const last = samples.at(-1)?.minutes ?? 0;
  const later = samples.filter(({ minutes }) => minutes >= last / 4);
  for (const of of ["server", "host"] as const) {
    const growth = slope(later, of) * (last * 0.75);
    console.log(
      `${of}: ${(slope(later, of) * 60).toFixed(1)} MB an hour after the first quarter, ${growth.toFixed(1)} MB in all`,
    );
    if (last >= LEAST_MINUTES) assert.ok(growth < BOUND, `${of} grew by ${growth.toFixed(1)} MB`);
  }
}
