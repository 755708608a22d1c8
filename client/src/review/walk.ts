import * as l10n from "@vscode/l10n";
import {
  type CancellationToken,
  ProgressLocation,
  RelativePattern,
  type Selection,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { PublishedAnnotation, PublishParams } from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";
import { articlePatterns, isArticle, showArticle } from "../articles.ts";
import type { CommandContext } from "../commands/context.ts";
import { activeEditor, say } from "../commands/context.ts";
import type { ArticleBadges } from "../dataset/badges.ts";
import { show } from "../focus.ts";
import { toRange } from "../ranges.ts";
import type { ReviewMode } from "./mode.ts";

/** By beginning, and of two that begin together the longer first, as they are read. */
const byStart = (a: PublishedAnnotation, b: PublishedAnnotation): number => {
  const one = toRange(a.range);
  const other = toRange(b.range);
  return one.start.compareTo(other.start) || other.end.compareTo(one.end);
};

/** The suggestions that nobody has decided, as they are read. */
export const openSuggestions = ({ annotations }: PublishParams): PublishedAnnotation[] =>
  annotations.filter(({ status }) => status === "suggested").sort(byStart);

/** The next or the previous suggestion from a selection on, or undefined behind the last and before the first. */
export function suggestionFrom(
  published: PublishParams,
  selection: Selection,
  direction: 1 | -1,
): PublishedAnnotation | undefined {
  const place = (annotation: PublishedAnnotation): number => {
    const range = toRange(annotation.range);
    return range.start.compareTo(selection.start) || selection.end.compareTo(range.end);
  };
  const open = openSuggestions(published);
  return direction === 1
    ? open.find((annotation) => place(annotation) > 0)
    : open.findLast((annotation) => place(annotation) < 0);
}

/** Selects an annotation in the active editor and brings it into view. */
export function selectAnnotation({ range }: PublishedAnnotation): void {
  const editor = activeEditor();
  if (!editor) return;
  show(editor, toRange(range));
}

/** The files of the workspace that may be articles, in the order of their paths. */
async function articleFiles(): Promise<Uri[]> {
  const found = new Map<string, Uri>();
  for (const folder of workspace.workspaceFolders ?? []) {
    const { include, exclude } = articlePatterns(folder.uri);
    const patterns = ["**/*.article", "**/*.article.txt", ...include];
    const files = await workspace.findFiles(
      new RelativePattern(folder, `{${patterns.join(",")}}`),
      exclude.length === 0 ? null : new RelativePattern(folder, `{${exclude.join(",")}}`),
    );
    for (const uri of files) found.set(uri.toString(), uri);
  }
  const { compare } = new Intl.Collator("en", { numeric: true });
  return [...found.values()].sort((a, b) => compare(a.path, b.path));
}

/** Whether there is nothing to review in an article, as far as the list of articles knows. */
const isReviewed = (state: Awaited<ReturnType<ArticleBadges["of"]>>): boolean =>
  state?.state === "done" || state?.open === 0;

/** Of how many articles the list is asked at a time. */
const AT_ONCE = 500;

/** What an article shows once it has been analysed; undefined where it is none, or that takes too long. */
export async function analysed(
  store: AnnotationStore,
  uri: Uri,
  token?: CancellationToken,
): Promise<PublishParams | undefined> {
  const document = await workspace.openTextDocument(uri);
  return isArticle(document) ? store.when(uri, undefined, token) : undefined;
}

/** Shows the next or the previous article of the workspace that has something to review, and selects it there. */
export async function goToArticle(
  { store, dataset }: CommandContext,
  direction: 1 | -1,
  mode: ReviewMode,
): Promise<boolean> {
  const from = activeEditor()?.document.uri;
  const files = await articleFiles();
  const at = files.findIndex((uri) => uri.toString() === from?.toString());
  const others = [...files.slice(at + 1), ...files.slice(0, Math.max(at, 0))];
  if (direction === -1) others.reverse();
  const found = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t("Looking for the next article to review"),
      cancellable: true,
    },
    async (progress, token) => {
      for (const [n, uri] of others.entries()) {
        if (token.isCancellationRequested) return null;
        if (n > 0)
          progress.report({ message: workspace.asRelativePath(uri), increment: 100 / others.length });
        if (n % AT_ONCE === 0)
          await Promise.all(others.slice(n, n + AT_ONCE).map((one) => dataset.badges.of(one)));
        if (isReviewed(await dataset.badges.of(uri))) continue;
        const published = await analysed(store, uri, token);
        if (published && openSuggestions(published).length > 0) return uri;
      }
      return undefined;
    },
  );
  if (!found) {
    if (found === undefined) say(l10n.t("Every article of the workspace has been reviewed."));
    return false;
  }
  const published = await mode.leaving(() => showArticle(store, found));
  const open = published ? openSuggestions(published) : [];
  const first = direction === 1 ? open[0] : open.at(-1);
  if (first) selectAnnotation(first);
  return true;
}
