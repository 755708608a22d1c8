import { detect } from "../detect/detect.ts";
import type { ProjectNames } from "../detect/resolve/nameIndex.ts";
import { languageOf } from "../text/language.ts";
import { decodeArticle, isBinary, sha256 } from "../workspace/articleText.ts";
import { type FileSystem, inFolder, type Sink } from "../workspace/fileSystem.ts";
import { loadSidecar, placeAnnotations } from "../workspace/sidecars.ts";
import { type DatasetArticle, datasetArticle, type LeftBehind } from "./article.ts";
import { conll } from "./conll.ts";
import type { Exporter, Reason } from "./exporter.ts";
import { isOfFormat, MANIFEST, manifestWith, readManifest } from "./manifest.ts";
import { provenance } from "./provenance.ts";
import { spacy } from "./spacy.ts";
import { partOf, type Split, UNSPLIT } from "./split.ts";

export const exporters: Readonly<Record<string, Exporter>> = { conll, spacy, provenance };

/** An article to export: its URI, and the id that it has in the dataset (its path). */
export interface Source {
  readonly uri: string;
  readonly id: string;
}

export interface ExportOptions {
  readonly exporter: Exporter;
  /** The folder to write into, as a URI. */
  readonly folder: string;
  /** Suggestions that nobody has decided too; articles without a sidecar then go in as well. */
  readonly suggested: boolean;
  /** What the project of an article says of names; for suggestions alone. */
  readonly names?: (uri: string) => Promise<ProjectNames | undefined>;
  readonly split?: Split;
  readonly seed?: number;
  /** Names the folder inside `folder` that is written before everything is moved to its place; unique. */
  readonly unique: string;
  readonly progress: (done: number, of: number) => void;
  readonly cancelled: () => boolean;
  /** Lets other work run between articles. */
  readonly pause: () => Promise<void>;
}

/** What an export wrote and what it left out, with the reason. */
export interface ExportReport {
  readonly articles: number;
  readonly annotations: number;
  readonly leftOut: readonly string[];
  readonly files: readonly string[];
}

export class ExportCancelled extends Error {
  override readonly name = "ExportCancelled";
}

/** The exporter of a format; undefined where there is none of that name. */
export const exporterFor = (format: string): Exporter | undefined =>
  Object.hasOwn(exporters, format) ? exporters[format] : undefined;

const ABSENT: Reason = { one: "article without annotations", many: "articles without annotations" };
const REJECTED: Reason = { one: "rejected suggestion", many: "rejected suggestions" };
const ORPHANED: Reason = {
  one: "orphaned annotation: its words are no longer in the text",
  many: "orphaned annotations: their words are no longer in the text",
};
const BLANK: Reason = {
  one: "annotation of white space alone",
  many: "annotations of white space alone",
};

/**
 * Writes a dataset of articles. Everything is written inside the folder under another name first and moved to its place
 * at the end, so that an export that is cancelled or fails leaves nothing half done under a final name; inside, for the
 * folder may be a file system of its own. What a former export of the format left is replaced whole: a `dev.jsonl` of
 * another split beside the new files would be read as one of them. Files that no export wrote are never touched.
 * @throws ExportCancelled where it was cancelled
 * @throws Error where a file that no export wrote stands in the way, or the file system fails
 */
