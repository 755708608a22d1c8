import { Uri, type Webview } from "vscode";
import { editorPage } from "./reader/model/shell.ts";

// What the pages beside articles, the reader and the report, have alike.

/** The picture in a page's tab. */
export function articleIcon(extension: Uri): { readonly light: Uri; readonly dark: Uri } {
  const icon = (theme: string): Uri => Uri.joinPath(extension, `client/media/article-${theme}.svg`);
  return { light: icon("light"), dark: icon("dark") };
}

/**
 * Fills a webview with a page whose own script fills it further; nothing else is loaded.
 * @param name that of its script and style in `dist`, the folder of the extension's bundles
 */
export function fillPage(webview: Webview, dist: Uri, name: string, title: string): void {
  const file = (ending: string): string =>
    webview.asWebviewUri(Uri.joinPath(dist, `${name}.${ending}`)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = editorPage({
    title,
    script: file("js"),
    style: file("css"),
    origin: webview.cspSource,
    nonce: crypto.randomUUID(),
  });
}
