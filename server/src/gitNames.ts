import type { Git } from "./git.ts";

/** Who git says annotates, asked once in a while for each folder. */
export interface GitNames {
  /** Null where git does not say. */
  of(uri: string): Promise<string | null>;
  /** The next question asks git again. */
  forget(): void;
}

/** For how long an answer holds, in ms: thousands of articles are looked through in less. */
const HOLDS = 30_000;

export function createGitNames(git: Git | null): GitNames {
  const known = new Map<string, { readonly name: Promise<string | null>; readonly since: number }>();
  return {
    of(uri) {
      if (!git) return Promise.resolve(null);
      const folder = uri.slice(0, uri.lastIndexOf("/"));
      const last = known.get(folder);
      const now = performance.now();
      if (last && now - last.since < HOLDS) return last.name;
      const name = git.userName(uri);
      known.set(folder, { name, since: now });
      return name;
    },
    forget: () => known.clear(),
  };
}
