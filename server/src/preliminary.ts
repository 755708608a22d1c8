import type { Annotation } from "./annotations/annotation.ts";
import type { TextChange } from "./annotations/change.ts";
import type { Reader } from "./annotations/opinion.ts";
import type { Article } from "./article.ts";
import { type KnownChange, splicesOf } from "./deltas.ts";
import { entityLabels } from "./detect/detection.ts";
import { type Acquaintance, readAgain, type Surroundings } from "./detect/readAgain.ts";
import { type EditedBlock, editedBlock, paragraphsIn } from "./editedBlock.ts";
import { viewOf } from "./features/view.ts";
import { type Former, formerIn, succeed } from "./formerAnnotations.ts";
import { toRange } from "./positions.ts";
import {
  type HeadLine,
  lowered,
  loweredRange,
  type PublishedAnnotation,
  type PublishParams,
  type Splice,
  spliced,
} from "./protocol.ts";
import { problemsOf } from "./publication.ts";
import { entityKey, lookupAfter, lookupOf, type PublicationLookup } from "./publicationLookup.ts";
import { countBelow } from "./text/search.ts";
import type { Span } from "./text/span.ts";
import { finished } from "./text/steps.ts";

// What an article shows right after a key, before it has been read as a whole. Invariants, each of them a test:
// - It is of the text as it is: each annotation stands on its own words.
// - Outside the lines round the edit nothing is looked at, and annotations are the same objects as before.
// - Decisions are those of the article, moved along with its text.

/** A publication made of the one before it, and how it differs from that. */
export interface Preliminary {
  readonly publication: PublishParams;
  readonly change: KnownChange;
  readonly lookup: PublicationLookup;
}

/** What a preliminary publication is made of beside the article and its edit. */
export interface Basis {
  /** What was shown of the text before the edit. */
  readonly former: PublishParams;
  readonly surroundings: Surroundings;
  readonly reader: Reader;
  /** The decisions as they were before the edit. */
  readonly decided: readonly Annotation[];
  /** What is looked up in what was shown. */
  readonly lookup: PublicationLookup;
  /** An id that the article has never given out. */
  readonly newId: () => string;
}

/**
 * What an article shows after an edit, made from what it showed before; null where the edit may change more
 * than the paragraphs round it (its head, its lines, decisions elsewhere), so that only reading the whole tells.
 */
export function preliminaryOf(article: Article, change: TextChange, basis: Basis): Preliminary | null {
  const { document } = article;
  const { former, surroundings, reader, lookup } = basis;
  const block = editedBlock(document, change);
  const head = block && headBeside(former, block, document);
  if (!block || !head || !areLike(basis.decided, article.decided, block)) return null;
  const list = former.annotations;
  const [from, to] = [firstAt(list, block.first), firstAt(list, block.formerLast + 1)];
  const before = formerIn(list.slice(from, to), block);
  if (!before || reachesInto(list, from, lookup.tallest, block)) return null;
  const text = document.getText();
  const own = readAgain(
    text,
    paragraphsIn(text, block, surroundings.language),
    surroundings,
    acquaintance(before, basis),
  );
  const decided = article.decided.filter((annotation) => isNear(annotation, block));
  const { items } = viewOf(
    document,
    { ...nowhere(surroundings), ...own },
    decided,
    article.settings.codebook,
    [],
    reader,
  );
  const inBlock = items.filter(({ annotation, span }) => annotation === null || isIn(span, block));
  if (inBlock.some(({ annotation, span }) => annotation !== null && span.end > block.end)) return null;
  const { newId } = basis;
  const next = succeed(
    inBlock,
    before,
    block,
    (label, words) => lookup.entities.get(entityKey(label, words)),
    newId,
  );
  if (!next) return null;
  const moved = lowered(list, block.shift);
  const splices = [
    ...relinked(list, moved, lookup.far, document, block),
    ...splicesOf(moved.slice(from, to), next).map((one) => ({ ...one, at: one.at + from })),
  ].sort((a, b) => a.at - b.at);
  const annotations = spliced(moved, splices);
  return {
    publication: {
      ...former,
      version: document.version,
      head,
      annotations,
      problems: problemsOf(article),
      canUndo: article.undo.length > 0,
      canRedo: article.redo.length > 0,
      preliminary: true,
    },
    change: { former, shift: block.shift, splices },
    lookup: block.shift
      ? { ...finished(lookupOf(annotations)), entities: lookup.entities }
      : lookupAfter(lookup, list, splices),
  };
}

