import type { TextDocument } from "vscode-languageserver-textdocument";
import { type DetectOptions, detection, emptyMemory, type Memory } from "./detect/detect.ts";
import type { Detections } from "./detect/detection.ts";
import { type GivenIds, withStableIds } from "./stableIds.ts";
import { languageOf } from "./text/language.ts";

/** What detection found in one version of a text. */
export interface Analysis {
  readonly version: number;
  readonly detections: Detections;
}

export interface AnalysisHost {
  /** Lets other work run: a macrotask. */
  readonly pause: () => Promise<void>;
  /** The text as it is now; undefined when it was closed. */
  readonly document: (uri: string) => TextDocument | undefined;
  /** Whether anything is detected at all: not in a text that is too long, or that is none. */
  readonly suggests: (uri: string) => boolean;
  /** What detection is told beside the text; asked at each run. */
  readonly options: (uri: string) => DetectOptions;
  /** Called for each version that was analysed and is still the current one. */
  readonly done: (uri: string, analysis: Analysis) => void;
  readonly failed: (uri: string, error: unknown) => void;
}

/** How long an edit is waited out before the text is read again, and the longest time that edits can put it off, in ms. */
const WAIT = 120;
const LONGEST_WAIT = 800;
/** How long detection runs before it lets other work in, in ms. */
const SLICE = 10;

/**
 * One analysis a version of each open text. Invariants: no result is given out for a version that is not the current
 * one; at most one run a text is under way; a newer version cancels the run of the older; an id stands for one thing as
 * long as the version does.
 */
export interface Analyses {
  /** The text has changed: it is read again soon. */
  changed(uri: string): void;
  /** Something that detection is told has changed: the same version is read again, now. */
  again(uri: string): void;
  /** The analysis of the current version, as soon as there is one; null when the text is closed. */
  current(uri: string): Promise<Analysis | null>;
  closed(uri: string): void;
}

interface Entry {
  memory: Memory;
  latest: Analysis | null;
  /** What a version was first read as, and the ids that were given out for it where it was read again. */
  given: { readonly version: number; readonly first: Detections | null; readonly ids: GivenIds };
  timer: ReturnType<typeof setTimeout> | null;
  /** When the oldest edit that waits came in. */
  waitingSince: number | null;
  run: { cancelled: boolean; version: number; finished: Promise<void> } | null;
}

export function createAnalyses(host: AnalysisHost): Analyses {
  const entries = new Map<string, Entry>();

  const entryOf = (uri: string): Entry => {
    const known = entries.get(uri);
    if (known) return known;
    const entry: Entry = {
      memory: emptyMemory(),
      latest: null,
      given: { version: -1, first: null, ids: new Map() },
      timer: null,
      waitingSince: null,
      run: null,
    };
    entries.set(uri, entry);
    return entry;
  };

  const detectionsOf = async (
    text: string,
    uri: string,
    memory: Memory,
    run: { readonly cancelled: boolean },
  ): Promise<Detections | null> =>
    host.suggests(uri)
      ? analyse(text, host.options(uri), memory, host.pause, run)
      : nothingIn(text, host.options(uri));

  const start = (uri: string, entry: Entry): void => {
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.timer = null;
    entry.waitingSince = null;
    const document = host.document(uri);
    if (!document) return;
    if (entry.run) entry.run.cancelled = true;
    const run = { cancelled: false, version: document.version, finished: Promise.resolve() };
    entry.run = run;
    run.finished = detectionsOf(document.getText(), uri, entry.memory, run)
      .then((detections) => {
        if (detections === null || run.cancelled || entries.get(uri) !== entry) return;
        entry.latest = { version: run.version, detections: withGivenIds(entry, run.version, detections) };
        host.done(uri, entry.latest);
      })
      .catch((error: unknown) => host.failed(uri, error))
      .finally(() => {
        if (entry.run === run) entry.run = null;
      });
  };

  return {
    changed(uri) {
      const entry = entryOf(uri);
      if (entry.run) entry.run.cancelled = true;
      const now = performance.now();
      entry.waitingSince ??= now;
      if (entry.timer !== null) clearTimeout(entry.timer);
      const wait =
        entry.latest === null ? 0 : Math.max(0, Math.min(WAIT, entry.waitingSince + LONGEST_WAIT - now));
      entry.timer = setTimeout(() => start(uri, entry), wait);
    },
    again(uri) {
      const entry = entries.get(uri);
      if (!entry) return;
      entry.latest = null;
      start(uri, entry);
    },
    async current(uri) {
      for (;;) {
        const entry = entries.get(uri);
        const document = host.document(uri);
        if (!entry || !document) return null;
        if (entry.latest?.version === document.version) return entry.latest;
        if (entry.run?.version !== document.version || entry.run.cancelled) start(uri, entry);
        const { run } = entry;
        await run?.finished;
        // A run that failed has said so; there is nothing to wait for.
        if (run && !run.cancelled && entry.latest?.version !== run.version) return null;
      }
    },
    closed(uri) {
      const entry = entries.get(uri);
      if (!entry) return;
      if (entry.timer !== null) clearTimeout(entry.timer);
      if (entry.run) entry.run.cancelled = true;
      entries.delete(uri);
    },
  };
}

/** Detections with the ids of the version; most are read once, and their ids need not be noted. */
function withGivenIds(entry: Entry, version: number, detections: Detections): Detections {
  const { given } = entry;
  if (given.version !== version || given.first === null) {
    entry.given = { version, first: detections, ids: new Map() };
    return detections;
  }
  if (given.ids.size === 0) withStableIds(given.first, given.ids);
  return withStableIds(detections, given.ids);
}

/** For a text that nothing is suggested for. */
export const nothingIn = (text: string, { sidecarPublished = null }: DetectOptions): Detections => ({
  language: languageOf(text) ?? "en",
  published: sidecarPublished,
  head: { place: null, agency: null, byline: [], published: null, languages: [] },
  entities: [],
  figures: [],
  tally: {},
});

/** Detection in slices; null where it was cancelled. */
export async function analyse(
  text: string,
  options: DetectOptions,
  memory: Memory,
  pause: () => Promise<void>,
  run: { readonly cancelled: boolean },
): Promise<Detections | null> {
  const steps = detection(text, options, memory);
  let sliceEnd = performance.now() + SLICE;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    await pause();
    if (run.cancelled) return null;
    sliceEnd = performance.now() + SLICE;
  }
}
