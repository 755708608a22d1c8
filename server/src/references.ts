import type { TextDocument } from "vscode-languageserver-textdocument";
import { type AcrossHost, identitiesAt, mentioning, type Sought, soughtFrom } from "./acrossArticles.ts";
import type { Run } from "./acts.ts";
import { entityAt, mentionsOf } from "./features/highlights.ts";
import type { Range } from "./positions.ts";
import type { PublishedAnnotation } from "./protocol.ts";

/** A mention in an article. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** An entity as an article has it, with the forms that the project and our own lists know beside the article's. */
export const soughtOf = (
  host: Pick<AcrossHost, "listed">,
  uri: string,
  entity: PublishedAnnotation,
): Sought =>
  soughtFrom(identitiesAt(host, uri), entity.label ?? "", entity.entity?.name ?? entity.text, [
    entity.text,
    ...(entity.entity?.forms ?? []),
  ]);

/**
 * Where the entity at a place of an open article is mentioned: in this article all its mentions, in the others of the
 * workspace those of the entities of its label that have one of its forms, in either language.
 */
export async function referencesAt(
  host: AcrossHost,
  uri: string,
  offsetAt: (document: TextDocument) => number,
  run: Run,
): Promise<Place[]> {
  const seen = await host.articles.seen(uri);
  if (!seen) return [];
  const entity = entityAt(seen.view, offsetAt(seen.article.document));
  if (!entity) return [];
  const found: Place[] = mentionsOf(seen.view, entity).map(({ range }) => ({ uri, range }));
  for await (const { uri: other, mentions } of mentioning(host, soughtOf(host, uri, entity), run, uri))
    found.push(...mentions.map(({ range }) => ({ uri: other, range })));
  return found;
}
