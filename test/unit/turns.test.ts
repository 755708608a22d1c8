import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as handled } from "node:timers/promises";
import { createTurns, PATIENCE } from "../../client/src/turns.ts";

/** Something that is waited for, and what ends the waiting. */
function gate<T = void>(): { readonly opened: Promise<T>; readonly open: (value: T) => void } {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Turns with a clock of their own: `late` lets the longest wait pass. */
function turns() {
  let task: (() => void) | undefined;
  const leftOut: number[] = [];
  const inTurn = createTurns({
    timer: (own, ms) => {
      assert.equal(ms, PATIENCE);
      task = own;
      return () => {
        if (task === own) task = undefined;
      };
    },
    leftOut: (count) => leftOut.push(count),
  });
  return { inTurn, leftOut, late: () => task?.(), isWatched: () => task !== undefined };
}

test("each command begins when the one before it is through, whatever became of that", async () => {
  const { inTurn, isWatched } = turns();
  const said: string[] = [];
  const first = gate();
  const slow = inTurn(async () => {
    said.push("first begins");
    await first.opened;
    said.push("first ends");
    throw new Error("refused");
  })();
  const quick = inTurn((_, words: string) => said.push(words))("second");
  assert.ok(isWatched());
  await Promise.resolve();
  assert.deepEqual(said, ["first begins"]);
  first.open();
  await assert.rejects(slow, /refused/);
  assert.equal(await quick, 3);
  assert.deepEqual(said, ["first begins", "first ends", "second"]);
  assert.ok(!isWatched(), "nobody waits");
});

test("a question lets others go on, and what is answered comes before what is asked for after it", async () => {
  const { inTurn } = turns();
  const said: string[] = [];
  const answer = gate<string>();
  const undo = gate();
  const asks = inTurn(async ({ asking }) => {
    said.push(`relabel ${await asking(() => answer.opened)}`);
  })();
  const during = inTurn(async () => {
    await undo.opened;
    said.push("undo");
  })();
  answer.open("ORG");
  await handled();
  const after = inTurn(() => said.push("next"))();
  undo.open();
  await Promise.all([asks, during, after]);
  assert.deepEqual(said, ["undo", "relabel ORG", "next"]);
});

test("a question that fails is followed by a turn as well", async () => {
  const { inTurn } = turns();
  const said: string[] = [];
  const failed = inTurn(async ({ asking }) => {
    await asking(() => Promise.reject(new Error("gone"))).catch(() => said.push("no answer"));
  })();
  await Promise.all([failed, inTurn(() => said.push("next"))()]);
  assert.deepEqual(said, ["next", "no answer"]);
});

test("where one takes too long those behind it are left out, but for answers; the next has its turn", async () => {
  const { inTurn, leftOut, late, isWatched } = turns();
  const said: string[] = [];
  const answer = gate();
  const server = gate();
  const asks = inTurn(async ({ asking }) => {
    await asking(() => answer.opened);
    said.push("answered");
  })();
  const stuck = inTurn(async () => {
    await server.opened;
    said.push("stuck ends");
  })();
  const behind = [inTurn(() => said.push("lost"))(), inTurn(() => said.push("lost"))()];
  answer.open();
  await handled();
  late();
  assert.deepEqual(await Promise.all(behind), [undefined, undefined]);
  await asks;
  assert.deepEqual(leftOut, [2]);
  await inTurn(() => said.push("next"))();
  server.open();
  await stuck;
  await inTurn(() => said.push("last"))();
  assert.deepEqual(said, ["answered", "next", "stuck ends", "last"]);
  assert.ok(!isWatched());
});

test("the longest wait is for one command: who waits behind many quick ones is not left out", async () => {
  const { inTurn, leftOut, isWatched } = turns();
  const gates = [gate(), gate(), gate()];
  const all = gates.map((one) => inTurn(() => one.opened)());
  const last = inTurn(() => "done")();
  for (const [n, one] of gates.entries()) {
    assert.ok(isWatched(), `while ${n} is under way`);
    one.open();
    await all[n];
  }
  assert.equal(await last, "done");
  assert.deepEqual(leftOut, []);
});
