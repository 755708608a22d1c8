import { fuzz } from "./session.ts";

/** Sends that many messages and prints what they came to; gives whether nothing was wrong. */
export async function fuzzing(messages: number, seed: number): Promise<boolean> {
  const started = performance.now();
  const { codes, faults, ...sums } = await fuzz(seed, messages);
  console.log(`Random messages to the server over JSON-RPC, seed ${seed}`);
  console.table([sums]);
  console.table([...codes].sort(([a], [b]) => b - a).map(([code, answers]) => ({ code, answers })));
  for (const one of faults.slice(0, 20)) console.log(one);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${faults.length} faults, ${seconds.toFixed(0)} s, ${Math.round(messages / seconds)} messages a second`,
  );
  return faults.length === 0;
}