const nowhere = ({ language }: Surroundings) => ({
  language,
  published: null,
  head: { place: null, agency: null, byline: [], published: null, languages: [] },
  tally: {},
});

const isIn = ({ start }: Span, block: Span): boolean => block.start <= start && start <= block.end;

const touches = ({ start, end }: Span, block: Span): boolean => start <= block.end && end >= block.start;

/** Whether a decision stands at a block, or did where it was suggested. */
function isNear(annotation: Annotation, block: Span): boolean {
  const { start, end } = annotation.was ?? {};
  return (
    touches(annotation, block) || (start !== undefined && end !== undefined && touches({ start, end }, block))
  );
}

/**
 * What an article says of itself, beside an edit; null where the edit is in the dateline or above it, or in other words that
 * say it, for dates and places rest on them.
 */
function headBeside(
  { head }: PublishParams,
  block: EditedBlock,
  document: Article["document"],
): readonly HeadLine[] | null {
  const found: HeadLine[] = [];
  for (const own of head) {
    const { kind, range } = own;
    const isReached =
      range && range.end.line >= block.first && (kind === "place" || range.start.line <= block.formerLast);
    // Of a language it is the first paragraph, which is edited as any.
    const span = isReached && kind === "language" ? block.moved(range) : null;
    if (isReached && !span) return null;
    if (span) found.push({ ...own, range: toRange(document, span) });
    else found.push(range && block.shift ? { ...own, range: loweredRange(range, block.shift) } : own);
  }
  return found;
}

/** Whether an edit has only moved the decisions outside its block. */
function areLike(before: readonly Annotation[], now: readonly Annotation[], block: Span): boolean {
  if (before.length !== now.length) return false;
  return now.every((annotation, n) => {
    const former = before[n];
    const isSame = former?.status === annotation.status && former.touched === annotation.touched;
    return isSame || (isIn(annotation, block) && annotation.end <= block.end);
  });
}

/** Whether an annotation of the lines above goes on in a block. */
function reachesInto(
  list: readonly PublishedAnnotation[],
  before: number,
  tallest: number,
  { first }: EditedBlock,
): boolean {
  const near = list.slice(firstAt(list, first - tallest), before);
  return near.some(({ range }) => range.end.line >= first);
}

/** What is known of the words of a block: what stood there before, else what the article has anywhere. */
function acquaintance(before: readonly Former[], { lookup }: Basis): Acquaintance {
  const at = new Map<string, PublishedAnnotation>();
  for (const { annotation, span } of before)
    if (span && annotation.kind === "entity") at.set(`${span.start} ${span.end}`, annotation);
  const labelOf = (label: string | null | undefined) => entityLabels.find((own) => own === label) ?? null;
  return {
    label(start, end, words) {
      const own = at.get(`${start} ${end}`);
      // What an annotator has decided is no guess of detection.
      return own?.status === "suggested" && own.text === words ? labelOf(own.label) : null;
    },
    entity(start, end, words, label) {
      const here = at.get(`${start} ${end}`);
      const own = here?.text === words ? here.entity : lookup.entities.get(entityKey(label, words));
      return { entity: own?.id ?? words, name: own?.name ?? words };
    },
  };
}

/**
 * Figures of other lines whose links lead into edited lines, with these moved along.
 * @param list what was shown, in its former lines
 * @param moved the same in the lines of now
 */
function relinked(
  list: readonly PublishedAnnotation[],
  moved: readonly PublishedAnnotation[],
  far: PublicationLookup["far"],
  document: Article["document"],
  block: EditedBlock,
): Splice[] {
  const found: Splice[] = [];
  const [first, last] = block.formerEdited;
  const isEdited = (line: number): boolean => first <= line && line <= last;
  for (const { annotation, lines } of far) {
    const { line } = annotation.range.start;
    if ((block.first <= line && line <= block.formerLast) || !lines.some(isEdited)) continue;
    const at = list.indexOf(annotation, firstAt(list, line));
    const own = moved[at];
    if (!own?.figure) continue;
    const former = annotation.figure?.links ?? [];
    const links = own.figure.links.flatMap((link, n) => {
      const range = former[n]?.range;
      if (!range || !isEdited(range.start.line)) return [link];
      const span = block.moved(range);
      return span ? [{ ...link, range: toRange(document, span) }] : [];
    });
    found.push({ at, removed: 1, added: [{ ...own, figure: { ...own.figure, links } }] });
  }
  return found;
}

/** The place of the first annotation at a line or below it. */
const firstAt = (list: readonly PublishedAnnotation[], line: number): number =>
  countBelow(line, list.length, (n) => list[n]?.range.start.line ?? 0);
