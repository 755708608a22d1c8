import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Reading as ReadClosed, Run } from "./acts.ts";
import { CorrectionError } from "./annotations/correction.ts";
import {
  effectOn,
  type IdenticalMention as Mention,
  mentionsAt,
  type PlacedEntity,
  stanceOf,
  type Wanted,
} from "./annotations/identical.ts";
import { mayHave, occurrencesOf, type Pattern, patternOf } from "./annotations/likeWords.ts";
import type { Seen } from "./articlesHost.ts";
import { closedDecisions, closedText } from "./closedArticles.ts";
import { checked } from "./correctionSchema.ts";
import { lineWords } from "./features/lineWords.ts";
import type { IdenticalHost } from "./identical.ts";
import { findSchema } from "./identicalSchema.ts";
import { toRange, toSpan } from "./positions.ts";
import * as protocol from "./protocol.ts";
import { closedEntities, openEntities } from "./shownEntities.ts";
import { trimmed } from "./text/span.ts";
import { sha256 } from "./workspace/articleText.ts";

/** The most mentions that are listed: nobody looks through more, and the list would not open. */
const MOST = 10_000;

/** One text with what stands at the places of the words. */
interface Reading {
  readonly document: TextDocument;
  readonly mentions: readonly Mention[];
}

/**
 * What an act on all mentions that are like one would be done to. Articles that are not open are read from their files
 * one after the other; only those that have the words are cut into tokens and searched for suggestions.
 * @throws CorrectionError where there is nothing to begin with
 */
export async function findIdentical(
  host: IdenticalHost,
  argument: unknown,
  run: Run,
): Promise<protocol.FindIdenticalResult> {
  const given = checked(findSchema, argument, protocol.identicalCommands.find);
  const seen = await host.articles.seen(given.uri);
  if (!seen) throw new CorrectionError(l10n.t("Open the article of the mention first."));
  const { document } = seen.article;
  if (given.version !== undefined && given.version !== document.version)
    throw new CorrectionError(l10n.t("The text has changed since; look again and repeat the command."));
  const one = given.ids ? entityOf(seen, given.ids[0]) : null;
  const words = one?.text ?? wordsOf(document, given.range);
  const pattern = patternOf(words, { matchCase: !given.ignoreCase, matchMarks: given.matchMarks });
  if (!pattern)
    throw new CorrectionError(l10n.t("There are no words here; choose an entity or select words."));
  const labels = given.act === "accept" || given.act === "relabel";
  const label = given.label ?? (given.act === "accept" ? one?.label : undefined) ?? null;
  if (labels && label === null)
    throw new CorrectionError(l10n.t("{0}: the argument has no “label”.", protocol.identicalCommands.find));
  const wanted: Wanted = { act: given.act, label: label ?? "", decided: stanceOf(one) };

  const articles: protocol.IdenticalArticle[] = [];
  const leftOut: string[] = [];
  let already = 0;
  let listed = 0;
  const take = async ({ document: own, mentions }: Reading): Promise<void> => {
    const shown = mentions.flatMap((mention) => {
      const effect = effectOn(mention, wanted);
      if (effect === "is") already++;
      return effect === "meant" || effect === "apart" ? [{ mention, apart: effect === "apart" }] : [];
    });
    if (shown.length === 0) return;
    const room = shown.slice(0, MOST - listed);
    listed += room.length;
    articles.push({
      uri: own.uri,
      path: host.relativePath(own.uri),
      sha256: await textHash(own.getText()),
      mentions: room.map(({ mention, apart }) => published(own, mention, apart)),
    });
  };
  await take(openReading(host, seen, pattern));
  if (given.scope === "workspace") {
    const all = await host.workspace();
    const closed = host.reading();
    for (const [n, uri] of all.entries()) {
      if (run.cancelled()) break;
      if (listed >= MOST) {
        leftOut.push(l10n.t("All behind the first {0} mentions: do these first, then look again.", MOST));
        break;
      }
      run.progress(n, all.length);
      if (uri === given.uri) continue;
      const reading = await readingOf(host, closed, uri, pattern, given.act);
      if (typeof reading === "string") leftOut.push(`${host.relativePath(uri)}: ${reading}`);
      else if (reading) await take(reading);
      await host.pause();
    }
  }
  return { text: words, label: labels ? label : null, articles, already, leftOut };
}

/** By which a text is known: of its UTF-8 without a byte order mark, in hexadecimal. */
export const textHash = (text: string): Promise<string> => sha256(new TextEncoder().encode(text));

function entityOf({ view }: Seen, id: string | undefined): PlacedEntity {
  const item = view.items.find(({ published: own }) => own.id === id);
  if (item?.published.kind !== "entity" || item.published.status === "orphaned")
    throw new CorrectionError(l10n.t("There is no entity here; choose one, or select words."));
  const { label, status, text, by, touched } = item.published;
  return { ...item.span, id: item.published.id, label: label ?? "", status, text, by, touched };
}

function wordsOf(document: TextDocument, range: protocol.Range | undefined): string {
  const span = range && trimmed(document.getText(), toSpan(document, range));
  return span ? document.getText().slice(span.start, span.end) : "";
}

const openReading = (host: IdenticalHost, seen: Seen, pattern: Pattern): Reading => {
  const { document } = seen.article;
  return {
    document,
    mentions: mentionsAt(occurrencesOf(document.getText(), pattern), openEntities(host, seen)),
  };
};

/** The places in another article; null where it has none, or why it cannot be read. */
async function readingOf(
  host: IdenticalHost,
  closed: ReadClosed,
  uri: string,
  pattern: Pattern,
  act: protocol.Act,
): Promise<Reading | string | null> {
  const seen = await host.articles.seen(uri);
  if (seen)
    return seen.article.sidecarProblem?.message ?? seen.article.refused ?? openReading(host, seen, pattern);
  const file = await closedText(host.files, uri);
  if (typeof file === "string") return file;
  const { text } = file;
  if (!mayHave(text, pattern)) return null;
  const occurrences = occurrencesOf(text, pattern);
  if (occurrences.length === 0) return null;
  const stored = await closedDecisions(host.files, uri, text);
  if (typeof stored === "string") return stored;
  // What is removed are decisions: no suggestion is of any matter.
  if (act === "remove" && stored.decided.length === 0) return null;
  return {
    document: TextDocument.create(uri, "article", 0, text),
    mentions: mentionsAt(occurrences, await closedEntities(host, closed, uri, text, stored)),
  };
}

function published(
  document: TextDocument,
  { id, start, end, on, within }: Mention,
  apart: boolean,
): protocol.IdenticalMention {
  const text = document.getText();
  return {
    id,
    range: toRange(document, { start, end }),
    text: text.slice(start, end).replace(/\s+/g, " "),
    ...lineWords(text, { start, end }),
    status: on?.status ?? null,
    label: on?.label ?? null,
    by: on?.by ?? null,
    within: within ? `${within.label} ${within.text.replace(/\s+/g, " ")}` : null,
    apart,
  };
}
