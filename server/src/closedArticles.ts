import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import { analyse, nothingIn } from "./analysis.ts";
import type { Annotation } from "./annotations/annotation.ts";
import type { Change } from "./annotations/correction.ts";
import type { Plain } from "./annotations/mergeRecords.ts";
import { type Article, changeArticle, isUnsaved, newArticle } from "./article.ts";
import { emptyMemory } from "./detect/detect.ts";
import type { Detections } from "./detect/detection.ts";
import type { ProjectNames } from "./detect/resolve/nameIndex.ts";
import { LONGEST_TEXT } from "./publication.ts";
import { type Settings, tagsetOf } from "./settings.ts";
import { dropSidecar, loadArticle, messageOf, type StorageEvents, saveArticle } from "./storage.ts";
import { conflictsInWords, keptInMemory } from "./storageMessages.ts";
import { languageOf } from "./text/language.ts";
import { decodeArticle, isBinary, sha256 } from "./workspace/articleText.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";
import { loadSidecar, placeAnnotations } from "./workspace/sidecars.ts";

// Articles that no editor shows: read from their files, changed through their sidecars.

/** How a closed article is read. */
export interface ReadOptions {
  readonly pause: () => Promise<void>;
  readonly settings: Settings;
  readonly names: ProjectNames | undefined;
}

/** The text of a file, or why it is no article. */
export async function closedText(files: FileSystem, uri: string): Promise<{ text: string } | string> {
  try {
    const bytes = await files.read(uri);
    if (!bytes) return l10n.t("the file is gone");
    if (isBinary(bytes)) return l10n.t("this is no text");
    const { text, valid } = decodeArticle(bytes);
    return valid ? { text } : l10n.t("this is not UTF-8; save it as UTF-8 to annotate it");
  } catch (error) {
    return messageOf(error);
  }
}

/** What is stored of a closed article: its decisions, placed in its text, and what its sidecar's header says. */
export interface ClosedDecisions {
  readonly decided: readonly Annotation[];
  readonly published: string | null;
  /** Further keys of the header. */
  readonly header: Plain;
}

/** The decisions on a closed article's text, placed in it; or why they cannot be told. Nothing is written. */
export async function closedDecisions(
  files: FileSystem,
  uri: string,
  text: string,
): Promise<ClosedDecisions | string> {
  try {
    const loaded = await loadSidecar(files, uri);
    if (loaded.state === "unusable") return l10n.t("its sidecar cannot be used. {0}", loaded.problem.message);
    if (loaded.state === "absent") return { decided: [], published: null, header: {} };
    const bytes = await files.read(uri);
    const version = {
      text,
      sha256: await sha256(bytes ?? new Uint8Array()),
      language: languageOf(text) ?? "en",
    };
    return {
      decided: placeAnnotations(loaded.sidecar, version),
      published: loaded.sidecar.article.published,
      header: loaded.sidecar.article.extra,
    };
  } catch (error) {
    return messageOf(error);
  }
}

/** What is suggested for a closed article's text, in slices that let other work in. */
export async function closedDetections(
  text: string,
  published: string | null,
  { pause, settings, names }: ReadOptions,
): Promise<Detections> {
  const options = {
    sidecarPublished: published,
    codebook: settings.codebook,
    off: tagsetOf(settings).off,
    ...(names ? { names } : {}),
  };
  const nothing = nothingIn(text, options);
  if (text.length > LONGEST_TEXT) return nothing;
  return (await analyse(text, options, emptyMemory(), pause, { cancelled: false })) ?? nothing;
}

/** What is told to the user of the articles that are changed here. */
export interface ClosedHost {
  readonly files: FileSystem;
  readonly showError: (message: string) => void;
  /** A sidecar's text that is worth keeping. */
  readonly keep: (uri: string, sidecar: Uint8Array, decisions: number) => void;
  readonly log: (message: string) => void;
}

/**
 * Changes a closed article: it is read, `change` is made of it, and the result is merged with what another program may
 * write meanwhile, as for an open one.
 * @returns the change as it was made, null where `change` gave none; or why it could not be made: then nothing is written
 * but places that had moved with the text
 */
export async function changeClosed<C extends Change>(
  host: ClosedHost,
  uri: string,
  settings: Settings,
  change: (article: Article) => Promise<{ readonly made: C; readonly drop?: boolean } | string | null>,
): Promise<C | string | null> {
  const text = await closedText(host.files, uri);
  if (typeof text === "string") return text;
  const article = newArticle(TextDocument.create(uri, "article", 0, text.text), settings);
  const faults: string[] = [];
  const events: StorageEvents = {
    changed: () => undefined,
    refused: () => undefined,
    failed: (_, message) => void faults.push(message),
    conflicts: (_, ids) => host.showError(conflictsInWords(uri, ids.length)),
    done: () => undefined,
    stood: (_, sidecar, decisions) => host.keep(uri, sidecar, decisions),
    vanished: async () => undefined,
    reanchored: (_, lines) => {
      for (const line of lines) host.log(`${uri}: ${line}`);
    },
    broke: (_, error) => {
      faults.push(messageOf(error));
      host.log(`The sidecar of ${uri}: ${String(error)}`);
    },
  };
  await loadArticle(article, host.files, events);
  const why = article.refused ?? article.sidecarProblem?.message ?? faults[0];
  if (why !== undefined) return why;
  const wanted = await change(article);
  if (wanted === null || typeof wanted === "string") return wanted;
  const { made, drop = false } = wanted;
  changeArticle(article, made);
  await saveArticle(article, host.files, events);
  if (isUnsaved(article)) return faults[0]?.replace(` ${keptInMemory()}`, "") ?? l10n.t("it was not written");
  if (drop) await dropSidecar(article, host.files, events);
  return made;
}
