import * as l10n from "@vscode/l10n";
import { CorrectionError } from "./annotations/correction.ts";
import { takenBack } from "./article.ts";
import type { Articles, PlacedChange } from "./articlesHost.ts";
import { type ClosedHost, changeClosed, type ReadOptions } from "./closedArticles.ts";
import type { IdenticalReport } from "./protocol.ts";
import { nameOf, sidecarOf } from "./workspace/fileSystem.ts";

// Acts on several articles, open and closed, each of which is undone as one.

/** How a closed article is read: the same for all of its folder. */
export type Reading = (uri: string) => Promise<ReadOptions>;

/** How a long command is going. */
export interface Run {
  readonly cancelled: () => boolean;
  readonly progress: (done: number, of: number) => void;
}

export interface ActsHost extends ClosedHost {
  readonly articles: Articles;
  /** How closed articles are read during one command. */
  readonly reading: () => Reading;
  readonly relativePath: (uri: string) => string;
  /** A sidecar was written whose article is not open. */
  readonly written: (sidecar: string) => void;
  readonly newId: () => string;
  readonly pause: () => Promise<void>;
}

/** What is done to one article, named by the act: the change, null for none, or why it could not be made. */
export type ChangeOne<A> = (
  article: A,
  act: string,
  /** Tells of a part that is left as it is, and why. */
  say: (why: string) => void,
) => Promise<PlacedChange | string | null>;

/** What an act changes beside the articles. */
export interface Beside {
  /** @throws CorrectionError where it cannot be done: then nothing is */
  readonly make: () => Promise<void>;
  /** Takes it back; null where that is done, else why not. */
  readonly takeBack: () => Promise<string | null>;
}

export interface Acts {
  /** @throws CorrectionError where `beside` cannot be done */
  perform<A extends { readonly uri: string }>(
    articles: readonly A[],
    changeOne: ChangeOne<A>,
    run: Run,
    beside?: Beside,
  ): Promise<IdenticalReport>;
  /** Takes the last act back. @throws CorrectionError where there is none */
  undo(run: Run): Promise<IdenticalReport>;
}

/** What one act changed, by article. */
interface Done {
  readonly changes: ReadonlyMap<string, PlacedChange>;
  readonly takeBack: Beside["takeBack"] | null;
}

/** How many acts can be undone. */
const DEPTH = 20;

const changedSince = (): string =>
  l10n.t("somebody has decided otherwise, or edited the text, since; it is left as it is");

export const unsaved = (): string => l10n.t("its decisions could not be written yet; save them first");

/** Why the rest of the articles was left out. */
export const cancelledBefore = (articles: number): string =>
  l10n.t("{0} articles: the command was cancelled", articles);

export function createActs(host: ActsHost): Acts {
  const done: Done[] = [];
  /** One act after the other: undoing one that is still under way would leave half of it. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const own = last.then(task);
    last = own.catch(() => undefined);
    return own;
  };

  const perform: Acts["perform"] = async (articles, changeOne, run, beside) => {
    const act = host.newId();
    await beside?.make();
    const changes = new Map<string, PlacedChange>();
    const leftOut: string[] = [];
    let mentions = 0;
    for (const [n, article] of articles.entries()) {
      run.progress(n, articles.length);
      if (run.cancelled()) {
        leftOut.push(cancelledBefore(articles.length - n));
        break;
      }
      const say = (why: string): void => void leftOut.push(`${host.relativePath(article.uri)}: ${why}`);
      try {
        const change = await changeOne(article, act, say);
        if (typeof change === "string") say(change);
        else if (change && change.added.length + change.removed.length > 0) {
          changes.set(article.uri, change);
          mentions += sizeOf(change);
        }
      } catch (error) {
        if (!(error instanceof CorrectionError)) throw error;
        say(error.message);
      }
      await host.pause();
    }
    if (changes.size > 0 || beside) done.push({ changes, takeBack: beside?.takeBack ?? null });
    if (done.length > DEPTH) done.shift();
    return { articles: changes.size, mentions, leftOut };
  };

  const undo = async (run: Run): Promise<IdenticalReport> => {
    const act = done.pop();
    if (!act)
      throw new CorrectionError(l10n.t("No change of several mentions is left to undo in this session."));
    const reading = host.reading();
    const again = new Map<string, PlacedChange>();
    const leftOut: string[] = [];
    let articles = 0;
    let mentions = 0;
    let n = 0;
    for (const [uri, change] of act.changes) {
      run.progress(n++, act.changes.size);
      const why = run.cancelled()
        ? l10n.t("the command was cancelled")
        : await takeBack(host, reading, uri, change);
      if (why === null) {
        articles++;
        mentions += sizeOf(change);
      } else {
        leftOut.push(`${host.relativePath(uri)}: ${why}`);
        if (why !== changedSince()) again.set(uri, change);
      }
      await host.pause();
    }
    const left = await act.takeBack?.();
    if (left) leftOut.push(left);
    // What failed for now, a full disk or a locked file, can be tried again.
    if (again.size > 0) done.push({ changes: again, takeBack: null });
    return { articles, mentions, leftOut };
  };

  return {
    perform: (...given) => inTurn(() => perform(...given)),
    undo: (run) => inTurn(() => undo(run)),
  };
}

const sizeOf = (change: PlacedChange): number =>
  new Set([...change.added, ...change.removed].map(({ id }) => id)).size;

/** Takes one article's part of an act back; null where that is done, else why not. */
async function takeBack(
  host: ActsHost,
  reading: Reading,
  uri: string,
  change: PlacedChange,
): Promise<string | null> {
  try {
    if (await host.articles.seen(uri))
      return (await host.articles.takeBack(uri, change)) ? null : changedSince();
    if (await host.articles.left(uri)) return unsaved();
    const { settings } = await reading(uri);
    const result = await changeClosed(host, uri, settings, async (article) => {
      const back = takenBack(article, change);
      return back === "done"
        ? null
        : back === "changed"
          ? changedSince()
          : { made: back, drop: change.created };
    });
    if (typeof result === "string") return result;
    if (result) host.written(sidecarOf(uri));
    return null;
  } catch (error) {
    if (error instanceof CorrectionError) return error.message;
    host.log(`${nameOf(uri)}: ${String(error)}`);
    return String(error);
  }
}
