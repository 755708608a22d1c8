import { parseSidecar, type Sidecar } from "../../server/src/annotations/sidecar.ts";
import { createArticles } from "../../server/src/articles.ts";
import type { Articles, ArticlesHost } from "../../server/src/articlesHost.ts";
import type { PublishParams } from "../../server/src/protocol.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { placedFiles } from "../../server/src/workspace/placedFiles.ts";
import { holderOf, isPlaced, putInto, takenOut } from "../../server/src/workspace/sidecarLayout.ts";
import { memoryFiles } from "./memoryFiles.ts";

/** Where the articles of tests stand. */
export const AT = "file:///w/a.txt";
export const SIDECAR = `${AT}.dateline.json`;

const ROOT = "file:///w/";
let sidecarFolder: string | null = null;

/** From here on sidecars lie in this folder beside the articles' own; tests go on to call them by their names. */
export function keepSidecarsIn(name: string): void {
  sidecarFolder = `${ROOT}${name}/`;
}

/** Files in memory that tests call by their names, with sidecars where they are kept. */
function filesOfArticles(initial: Record<string, string | Uint8Array>) {
  const folder = sidecarFolder;
  if (folder === null) return memoryFiles(initial);
  const layout = { root: ROOT, folder, former: [], misplaced: 0, problem: null };
  const placed = (uri: string): string => (isPlaced(uri) ? putInto(ROOT, folder, uri) : uri);
  const named = (uri: string): string => (holderOf(layout, uri) === null ? uri : takenOut(ROOT, folder, uri));
  const memory = memoryFiles(
    Object.fromEntries(Object.entries(initial).map(([uri, text]) => [placed(uri), text])),
  );
  return {
    ...memory,
    files: placedFiles(memory.files, async () => layout),
    uris: () => memory.uris().map(named).sort(),
    bytes: (uri: string) => memory.bytes(placed(uri)),
    text: (uri: string) => memory.text(placed(uri)),
    put: (uri: string, text: string | Uint8Array) => memory.put(placed(uri), text),
  };
}

/** The server's articles over files in memory, with a clock that tests turn. */
export function startArticles(
  initial: Record<string, string | Uint8Array> = {},
  over: Partial<ArticlesHost> = {},
) {
  const memory = filesOfArticles(initial);
  const published: PublishParams[] = [];
  const errors: string[] = [];
  const logged: string[] = [];
  const audited: string[] = [];
  const timers: { task: () => void; ms: number }[] = [];
  let waiting: (() => void)[] = [];
  let ids = 0;
  const articles: Articles = createArticles({
    files: memory.files,
    now: () => "2026-01-02T03:04:05Z",
    newId: () => `id${++ids}`,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    tidy: () => undefined,
    timer: (task, ms) => {
      const entry = { task, ms };
      timers.push(entry);
      return () => void timers.splice(timers.indexOf(entry), timers.includes(entry) ? 1 : 0);
    },
    detector: "dateline@0",
    settings: async () => defaultSettings,
    relativePath: (uri) => uri.replace("file:///w/", ""),
    names: () => undefined,
    decided: () => undefined,
    closed: () => undefined,
    bare: () => undefined,
    annotator: () => "me",
    takesPreliminary: () => false,
    publish: (params) => {
      published.push(params);
      const ready = waiting;
      waiting = [];
      for (const look of ready) look();
    },
    problems: () => undefined,
    keep: () => undefined,
    vanished: () => undefined,
    showError: (message) => void errors.push(message),
    log: (message) => void logged.push(message),
    audit: (message) => void audited.push(message),
    ...over,
  });

  /** What was published last, as soon as that fits. */
  const shown = async (wanted: (params: PublishParams) => boolean = () => true): Promise<PublishParams> => {
    for (;;) {
      const last = published.at(-1);
      if (last && wanted(last)) return last;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };

  return {
    ...memory,
    articles,
    published,
    errors,
    logged,
    audited,
    timers,
    shown,
    /** Opens a text; resolves with its detections when it has been read. */
    async open(text: string, uri = AT, languageId = "article", version = 1) {
      articles.open({ uri, languageId, version, text });
      return articles.seen(uri);
    },
    /** Puts text in at an offset of the first line. */
    insert: (text: string, version: number, character = 0, uri = AT) =>
      articles.change(uri, version, [
        { range: { start: { line: 0, character }, end: { line: 0, character } }, text },
      ]),
    /** Decides on the suggestions or decisions that stand on some words, and waits until that is written or not. */
    async decide(type: "accept" | "reject" | "remove", words: string, uri = AT) {
      const seen = await articles.seen(uri);
      const ids = seen?.view.items.filter(({ published: { text } }) => text === words) ?? [];
      const correction = { type, ids: ids.map(({ published: { id } }) => id) };
      const result = await articles.correct({ uri, version: seen?.analysis.version ?? 0, correction });
      await articles.settled();
      return result;
    },
    /** The decisions in memory, as `words: label status`. */
    async decided(uri = AT): Promise<string[]> {
      const seen = await articles.seen(uri);
      return (seen?.article.decided ?? []).map(said).sort();
    },
    /** A sidecar on disk. */
    stored(uri = SIDECAR): Sidecar {
      const text = memory.text(uri);
      const { sidecar } = parseSidecar(text ?? "");
      if (!sidecar) throw new Error(`no sidecar: ${text}`);
      return sidecar;
    },
    /** Changes the text of the sidecar as another program would, and tells the server of it. */
    async edit(change: (text: string) => string | Uint8Array, tell = true) {
      memory.put(SIDECAR, change(memory.text(SIDECAR) ?? ""));
      if (tell) articles.sidecarChanged(SIDECAR);
      await articles.settled();
    },
    /** Lets the time pass that the next timer waits for. */
    async pass(): Promise<number | undefined> {
      const next = timers.shift();
      next?.task();
      await articles.settled();
      return next?.ms;
    },
  };
}

export const said = (one: Sidecar["annotations"][number]): string =>
  `${one.quote}: ${one.kind === "entity" ? one.label : one.figure.harm} ${one.status}`;