export async function exportArticles(
  files: FileSystem,
  sources: readonly Source[],
  options: ExportOptions,
): Promise<ExportReport> {
  const { exporter, folder, split = UNSPLIT, seed = 0 } = options;
  const manifest = await readManifest(files, folder);
  const former = Object.hasOwn(manifest.exports, exporter.name)
    ? (manifest.exports[exporter.name]?.files ?? [])
    : [];
  const isNew = (await files.stat(folder)) === null;
  const draft = inFolder(folder, `.dateline-${options.unique}.partial`);
  const sinks = new Map<string, Sink>();
  const tally = new Map<Reason, number>();
  const count = (reason: Reason, by = 1): void => void tally.set(reason, (tally.get(reason) ?? 0) + by);
  const notes: string[] = [];
  let articles = 0;
  let annotations = 0;
  try {
    for (const [n, source] of sources.entries()) {
      if (options.cancelled()) throw new ExportCancelled("The export was cancelled; nothing was written.");
      const read = await readArticle(files, source, options);
      if ("left" in read) {
        if (read.named) notes.push(`${source.id}: ${read.left}`);
        else count(ABSENT);
      } else {
        const rendered = exporter.render(read.article);
        const name = `${partOf(split, read.sha256, seed)}${exporter.extension}`;
        let sink = sinks.get(name);
        if (!sink) {
          sink = await files.create(inFolder(draft, name));
          sinks.set(name, sink);
          if (exporter.header !== undefined) await sink.write(exporter.header);
        }
        await sink.write(rendered.text);
        articles++;
        annotations += rendered.annotations;
        const { rejected, orphaned, blank } = read.behind;
        for (const { reason, count: by } of [
          ...rendered.leftOut,
          ...(exporter.allDecisions
            ? []
            : [
                { reason: REJECTED, count: rejected },
                { reason: ORPHANED, count: orphaned },
                { reason: BLANK, count: blank },
              ]),
        ])
          if (by > 0) count(reason, by);
      }
      options.progress(n + 1, sources.length);
      await options.pause();
    }
    for (const sink of sinks.values()) await sink.close();
    for (const [name, text] of Object.entries(articles > 0 ? exporter.companions : {})) {
      await files.write(inFolder(draft, name), new TextEncoder().encode(text));
    }
    if (options.cancelled()) throw new ExportCancelled("The export was cancelled; nothing was written.");
    const names = articles > 0 ? [...sinks.keys(), ...Object.keys(exporter.companions)].sort() : [];
    for (const name of names) {
      if (!former.includes(name) && (await files.stat(inFolder(folder, name))) !== null)
        throw new Error(
          `${name} is in the folder already and was written by something else; remove it or choose another folder`,
        );
    }
    if (names.length > 0) {
      // First, so that what is moved below is known to be an export's even where this is cut short.
      const all = manifestWith(manifest, exporter.name, [...new Set([...former, ...names])]);
      await files.write(inFolder(folder, MANIFEST), new TextEncoder().encode(all));
      for (const name of names) await files.rename(inFolder(draft, name), inFolder(folder, name));
      for (const name of former)
        if (!names.includes(name) && isOfFormat(exporter, name)) await files.remove(inFolder(folder, name));
      const now = manifestWith(manifest, exporter.name, names);
      await files.write(inFolder(folder, MANIFEST), new TextEncoder().encode(now));
    }
    const leftOut = [...[...tally].map(([{ one, many }, by]) => `${by} ${by === 1 ? one : many}`), ...notes];
    return { articles, annotations, leftOut, files: names.map((name) => inFolder(folder, name)) };
  } finally {
    for (const sink of sinks.values()) await sink.close().catch(() => undefined);
    await files.remove(draft);
    // Nothing was written: the folder is not there either, where it was not before.
    if (isNew && (await files.stat(folder)) !== null && (await files.list(folder)).length === 0)
      await files.remove(folder);
  }
}

type ReadArticle =
  | { readonly article: DatasetArticle; readonly behind: LeftBehind; readonly sha256: string }
  /** Why it is left out; `named` where the user must know which. */
  | { readonly left: string; readonly named: boolean };

async function readArticle(
  files: FileSystem,
  source: Source,
  { suggested, names }: ExportOptions,
): Promise<ReadArticle> {
  const bytes = await files.read(source.uri);
  if (!bytes) return { left: "the file is gone", named: true };
  if (isBinary(bytes)) return { left: "this is no text", named: true };
  const { text, valid } = decodeArticle(bytes);
  if (!valid) return { left: "this is not UTF-8; save it as UTF-8 and annotate it then", named: true };
  const loaded = await loadSidecar(files, source.uri);
  if (loaded.state === "unusable")
    return { left: `its sidecar cannot be used. ${loaded.problem.message}`, named: true };
  if (loaded.state === "absent" && !suggested) return { left: ABSENT.many, named: false };
  const hash = await sha256(bytes);
  const language = languageOf(text) ?? "en";
  const version = { text, sha256: hash, language };
  const decided = loaded.state === "ok" ? placeAnnotations(loaded.sidecar, version) : [];
  const published = loaded.state === "ok" ? loaded.sidecar.article.published : null;
  const own = suggested ? await names?.(source.uri) : undefined;
  const detections = suggested
    ? detect(text, { sidecarPublished: published, ...(own ? { names: own } : {}) })
    : null;
  const about = { language, published: published ?? detections?.published ?? null };
  const { article, left } = datasetArticle(source.id, text, decided, detections, about);
  return { article, behind: left, sha256: hash };
}
