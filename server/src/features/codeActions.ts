import * as l10n from "@vscode/l10n";
import { movedEdge } from "../annotations/boundary.ts";
import { type Attribute, type AttributeValue, attributesFor, type Tagset } from "../annotations/tagset.ts";
import { type Lines, type Range, toRange } from "../positions.ts";
import {
  type Act,
  type ApplyIdenticalParams,
  type CommandArguments,
  commands,
  type Edge,
  edges,
  entityLabels,
  labelCommands,
  type PublishedAnnotation,
} from "../protocol.ts";
import { type Span, sameSpan } from "../text/span.ts";
import { identicalActions } from "./identicalActions.ts";
import { labelPlaces } from "./labelPlaces.ts";
import { type ArticleView, type Item, itemsIn } from "./view.ts";
import { figureInWords, isOthers, isolated, quoted } from "./words.ts";

/** How many UTF-16 code units of an annotation's words a title has. */
const LONGEST = 40;

/** A code action that runs one of the correction commands. */
export interface CorrectionAction {
  readonly title: string;
  readonly kind: string;
  readonly command: {
    readonly title: string;
    readonly command: string;
    readonly arguments: [CommandArguments | ApplyIdenticalParams];
  };
  readonly isPreferred?: boolean;
}

export interface ActionOptions {
  readonly uri: string;
  readonly version: number;
  /** The client asks for a label or a figure's fields itself, so that one action serves for all. */
  readonly pickers: boolean;
  /** In whose name decisions are made. */
  readonly annotator: string;
  /** The article is in a project's folder, which can have names of its own. */
  readonly names: boolean;
  readonly tagset: Tagset;
}

/** Below `quickfix` the editor shows it for a cursor too; the sub-kind lets users bind keys to ours alone. */
const KIND = "quickfix.dateline";

function edgeInWords(edge: Edge, name: string): string {
  switch (edge) {
    case "extendStart":
      return l10n.t("Move the beginning back a word: {0}", name);
    case "shrinkStart":
      return l10n.t("Move the beginning on a word: {0}", name);
    case "shrinkEnd":
      return l10n.t("Move the end back a word: {0}", name);
    case "extendEnd":
      return l10n.t("Move the end on a word: {0}", name);
  }
}

function allInWords(act: Act, count: number, words: string, label: string): string {
  switch (act) {
    case "accept":
      return l10n.t("Accept all {0} mentions of {1} as {2}", count, words, label);
    case "relabel":
      return l10n.t("Relabel all {0} mentions of {1}", count, words);
    case "reject":
      return l10n.t("Reject all {0} mentions of {1}", count, words);
    case "remove":
      return l10n.t("Remove the decisions on all {0} mentions of {1}", count, words);
  }
}

