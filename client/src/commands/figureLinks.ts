import {
  type FigureLinks,
  figureRoles,
  type LinkRole,
  linkRoles,
  type PublishedAnnotation,
  type Range,
} from "../../../server/src/protocol.ts";

/** What a figure refers to while it is edited: ids by role. */
export type DraftLinks = { readonly [Role in LinkRole]: readonly string[] };

export const noLinks: DraftLinks = fresh();

function fresh(): { [Role in LinkRole]: string[] } {
  const none = (): string[] => [];
  return {
    victim: none(),
    perpetrator: none(),
    place: none(),
    source: none(),
    partOf: none(),
    sameAs: none(),
    conflictsWith: none(),
  };
}

export type FigureRole = (typeof figureRoles)[number];

/** What may stand for who did it, where, and who says so. */
const LABELS = {
  perpetrator: /^(PERSON|ORG|NORP|LOC)$/,
  place: /^LOC$/,
  source: /^(ORG|PERSON)$/,
} as const;

const isStanding = ({ status }: PublishedAnnotation): boolean =>
  status !== "rejected" && status !== "orphaned";

const samePlace = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;

const harmOf = ({ figure }: PublishedAnnotation): string | null => figure?.harm ?? null;

export const isFigureRole = (role: string): role is FigureRole => figureRoles.some((one) => one === role);

/** What a published figure refers to, by the ids of the annotations that stand there. */
export function linksOf(own: PublishedAnnotation, annotations: readonly PublishedAnnotation[]): DraftLinks {
  const links = fresh();
  for (const { role, range } of own.figure?.links ?? []) {
    const kind = isFigureRole(role) ? "figure" : "entity";
    const there = annotations.filter((one) => one.kind === kind && isStanding(one) && one.id !== own.id);
    const target = there
      .filter((one) => samePlace(one.range, range))
      .sort((a, b) => Number(harmOf(b) === harmOf(own)) - Number(harmOf(a) === harmOf(own)))[0];
    if (target) links[role].push(target.id);
  }
  return links;
}

/** A mention that a field may be taken from, or a figure that another may refer to. */
export interface Choice {
  readonly id: string;
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

const choiceOf = ({ id, text, range }: PublishedAnnotation): Choice => ({
  id,
  text: text.replace(/\s+/g, " "),
  line: range.start.line + 1,
});

/** The names that may fill a field, in the order of the article, each by its mention that stands nearest to a figure. */
export function mentionChoices(
  field: keyof typeof LABELS,
  annotations: readonly PublishedAnnotation[],
  near: Range,
): Choice[] {
  const found = new Map<string, PublishedAnnotation>();
  const distance = ({ range }: PublishedAnnotation): number =>
    Math.abs(range.start.line - near.start.line) * 10_000 +
    Math.abs(range.start.character - near.start.character);
  for (const one of annotations) {
    if (!isStanding(one) || one.label === null || !LABELS[field].test(one.label)) continue;
    const known = found.get(one.text);
    if (!known || distance(one) < distance(known)) found.set(one.text, one);
  }
  return [...found.values()].map(choiceOf);
}

/** The other figures of an article as they may be referred to, those of the same harm first. */
export function figureChoices(
  own: PublishedAnnotation | null,
  harm: string,
  annotations: readonly PublishedAnnotation[],
): (Choice & { readonly harm: string; readonly count: string })[] {
  const others = annotations.filter((one) => one.figure && isStanding(one) && one.id !== own?.id);
  const sorted = others.sort((a, b) => Number(harmOf(b) === harm) - Number(harmOf(a) === harm));
  return sorted.flatMap((one) =>
    one.figure ? [{ ...choiceOf(one), harm: one.figure.harm, count: one.figure.count }] : [],
  );
}

/** The links that were set to something else. */
export function changedLinks(before: DraftLinks, after: DraftLinks): FigureLinks {
  const roles = linkRoles.filter((role) => before[role].join() !== after[role].join());
  return Object.fromEntries(roles.map((role) => [role, after[role]]));
}
