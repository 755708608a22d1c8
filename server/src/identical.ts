import * as l10n from "@vscode/l10n";
import { type Acts, type ActsHost, type Reading, type Run, unsaved } from "./acts.ts";
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
import type { PlacedChange } from "./articlesHost.ts";
import { changeClosed, closedDetections } from "./closedArticles.ts";
import { checked } from "./correctionSchema.ts";
import type { Detections } from "./detect/detection.ts";
import { findIdentical, textHash } from "./findIdentical.ts";
import { applySchema } from "./identicalSchema.ts";
import * as protocol from "./protocol.ts";
import { readerOf, type Settings } from "./settings.ts";
import { type FileSystem, sidecarOf } from "./workspace/fileSystem.ts";

export interface IdenticalHost extends ActsHost {
  readonly files: FileSystem;
  /** All articles of the workspace's folders, by path. */
  readonly workspace: () => Promise<readonly string[]>;
  readonly annotator: () => string;
  readonly now: () => string;
  readonly detector: string;
}

/** Acts on all mentions with the same words, in an article or the workspace, and their undoing. */
export interface Identical {
  /** @throws CorrectionError where the argument does not fit, or nothing is to be undone */
  run(command: string, argument: unknown, run: Run): Promise<unknown>;
}

export function createIdentical(host: IdenticalHost, acts: Acts): Identical {
  const apply = async (argument: unknown, run: Run): Promise<protocol.IdenticalReport> => {
    const given = checked(applySchema, argument, protocol.identicalCommands.apply);
    const { act, label } = given;
    if ((act === "accept" || act === "relabel") && label === undefined)
      throw new CorrectionError(
        l10n.t("{0}: the argument has no “label”.", protocol.identicalCommands.apply),
      );
    const reading = host.reading();
    return acts.perform(
      given.articles,
      (article, name, say) => applyIn(host, reading, article, act, label ?? "", name, say),
      run,
    );
  };

  return {
    async run(command, argument, run) {
      if (command === protocol.identicalCommands.find) return findIdentical(host, argument, run);
      return command === protocol.identicalCommands.undo ? acts.undo(run) : apply(argument, run);
    },
  };
}

export const isIdenticalCommand = (command: string): boolean =>
  Object.values<string>(protocol.identicalCommands).includes(command);

const stale = (): string => l10n.t("the text has changed since; look again");

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
        l10n.t(
          "{0} of {1} were decided otherwise since; look again",
          new Set(ids).size - mentions.length,
          new Set(ids).size,
        ),
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
    if (isStale) return stale();
    const correction = meant(seen.analysis.detections, decided, seen.article.settings);
    return correction && host.articles.amend(uri, seen.analysis.version, correction, name);
  }
  if (asked.sha256 === undefined)
    return l10n.t("it is not open, and the argument has no “sha256” of its text");
  if (await host.articles.left(uri)) return unsaved();
  const options = await reading(uri);
  const result = await changeClosed(host, uri, options.settings, async (article) => {
    const text = article.document.getText();
    if (asked.sha256 !== (await textHash(text))) return stale();
    const published = article.disk.state === "ok" ? article.disk.sidecar.article.published : null;
    const detections = await closedDetections(text, published, options);
    const correction = meant(detections, article.decided, options.settings);
    if (!correction) return null;
    const context: CorrectionContext = {
      text,
      header: article.header,
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
