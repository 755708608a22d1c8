import { languages, RelativePattern, type TextDocument, Uri, window, workspace } from "vscode";
import type { PublishParams } from "../../server/src/protocol.ts";
import type { AnnotationStore } from "./annotationStore.ts";
import { projectOf } from "./projects.ts";

/** Schemes of texts that are views of other texts, not files that somebody annotates. */
const NOT_FILES = new Set([
  "git",
  "gitfs",
  "output",
  "vscode-scm",
  "search-editor",
  "vscode",
  "dateline",
  "dateline-version",
  "dateline-entity",
  "debug",
  "comment",
]);

/** The kinds of text that can be articles; the server is told of these alone. */
export const articleLanguages = ["article", "plaintext", "markdown"] as const;

const isFile = ({ uri }: TextDocument): boolean => !NOT_FILES.has(uri.scheme);

/** Which files are articles, as glob patterns: as a file's project says, or the settings where that says nothing. */
export function articlePatterns(uri: Uri): {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
} {
  const settings = workspace.getConfiguration("dateline", uri);
  const { include, exclude, sidecars } = projectOf(uri);
  // What lies among sidecars is no article.
  const own = sidecars === null ? [] : [`${sidecars.replace(/[*?[\]{}]/g, "[$&]")}/**`];
  return {
    include: include ?? settings.get<string[]>("include", []),
    exclude: [...(exclude ?? settings.get<string[]>("exclude", [])), ...own],
  };
}

/**
 * Whether a file is included as an article. Patterns are for paths below the workspace folder, as on the server; a file
 * outside every folder is matched by its whole path.
 */
function isIncluded(document: TextDocument): boolean {
  const folder = workspace.getWorkspaceFolder(document.uri);
  const matches = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => {
      const below = folder ? new RelativePattern(folder, pattern) : pattern;
      return languages.match({ pattern: below }, document) > 0;
    });
  const { include, exclude } = articlePatterns(document.uri);
  return matches(include) && !matches(exclude);
}

/** Whether a file lies in its project's folder of sidecars, where nothing is an article. */
function isAmongSidecars(uri: Uri): boolean {
  const { sidecars } = projectOf(uri);
  const folder = workspace.getWorkspaceFolder(uri);
  return (
    sidecars !== null &&
    folder !== undefined &&
    uri.path.startsWith(Uri.joinPath(folder.uri, sidecars, "/").path)
  );
}

/** Whether a document is an article: by its language, or as a plain text or Markdown file that the settings include. */
export function isArticle(document: TextDocument): boolean {
  if (!isFile(document)) return false;
  if (isAmongSidecars(document.uri)) return false;
  if (document.languageId === "article") return true;
  return (
    (articleLanguages as readonly string[]).includes(document.languageId) &&
    !document.isUntitled &&
    isIncluded(document)
  );
}

/** An included plain text is switched to the language `article`, for its grammar, wrapping and the rest. */
export async function switchToArticle(document: TextDocument): Promise<void> {
  if (document.languageId !== "plaintext" || !isArticle(document)) return;
  if (!workspace.getConfiguration("dateline", document.uri).get("switchLanguage", true)) return;
  await languages.setTextDocumentLanguage(document, "article");
}

const SIDECAR = ".dateline.json";

/** Which files are sidecars, for what the editor registers by pattern. */
export const sidecarPattern = `**/*${SIDECAR}`;

/** The article of a sidecar, beside it or where the project's folders of sidecars have it. */
export function articleOf(sidecar: Uri): Uri {
  const path = sidecar.path.slice(0, -SIDECAR.length);
  const root = workspace.getWorkspaceFolder(sidecar)?.uri.path.replace(/\/$/, "");
  const holder = projectOf(sidecar)
    .sidecarFolders.map((folder) => `${root}/${folder}`)
    .find((folder) => path.startsWith(`${folder}/`));
  return sidecar.with({ path: holder === undefined ? path : `${root}${path.slice(holder.length)}` });
}

/** The article that the active editor is about: the one that it shows, or the one whose sidecar it shows. */
export function articleAtHand(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  if (!document || isArticle(document)) return document?.uri;
  return isFile(document) && document.uri.path.endsWith(SIDECAR) ? articleOf(document.uri) : undefined;
}

/** Shows an article, and gives what it shows once it has been read; undefined where that takes too long. */
export async function showArticle(store: AnnotationStore, uri: Uri): Promise<PublishParams | undefined> {
  await window.showTextDocument(await workspace.openTextDocument(uri));
  // Shown, a plain text may be switched to an article, and is read again.
  return store.when(uri);
}

/** The article in the active editor. */
export function activeArticle(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document && isArticle(document) ? document : undefined;
}
