import { detect } from "../../server/src/detect/detect.ts";
import type { CasualtyFigure, EntityMention } from "../../server/src/detect/detection.ts";
import type { Span } from "../../server/src/text/span.ts";

// Tests are texts with marks: `[Ten people:killed 10] died in [Aden:LOC]`. A mark is `[words:what]`; of a figure `what` is
// harm and bounds, as `10`, `31+` (at least), `>30` (more than), `<=20`, `<20`, `80-200`, `~120` (about), `?` (vague),
// `@` (named), with `!` where it is negated, `§` where it is cumulative, `^` where it is claimed, `…` where it is feared.
// Two figures on one span are joined by `&`.

export interface Mark extends Span {
  readonly what: string;
}

/** Takes the marks out of a text. Marks do not nest. */
export function unmark(marked: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let text = "";
  let from = 0;
  for (const match of marked.matchAll(/\[([^\]]+?):([^:\]]+)\]/g)) {
    text += marked.slice(from, match.index);
    marks.push({ start: text.length, end: text.length + (match[1] ?? "").length, what: match[2] ?? "" });
    text += match[1];
    from = match.index + match[0].length;
  }
  return { text: text + marked.slice(from), marks };
}

/** Puts marks into a text; those that begin and end together are joined. */
export function mark(text: string, marks: readonly Mark[]): string {
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  let marked = "";
  let from = 0;
  for (const [n, { start, end, what }] of sorted.entries()) {
    const previous = sorted[n - 1];
    if (previous && previous.start === start && previous.end === end) {
      marked = `${marked.slice(0, -1)}&${what}]`;
      continue;
    }
    if (start < from) {
      marked += `[OVERLAP ${text.slice(start, end)}:${what}]`;
      continue;
    }
    marked += `${text.slice(from, start)}[${text.slice(start, end)}:${what}]`;
    from = end;
  }
  return marked + text.slice(from);
}

/** A figure as its mark says it. */
export function figureMark(figure: CasualtyFigure): Mark {
  const { start, end, harm, min, max, qualifier, status, scope } = figure;
  const signs =
    { asserted: "", claimed: "^", feared: "…", negated: "!" }[status] + (scope === "cumulative" ? "§" : "");
  return { start, end, what: `${harm} ${bounds({ min, max, qualifier })}${signs}` };
}

function bounds({ min, max, qualifier }: Pick<CasualtyFigure, "min" | "max" | "qualifier">): string {
  if (qualifier === "named") return "@";
  if (qualifier === "vague") return min === null && max === null ? "?" : `?${min}-${max}`;
  if (qualifier === "more_than") return `>${(min ?? 0) - 1}`;
  if (qualifier === "fewer_than") return `<${(max ?? 0) + 1}`;
  if (qualifier === "at_least") return `${min}+`;
  if (qualifier === "at_most") return `<=${max}`;
  if (qualifier === "about") return `~${min}`;
  if (qualifier === "range") return `${min}-${max}`;
  return min === max ? String(min) : `${min}..${max}`;
}

export const entityMark = ({ start, end, label }: EntityMention): Mark => ({ start, end, what: label });

/** The text with the figures that detection finds in it marked. */
export function markFigures(text: string, published: string | null = null): string {
  return mark(text, detect(text, { published }).figures.map(figureMark));
}

/** The text with the entities that detection finds in it marked; `labels` restricts which. */
export function markEntities(text: string, labels?: readonly string[]): string {
  const { entities } = detect(text);
  return mark(text, entities.filter(({ label }) => !labels || labels.includes(label)).map(entityMark));
}

/** The text with what it says of itself marked: place, agency, authors, and the day of publication as an ISO date. */
export function markHead(text: string): string {
  const { place, agency, byline, published } = detect(text).head;
  return mark(text, [
    ...(place ? [{ ...place, what: "place" }] : []),
    ...(agency ? [{ ...agency, what: "agency" }] : []),
    ...byline.map((author) => ({ ...author, what: "author" })),
    ...(published ? [{ ...published, what: published.date }] : []),
  ]);
}

/**
 * The text with the entities that detection finds at marked places (`[Hadi:PERSON#hadi]`), each called as at its first
 * mark. What stands at no marked place is left out; an entity that has another's name is told by a `′`.
 */
export function markClusters(text: string, marks: readonly Mark[]): string {
  const wanted = new Map(marks.map(({ start, end, what }) => [`${start}-${end}`, what.split("#")[1] ?? ""]));
  const names = new Map<string, string>();
  const found: Mark[] = [];
  for (const { start, end, label, entity } of detect(text).entities) {
    const own = wanted.get(`${start}-${end}`);
    if (own === undefined) continue;
    const name = names.get(entity) ?? ([...names.values()].includes(own) ? `${own}′` : own);
    names.set(entity, name);
    found.push({ start, end, what: `${label}#${name}` });
  }
  return mark(text, found);
}
