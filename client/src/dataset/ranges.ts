import type { ArticleGroup, ArticleGroupRow, ArticleRow } from "../../../server/src/protocol.ts";

/** A row of the list: a group, some hundred articles of a large one, or an article. */
export type DatasetNode =
  | {
      readonly type: "articles";
      readonly group: ArticleGroup;
      readonly row: ArticleGroupRow;
      /** Of so few articles that all can be seen at once: it is open to begin with. */
      readonly open: boolean;
    }
  | { readonly type: "range"; readonly within: string; readonly from: number; readonly to: number }
  | { readonly type: "row"; readonly row: ArticleRow; readonly group: ArticleGroup };

/** The most articles that stand below one node: more are parted, so that opening a group takes no time. */
export const RANGE = 500;

/** The most articles whose groups are open to begin with. */
export const FEW = 50;

/** The parts of a group with more articles than stand below one node. */
export function rangesOf({ key, articles }: ArticleGroupRow): DatasetNode[] {
  const count = Math.ceil(articles / RANGE);
  return Array.from({ length: count }, (_, n): DatasetNode => {
    const from = n * RANGE;
    return { type: "range", within: key, from, to: Math.min(articles, from + RANGE) };
  });
}
