import { MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import {
  type ArticleGroup,
  type ArticleGroupRow,
  type ArticleRow,
  isolated,
} from "../../../server/src/protocol.ts";
import type { DatasetNode } from "./ranges.ts";
import { lookOf, lookOfState, stateInWords } from "./states.ts";

const number = (value: number): string => value.toLocaleString("en");

export function itemOf(node: DatasetNode): TreeItem {
  switch (node.type) {
    case "articles":
      return groupItem(node.row, node.group);
    case "range": {
      const label = `${number(node.from + 1)} – ${number(node.to)}`;
      const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
      item.id = `range ${node.within} ${node.from}`;
      item.accessibilityInformation = { label: `Articles ${node.from + 1} to ${node.to}` };
      return item;
    }
    case "row":
      return articleItem(node.row, node.group);
  }
}

function groupItem({ key, name, articles, done }: ArticleGroupRow, group: ArticleGroup): TreeItem {
  const look = group === "state" ? lookOfState(key) : undefined;
  const label = look?.name ?? isolated(name);
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.id = `group ${group} ${key}`;
  item.iconPath = look ? new ThemeIcon(look.icon, look.colour) : ThemeIcon.Folder;
  item.description = group === "state" ? number(articles) : `${number(done)} of ${number(articles)} done`;
  item.contextValue = "articles";
  item.accessibilityInformation = {
    label: `${label}, ${articles} ${articles === 1 ? "article" : "articles"}${group === "folder" ? `, ${done} done` : ""}`,
  };
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
    row.open === null || row.open === 0 || row.state === "done" ? "" : `${number(row.open)} to review`,
    row.lost > 0 ? `${number(row.lost)} lost` : "",
    row.disputed > 0 ? `${number(row.disputed)} disputed` : "",
  ].filter((part) => part !== "");
  const folder = group === "state" && slash > 0 ? isolated(row.path.slice(0, slash)) : "";
  item.description = [...counts, folder].filter((part) => part !== "").join(" · ");
  item.tooltip = tooltipOf(row);
  item.contextValue = `article ${row.state}`;
  item.command = { title: "Open", command: "vscode.open", arguments: [Uri.parse(row.uri)] };
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
    row.published === null ? "" : `published ${row.published}`,
    row.decisions === 1 ? "1 decision" : `${number(row.decisions)} decisions`,
    row.annotators.length === 0 ? "" : `by ${row.annotators.map(isolated).join(", ")}`,
    isolated(row.path),
  ];
  for (const fact of facts.filter((part) => part !== "")) {
    text.appendMarkdown("\n\n");
    text.appendText(fact);
  }
  return text;
}
