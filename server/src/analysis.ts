import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FormerSuggestions } from "./annotations/context.ts";
import { type DetectOptions, detection, emptyMemory, type Memory } from "./detect/detect.ts";
import type { Detections } from "./detect/detection.ts";
import type { Surroundings } from "./detect/readAgain.ts";
import { formerSuggestions } from "./formerSuggestions.ts";
import { type GivenIds, stableIds } from "./stableIds.ts";
import { languageOf } from "./text/language.ts";
import type { Steps } from "./text/steps.ts";

/** What detection found in one version of a text. */
export interface Analysis {
  readonly version: number;
  readonly detections: Detections;
  /** What it found in the same version before, when it was told otherwise, and does not find now. */
  readonly former: FormerSuggestions;
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
  /** What can be done for `done` beforehand, in steps that are given up when the text changes. */
  readonly prepare: (uri: string, analysis: Analysis) => Steps<unknown>;
  /** Called for each version that was analysed and is still the current one. */
  readonly done: (uri: string, analysis: Analysis) => void;
  /** The ids of what is shown already of the present version, before it has been analysed; null where nothing is. */
  readonly given: (uri: string) => Steps<GivenIds> | null;
  readonly failed: (uri: string, error: unknown) => void;
}

/** How long an edit is waited out before the text is read again, and the longest time that edits can put it off, in ms. */
const WAIT = 120;
const LONGEST_WAIT = 800;
/** The same where the edit is shown already: what else it changes can wait until the typing rests. */
const REST = 400;
const LONGEST_REST = 3_000;
/** How long an analysis runs before it lets other work in, in ms: a key waits for the rest of that. */
const SLICE = 4;

/**
 * One analysis a version of each open text. Invariants: no result is given out for a version that is not the current
 * one; at most one run a text is under way; a newer version cancels the run of the older; an id stands for one thing as
 * long as the version does.
 */
export interface Analyses {
  /** The text has changed: it is read again soon, or, where the change `isShown` already, when the typing rests. */
  changed(uri: string, isShown?: boolean): void;
  /** Something that detection is told has changed: the same version is read again, now. */
  again(uri: string): void;
  /**
   * The analysis of the current version, as soon as there is one; null when the text is closed. It begins at once, but
   * where `patient` says that it may wait until the typing rests.
   */
  current(uri: string, patient?: boolean): Promise<Analysis | null>;
  /** What the last analysis of a text knew of it as a whole; null before there is one. */
  surroundings(uri: string): Surroundings | null;
  closed(uri: string): void;
}

/** A version of a text. */
interface TextOf {
  readonly version: number;
  readonly text: string;
}

/** What a version was first read as and is now, and the ids that were given out for it where it was read again. */
interface Given {
  readonly version: number;
  readonly first: Detections;
  readonly last: Detections;
  readonly ids: GivenIds;
  readonly former: FormerSuggestions;
}

interface Entry {
  memory: Memory;
  latest: Analysis | null;
  given: Given | null;
  timer: ReturnType<typeof setTimeout> | null;
  /** Resolved when the next run begins, or the text is closed; null where none is planned. */
  rest: { readonly over: Promise<void>; readonly end: () => void } | null;
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
      given: null,
      timer: null,
      rest: null,
      waitingSince: null,
      run: null,
    };
    entries.set(uri, entry);
    return entry;
  };

  function* analysisOf(uri: string, entry: Entry, { version, text }: TextOf): Steps<Analysis> {
    const options = host.options(uri);
    const found = host.suggests(uri)
      ? yield* detection(text, options, entry.memory)
      : nothingIn(text, options);
    entry.given = yield* withGivenIds(entry.given, version, found, () => host.given(uri));
    const { last: detections, former } = entry.given;
    const analysis = { version, detections, former };
    yield* host.prepare(uri, analysis);
    return analysis;
  }

  const start = (uri: string, entry: Entry): void => {
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.timer = null;
    entry.waitingSince = null;
    endRest(entry);
    const document = host.document(uri);
    if (!document) return;
    if (entry.run) entry.run.cancelled = true;
    const run = { cancelled: false, version: document.version, finished: Promise.resolve() };
    entry.run = run;
    const steps = analysisOf(uri, entry, { version: run.version, text: document.getText() });
    run.finished = inSlices(steps, host.pause, run)
      .then((done) => {
        if (done === null || run.cancelled || entries.get(uri) !== entry) return;
        entry.latest = done.result;
        host.done(uri, entry.latest);
      })
      .catch((error: unknown) => host.failed(uri, error))
      .finally(() => {
        if (entry.run === run) entry.run = null;
      });
  };

  return {
    changed(uri, isShown = false) {
      const entry = entryOf(uri);
      if (entry.run) entry.run.cancelled = true;
      const now = performance.now();
      entry.waitingSince ??= now;
      if (entry.timer !== null) clearTimeout(entry.timer);
      const [shortest, longest] = isShown ? [REST, LONGEST_REST] : [WAIT, LONGEST_WAIT];
      const wait =
        entry.latest === null ? 0 : Math.max(0, Math.min(shortest, entry.waitingSince + longest - now));
      if (!isShown) endRest(entry);
      else entry.rest ??= newRest();
      entry.timer = setTimeout(() => start(uri, entry), wait);
    },
    again(uri) {
      const entry = entries.get(uri);
      if (!entry) return;
      entry.latest = null;
      start(uri, entry);
    },
    surroundings: (uri) => entries.get(uri)?.memory.surroundings ?? null,
    async current(uri, patient = false) {
      for (let waits = patient; ; waits = true) {
        const entry = entries.get(uri);
        const document = host.document(uri);
        if (!entry || !document) return null;
        if (entry.latest?.version === document.version) return entry.latest;
        // What was asked of a text that has gone on does not have each key read anew.
        if (waits && entry.rest) {
          await entry.rest.over;
          continue;
        }
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
      endRest(entry);
      entries.delete(uri);
    },
  };
}

function newRest(): Entry["rest"] {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}

function endRest(entry: Entry): void {
  entry.rest?.end();
  entry.rest = null;
}

/**
 * What is given out of a version: detections with its ids, those that it is shown with already; most are read once, and their
 * ids need not be noted.
 */
function* withGivenIds(
  given: Given | null,
  version: number,
  detections: Detections,
  shown: () => Steps<GivenIds> | null,
): Steps<Given> {
  if (given?.version !== version) {
    const steps = shown();
    const ids: GivenIds = steps ? yield* steps : new Map();
    const first = ids.size > 0 ? yield* stableIds(detections, ids) : detections;
    return { version, first, last: first, ids, former: new Map() };
  }
  // A copy, for this may be given up half way.
  const ids: GivenIds = new Map(given.ids);
  if (ids.size === 0) yield* stableIds(given.first, ids);
  const last = yield* stableIds(detections, ids);
  const former = yield* formerSuggestions(given.last, last, given.former);
  return { ...given, last, ids, former };
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
  const done = await inSlices(detection(text, options, memory), pause, run);
  return done?.result ?? null;
}

async function inSlices<T>(
  steps: Steps<T>,
  pause: () => Promise<void>,
  run: { readonly cancelled: boolean },
): Promise<{ readonly result: T } | null> {
  let sliceEnd = performance.now() + SLICE;
  for (;;) {
    const step = steps.next();
    if (step.done) return { result: step.value };
    if (performance.now() < sliceEnd) continue;
    await pause();
    if (run.cancelled) return null;
    sliceEnd = performance.now() + SLICE;
  }
}
