import * as l10n from "@vscode/l10n";
import type { CasualtyFigure, Detections, EntityMention } from "../detect/detection.ts";
import { type Span, sameSpan } from "../text/span.ts";
import type { Annotation, FigureRecord, Reference } from "./annotation.ts";
import { CorrectionError } from "./context.ts";
import { seenBy } from "./opinion.ts";

// What a figure refers to, as an annotator sets it: the mentions that its fields are taken from, and other figures.

export const linkRoles = [
  "victim",
  "perpetrator",
  "place",
  "source",
  "partOf",
  "sameAs",
  "conflictsWith",
] as const satisfies readonly Reference["role"][];

export type LinkRole = (typeof linkRoles)[number];

/** By role the ids of annotations or suggestions, as they were published; none for an empty list. */
export type FigureLinks = { readonly [Role in LinkRole]?: readonly string[] };

/** Roles that other figures have; the others are those of mentions. */
export const figureRoles = ["partOf", "sameAs", "conflictsWith"] as const satisfies readonly LinkRole[];

const FIGURES: ReadonlySet<LinkRole> = new Set(figureRoles);

/** Roles that any number of mentions or figures may have. */
const MANY: ReadonlySet<LinkRole> = new Set(["victim", "conflictsWith"]);

const names = (): Readonly<Record<LinkRole, string>> => ({
  victim: l10n.t("victims"),
  perpetrator: l10n.t("perpetrator"),
  place: l10n.t("place"),
  source: l10n.t("source"),
  partOf: l10n.t("part of"),
  sameAs: l10n.t("same as"),
  conflictsWith: l10n.t("conflicts with"),
});

/** The field of a record that says in words what a mention with a role says. */
export const fieldOf = (role: LinkRole): "perpetrator" | "place" | "source" | null =>
  role === "perpetrator" || role === "place" || role === "source" ? role : null;

export interface LinksContext {
  readonly text: string;
  readonly detections: Detections;
  /** Who sets them, and sees the decisions so. */
  readonly by: string;
}

/**
 * Links as references, by role, with places in UTF-16 code units of the context's text.
 * @throws CorrectionError where an id is unknown, or of what cannot have the role
 */
export function referencesOf(
  links: FigureLinks,
  own: Span,
  decided: readonly Annotation[],
  { text, detections, by }: LinksContext,
): ReadonlyMap<LinkRole, readonly Reference[]> {
  const found = new Map<LinkRole, readonly Reference[]>();
  for (const role of linkRoles) {
    const ids = links[role];
    if (ids === undefined) continue;
    if (ids.length > 1 && !MANY.has(role))
      throw new CorrectionError(l10n.t("A figure has one “{0}”; {1} were given.", names()[role], ids.length));
    const references = ids.map((id): Reference => {
      const target = targetWith(id, decided, detections, by);
      if (target.isFigure !== FIGURES.has(role))
        throw new CorrectionError(
          FIGURES.has(role)
            ? l10n.t(
                "“{0}” is another figure, which “{1}” is not.",
                names()[role],
                text.slice(target.start, target.end),
              )
            : l10n.t(
                "“{0}” is a mention, which “{1}” is not.",
                names()[role],
                text.slice(target.start, target.end),
              ),
        );
      if (target.isFigure && sameSpan(target, own))
        throw new CorrectionError(l10n.t("A figure cannot be “{0}” itself.", names()[role]));
      if (role === "partOf" && target.wholes.some((whole) => sameSpan(whole, own)))
        throw new CorrectionError(
          l10n.t(
            "“{0}” is part of this figure; one of them can be the whole.",
            text.slice(target.start, target.end),
          ),
        );
      const { start, end } = target;
      return { role, start, end, text: text.slice(start, end) };
    });
    found.set(role, references);
  }
  return found;
}

interface Target extends Span {
  readonly isFigure: boolean;
  /** What it is part of itself. */
  readonly wholes: readonly Span[];
}

function targetWith(
  id: string,
  decided: readonly Annotation[],
  { entities, figures }: Detections,
  by: string,
): Target {
  const known = decided.find((one) => one.id === id);
  if (known) {
    const seen = seenBy(known, by);
    if (seen.status === "orphaned" || seen.status === "rejected")
      throw new CorrectionError(
        l10n.t("“{0}” does not stand in the text as an annotation; choose another.", seen.quote),
      );
    const wholes = seen.kind === "figure" ? seen.figure.mentions.filter(({ role }) => role === "partOf") : [];
    return { start: seen.start, end: seen.end, isFigure: seen.kind === "figure", wholes };
  }
  const suggestion: EntityMention | CasualtyFigure | undefined =
    entities.find((one) => one.id === id) ?? figures.find((one) => one.id === id);
  if (!suggestion)
    throw new CorrectionError(l10n.t("What it is to refer to is no longer there; look again."));
  const { start, end } = suggestion;
  if (!("harm" in suggestion)) return { start, end, isFigure: false, wholes: [] };
  const whole = figures.find((one) => one.id === suggestion.partOf);
  return { start, end, isFigure: true, wholes: whole ? [whole] : [] };
}

/** A record with references in place of those that it had in their roles, and what they say in words. */
export function withReferences(
  record: FigureRecord,
  references: ReadonlyMap<LinkRole, readonly Reference[]>,
): FigureRecord {
  const words: { -readonly [Field in "perpetrator" | "place" | "source"]?: string } = {};
  for (const [role, [first]] of references) {
    const field = fieldOf(role);
    if (field !== null && first) words[field] = first.text;
  }
  const mentions = record.mentions.filter(({ role }) => !references.has(role));
  return { ...record, ...words, mentions: [...mentions, ...[...references.values()].flat()] };
}
