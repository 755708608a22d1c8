import * as l10n from "@vscode/l10n";
import type { CheckCode } from "../../annotations/checks.ts";
import type { Tagset } from "../../annotations/tagset.ts";
import type { CasualtyFigure, Tally } from "../../detect/detection.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import type { CommandArguments, PublishedFigure } from "../../protocol.ts";
import type { Span } from "../../text/span.ts";
import type { ArticleView, Item } from "../view.ts";
import { countInWords, harmInWords, quoted as quotedTo } from "../words.ts";

/** Another place that a finding is about. */
export interface Related {
  /** Null for a place in the article itself. */
  readonly uri: string | null;
  /** UTF-16 code units; of another article, its beginning where the figure is not found. */
  readonly span: Span;
  /** Of another article: the figure's id, by which its place is found there. */
  readonly id: string | null;
  readonly message: string;
}

/** What puts a finding right: a correction command and what it is run with. */
export interface Fix {
  readonly title: string;
  readonly command: string;
  readonly more: Omit<CommandArguments, "uri" | "version">;
  /** The client asks for the rest: other clients are not offered it. */
  readonly asks?: boolean;
}

/** What a check has to say of a place. Offsets are UTF-16 code units; without a place of its own it is the first line. */
export interface Finding extends Span {
  readonly code: CheckCode;
  /** For the user: what is wrong and what to do. */
  readonly message: string;
  readonly related: readonly Related[];
  /** The first is the one to take without looking. */
  readonly fixes: readonly Fix[];
  /** It rests on a suggestion that nobody has decided, and speaks one step lower. */
  readonly suggested: boolean;
  /** The words by which it is known when somebody ignores it; null for what cannot be ignored. */
  readonly about: { readonly quote: string; readonly other?: string } | null;
}

/** What another article on the same event says, of decided figures alone. */
export interface OtherArticle {
  readonly uri: string;
  /** Its path in the workspace. */
  readonly name: string;
  readonly published: string | null;
  readonly tally: Tally;
  readonly figures: readonly Pick<CasualtyFigure, "id" | "harm" | "text" | "min" | "max">[];
}

/** What checks look at: one version of an article's text, and what is known beside it. */
export interface Checked {
  readonly text: string;
  readonly view: Pick<ArticleView, "items" | "figures" | "basis" | "own" | "lost" | "conflicts">;
  readonly codebook: Codebook;
  readonly tagset: Tagset;
  /** ISO date. */
  readonly published: string | null;
  /** The text has changed since somebody said that the article is done; who did. Null where it has not. */
  readonly stale: { readonly by: string | null } | null;
  readonly others: readonly OtherArticle[];
}

/** A check of an article. Pure. */
export type Check = (checked: Checked) => readonly Finding[];

/** A figure as checks see it: with the ids of other figures, and with what it refers to in words. */
export interface CheckedFigure {
  readonly item: Item;
  readonly figure: CasualtyFigure;
  readonly record: PublishedFigure;
  readonly decided: boolean;
}

const made = new WeakMap<Checked["view"], readonly CheckedFigure[]>();

/** The figures of a view that stand in the text, by position. */
export function figuresOf(view: Checked["view"]): readonly CheckedFigure[] {
  const known = made.get(view);
  if (known) return known;
  const byId = new Map(view.figures.map((figure) => [figure.id, figure]));
  const figures = view.items.flatMap((item): CheckedFigure[] => {
    const figure = byId.get(item.published.id);
    const record = item.published.figure;
    return figure && record ? [{ item, figure, record, decided: item.annotation !== null }] : [];
  });
  made.set(view, figures);
  return figures;
}

/** Words as they are remembered: white space as one space. */
export const plain = (words: string): string => words.replace(/\s+/g, " ").trim();

/** Words of an article inside a message. */
export const quoted = (words: string): string => quotedTo(plain(words), 60);

/** A figure inside a message: its words, and what they say of whom. */
export const named = (figure: CasualtyFigure): string =>
  l10n.t("{0} ({1}: {2})", quoted(figure.text), harmInWords(figure.harm), countInWords(figure));

/** A place in the article itself. */
export const here = ({ start, end }: Span, message: string): Related => ({
  uri: null,
  span: { start, end },
  id: null,
  message,
});
