import type { Annotation } from "./annotations/annotation.ts";
import { type CorrectionContext, CorrectionError, changeOf } from "./annotations/correction.ts";
import {
  correctionOn,
  type IdenticalMention,
  mentionsAt,
  placedEntities,
  placeOfId,
} from "./annotations/identical.ts";
import { allSeenBy } from "./annotations/opinion.ts";
import { takenBack } from "./article.ts";
import type { Articles, PlacedChange } from "./articlesHost.ts";
import { changeClosed, closedDetections, type ReadOptions } from "./closedArticles.ts";
import { checked } from "./correctionSchema.ts";
import type { Detections } from "./detect/detection.ts";
import { findIdentical, textHash } from "./findIdentical.ts";
import { applySchema } from "./identicalSchema.ts";
import * as protocol from "./protocol.ts";
import { readerOf, type Settings } from "./settings.ts";
import { type FileSystem, nameOf, sidecarOf } from "./workspace/fileSystem.ts";

export interface IdenticalHost {
  readonly files: FileSystem;
  readonly articles: Articles;
  /** All articles of the workspace's folders, by path. */
  readonly workspace: () => Promise<readonly string[]>;
  /** How closed articles are read during one command. */
  readonly reading: () => Reading;
  readonly relativePath: (uri: string) => string;
  /** A sidecar was written whose article is not open. */
  readonly written: (sidecar: string) => void;
  readonly annotator: () => string;
  readonly now: () => string;
  readonly newId: () => string;
  readonly detector: string;
  readonly pause: () => Promise<void>;
  readonly keep: (uri: string, sidecar: Uint8Array, decisions: number) => void;
  readonly showError: (message: string) => void;
  readonly log: (message: string) => void;
}

/** How a closed article is read: the same for all of its folder. */
export type Reading = (uri: string) => Promise<ReadOptions>;

/** How a long command is going. */
export interface Run {
  readonly cancelled: () => boolean;
  readonly progress: (done: number, of: number) => void;
}

/** Acts on all mentions with the same words, in an article or the workspace, and their undoing. */
export interface Identical {
  /** @throws CorrectionError where the argument does not fit, or nothing is to be undone */
  run(command: string, argument: unknown, run: Run): Promise<unknown>;
}

/** What one act changed, by article; it is undone as one. */
interface Done {
  readonly changes: ReadonlyMap<string, PlacedChange>;
}

/** How many acts can be undone. */
const DEPTH = 20;

export function createIdentical(host: IdenticalHost): Identical {
  const done: Done[] = [];
  /** One act after the other: undoing one that is still under way would leave half of it. */
  let last: Promise<unknown> = Promise.resolve();

  const apply = async (argument: unknown, run: Run): Promise<protocol.IdenticalReport> => {
    const given = checked(applySchema, argument, protocol.identicalCommands.apply);
    const { act, label } = given;
    if ((act === "accept" || act === "relabel") && label === undefined)
      throw new CorrectionError(`${protocol.identicalCommands.apply}: the argument has no “label”.`);
    const name = host.newId();
    const reading = host.reading();
    const changes = new Map<string, PlacedChange>();
    const leftOut: string[] = [];
    let mentions = 0;
    for (const [n, article] of given.articles.entries()) {
      run.progress(n, given.articles.length);
      if (run.cancelled()) {
        leftOut.push(`${given.articles.length - n} articles: the command was cancelled`);
        break;
      }
      const say = (why: string): void => void leftOut.push(`${host.relativePath(article.uri)}: ${why}`);
      try {
        const change = await applyIn(host, reading, article, act, label ?? "", name, say);
        if (typeof change === "string") say(change);
        else if (change && change.added.length + change.removed.length > 0) {
          changes.set(article.uri, change);
          mentions += new Set([...change.added, ...change.removed].map(({ id }) => id)).size;
        }
      } catch (error) {
        if (!(error instanceof CorrectionError)) throw error;
        say(error.message);
      }
      await host.pause();
    }
    if (changes.size > 0) done.push({ changes });
    if (done.length > DEPTH) done.shift();
    return { articles: changes.size, mentions, leftOut };
  };

  const undo = async (run: Run): Promise<protocol.IdenticalReport> => {
    const act = done.pop();
    if (!act) throw new CorrectionError("No change of several mentions is left to undo in this session.");
    const reading = host.reading();
    const again = new Map<string, PlacedChange>();
    const leftOut: string[] = [];
    let articles = 0;
    let mentions = 0;
    let n = 0;
    for (const [uri, change] of act.changes) {
      run.progress(n++, act.changes.size);
      const why = run.cancelled() ? "the command was cancelled" : await takeBack(host, reading, uri, change);
      if (why === null) {
        articles++;
        mentions += new Set([...change.added, ...change.removed].map(({ id }) => id)).size;
      } else {
        leftOut.push(`${host.relativePath(uri)}: ${why}`);
        if (why !== CHANGED) again.set(uri, change);
      }
      await host.pause();
    }
    // What failed for now, a full disk or a locked file, can be tried again.
    if (again.size > 0) done.push({ changes: again });
    return { articles, mentions, leftOut };
  };

  return {
    run(command, argument, run) {
      if (command === protocol.identicalCommands.find) return findIdentical(host, argument, run);
      const task = last.then(() =>
        command === protocol.identicalCommands.undo ? undo(run) : apply(argument, run),
      );
      last = task.catch(() => undefined);
      return task;
    },
  };
}

