import * as l10n from "@vscode/l10n";
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { parseSidecar } from "../annotations/sidecar.ts";
import type { FileSystem } from "./fileSystem.ts";
import { type Mended, mendSidecar } from "./mendSidecar.ts";

const cannot = (name: string, why: string): string => l10n.t("{0} cannot be mended: {1}.", name, why);

/**
 * Swaps the bounds of figures in an article's sidecar that stand in the wrong order, as another program or a hand wrote
 * them; every other byte stays.
 * @returns how many were swapped; or why it cannot be done, for the user: then the sidecar is as it was
 */
export const swapBounds = (files: FileSystem, article: string): Promise<number | string> =>
  mendSidecar(files, article, cannot, ({ text, valid }, name) => {
    if (!valid || parseSidecar(text).problem?.kind !== "bounds")
      return l10n.t("{0} has no bounds in the wrong order; look again.", name);
    const swapped = withSwapped(text);
    const { problem } = parseSidecar(swapped.text);
    return problem && problem.kind !== "bounds"
      ? l10n.t("{0} has more than its bounds wrong: {1}", name, problem.message)
      : swapped;
  });

/** The text of a sidecar with the bounds of each object swapped where `min` is above `max`. */
function withSwapped(text: string): Mended {
  const pairs: [Node, Node][] = [];
  const visit = (node: Node): void => {
    const [min, max] = ["min", "max"].map((key) => findNodeAtLocation(node, [key]));
    if (typeof min?.value === "number" && typeof max?.value === "number" && min.value > max.value)
      pairs.push([min, max]);
    for (const child of node.children ?? []) visit(child);
  };
  const root = parseTree(text);
  const annotations = root && findNodeAtLocation(root, ["annotations"]);
  if (annotations) visit(annotations);
  const of = ({ offset, length }: Node): string => text.slice(offset, offset + length);
  const edits = pairs
    .flatMap(([min, max]) => [
      { at: min, by: of(max) },
      { at: max, by: of(min) },
    ])
    .sort((a, b) => b.at.offset - a.at.offset);
  let swapped = text;
  for (const { at, by } of edits)
    swapped = swapped.slice(0, at.offset) + by + swapped.slice(at.offset + at.length);
  return { text: swapped, count: pairs.length };
}