/** What can be done with the annotations in a span, and with the span itself where it is a selection. */
export function correctionActions(
  document: Lines & { getText(): string },
  view: ArticleView,
  span: Span,
  range: Range,
  options: ActionOptions,
): CorrectionAction[] {
  const text = document.getText();
  const { tagset } = options;
  const found: CorrectionAction[] = [];
  const act = (
    title: string,
    command: string,
    more: Omit<CommandArguments, "uri" | "version">,
    preferred = false,
  ): void => {
    const args: CommandArguments = { uri: options.uri, version: options.version, ...more };
    found.push({
      title,
      kind: KIND,
      command: { title, command, arguments: [args] },
      ...(preferred ? { isPreferred: true } : {}),
    });
  };
  const all = (item: Item): void => {
    const { text: words, label, status } = item.published;
    if (options.pickers) {
      const ids = [item.published.id];
      act(l10n.t("Accept all {0} as {1}…", quoted(words, LONGEST), label ?? ""), "dateline.acceptAll", {
        ids,
      });
      if (status === "suggested")
        act(l10n.t("Reject all {0}…", quoted(words, LONGEST)), "dateline.rejectAll", { ids });
      return;
    }
    const place = { uri: options.uri, version: options.version };
    for (const { act: own, count, command, argument } of identicalActions(text, view, item, place)) {
      const title = allInWords(own, count, quoted(words, LONGEST), label ?? "");
      found.push({ title, kind: KIND, command: { title, command, arguments: [argument] } });
    }
  };
  // Before everything else: a decision that two sides made differently is to be chosen, not removed.
  for (const { start, end, id, choices } of view.conflicts)
    if (start <= span.end && span.start <= end)
      for (const { choice, words } of choices)
        act(l10n.t("Keep {0}", words), commands.settle, { ids: [id], choice }, found.length === 0);
  for (const { start, end, label } of labelPlaces(view, tagset)) {
    if (label === null || start > span.end || span.start > end) continue;
    if (options.names) act(l10n.t("Make {0} a label of this project", label), labelCommands.add, { label });
    if (options.pickers) act(l10n.t("Rename the label {0}…", label), "dateline.renameLabel", { label });
  }
  const items = itemsIn(view, span).slice(0, 4);
  for (const item of items) {
    const { span: own, published } = item;
    const name = nameOf(published);
    const ids = [published.id];
    if (published.status === "suggested") {
      act(l10n.t("Accept {0}", name), commands.accept, { ids }, found.length === 0);
      act(l10n.t("Reject {0}", name), commands.reject, { ids });
    } else if (isOthers(published, options.annotator)) {
      act(l10n.t("Agree with {0} on {1}", isolated(published.by ?? ""), name), commands.accept, { ids });
      act(l10n.t("Reject {0}, and keep the other opinion", name), commands.reject, { ids });
    } else {
      if (published.touched)
        act(l10n.t("Accept {0} as edited", name), commands.accept, { ids }, found.length === 0);
      act(l10n.t("Remove the decision on {0}", name), commands.remove, { ids });
    }
    if (published.kind === "figure") {
      if (options.pickers) act(l10n.t("Edit figure {0}…", name), commands.editFigure, { ids });
    } else if (options.pickers) {
      act(l10n.t("Relabel {0}…", name), commands.relabel, { ids });
    } else {
      for (const { name: label } of tagset.labels) {
        if (label !== published.label)
          act(l10n.t("Relabel {0} as {1}", name, label), commands.relabel, { ids, label });
      }
    }
    const attributes = attributesFor(tagset, published.label);
    if (options.pickers && attributes.length > 0)
      act(l10n.t("Set an attribute of {0}…", name), commands.setAttribute, { ids });
    else
      for (const { attribute, value } of attributes.flatMap((one) => choicesOf(one, published)))
        act(choiceInWords(attribute, value, name), commands.setAttribute, {
          ids,
          attribute,
          value,
        });
    if (item === items.find((one) => one.published.kind === "entity")) all(item);
    if (options.names && published.kind === "entity") {
      const words = quoted(published.text, LONGEST);
      if (published.status === "suggested")
        act(l10n.t("Never suggest {0} in this project", words), commands.neverSuggest, { ids });
      if (published.origin !== "project" && entityLabels.some((label) => label === published.label))
        act(
          l10n.t("Add {0} to the project's names, as {1}", words, published.label ?? ""),
          commands.addName,
          { ids },
        );
    }
    for (const edge of edges) {
      if (movedEdge(text, own, edge)) act(edgeInWords(edge, name), commands[edge], { ids });
    }
    if (span.start < span.end && !sameSpan(span, own)) {
      act(l10n.t("Set the boundaries of {0} to the selection", name), commands.resize, { ids, range });
    }
  }
  for (const place of view.lost.filter((one) => one.start <= span.end && span.start <= one.end).slice(0, 4)) {
    const ids = [place.id];
    const where = toRange(document, place);
    act(
      l10n.t("Place {0} on {1}", place.name, place.words),
      commands.place,
      { ids, range: where },
      found.length === 0,
    );
    for (const other of view.lost.filter(({ id, start }) => id === place.id && start !== place.start)) {
      const range = toRange(document, other);
      act(l10n.t("Place {0} on line {1} instead", place.name, range.start.line + 1), commands.place, {
        ids,
        range,
      });
    }
    act(l10n.t("Remove the lost {0}", place.name), commands.remove, { ids });
  }
  if (span.start < span.end) {
    for (const { published } of view.items.filter((item) => item.published.status === "orphaned").slice(0, 4))
      act(l10n.t("Place the lost {0} on the selection", nameOf(published)), commands.place, {
        ids: [published.id],
        range,
      });
    if (options.pickers) {
      act(l10n.t("Annotate the selection…"), commands.add, { range });
      act(l10n.t("Add a casualty figure from the selection…"), commands.addFigure, { range });
    } else {
      for (const { name: label } of tagset.labels)
        act(l10n.t("Annotate the selection as {0}", label), commands.add, { range, label });
    }
  }
  return found;
}

/** What a client without pickers can choose of an attribute: words in full are for a picker alone. */
function choicesOf(
  { name, values }: Attribute,
  { attributes }: PublishedAnnotation,
): { attribute: string; value: AttributeValue | null }[] {
  const all: readonly AttributeValue[] =
    values === "boolean" ? [true, false] : values === "text" ? [] : values;
  const others = [
    ...all.filter((value) => value !== attributes[name]),
    ...(name in attributes ? [null] : []),
  ];
  return others.map((value) => ({ attribute: name, value }));
}

function choiceInWords(attribute: string, value: AttributeValue | null, name: string): string {
  if (value === null) return l10n.t("Take away {0} of {1}", attribute, name);
  const said = typeof value === "string" ? isolated(value) : value ? l10n.t("yes") : l10n.t("no");
  return l10n.t("Set {0} “{1}” of {2}", attribute, said, name);
}

function nameOf({ figure, label, text }: PublishedAnnotation): string {
  if (figure) return figureInWords(figure);
  return `${label} ${quoted(text, LONGEST)}`;
}
