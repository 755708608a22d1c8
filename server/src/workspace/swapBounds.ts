import * as l10n from "@vscode/l10n";
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { parseSidecar } from "../annotations/sidecar.ts";
import { decodeArticle } from "./articleText.ts";
import { type FileSystem, messageOf, nameOf, sidecarOf } from "./fileSystem.ts";

/**
 * Swaps the bounds of figures in an article's sidecar that stand in the wrong order, as another program or a hand wrote
 * them; every other byte stays.
 * @returns how many were swapped; or why it cannot be done, for the user: then the sidecar is as it was
 */
export async function swapBounds(files: FileSystem, article: string): Promise<number | string> {
  const uri = sidecarOf(article);
  const name = nameOf(uri);
  try {
    return await files.exclusive(uri, async () => {
      const bytes = await files.read(uri);
      if (!bytes) return l10n.t("{0} is gone.", name);
      const { text, valid } = decodeArticle(bytes);
      if (!valid || parseSidecar(text).problem?.kind !== "bounds")
        return l10n.t("{0} has no bounds in the wrong order; look again.", name);
      const { swapped, count } = withSwapped(text);
      const { problem } = parseSidecar(swapped);
      if (problem && problem.kind !== "bounds")
        return l10n.t("{0} has more than its bounds wrong: {1}", name, problem.message);
      await files.write(uri, new TextEncoder().encode(swapped));
      return count;
    });
  } catch (error) {
    return l10n.t("{0} cannot be mended: {1}.", name, messageOf(error));
  }
}

/** The text of a sidecar with the bounds of each object swapped where `min` is above `max`. */
function withSwapped(text: string): { readonly swapped: string; readonly count: number } {
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
  return { swapped, count: pairs.length };
}
