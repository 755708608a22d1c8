import { availableParallelism } from "node:os";
import { wholeNumber } from "./options.ts";
import { complain } from "./output.ts";
import type { createProjects } from "./project.ts";
import { createTold } from "./work/keys.ts";
import type { Asked } from "./work/work.ts";

/** Options of every verb that goes through many articles. */
export const runOptions = {
  jobs: { type: "string" },
  quiet: { type: "boolean", default: false },
} as const;

export const runUsage = `  --jobs N                  works on N articles at once, for the same bytes; the machine's cores where there are many articles
  --quiet                   without a bar in the terminal`;

/** From how many articles on a run is worth the threads' start: where articles are detected in, and where merely read. */
const MANY = { detected: 200, read: 2000 } as const;

/**
 * How many threads work: as many as are asked for, but no more than are of use; of themselves one, or a core each for
 * many articles.
 * @throws UsageError where it is no number from 1 on
 */
export function jobsIn(
  given: string | undefined,
  articles: number,
  what: keyof typeof MANY = "detected",
): number {
  const cores = availableParallelism();
  if (given !== undefined) return Math.min(wholeNumber("--jobs", given, 1), 2 * cores);
  return articles < MANY[what] ? 1 : cores;
}

/** Items of work to which projects are nothing. */
export async function* withoutProjects<Item>(items: Iterable<Item>): AsyncGenerator<Asked<Item>> {
  for (const item of items) yield { item, told: null };
}

/**
 * Items with what their projects say, as they are asked for; what is wrong with a project is said once.
 * @param uriOf the article of an item
 * @param problem told that something is
 */
export async function* withProjects<Item>(
  items: Iterable<Item>,
  uriOf: (item: Item) => string,
  projectOf: ReturnType<typeof createProjects>,
  problem: () => void = () => undefined,
): AsyncGenerator<Asked<Item>> {
  const tell = createTold();
  for (const item of items) {
    const { complaints, isNew, ...project } = await projectOf(uriOf(item));
    for (const complaint of isNew ? complaints : []) {
      complain(complaint);
      problem();
    }
    yield { item, told: tell(project) };
  }
}
