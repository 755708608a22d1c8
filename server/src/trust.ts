import type { Git } from "./git.ts";

/**
 * Git for a window that may be in Restricted Mode: until the user trusts the folder, its repository, whose configuration
 * names programs, is not asked. Null where there is no git.
 */
export function whenTrusted(git: Git | null, isTrusted: () => boolean): Git | null {
  if (!git) return null;
  return {
    userName: async (file) => (isTrusted() ? git.userName(file) : null),
    branches: async (file) => (isTrusted() ? git.branches(file) : []),
    commits: async (file, most) => (isTrusted() ? git.commits(file, most) : []),
    show: async (ref, file) => (isTrusted() ? git.show(ref, file) : null),
  };
}
