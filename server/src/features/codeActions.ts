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
import { harmInWords, isOthers, isolated } from "./words.ts";

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

const EDGES: Record<Edge, string> = {
  extendStart: "Move the beginning back a word:",
  shrinkStart: "Move the beginning on a word:",
  shrinkEnd: "Move the end back a word:",
  extendEnd: "Move the end on a word:",
};

const ALL: Record<Act, string> = {
  accept: "Accept all",
  relabel: "Relabel all",
  reject: "Reject all",
  remove: "Remove the decisions on all",
};

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
      act(`Accept all ${quoted(words)} as ${label}…`, "dateline.acceptAll", { ids });
      if (status === "suggested") act(`Reject all ${quoted(words)}…`, "dateline.rejectAll", { ids });
      return;
    }
    const place = { uri: options.uri, version: options.version };
    for (const { act: own, count, command, argument } of identicalActions(text, view, item, place)) {
      const title = `${ALL[own]} ${count} mentions of ${quoted(words)}${own === "accept" ? ` as ${label}` : ""}`;
      found.push({ title, kind: KIND, command: { title, command, arguments: [argument] } });
    }
  };
  // Before everything else: a decision that two sides made differently is to be chosen, not removed.
  for (const { start, end, id, choices } of view.conflicts)
    if (start <= span.end && span.start <= end)
      for (const { choice, words } of choices)
        act(`Keep ${words}`, commands.settle, { ids: [id], choice }, found.length === 0);
  for (const { start, end, label } of labelPlaces(view, tagset)) {
    if (label === null || start > span.end || span.start > end) continue;
    if (options.names) act(`Make ${label} a label of this project`, labelCommands.add, { label });
    if (options.pickers) act(`Rename the label ${label}…`, "dateline.renameLabel", { label });
  }
  const items = itemsIn(view, span).slice(0, 4);
  for (const item of items) {
    const { span: own, published } = item;
    const name = nameOf(published);
    const ids = [published.id];
    if (published.status === "suggested") {
      act(`Accept ${name}`, commands.accept, { ids }, found.length === 0);
      act(`Reject ${name}`, commands.reject, { ids });
    } else if (isOthers(published, options.annotator)) {
      act(`Agree with ${isolated(published.by ?? "")} on ${name}`, commands.accept, { ids });
      act(`Reject ${name}, and keep the other opinion`, commands.reject, { ids });
    } else {
      if (published.touched) act(`Accept ${name} as edited`, commands.accept, { ids }, found.length === 0);
      act(`Remove the decision on ${name}`, commands.remove, { ids });
    }
    if (published.kind === "figure") {
      if (options.pickers) act(`Edit figure ${name}…`, commands.editFigure, { ids });
    } else if (options.pickers) {
      act(`Relabel ${name}…`, commands.relabel, { ids });
    } else {
      for (const { name: label } of tagset.labels) {
        if (label !== published.label) act(`Relabel ${name} as ${label}`, commands.relabel, { ids, label });
      }
    }
    const attributes = attributesFor(tagset, published.label);
    if (options.pickers && attributes.length > 0)
      act(`Set an attribute of ${name}…`, commands.setAttribute, { ids });
    else
      for (const { attribute, value } of attributes.flatMap((one) => choicesOf(one, published)))
        act(`${choiceInWords(attribute, value)} of ${name}`, commands.setAttribute, {
          ids,
          attribute,
          value,
        });
    if (item === items.find((one) => one.published.kind === "entity")) all(item);
    if (options.names && published.kind === "entity") {
      const words = quoted(published.text);
      if (published.status === "suggested")
        act(`Never suggest ${words} in this project`, commands.neverSuggest, { ids });
      if (published.origin !== "project" && entityLabels.some((label) => label === published.label))
        act(`Add ${words} to the project's names, as ${published.label}`, commands.addName, { ids });
    }
    for (const edge of edges) {
      if (movedEdge(text, own, edge)) act(`${EDGES[edge]} ${name}`, commands[edge], { ids });
    }
    if (span.start < span.end && !sameSpan(span, own)) {
      act(`Set the boundaries of ${name} to the selection`, commands.resize, { ids, range });
    }
  }
  for (const place of view.lost.filter((one) => one.start <= span.end && span.start <= one.end).slice(0, 4)) {
    const ids = [place.id];
    const where = toRange(document, place);
    act(`Place ${place.name} on ${place.words}`, commands.place, { ids, range: where }, found.length === 0);
    for (const other of view.lost.filter(({ id, start }) => id === place.id && start !== place.start)) {
      const range = toRange(document, other);
      act(`Place ${place.name} on line ${range.start.line + 1} instead`, commands.place, { ids, range });
    }
    act(`Remove the lost ${place.name}`, commands.remove, { ids });
  }
  if (span.start < span.end) {
    for (const { published } of view.items.filter((item) => item.published.status === "orphaned").slice(0, 4))
      act(`Place the lost ${nameOf(published)} on the selection`, commands.place, {
        ids: [published.id],
        range,
      });
    if (options.pickers) {
      act("Annotate the selection…", commands.add, { range });
      act("Add a casualty figure from the selection…", commands.addFigure, { range });
    } else {
      for (const { name: label } of tagset.labels)
        act(`Annotate the selection as ${label}`, commands.add, { range, label });
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

const choiceInWords = (attribute: string, value: AttributeValue | null): string =>
  value === null
    ? `Take away ${attribute}`
    : `Set ${attribute} “${typeof value === "string" ? isolated(value) : value ? "yes" : "no"}”`;

function nameOf({ figure, label, text }: PublishedAnnotation): string {
  if (figure) return `“${harmInWords(figure.harm)}: ${figure.count}”`;
  return `${label} ${quoted(text)}`;
}

function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return `“${isolated(short.replace(/\s+/g, " "))}”`;
}
