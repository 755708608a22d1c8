import {
  type Act,
  effectOn,
  type IdenticalMention,
  mentionsAt,
  type PlacedEntity,
  stanceOf,
} from "../annotations/identical.ts";
import { occurrencesOf, patternOf } from "../annotations/likeWords.ts";
import { type ApplyIdenticalParams, identicalCommands } from "../protocol.ts";
import type { ArticleView, Item } from "./view.ts";

/** An act on several mentions of one article, with the ids of all that are meant: for clients without a list. */
export interface IdenticalAction {
  readonly act: Act;
  readonly count: number;
  readonly command: (typeof identicalCommands)["apply"];
  readonly argument: ApplyIdenticalParams;
}

const placed = ({ span, published }: Item): PlacedEntity => ({
  ...span,
  id: published.id,
  label: published.label ?? "",
  status: published.status,
  text: published.text,
  by: published.by,
  touched: published.touched,
});

/** What can be done to all mentions with the words of an entity, where there are several. */
export function identicalActions(
  text: string,
  view: ArticleView,
  item: Item,
  place: { readonly uri: string; readonly version: number },
): IdenticalAction[] {
  const { label, text: words, kind } = item.published;
  const pattern = patternOf(words, { matchCase: true, matchMarks: false });
  if (kind !== "entity" || label === null || !pattern) return [];
  const entities = view.items.filter(
    ({ published }) => published.kind === "entity" && published.status !== "orphaned",
  );
  const mentions = mentionsAt(occurrencesOf(text, pattern), entities.map(placed));
  const decided = stanceOf(placed(item));
  const action = (act: Act): IdenticalAction[] => {
    const meant = mentions.filter(
      (one: IdenticalMention) => effectOn(one, { act, label, decided }) === "meant",
    );
    if (meant.length < 2) return [];
    const ids = meant.map(({ id }) => id);
    const argument: ApplyIdenticalParams = { act, label, articles: [{ ...place, ids }] };
    return [{ act, count: meant.length, command: identicalCommands.apply, argument }];
  };
  return decided === null
    ? [...action("accept"), ...action("reject")]
    : [...action("accept"), ...action("remove")];
}
