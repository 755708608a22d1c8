import type { Range } from "../positions.ts";

/** Lines that fold into their first one; zero-based. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * What can be folded in a text, from the ranges of its paragraphs in order: stretches of two lines and more without a
 * blank one, as a paragraph that was broken by hand, or a list. A paragraph on one line has nothing to hide.
 */
export function foldsOf(paragraphs: readonly Range[]): Fold[] {
  const blocks: { startLine: number; endLine: number }[] = [];
  for (const { start, end } of paragraphs) {
    const last = blocks.at(-1);
    if (last && start.line <= last.endLine + 1) last.endLine = end.line;
    else blocks.push({ startLine: start.line, endLine: end.line });
  }
  return blocks.filter(({ startLine, endLine }) => endLine > startLine);
}
