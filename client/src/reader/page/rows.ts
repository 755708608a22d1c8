import type { Paragraph, Place } from "../model/article.ts";
import type { Change } from "../model/changes.ts";
import type { Spot } from "../model/messages.ts";
import { paragraphRow } from "../model/render.ts";
import { closest, offsetOf, placeIn, toNode } from "./dom.ts";

/** The paragraphs of the page, each a row; rows are made anew only where a paragraph has changed. */
export interface Rows {
  /** Makes changes, in their order. */
  change(changes: readonly Change<Paragraph>[]): void;
  /** The mark at a place: of one that is cut, its first part. */
  markAt(place: Place): HTMLElement | null;
  /** The annotation that a node stands in, or the figure whose note it is in. */
  placeOf(node: EventTarget | null): Place | undefined;
  /** All marks, in the order of the text. */
  marks(): HTMLElement[];
  /** Where a node and offset of the text stand; undefined outside the text. */
  spotOf(node: Node | null, offset: number): Spot | undefined;
  /** From one spot to another, as a range of the document. */
  rangeOf(from: Spot, to: Spot): Range | undefined;
  /** Which paragraph is at the top of the window, and with a fraction how much of it is above. */
  readonly position: number;
  scrollTo(position: number): void;
  row(paragraph: number): HTMLElement | undefined;
}

/** Rows in `container`, which nothing else fills. */
export function createRows(container: HTMLElement): Rows {
  const rowAt = (paragraph: number): HTMLElement | undefined => {
    const row = container.children[paragraph];
    return row instanceof HTMLElement ? row : undefined;
  };
  const indexOf = (row: Element): number => Array.prototype.indexOf.call(container.children, row);
  const textOf = (row: Element | undefined): HTMLElement | null => row?.querySelector("p") ?? null;

  /** The last paragraph whose text begins at or above the top of the window. */
  const topRow = (): number => {
    let low = 0;
    let high = container.children.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((rowAt(middle)?.getBoundingClientRect().top ?? 0) <= 1) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    change(changes) {
      for (const { at, remove, add } of changes) {
        for (const old of [...container.children].slice(at, at + remove)) old.remove();
        const fresh = document.createDocumentFragment();
        for (const paragraph of add) fresh.append(toNode(paragraphRow(paragraph, 0, "editor")));
        container.insertBefore(fresh, container.children[at] ?? null);
      }
    },
    markAt: ({ paragraph, mark }) =>
      textOf(rowAt(paragraph))?.querySelector(`.m[data-mark="${mark}"]`) ?? null,
    placeOf(node) {
      const own = closest(node, "[data-mark]");
      const row = own?.closest(".row");
      return own && row && container.contains(row)
        ? { paragraph: indexOf(row), mark: Number(own.dataset["mark"]) }
        : undefined;
    },
    marks: () => [...container.querySelectorAll<HTMLElement>(".m[role]")],
    spotOf(node, offset) {
      const row = closest(node, ".row");
      const text = textOf(row ?? undefined);
      if (!node || !row || !text?.contains(node)) return undefined;
      return { paragraph: indexOf(row), offset: offsetOf(text, node, offset) };
    },
    rangeOf(from, to) {
      const [first, last] = [textOf(rowAt(from.paragraph)), textOf(rowAt(to.paragraph))];
      if (!first || !last) return undefined;
      const range = document.createRange();
      range.setStart(...placeIn(first, from.offset));
      range.setEnd(...placeIn(last, to.offset));
      return range;
    },
    get position() {
      const row = topRow();
      const box = textOf(rowAt(row))?.getBoundingClientRect();
      if (!box || box.height === 0) return row;
      return row + Math.min(Math.max(-box.top / box.height, 0), 0.999);
    },
    scrollTo(position) {
      const box = textOf(rowAt(Math.floor(position)))?.getBoundingClientRect();
      if (box) window.scrollBy({ top: box.top + box.height * (position % 1), behavior: "instant" });
    },
    row: rowAt,
  };
}
