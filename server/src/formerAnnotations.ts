import { linkRoles } from "./annotations/links.ts";
import type { EditedBlock } from "./editedBlock.ts";
import {
  loweredRange,
  type PublishedAnnotation,
  type PublishedEntity,
  type PublishedFigure,
} from "./protocol.ts";
import { overlaps, type Span } from "./text/span.ts";

// What is shown of some lines goes on as what was shown of them before: under the same ids, and with all that only reading
// the whole article tells.

/** An annotation as it was shown before an edit. */
export interface Former {
  readonly annotation: PublishedAnnotation;
  /** Where it is now, in UTF-16 code units of the new text; null where nothing is left of it. */
  readonly span: Span | null;
}

/** What an annotation is shown as, with its place in UTF-16 code units. */
interface Shown {
  readonly span: Span;
  readonly published: PublishedAnnotation;
}

/** What was shown of a block's former lines; null where one of it goes on in the lines below. */
export function formerIn(list: readonly PublishedAnnotation[], block: EditedBlock): readonly Former[] | null {
  if (list.some(({ range }) => range.end.line > block.formerLast)) return null;
  return list.map((annotation) => ({ annotation, span: block.moved(annotation.range) }));
}

/**
 * What is shown of a block's lines now, as what follows what was shown of them; null where other decisions stand in them
 * than before.
 * @param entity what the article knows of words with a label
 * @param newId an id that the article has never given out
 */
export function succeed(
  shown: readonly Shown[],
  before: readonly Former[],
  block: EditedBlock,
  entity: (label: string | null, words: string) => PublishedEntity | undefined,
  newId: () => string,
): PublishedAnnotation[] | null {
  const former = matched(shown, before);
  const isDecided = ({ status }: PublishedAnnotation): boolean => status !== "suggested";
  const decided = shown.filter(({ published }) => isDecided(published));
  const were = before.filter(({ annotation }) => isDecided(annotation));
  if (decided.length !== were.length || decided.some((one) => !former.has(one))) return null;
  return shown.map((one) => {
    const { published } = one;
    const own = former.get(one);
    const id = isDecided(published) ? published.id : (own?.id ?? newId());
    const known = own?.text === published.text ? own.entity : null;
    return {
      ...published,
      id,
      entity: published.entity && asKnown(published.entity, known ?? entity(published.label, published.text)),
      figure: published.figure && asRelated(published.figure, own?.figure ?? null, block),
    };
  });
}

/** What each was before: a decision by its id, a suggestion by its place, else by what it overlaps. */
function matched(shown: readonly Shown[], before: readonly Former[]): Map<Shown, PublishedAnnotation> {
  const found = new Map<Shown, PublishedAnnotation>();
  const left = new Set(before);
  const take = (fits: (one: Shown, former: Former) => boolean): void => {
    for (const one of shown) {
      if (found.has(one)) continue;
      for (const former of left) {
        if (!fits(one, former)) continue;
        found.set(one, former.annotation);
        left.delete(former);
        break;
      }
    }
  };
  const isLike = ({ published }: Shown, { annotation }: Former): boolean =>
    published.status === "suggested" &&
    annotation.status === "suggested" &&
    published.kind === annotation.kind &&
    published.label === annotation.label &&
    published.figure?.harm === annotation.figure?.harm;
  take(({ published: { id, status } }, { annotation }) => status !== "suggested" && id === annotation.id);
  take(
    (one, former) =>
      isLike(one, former) &&
      one.span.start === former.span?.start &&
      one.span.end === former.span.end &&
      one.published.figure?.number === former.annotation.figure?.number,
  );
  take((one, former) => isLike(one, former) && former.span !== null && overlaps(one.span, former.span));
  return found;
}

/** An entity as the whole article knows it, with the value that it has here. */
function asKnown(own: PublishedEntity, known: PublishedEntity | undefined): PublishedEntity {
  if (!known) return own;
  return known.value === own.value ? known : { ...known, value: own.value };
}

/** A figure with what it had to do with figures of other lines, which were not looked at. */
function asRelated(
  own: PublishedFigure,
  former: PublishedFigure | null,
  block: EditedBlock,
): PublishedFigure {
  const outside = (former?.links ?? [])
    .filter(
      ({ role, range: { start } }) =>
        (role === "partOf" || role === "sameAs" || role === "conflictsWith") &&
        (start.line < block.first || start.line > block.formerLast) &&
        !own.links.some((link) => link.role === role),
    )
    .map((link) => (block.shift ? { ...link, range: loweredRange(link.range, block.shift) } : link));
  const leads = (role: string): boolean => outside.some((link) => link.role === role);
  if (!former || outside.length === 0) return own;
  return {
    ...own,
    partOf: leads("partOf") ? former.partOf : own.partOf,
    sameAs: leads("sameAs") ? former.sameAs : own.sameAs,
    conflictsWith: leads("conflictsWith") ? former.conflictsWith : own.conflictsWith,
    links: [...own.links, ...outside].sort((a, b) => linkRoles.indexOf(a.role) - linkRoles.indexOf(b.role)),
  };
}
