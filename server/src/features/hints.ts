import * as l10n from "@vscode/l10n";
import type { Position, Range } from "../positions.ts";
import { type CommandArguments, commands, directed, type Harm, listed } from "../protocol.ts";
import { type ArticleView, isShown } from "./view.ts";
import { harmInWords } from "./words.ts";

/** What is shown behind a line of the text: the values that its words stand for. */
export interface Hint {
  readonly position: Position;
  readonly label: string;
}

/**
 * How much is shown behind one line, in UTF-16 code units. VS Code cuts what is longer than 43 in the middle of a number where
 * `editor.inlayHints.maximumLength` has not been set, as the manifest does for articles.
 */
const MOST = 64;

/**
 * For each line of a range that states figures, dates or amounts, their normalised values at the end of the line, figures
 * first and by harm: inside it they would move the words. `lineEnd` gives the length of a line in UTF-16 code units.
 */
export function hintsIn(view: ArticleView, range: Range, lineEnd: (line: number) => number): Hint[] {
  const byLine = new Map<number, { figures: Map<Harm, string[]>; others: string[] }>();
  for (const { published } of view.items) {
    const { figure, entity } = published;
    const value = figure?.count ?? entity?.value ?? null;
    const { line } = published.range.end;
    if (value === null || !isShown(published) || line < range.start.line || line > range.end.line) continue;
    const values = byLine.get(line) ?? { figures: new Map<Harm, string[]>(), others: [] };
    const own = figure ? (values.figures.get(figure.harm) ?? []) : values.others;
    if (!own.includes(value)) own.push(value);
    if (figure) values.figures.set(figure.harm, own);
    byLine.set(line, values);
  }
  return [...byLine].map(([line, { figures, others }]) => ({
    position: { line, character: lineEnd(line) },
    label: directed(
      fitting([...[...figures].map(([harm, counts]) => `${harmInWords(harm)} ${listed(counts)}`), ...others]),
    ),
  }));
}

/** As many of the values as there is room for, each whole. */
function fitting(values: readonly string[]): string {
  let label = values[0] ?? "";
  for (const [n, value] of values.entries()) {
    if (n === 0) continue;
    const longer = `${label} · ${value}`;
    if (longer.length > MOST - (n < values.length - 1 ? 2 : 0)) return `${label} …`;
    label = longer;
  }
  return label;
}

/** A line above a paragraph that accepts what is suggested in it. */
export interface Lens {
  readonly range: Range;
  readonly title: string;
  readonly command: string;
  readonly arguments: [CommandArguments];
}

export interface LensPlace {
  /** Of a paragraph. */
  readonly range: Range;
  /** Above which line its lens stands. */
  readonly line: number;
}

/**
 * Where lenses stand: above their paragraphs, those of right-to-left ones below, above the blank line there. VS Code begins a
 * lens where its line begins, and at the right end of the line its words would be cut.
 */
export function lensPlace(range: Range, fromRight: boolean, isBlank: (line: number) => boolean): LensPlace {
  const below = range.end.line + 1;
  return { range, line: fromRight && isBlank(below) ? below : range.start.line };
}

/** A lens for each paragraph with suggestions that nobody has decided. */
export function lensesOf(
  view: ArticleView,
  paragraphs: readonly LensPlace[],
  about: { readonly uri: string; readonly version: number },
): Lens[] {
  const open = view.items.map(({ published }) => published).filter(({ status }) => status === "suggested");
  let next = 0;
  return paragraphs.flatMap(({ range, line }): Lens[] => {
    const ids: string[] = [];
    while (next < open.length && !isBehind(open[next]?.range.start, range.end)) {
      const one = open[next];
      if (one) ids.push(one.id);
      next++;
    }
    const title =
      ids.length === 1 ? l10n.t("Accept 1 suggestion") : l10n.t("Accept {0} suggestions", ids.length);
    return ids.length === 0
      ? []
      : [
          {
            range: { start: { line, character: 0 }, end: { line, character: 0 } },
            title,
            command: commands.accept,
            arguments: [{ ...about, ids }],
          },
        ];
  });
}

const isBehind = (place: Position | undefined, end: Position): boolean =>
  place !== undefined &&
  (place.line > end.line || (place.line === end.line && place.character >= end.character));
