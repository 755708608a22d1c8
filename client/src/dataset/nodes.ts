import * as l10n from "@vscode/l10n";
import { MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import {
  type ArticleGroup,
  type ArticleGroupRow,
  type ArticleRow,
  directed,
  isolated,
  listed,
} from "../../../server/src/protocol.ts";
import { articleCount, decisionCount, number } from "../counts.ts";
import type { DatasetNode } from "./ranges.ts";
import { lookOf, lookOfState, stateInWords } from "./states.ts";

export function itemOf(node: DatasetNode): TreeItem {
  switch (node.type) {
    case "articles":
      return groupItem(node.row, node.group, node.open);
    case "range": {
      const label = `${number(node.from + 1)} – ${number(node.to)}`;
      const item = new TreeItem(directed(label), TreeItemCollapsibleState.Collapsed);
      item.id = `range ${node.within} ${node.from}`;
      item.accessibilityInformation = { label: l10n.t("Articles {0} to {1}", node.from + 1, node.to) };
      return item;
    }
    case "row":
      return articleItem(node.row, node.group);
  }
}

function groupItem(
  { key, name, articles, done }: ArticleGroupRow,
  group: ArticleGroup,
  open: boolean,
): TreeItem {
  const look = group === "state" ? lookOfState(key) : undefined;
  const label = look?.name ?? isolated(name);
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const item = new TreeItem(directed(label), open ? Expanded : Collapsed);
  // By its id the editor remembers how it was left.
  item.id = `group ${open ? "few " : ""}${group} ${key}`;
  item.iconPath = look ? new ThemeIcon(look.icon, look.colour) : ThemeIcon.Folder;
  item.description =
    group === "state" ? number(articles) : l10n.t("{0} of {1} done", number(done), number(articles));
  item.contextValue = "articles";
  const parts = [
    label,
    articleCount(articles),
    ...(group === "folder" ? [l10n.t("{0} done", number(done))] : []),
  ];
  item.accessibilityInformation = { label: parts.join(", ") };
  return item;
}

function articleItem(row: ArticleRow, group: ArticleGroup): TreeItem {
  const look = lookOf(row);
  const slash = row.path.lastIndexOf("/");
  const name = row.path.slice(slash + 1);
  const item = new TreeItem(isolated(name), TreeItemCollapsibleState.None);
  item.id = `article ${row.uri}`;
  item.iconPath = new ThemeIcon(look.icon, look.colour);
  const counts = [
    row.toll,
    row.open === null || row.open === 0 || row.state === "done"
      ? ""
      : l10n.t("{0} to review", number(row.open)),
    row.lost > 0 ? l10n.t("{0} lost", number(row.lost)) : "",
    row.disputed > 0 ? l10n.t("{0} disputed", number(row.disputed)) : "",
  ].filter((part) => part !== "");
  const folder = group === "state" && slash > 0 ? isolated(row.path.slice(0, slash)) : "";
  item.description = directed([...counts, folder].filter((part) => part !== "").join(" · "));
  item.tooltip = tooltipOf(row);
  item.contextValue = `article ${row.state}`;
  item.command = { title: l10n.t("Open"), command: "vscode.open", arguments: [Uri.parse(row.uri)] };
  item.accessibilityInformation = {
    label: [name, row.title, stateInWords(row).replace(/\.$/, ""), row.toll]
      .filter((part) => part !== "")
      .join(", "),
  };
  return item;
}

/** All that is known of an article, its words as plain text. */
function tooltipOf(row: ArticleRow): MarkdownString {
  const text = new MarkdownString();
  text.appendText(isolated(row.title === "" ? row.path : row.title));
  text.appendMarkdown("\n\n");
  text.appendText(stateInWords(row));
  const facts = [
    row.toll,
    row.published === null ? "" : l10n.t("published {0}", row.published),
    decisionCount(row.decisions),
    row.annotators.length === 0 ? "" : l10n.t("by {0}", listed(row.annotators.map(isolated))),
    isolated(row.path),
  ];
  for (const fact of facts.filter((part) => part !== "")) {
    text.appendMarkdown("\n\n");
    text.appendText(fact);
  }
  return text;
}
