import * as l10n from "@vscode/l10n";
import { type Extension, type TextDocument, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { PublishParams } from "../../../server/src/protocol.ts";
import { warn } from "../commands/context.ts";
import { dressOf, offerOpening, targetIn } from "../savedPage.ts";
import { layOut } from "./layout.ts";
import { tintSheet } from "./model/colours.ts";
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
    const page = filePage(
      article,
      await dressOf(extension, "dist/reader.css", tintSheet(article.surroundings.tints, "file")),
    );
    await workspace.fs.writeFile(to, new TextEncoder().encode(page));
  } catch (error) {
    return warn(error);
  }
  void offerOpening(to);
}
