import assert from "node:assert/strict";
import { test } from "node:test";
import { listenTo } from "../../client/src/heartbeat.ts";

/** A server and a clock of the test's own; a look comes every second. */
function heart() {
  let look: () => void = () => undefined;
  let now = 0;
  let answer: (held: boolean) => void = () => undefined;
  const seen = { asked: 0, stopped: 0, ended: false };
  const end = listenTo(
    {
      ask: () => {
        seen.asked++;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      stopped: () => seen.stopped++,
    },
    6000,
    () => now,
    (task) => {
      look = task;
      return () => {
        look = () => undefined;
        seen.ended = true;
      };
    },
  );
  return {
    seen,
    end,
    /** Lets the server answer, and all that waits for that run. */
    async answers(held = false) {
      answer(held);
      await new Promise((resolve) => setImmediate(resolve));
    },
    /** Looks so often, so many ms apart. */
    looks(count: number, ms = 1000) {
      for (let n = 0; n < count; n++) {
        now += ms;
        look();
      }
    },
  };
}

test("a server that answers is asked again and again", async () => {
  const own = heart();
  for (let n = 0; n < 20; n++) {
    own.looks(3);
    await own.answers();
    own.looks(1);
  }
  assert.deepEqual(own.seen, { asked: 21, stopped: 0, ended: false });
});

test("one that does not answer for the whole time is told of once", async () => {
  const own = heart();
  await own.answers();
  own.looks(1);
  own.looks(5);
  assert.equal(own.seen.stopped, 0);
  own.looks(10);
  assert.deepEqual(own.seen, { asked: 2, stopped: 1, ended: true });
});

test("a computer that slept, or a client that was busy, has not waited", async () => {
  const own = heart();
  await own.answers();
  own.looks(1);
  own.looks(20, 3_600_000);
  assert.equal(own.seen.stopped, 0);
  own.looks(6);
  assert.equal(own.seen.stopped, 1);
});

test("one that a debugger may hold is never told of", async () => {
  const own = heart();
  await own.answers(true);
  own.looks(100);
  assert.equal(own.seen.stopped, 0);
});

test("nothing is asked any more when it has ended", async () => {
  const own = heart();
  own.end();
  await own.answers();
  own.looks(10);
  assert.equal(own.seen.asked, 1);
});
