import type { FileSystem } from "../../workspace/fileSystem.ts";
import { type LastingWork, outcomeOf, type Work } from "./work.ts";

/** The outcome of an item as it is kept. */
export interface Kept {
  /** Of all that it depends on. */
  readonly key: string;
  /** As JSON: a thread hands it over as it is written. */
  readonly outcome: string;
}

/** The setup of lasting work, with a hash of it and of what else the answers about all items depend on. */
export interface KeyedSetup<Setup> {
  readonly setup: Setup;
  readonly key: string;
}

/** Lasting work with outcomes as they are kept. The key is of the very bytes that were worked on, read once. */
export const keyed = <Setup, Item, Answer>(
  work: LastingWork<Setup, Item, Answer>,
): Work<KeyedSetup<Setup>, Item, Kept> => ({
  name: `${work.name}, kept`,
  start({ setup, key }, files) {
    const { once, forget } = readOnce(files);
    const answer = work.start(setup, once);
    return async (asked) => {
      try {
        const outcome = JSON.stringify(await outcomeOf(answer, asked));
        return { key: await work.key(key, asked, once), outcome };
      } finally {
        forget();
      }
    };
  },
});

/** Files of which each is read once, until they are forgotten. */
function readOnce(files: FileSystem): { once: FileSystem; forget: () => void } {
  const known = new Map<string, ReturnType<FileSystem["read"]>>();
  return {
    once: {
      ...files,
      read(uri) {
        const reading = known.get(uri) ?? files.read(uri);
        known.set(uri, reading);
        return reading;
      },
    },
    forget: () => known.clear(),
  };
}
