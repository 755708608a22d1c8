import * as l10n from "@vscode/l10n";
import { defaultTagset, type Tagset } from "../annotations/tagset.ts";
import type { Range } from "../positions.ts";
import type { PublishedAnnotation } from "../protocol.ts";
import type { ArticleView } from "./view.ts";
import { harmInWords, isolated } from "./words.ts";

/** A symbol of the outline: a group of annotations, or one of them. Kinds are LSP's numbers. */
export interface OutlineSymbol {
  name: string;
  detail: string;
  kind: number;
  range: Range;
  selectionRange: Range;
  children: OutlineSymbol[];
}

/** `SymbolKind` of LSP, as near as its vocabulary comes to ours. */
const KINDS: Record<string, number> = {
  PERSON: 5, // Class
  ORG: 11, // Interface
  LOC: 3, // Namespace
  NORP: 10, // Enum
  DATE: 14, // Constant
  MONEY: 16, // Number
  WEAPON: 23, // Struct
};
const EVENT = 24;
const FIELD = 8;
const PACKAGE = 4;

/** The kind of an entity of a label, or without one of a figure. */
export const symbolKind = (label: string | null): number =>
  label === null ? EVENT : (KINDS[label] ?? FIELD);

/** The annotations of an article as an outline: figures first, then entities by label with their mentions. */
export function outlineOf(view: ArticleView, tagset: Tagset = defaultTagset): OutlineSymbol[] {
  const visible = view.items
    .map(({ published }) => published)
    .filter(({ status }) => status !== "rejected" && status !== "orphaned");
  const groups: OutlineSymbol[] = [];
  const figures = visible.filter(({ kind }) => kind === "figure");
  if (figures.length > 0) groups.push(group(l10n.t("Casualty figures"), EVENT, figures.map(figureSymbol)));
  const labels = [
    ...new Set([...tagset.labels.map(({ name }) => name), ...visible.map(({ label }) => label)]),
  ];
  for (const label of labels) {
    if (label === null) continue;
    const mentions = visible.filter((annotation) => annotation.label === label);
    if (mentions.length > 0) groups.push(group(label, PACKAGE, entitySymbols(mentions, label)));
  }
  return groups;
}

function group(name: string, kind: number, children: OutlineSymbol[]): OutlineSymbol {
  const first = children[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const end = children.reduce(
    (last, child) => (later(child.range.end, last) ? child.range.end : last),
    first.end,
  );
  const start = children.reduce(
    (least, child) => (later(least, child.range.start) ? child.range.start : least),
    first.start,
  );
  return {
    name,
    detail: String(children.length),
    kind,
    range: { start, end },
    selectionRange: { start, end: start },
    children,
  };
}

const later = (a: Range["start"], b: Range["start"]): boolean =>
  a.line > b.line || (a.line === b.line && a.character > b.character);

/** An annotation by itself. */
export function annotationSymbol(annotation: PublishedAnnotation): OutlineSymbol {
  if (annotation.figure) return figureSymbol(annotation);
  const { text, label, range, entity } = annotation;
  const detail = entity?.value ? `${label} ${entity.value}` : (label ?? "");
  return symbol(isolated(text), detail, KINDS[label ?? ""] ?? FIELD, range);
}

function figureSymbol(annotation: PublishedAnnotation): OutlineSymbol {
  const { figure } = annotation;
  const name = figure ? `${harmInWords(figure.harm)}: ${figure.count}` : annotation.text;
  return {
    name,
    detail: isolated(annotation.text),
    kind: EVENT,
    range: annotation.range,
    selectionRange: annotation.range,
    children: [],
  };
}

function entitySymbols(mentions: readonly PublishedAnnotation[], label: string): OutlineSymbol[] {
  const entities = new Map<string, PublishedAnnotation[]>();
  for (const mention of mentions) {
    const id = mention.entity?.id ?? mention.text;
    const own = entities.get(id);
    if (own) own.push(mention);
    else entities.set(id, [mention]);
  }
  const kind = symbolKind(label);
  return [...entities.values()].map((own) => {
    const [first] = own;
    const children = own.map((mention) =>
      symbol(isolated(mention.text), mention.entity?.value ?? "", FIELD, mention.range),
    );
    const whole = group(first?.entity?.name ?? first?.text ?? "", kind, children);
    const name = isolated(first?.entity?.name ?? first?.text ?? "");
    if (own.length === 1 && first) return symbol(name, first.entity?.value ?? "", kind, first.range);
    return { ...whole, name };
  });
}

/** A symbol without children of a range; what has no name to show gets a dash. */
export const symbol = (name: string, detail: string, kind: number, range: Range): OutlineSymbol => ({
  name: name.trim() === "" ? "–" : name,
  detail,
  kind,
  range,
  selectionRange: range,
  children: [],
});
