import type { Child } from "../model/tree.ts";

/** A piece of a page as a node: text becomes text nodes and attributes' values, never markup. */
export function toNode(child: Child): Node {
  if (typeof child === "string") return document.createTextNode(child);
  const node = document.createElement(child.tag);
  for (const [name, value] of Object.entries(child.attributes)) node.setAttribute(name, value);
  node.append(...child.children.map(toNode));
  return node;
}

/** The element that an event came from, or the nearest around it that fits. */
export const closest = (target: EventTarget | Node | null, selector: string): HTMLElement | null => {
  const element = target instanceof Element ? target : target instanceof Node ? target.parentElement : null;
  return element?.closest<HTMLElement>(selector) ?? null;
};

/** Where a place of a text stands that is cut into many nodes: the node and the place in it; the end where it is too long. */
export function placeIn(root: Node, offset: number): [node: Node, offset: number] {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last: Node | null = null;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left <= length) return [node, left];
    left -= length;
    last = node;
  }
  return last ? [last, last.nodeValue?.length ?? 0] : [root, 0];
}

/** The reverse: how much text of `root` stands before a place in it, in UTF-16 code units. */
export function offsetOf(root: Node, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(root);
  range.setEnd(node, offset);
  return range.toString().length;
}
