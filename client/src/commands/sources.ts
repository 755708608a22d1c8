import * as l10n from "@vscode/l10n";
import { type Uri, window, workspace } from "vscode";
import { activeArticle } from "../articles.ts";

/** What a command on many articles is for: what is chosen in the explorer, else the article at hand or the whole workspace. */
export async function chosenSources(
  args: readonly unknown[],
  title: string,
): Promise<readonly Uri[] | undefined> {
  const [clicked, selected] = args as [Uri | undefined, Uri[] | undefined];
  if (Array.isArray(selected) && selected.length > 0) return selected;
  if (clicked?.scheme) return [clicked];
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const article = activeArticle();
  const choices = [
    ...(folders.length > 0 ? [{ label: l10n.t("The whole workspace"), uris: folders }] : []),
    ...(article
      ? [
          {
            label: l10n.t("The article in the editor"),
            description: workspace.asRelativePath(article.uri),
            uris: [article.uri],
          },
        ]
      : []),
  ];
  if (choices.length <= 1) return choices[0]?.uris;
  return (await window.showQuickPick(choices, { title }))?.uris;
}
