import { test } from "node:test";
import { killedWriters, twoWriters } from "../torture/processes.ts";

// The same at full length: `npm run torture -- files`.

test("two processes that decide on one article at once: every decision is there", async () => {
  await twoWriters(40);
});

test("a writer that is killed while it writes leaves a whole sidecar with all that was reported, and no lock", () =>
  killedWriters(12));
