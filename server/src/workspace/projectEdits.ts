import { applyEdits, findNodeAtLocation, getNodeValue, type JSONPath, modify, parseTree } from "jsonc-parser";
import { labelNamed, type Tagset } from "../annotations/tagset.ts";

function set(text: string, path: JSONPath, value: unknown, insert = false): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  return applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion: insert }));
}

/**
 * The text of a project's file in which a label has another name, also among the labels that attributes are for; with
 * comments and layout as they are. Where `to` is a label already, `from` goes; a label that the file does not have comes
 * in under its new name. With `keep` both are there: some annotations keep the old name.
 * @param text of a file that can be used; empty for one that is not there
 */
export function withRenamedLabel(
  text: string,
  tagset: Tagset,
  from: string,
  to: string,
  keep: boolean,
): string {
  let result = text.trim() === "" ? "{}\n" : text;
  const names = itemsAt(result, ["labels"]).map((item) => (item as { name?: unknown }).name);
  const at = names.indexOf(from);
  const isThere = labelNamed(tagset, to) !== undefined;
  if (at < 0) {
    if (!isThere) result = appended(result, ["labels"], { name: to });
  } else if (keep) {
    const { key: _, ...item } = itemsAt(result, ["labels"])[at] as { key?: unknown };
    if (!isThere) result = set(result, ["labels", at + 1], { ...item, name: to }, true);
  } else if (isThere) result = set(result, ["labels", at], undefined);
  else result = set(result, ["labels", at, "name"], to);
  for (const attribute of Object.keys(valueAt(result, ["attributes"]) ?? {}))
    result = withRenamedItem(result, ["attributes", attribute, "labels"], from, to, keep);
  return result;
}

function withRenamedItem(text: string, path: JSONPath, from: string, to: string, keep: boolean): string {
  const items = itemsAt(text, path);
  const at = items.indexOf(from);
  if (at < 0) return text;
  const isThere = items.includes(to);
  if (keep) return isThere ? text : set(text, [...path, at + 1], to, true);
  return isThere ? set(text, [...path, at], undefined) : set(text, [...path, at], to);
}

/** A list with an item more; where it is missing it is made. */
const appended = (text: string, path: JSONPath, item: unknown): string =>
  valueAt(text, path) === undefined
    ? set(text, path, [item])
    : set(text, [...path, itemsAt(text, path).length], item, true);

function valueAt(text: string, path: JSONPath): object | undefined {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, path);
  return node ? (getNodeValue(node) as object) : undefined;
}

const itemsAt = (text: string, path: JSONPath): readonly unknown[] => {
  const value = valueAt(text, path);
  return Array.isArray(value) ? value : [];
};
