import { findNodeAtLocation, parseTree } from "jsonc-parser";

/** A path into JSON as people write it: `annotations[3].start`. */
export const pathText = (path: readonly (string | number)[]): string =>
  path.map((part, n) => (typeof part === "number" ? `[${part}]` : n === 0 ? part : `.${part}`)).join("");

/** Where the value at `path`, or the nearest thing around it, stands in the text, in UTF-16 code units. */
export function placeOf(text: string, path: readonly (string | number)[]): [number, number] {
  const root = parseTree(text);
  for (let n = path.length; root && n >= 0; n--) {
    const node = findNodeAtLocation(root, path.slice(0, n));
    if (node) return [node.offset, node.offset + (n === 0 ? 1 : node.length)];
  }
  return [0, 1];
}
