import * as l10n from "@vscode/l10n";
import type { Reason } from "../exporter.ts";
import { type Building, building, labelledSpan, plain, shown, withoutText } from "./building.ts";
import { type Importer, type ReadItem, withExtension } from "./document.ts";
import { addLabelled, link } from "./figures.ts";
import { ofJsonRecords } from "./jsonRecords.ts";
import { attributesIn, dayOf, isFields, leaveUnknown, listOf, nameOf, ownValue, textOf } from "./values.ts";

const CLASS: Reason = (count) =>
  count === 1
    ? l10n.t("1 label of a whole text (a sidecar has labels of spans alone)")
    : l10n.t("{0} labels of whole texts (a sidecar has labels of spans alone)", count);

/**
 * doccano: JSON Lines, or a list; spans as `label`, in older files `labels`, or with `relations` as `entities`. Offsets
 * are code points. Where a line has the spans in both forms, as ours do, they count once.
 */
export const doccano: Importer = ofJsonRecords(
  {
    name: "doccano",
    about: "JSON Lines and JSON of doccano, with or without relations",
    files: withExtension(".jsonl", ".json"),
  },
  itemsOf,
);

const KNOWN = ["id", "text", "data", "label", "labels", "entities", "relations", "article", "filename"];
const FACTS = ["language", "published", "sha256", "attributes"];

function itemsOf(file: string, value: unknown, line: number, reached: number): ReadItem[] {
  const fields = isFields(value) ? value : {};
  const place = { file, line, id: nameOf(fields["id"]) };
  const text = fields["text"] ?? fields["data"];
  if (typeof text !== "string") return withoutText(place, "line");
  const build = building(place, text);
  const known = new Set<string>();
  const ids = new Map<unknown, number>();
  // Metadata of our own export, by the ids of its entities.
  const said = isFields(fields["attributes"]) ? fields["attributes"] : {};
  for (const one of listOf(fields["entities"])) {
    const { start_offset: start, end_offset: end, label, id } = isFields(one) ? one : {};
    const number = addSpan(build, [start, end, label], known, attributesIn(ownValue(said, String(id))));
    if (number !== null) ids.set(id, number);
  }
  for (const one of [...listOf(fields["label"]), ...listOf(fields["labels"])]) {
    if (typeof one === "string") build.leave(CLASS);
    else if (isFields(one)) addSpan(build, [one["start_offset"], one["end_offset"], one["label"]], known);
    else addSpan(build, listOf(one), known);
  }
  for (const one of listOf(fields["relations"])) {
    const { from_id, to_id, type } = isFields(one) ? one : {};
    const [from, to] = [ids.get(from_id), ids.get(to_id)];
    if (from === undefined || to === undefined)
      build.problem(
        l10n.t(
          "a relation is between {0} and {1}, which are not both here; it is left out",
          shown(from_id),
          shown(to_id),
        ),
      );
    else if (!link(build, from, to, type)) build.relate({ type: textOf(type) ?? "related", from, to });
  }
  leaveUnknown(build, fields, [...KNOWN, ...FACTS]);
  const name = textOf(fields["article"]) ?? textOf(fields["filename"]);
  return build.done({ name, published: dayOf(fields["published"]), reached });
}

/** Adds a span that is not known yet; the number of the annotation, null where there is none. */
function addSpan(
  build: Building,
  [start, end, name]: readonly unknown[],
  known: Set<string>,
  attributes: ReadonlyMap<string, unknown> = plain.attributes,
): number | null {
  const one = labelledSpan(build, name, start, end);
  if (!one) return null;
  const { label, span } = one;
  const said = `${span.start} ${span.end} ${label}`;
  if (known.has(said)) return null;
  known.add(said);
  return addLabelled(build, { ...plain, ...span, attributes }, label);
}
