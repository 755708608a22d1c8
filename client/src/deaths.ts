/** How a server ended: by itself (killed, without memory, failed), or by us, for it did not answer any more. */
export type Death = "ended" | "hung";

/**
 * How often a server is started again, and within how long, in ms: one that dies at once would die for ever. One that
 * hangs takes a while each time until that is known.
 */
const MOST = 4;
const WITHIN: Readonly<Record<Death, number>> = { ended: 180_000, hung: 1_800_000 };

/** What is done about a server that has died: it is started again, which is told the first time, or given up. */
export type AfterDeath = "restart-and-tell" | "restart" | "over";

/** Counts the times that a server has died; `now` gives milliseconds. */
export function countDeaths(now: () => number = Date.now): (death: Death) => AfterDeath {
  let deaths: readonly { readonly at: number; readonly death: Death }[] = [];
  let isTold = false;
  return (death) => {
    const recent = deaths.filter((one) => one.at > now() - WITHIN[one.death]);
    deaths = [...recent, { at: now(), death }];
    if (deaths.length > MOST) return "over";
    if (isTold) return "restart";
    isTold = true;
    return "restart-and-tell";
  };
}
