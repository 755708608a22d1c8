import { TextDocument } from "vscode-languageserver-textdocument";
import type { Reading, Run } from "./acts.ts";
import { mentionsAt, type PlacedEntity } from "./annotations/identical.ts";
import { mayHave, occurrencesOf, type Pattern, patternOf } from "./annotations/likeWords.ts";
import { closedDecisions, closedText } from "./closedArticles.ts";
import { entityAt, mentionsOf } from "./features/highlights.ts";
import type { IdenticalHost } from "./identical.ts";
import { type Range, toRange } from "./positions.ts";
import { closedEntities, openEntities } from "./shownEntities.ts";
import type { Span } from "./text/span.ts";

/** A mention in an article. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/**
 * Where the entity at a place of an open article is mentioned: in this article all its mentions, in the others of the
 * workspace the annotations and suggestions of its label that have one of the forms of its name, in either script, that
 * this article has. Articles that are not open are read from their files; only those that have a form are analysed.
 * What cannot be read has no references.
 */
export async function referencesAt(
  host: IdenticalHost,
  uri: string,
  offsetAt: (document: TextDocument) => number,
  run: Run,
): Promise<Place[]> {
  const seen = await host.articles.seen(uri);
  if (!seen) return [];
  const { document } = seen.article;
  const entity = entityAt(seen.view, offsetAt(document));
  if (!entity) return [];
  const found: Place[] = mentionsOf(seen.view, entity).map(({ range }) => ({ uri, range }));
  const patterns = [...new Set([entity.text, ...(entity.entity?.forms ?? [])])]
    .map((form) => patternOf(form, { matchCase: true, matchMarks: false }))
    .filter((pattern) => pattern !== null);
  const all = await host.workspace();
  const reading = host.reading();
  for (const [n, other] of all.entries()) {
    if (run.cancelled()) break;
    run.progress(n, all.length);
    if (other === uri) continue;
    for (const place of await placesIn(host, reading, other, patterns, entity.label ?? ""))
      found.push({ uri: other, range: place });
    await host.pause();
  }
  return found;
}

async function placesIn(
  host: IdenticalHost,
  reading: Reading,
  uri: string,
  patterns: readonly Pattern[],
  label: string,
): Promise<Range[]> {
  const seen = await host.articles.seen(uri);
  const file = seen ? { text: seen.article.document.getText() } : await closedText(host.files, uri);
  if (typeof file === "string") return [];
  const { text } = file;
  const own = patterns.filter((pattern) => mayHave(text, pattern));
  const occurrences = own.map((pattern) => occurrencesOf(text, pattern)).filter(({ length }) => length > 0);
  if (occurrences.length === 0) return [];
  const entities = seen ? openEntities(host, seen) : await readEntities(host, reading, uri, text);
  const places = new Map<number, Span>();
  for (const { on } of occurrences.flatMap((all) => mentionsAt(all, entities)))
    if (on && on.label === label && on.status !== "rejected") places.set(on.start, on);
  const document = TextDocument.create(uri, "article", 0, text);
  return [...places.values()].sort((a, b) => a.start - b.start).map((span) => toRange(document, span));
}

async function readEntities(
  host: IdenticalHost,
  reading: Reading,
  uri: string,
  text: string,
): Promise<PlacedEntity[]> {
  const stored = await closedDecisions(host.files, uri, text);
  return typeof stored === "string" ? [] : closedEntities(host, reading, uri, text, stored);
}
