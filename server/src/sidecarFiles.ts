import * as l10n from "@vscode/l10n";
import { CorrectionError } from "./annotations/correction.ts";
import { isLeftAlone } from "./annotations/sidecar.ts";
import { type Article, isStored } from "./article.ts";
import type { Articles, ArticlesHost } from "./articlesHost.ts";
import type { Leaving } from "./leaving.ts";
import { type StorageEvents, saveArticle, setAside, sidecarChanged } from "./storage.ts";
import { nameOf } from "./workspace/fileSystem.ts";
import { resolveMarks } from "./workspace/resolveMarks.ts";
import { moveSidecars } from "./workspace/sidecars.ts";

export interface SidecarFilesHost extends Pick<ArticlesHost, "files" | "now" | "showError"> {
  readonly events: StorageEvents;
  readonly leaving: Pick<Leaving, "all" | "carryOver">;
  /** All open articles. */
  readonly all: () => Iterable<Article>;
  /** The open article of a URI. */
  readonly open: (uri: string) => Promise<Article | null>;
}

/** What is done with the sidecars of open articles as files, as `Articles` says it. */
export type SidecarFiles = Pick<Articles, "setAside" | "resolve" | "save" | "renamed">;

export function createSidecarFiles(host: SidecarFilesHost): SidecarFiles {
  const { files, events, leaving, open } = host;
  return {
    async setAside(uri) {
      const article = await open(uri);
      if (!article?.sidecarProblem) return null;
      if (isLeftAlone(article.sidecarProblem)) throw new CorrectionError(article.sidecarProblem.message);
      return setAside(article, files, events, host.now());
    },
    async resolve(uri) {
      const article = await open(uri);
      if (!article) throw new CorrectionError(l10n.t("{0} is no article that is open.", nameOf(uri)));
      await article.storage;
      const left = await resolveMarks(files, uri);
      if (typeof left === "string") throw new CorrectionError(left);
      await sidecarChanged(article, files, events);
      return { conflicts: left };
    },
    async save(uri) {
      const article = await open(uri);
      if (!article) return;
      const { unsaved } = article;
      await saveArticle(article, files, events);
      // Who asks is told that it is still so.
      if (unsaved !== null && article.unsaved === unsaved) host.showError(unsaved);
    },
    async renamed(from, to) {
      const moved = [...leaving.all(), ...host.all()].flatMap((article) => {
        const uri = renamedUri(article.uri, from, to);
        return uri === null ? [] : [{ article, uri }];
      });
      for (const { article } of moved) await article.storage;
      for (const problem of await moveSidecars(files, from, to)) host.showError(problem);
      for (const { article, uri } of moved) await leaving.carryOver(article, uri);
      const article = await open(to);
      if (article && isStored(article)) await sidecarChanged(article, files, events);
    },
  };
}

/** Where a file is when it, or a folder round it, was renamed; null where it was not. */
const renamedUri = (uri: string, from: string, to: string): string | null =>
  uri === from ? to : uri.startsWith(`${from}/`) ? `${to}${uri.slice(from.length)}` : null;
