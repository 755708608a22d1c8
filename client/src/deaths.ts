/**
 * How often a server is started again, and within how long, in ms: one that dies at once would die for ever, and so would
 * one that takes its time, for its memory runs out slowly or it does not answer.
 */
const MOST = 4;
const WITHIN = 900_000;

/** What is done about a server that has died: it is started again, which is told the first time, or given up. */
export type AfterDeath = "restart-and-tell" | "restart" | "over";

/** Counts the times that a server has died; `now` gives milliseconds. */
export function countDeaths(now: () => number = Date.now): () => AfterDeath {
  let deaths: readonly number[] = [];
  let isTold = false;
  return () => {
    deaths = [...deaths.filter((at) => at > now() - WITHIN), now()];
    if (deaths.length > MOST) return "over";
    if (isTold) return "restart";
    isTold = true;
    return "restart-and-tell";
  };
}
