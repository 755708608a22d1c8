import type { FileSystem } from "../../workspace/fileSystem.ts";
import type { ProjectOptions } from "../project.ts";

/** What the project of an article tells detection, with a hash of it: what was made under another is not the same. */
export interface Told extends Pick<ProjectOptions, "options" | "tagset"> {
  readonly fingerprint: string;
}

/** An item of work, and what its project says. */
export interface Asked<Item> {
  readonly item: Item;
  readonly told: Told | null;
}

/**
 * One kind of work on articles, item by item, as it is done in this thread or in others: setup, items, what is told and
 * answers are plain data. An answer depends on these and on the files alone, never on the items before.
 */
export interface Work<Setup, Item, Answer> {
  readonly name: string;
  /** @param files what it reads from */
  readonly start: (setup: Setup, files: FileSystem) => (asked: Asked<Item>) => Promise<Answer>;
}

/** Work whose outcomes are kept for a run that goes on. */
export interface LastingWork<Setup, Item, Answer> extends Work<Setup, Item, Answer> {
  /**
   * A hash of all that the answer about an item depends on.
   * @param setup a hash of what the answers about all items depend on
   */
  readonly key: (setup: string, asked: Asked<Item>, files: FileSystem) => Promise<string>;
}

/** An answer, or why there is none: the work threw, or its thread died of the item. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly failed: string };

/** What a thread is begun with. */
export interface ThreadSetup {
  readonly work: string;
  readonly setup: unknown;
}

/** To a thread: an item, whose `told` it knows by number; a number's value comes with its first item. */
export interface Order {
  readonly item: unknown;
  readonly told: number | null;
  readonly value?: Told;
}

/** From a thread: it can begin, or the outcome of the oldest order. */
export type Reply = "ready" | Outcome<unknown>;

/** Does one item; never throws. */
export async function outcomeOf<Item, Answer>(
  answer: (asked: Asked<Item>) => Promise<Answer>,
  asked: Asked<Item>,
): Promise<Outcome<Answer>> {
  try {
    return { answer: await answer(asked) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
