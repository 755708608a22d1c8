import * as l10n from "@vscode/l10n";
import { type QuickPickItem, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { type CommandServices, warn } from "../commands/context.ts";
import { inArticles, mentionCount } from "../counts.ts";

interface EntityItem extends QuickPickItem {
  readonly row: protocol.EntityRow;
}

/**
 * Asks for one of the entities of all articles, by any form of its name in either language; with `other`, one of its
 * label that it is not. Undefined where it is left.
 */
export function pickEntity(
  { client }: CommandServices,
  title: string,
  other?: protocol.EntityRow,
): Promise<protocol.EntityRow | undefined> {
  const pick = window.createQuickPick<EntityItem>();
  pick.title = title;
  pick.placeholder = l10n.t("A part of its name, in either language");
  const ask = async (query: string): Promise<void> => {
    pick.busy = true;
    try {
      const params: protocol.EntityListParams = { query, ...(other ? { label: other.label } : {}) };
      const { entities } = await (await client()).sendRequest<protocol.EntityListResult>(
        protocol.entityList,
        params,
      );
      // An answer to what was typed before.
      if (pick.value !== query) return;
      pick.items = entities.filter(({ name }) => name !== other?.name).map(itemOf);
      pick.busy = false;
      if (pick.items.length === 0)
        pick.placeholder = l10n.t(
          "None is known; entities of articles that are open, decided on or looked through are listed",
        );
    } catch (error) {
      pick.hide();
      warn(error);
    }
  };
  return new Promise((resolve) => {
    pick.onDidChangeValue((typed) => void ask(typed));
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (!chosen) return;
      resolve(chosen.row);
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
    void ask("");
  });
}

function itemOf(row: protocol.EntityRow): EntityItem {
  const { name, label, forms, articles, mentions } = row;
  const others = forms.filter((form) => form !== name).map(protocol.isolated);
  const counts = inArticles(mentionCount(mentions), articles);
  return {
    label: protocol.isolated(name),
    description: `${label} · ${counts}`,
    ...(others.length > 0 ? { detail: others.join(" · ") } : {}),
    // What was typed is looked for by the server, which folds letters.
    alwaysShow: true,
    row,
  };
}
