import type { Git } from "./git.ts";

/** Who git says annotates, asked once for each folder. */
export interface GitNames {
  /** Null where git does not say. */
  of(uri: string): Promise<string | null>;
  /** The next question asks git again. */
  forget(): void;
}

export function createGitNames(git: Git | null): GitNames {
  const known = new Map<string, Promise<string | null>>();
  return {
    of(uri) {
      if (!git) return Promise.resolve(null);
      const folder = uri.slice(0, uri.lastIndexOf("/"));
      const name = known.get(folder) ?? git.userName(uri);
      known.set(folder, name);
      return name;
    },
    forget: () => known.clear(),
  };
}
