import type { Articles } from "./articlesHost.ts";
import type { Timer } from "./retries.ts";
import type { ArticleIndex } from "./workspace/index/indexHost.ts";

// Git takes folders away and brings them, as when another branch is checked out. A watcher may then tell of the folder alone:
// what lay in it when the watcher came to look is not told, a sidecar neither. What git itself writes then is told.

/** What git writes when it has gone to another state: `index` after the files. */
export const GIT_STATE_PATTERN = "**/.git/{HEAD,ORIG_HEAD,index}";

const GIT_STATE = /\/\.git\/(?:HEAD|ORIG_HEAD|index)$/;
const INDEX = /\/index$/;

/** How long it has to be quiet after git wrote, in ms: a rebase goes from state to state. */
const QUIET = 300;

export interface GitEventsHost {
  readonly articles: Pick<Articles, "lookAgain">;
  readonly index: Pick<ArticleIndex, "rescan">;
  readonly timer: Timer;
}

/**
 * Tells of a changed file whether it is of git's state. That makes all open articles look for their sidecars, and a new
 * state the index for all.
 */
export function createGitEvents({ articles, index, timer }: GitEventsHost): (uri: string) => boolean {
  let cancel: (() => void) | null = null;
  let isOther = false;
  return (uri) => {
    if (!GIT_STATE.test(uri)) return false;
    // The index alone is written by `git add` and the like, which bring no files.
    isOther ||= !INDEX.test(uri);
    cancel?.();
    cancel = timer(() => {
      cancel = null;
      articles.lookAgain();
      if (isOther) void index.rescan();
      isOther = false;
    }, QUIET);
    return true;
  };
}
