import * as l10n from "@vscode/l10n";
import { type Building, plain } from "./building.ts";
import type { ReadFigure } from "./document.ts";
import { figureFrom, harmOf, link, partOf } from "./figures.ts";
import { attributesIn, type Fields, idOf, reviewOf, shareOf, textOf } from "./values.ts";

// Figures as the rows of our own export have them, in a dataset of Hugging Face and in tables, by the same names.

/** What a figure is to others, by their ids, as rows and tables have it. */
export function linkAll(build: Building, fields: Fields, ids: ReadonlyMap<string, number>): void {
  const from = ids.get(String(fields["id"]));
  if (from === undefined) return;
  for (const [column, role] of LINKS)
    for (const id of (textOf(fields[column]) ?? "").split(" ").filter((one) => one !== "")) {
      const to = ids.get(id);
      if (to === undefined)
        build.problem(l10n.t("{0} names the figure {1}, which is not here; that is left out", column, id));
      else link(build, from, to, role);
    }
}

const LINKS = [
  ["part_of", "partOf"],
  ["same_as", "sameAs"],
  ["conflicts_with", "conflictsWith"],
] as const;

/** The provenance columns of a row, or of a table. */
export const provenance = (fields: Fields) => ({
  id: idOf(fields["id"]),
  review: reviewOf(fields["review"]) ?? ("added" as const),
  by: textOf(fields["by"]),
  at: textOf(fields["at"]),
  detector: textOf(fields["detector"]),
  confidence: shareOf(fields["confidence"]),
  attributes: attributesIn(fields["attributes"]),
});

/** The figure of a row; null where it has no place, or no harm, which is then among the problems. */
export function figureIn(build: Building, fields: Fields): ReadFigure | null {
  const harm = harmOf(String(fields["harm"]).toUpperCase());
  if (harm === null) {
    build.problem(l10n.t("a figure has none of the harms that Dateline knows; it is left out"));
    return null;
  }
  const span = build.span(fields["start"], fields["end"]);
  if (!span) return null;
  const part = (name: string) => {
    const [start, end] = [fields[`${name}_start`], fields[`${name}_end`]];
    const own = start === null || start === undefined ? null : build.span(start, end);
    return own && partOf(build.text, own);
  };
  const named = { ...fields, victimType: fields["victim_type"] };
  const figure = figureFrom(build, harm, named, { number: part("number"), trigger: part("trigger") });
  return { ...plain, ...span, ...provenance(fields), kind: "figure", said: "all", figure };
}
