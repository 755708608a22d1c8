import { type Extension, env, l10n, type TextDocument, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { PublishParams } from "../../../server/src/protocol.ts";
import { warn } from "../commands/context.ts";
import { layOut } from "./layout.ts";
import { type Colour, colourSheet, tintSheet } from "./model/colours.ts";
import { filePage } from "./model/shell.ts";

/**
 * Saves what the reader shows of an article as an HTML file of its own, without a script, which any browser prints: a
 * webview cannot print itself. Asks where, unless the arguments say it (`{ uri, to }`); what cannot be written is said.
 */
export async function saveAsHtml(
  document: TextDocument,
  published: PublishParams,
  client: BaseLanguageClient,
  extension: Extension<unknown>,
  args: readonly unknown[],
): Promise<void> {
  const { isUntitled, uri } = document;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const beside = isUntitled
    ? folder && Uri.joinPath(folder, "article.html")
    : uri.with({ path: `${uri.path}.html` });
  const to =
    targetIn(args) ??
    (await window.showSaveDialog({
      ...(beside ? { defaultUri: beside } : {}),
      filters: { HTML: ["html"] },
      saveLabel: l10n.t("Save"),
      title: l10n.t("Save the article with its annotations, to print it from the browser"),
    }));
  if (!to) return;
  try {
    const { article } = await layOut(document, published, client);
    const css = [
      colourSheet(coloursOf(extension)),
      await styleOf(extension),
      tintSheet(article.surroundings.tints, "file"),
    ];
    const styles = await Promise.all(css.map(async (sheet) => ({ css: sheet, hash: await hashOf(sheet) })));
    await workspace.fs.writeFile(to, new TextEncoder().encode(filePage(article, styles)));
  } catch (error) {
    return warn(error);
  }
  void offerOpening(to);
}

async function offerOpening(file: Uri): Promise<void> {
  const open = l10n.t("Open in the Browser");
  const message = l10n.t("Saved {0}. Print it from a browser.", workspace.asRelativePath(file));
  // A file on another machine is none that the browser here can open.
  const isHere = file.scheme === "file" && env.remoteName === undefined;
  const answer = await window.showInformationMessage(message, ...(isHere ? [open] : []));
  if (answer === open) await env.openExternal(file);
}

const targetIn = ([first]: readonly unknown[]): Uri | undefined =>
  typeof first === "object" && first !== null && "to" in first && typeof first.to === "string"
    ? Uri.parse(first.to)
    : undefined;

/** The colours of the labels, as the manifest declares them. */
function coloursOf({ packageJSON }: Extension<unknown>): readonly Colour[] {
  const { contributes } = packageJSON as { contributes: { colors: readonly Colour[] } };
  return contributes.colors;
}

async function styleOf({ extensionUri }: Extension<unknown>): Promise<string> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, "dist/reader.css"));
  return new TextDecoder().decode(bytes).replace(/\/\*# sourceMappingURL=.*?\*\//, "");
}

/** The SHA-256 of a text in UTF-8, in Base64, as a content security policy names a style by. */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
