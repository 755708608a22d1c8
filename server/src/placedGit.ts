import type { Git } from "./git.ts";
import type { Places } from "./workspace/placedFiles.ts";

/** Git, asked for sidecars by their names: in a commit they may lie in any of the places that the project knows now. */
export function placedGit(git: Git, { candidates }: Pick<Places, "candidates">): Git {
  return {
    ...git,
    async commits(file, most) {
      const places = await candidates(file);
      if (places.length === 1) return git.commits(file, most);
      const found = (await Promise.all(places.map((at) => git.commits(at, most)))).flat();
      return [...new Map(found.map((commit) => [commit.hash, commit])).values()]
        .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
        .slice(0, most);
    },
    async show(ref, file) {
      for (const at of await candidates(file)) {
        const bytes = await git.show(ref, at);
        if (bytes) return bytes;
      }
      return null;
    },
  };
}
