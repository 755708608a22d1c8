import { analyse } from "./analysis.ts";
import { emptyMemory } from "./detect/detect.ts";

/** What most reports have: a name, a place, a date, bounds, the dead. */
const REPORT = "At least 31 people were killed in Aden on Monday, Ali Salem said.";

/**
 * Reads a report of its own, in slices: models, lists and compiled code are ready then when the first article comes. To be
 * called while the client is at work and the server would wait for it.
 */
export async function readAhead(pause: () => Promise<void>): Promise<void> {
  await pause();
  await analyse(REPORT, {}, emptyMemory(), pause, { cancelled: false });
}
