import * as l10n from "@vscode/l10n";
import { ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import {
  attributesInWords,
  type CommandArguments,
  directed,
  type HeadLine,
  isolated,
  type PublishedAnnotation,
  termOf,
} from "../../../server/src/protocol.ts";
import { mentionCount } from "../counts.ts";
import { headName } from "../reader/model/words.ts";
import { labelIcon } from "./labelIcons.ts";
import type { Group, Leaf, Node } from "./nodes.ts";

const groupLooks = (): Record<Exclude<Group["kind"], "label">, { name: string; icon: string }> => ({
  figures: { name: l10n.t("Casualty figures"), icon: "pulse" },
  orphans: { name: l10n.t("Lost: their words are gone"), icon: "debug-disconnect" },
  rejected: { name: l10n.t("Rejected"), icon: "circle-slash" },
});

/** How a node is shown; the label is words of the article, the description what is known of it. */
export function itemOf(node: Node): TreeItem {
  const { Collapsed, Expanded, None } = TreeItemCollapsibleState;
  switch (node.type) {
    case "article": {
      const item = labelled(l10n.t("Article"), Expanded, "book");
      item.contextValue = "article";
      return item;
    }
    case "head":
      return headItem(node);
    case "tally": {
      const item = labelled(l10n.t("Tally"), Expanded, "symbol-number");
      item.contextValue = "tally";
      // Numbers that are as the article has them need no word on how they are counted.
      if (node.codebook !== "literal") item.description = node.codebook;
      return item;
    }
    case "total": {
      const item = labelled(
        `${node.name}: ${isolated(node.total)}`,
        node.children.length > 0 ? Collapsed : None,
      );
      if (node.note !== null) item.description = isolated(node.note);
      if (node.harm !== null) item.contextValue = "total";
      if (node.byHand) item.iconPath = new ThemeIcon("edit");
      return item;
    }
    case "group": {
      const count = node.children.length;
      const { group } = node;
      const name = group.kind === "label" ? group.label : groupLooks()[group.kind].name;
      const item = labelled(
        name,
        group.kind === "figures" || group.kind === "orphans" ? Expanded : Collapsed,
      );
      item.iconPath =
        group.kind === "label"
          ? labelIcon(Uri.parse(node.uri), group.label)
          : new ThemeIcon(groupLooks()[group.kind].icon);
      item.description = String(count);
      item.contextValue = `group ${group.kind}`;
      item.accessibilityInformation = { label: `${name}, ${count}` };
      return item;
    }
    case "entity": {
      const open = node.children.filter(({ annotation }) => annotation.status === "suggested").length;
      const item = labelled(isolated(node.name), Collapsed);
      item.iconPath = labelIcon(Uri.parse(node.uri), node.label);
      const mentions = mentionCount(node.children.length);
      item.description = directed(open > 0 ? mentions : `✓ · ${mentions}`);
      item.contextValue = `entity${open > 0 ? " suggestion" : " decision"}`;
      item.accessibilityInformation = {
        label: `${node.label} ${node.name}, ${mentions}, ${l10n.t("{0} to review", open)}`,
      };
      return item;
    }
    case "annotation":
      return annotationItem(node);
  }
}

function labelled(label: string, state: TreeItemCollapsibleState, icon?: string): TreeItem {
  const item = new TreeItem(label.trim() === "" ? "–" : directed(label), state);
  if (icon !== undefined) item.iconPath = new ThemeIcon(icon);
  return item;
}

const HEAD_ICONS: Record<HeadLine["kind"], string> = {
  published: "calendar",
  place: "location",
  agency: "organization",
  byline: "account",
  language: "globe",
};

/** A line of what the article says of itself; it goes to its words, where the text has them. */
function headItem({ line, uri, version }: Extract<Node, { type: "head" }>): TreeItem {
  const name = headName(line.kind);
  const item = labelled(
    `${name}: ${isolated(line.text)}`,
    TreeItemCollapsibleState.None,
    HEAD_ICONS[line.kind],
  );
  const note = line.note ?? (line.range === null ? l10n.t("not from the text") : null);
  if (note !== null) item.description = directed(note);
  item.contextValue = "head";
  const place = line.range === null ? note : l10n.t("line {0}", line.range.start.line + 1);
  const parts = [`${name} ${line.text}`, line.note, place].filter((part) => part !== null);
  item.accessibilityInformation = { label: parts.join(", ") };
  if (line.range !== null) {
    const target: CommandArguments = { uri, version, range: line.range };
    item.command = { title: l10n.t("Go to"), command: "dateline.reveal", arguments: [target] };
  }
  return item;
}

const stateNames = (): Record<PublishedAnnotation["status"], string> => ({
  suggested: "",
  accepted: "✓",
  corrected: l10n.t("✓ corrected"),
  added: l10n.t("✓ added"),
  rejected: termOf("rejected"),
  orphaned: termOf("orphaned"),
});

function annotationItem({ annotation, uri, version, name: called }: Leaf): TreeItem {
  const { kind, figure, status, label } = annotation;
  const text = isolated(annotation.text.replace(/\s+/g, " "));
  const name = figure
    ? `${termOf(figure.harm)}: ${figure.count}`
    : called === undefined
      ? text
      : isolated(called);
  const item = labelled(name, TreeItemCollapsibleState.None);
  item.iconPath = labelIcon(Uri.parse(uri), kind === "figure" ? "figure" : (label ?? ""));
  const parts = [
    stateNames()[status],
    figure || called !== undefined ? text : "",
    annotation.entity?.value ?? "",
    ...attributesInWords(annotation.attributes).map(isolated),
    status === "suggested" && annotation.confidence !== null && annotation.confidence < 0.7
      ? l10n.t("unsure")
      : "",
    annotation.touched ? l10n.t("edited") : "",
    annotation.disputed ? l10n.t("disputed") : annotation.adjudicated ? l10n.t("settled") : "",
  ];
  item.description = directed(parts.filter((part) => part !== "").join(" · "));
  const state =
    status === "suggested"
      ? "suggestion"
      : status === "rejected" || status === "orphaned"
        ? status
        : "decision";
  item.contextValue = `${kind} ${state}`;
  const target: CommandArguments = { uri, version, ids: [annotation.id] };
  item.command = { title: l10n.t("Go to"), command: "dateline.reveal", arguments: [target] };
  const spoken = [
    figure
      ? l10n.t("casualty figure, {0} {1}", termOf(figure.harm), figure.count)
      : [label, called, annotation.text].filter((part) => part !== undefined).join(" "),
    ...attributesInWords(annotation.attributes),
    termOf(status),
    ...(annotation.disputed ? [l10n.t("disputed")] : []),
    l10n.t("line {0}", annotation.range.start.line + 1),
  ];
  item.accessibilityInformation = { label: spoken.join(", ") };
  return item;
}