export const isIdenticalCommand = (command: string): boolean =>
  Object.values<string>(protocol.identicalCommands).includes(command);

const STALE = "the text has changed since; look again";
const CHANGED = "somebody has decided otherwise, or edited the text, since; it is left as it is";
const UNSAVED = "its decisions could not be written yet; save them first";

type Asked = protocol.ApplyIdenticalParams["articles"][number];

/** Acts on some mentions of one article; the change, null where none was left to make, or why it could not be made. */
async function applyIn(
  host: IdenticalHost,
  reading: Reading,
  asked: Omit<Asked, "sha256" | "version"> & { sha256?: string | undefined; version?: number | undefined },
  act: protocol.Act,
  label: string,
  name: string,
  say: (why: string) => void,
): Promise<PlacedChange | string | null> {
  const { uri, ids } = asked;
  const meant = (
    detections: Detections,
    decided: readonly Annotation[],
    settings: Settings,
  ): ReturnType<typeof correctionOn> | null => {
    const seenDecided = allSeenBy(decided, readerOf(settings, host.annotator()));
    const mentions = stillThere(ids, detections, seenDecided);
    if (mentions.length < new Set(ids).size)
      say(
        `${new Set(ids).size - mentions.length} of ${new Set(ids).size} were decided otherwise since; look again`,
      );
    return mentions.length === 0 ? null : correctionOn(mentions, act, label);
  };
  const seen = await host.articles.seen(uri);
  if (seen) {
    const { document, decided } = seen.article;
    const isStale =
      asked.sha256 === undefined
        ? asked.version !== undefined && asked.version !== document.version
        : asked.sha256 !== (await textHash(document.getText()));
    if (isStale) return STALE;
    const correction = meant(seen.analysis.detections, decided, seen.article.settings);
    return correction && host.articles.amend(uri, seen.analysis.version, correction, name);
  }
  if (asked.sha256 === undefined) return "it is not open, and the argument has no “sha256” of its text";
  if (await host.articles.left(uri)) return UNSAVED;
  const options = await reading(uri);
  const result = await changeClosed(host, uri, options.settings, async (article) => {
    const text = article.document.getText();
    if (asked.sha256 !== (await textHash(text))) return STALE;
    const published = article.disk.state === "ok" ? article.disk.sidecar.article.published : null;
    const detections = await closedDetections(text, published, options);
    const correction = meant(detections, article.decided, options.settings);
    if (!correction) return null;
    const context: CorrectionContext = {
      text,
      detections,
      by: readerOf(options.settings, host.annotator()).name,
      at: host.now(),
      detector: host.detector,
      newId: host.newId,
    };
    const change = changeOf(article.decided, correction, context);
    return { made: { ...change, act: name, created: article.disk.state === "absent" } };
  });
  if (result !== null && typeof result !== "string") host.written(sidecarOf(uri));
  return result;
}

/** The mentions of some ids that are as they were when they were named. */
function stillThere(
  ids: readonly string[],
  detections: Detections,
  decided: readonly Annotation[],
): readonly IdenticalMention[] {
  const places = ids.map(placeOfId).filter((place) => place !== null);
  places.sort((a, b) => a.start - b.start);
  const named = new Set(ids);
  return mentionsAt(places, placedEntities(detections, decided)).filter(({ id }) => named.has(id));
}

/** Takes one article's part of an act back; null where that is done, else why not. */
async function takeBack(
  host: IdenticalHost,
  reading: Reading,
  uri: string,
  change: PlacedChange,
): Promise<string | null> {
  try {
    if (await host.articles.seen(uri)) return (await host.articles.takeBack(uri, change)) ? null : CHANGED;
    if (await host.articles.left(uri)) return UNSAVED;
    const { settings } = await reading(uri);
    const result = await changeClosed(host, uri, settings, async (article) => {
      const back = takenBack(article, change);
      return back === "done" ? null : back === "changed" ? CHANGED : { made: back, drop: change.created };
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
