import { type Building, building, labelledSpan, plain, withoutText } from "./building.ts";
import { type Importer, type ReadItem, withExtension } from "./document.ts";
import { addLabelled } from "./figures.ts";
import { ofJsonRecords } from "./jsonRecords.ts";
import { tagged } from "./tagged.ts";
import {
  attributesIn,
  dayOf,
  type Fields,
  isFields,
  leaveUnknown,
  listOf,
  nameOf,
  textOf,
} from "./values.ts";

/** The key of spaCy's span categorizer, under which our own export has the figures. */
const FIGURES = "sc";

/**
 * spaCy: JSON Lines, or a list, of examples in any of the ways that spaCy's own programs write them: our export
 * (`entities`, `spans`), `Doc.to_json` (`ents`), the pairs of spaCy 2 (`["text", {"entities": […]}]`), and its training
 * JSON (`paragraphs` of tokens with BILUO tags). Offsets are code points.
 */
export const spacy: Importer = ofJsonRecords(
  {
    name: "spacy",
    about: "JSON Lines and JSON of spaCy 2 and 3: entities, span groups; no DocBin",
    files: withExtension(".jsonl", ".json"),
  },
  itemsOf,
);

function itemsOf(file: string, value: unknown, line: number, reached: number): ReadItem[] {
  const pair = Array.isArray(value) && typeof value[0] === "string" && isFields(value[1]);
  const fields: Fields = pair ? { ...(value[1] as Fields), text: value[0] } : isFields(value) ? value : {};
  const { meta } = fields;
  const facts = isFields(meta) ? meta : {};
  const id = nameOf(facts["id"]) ?? nameOf(fields["id"]);
  const place = { file, line, id };
  if (Array.isArray(fields["paragraphs"]))
    return fields["paragraphs"].flatMap((paragraph) => trainingItems(place, paragraph, reached));
  const { text } = fields;
  if (typeof text !== "string") return withoutText(place, "record");
  const build = building(place, text);
  const known = new Set<string>();
  const told = new Map(
    listOf(facts["attributes"]).map((one) => {
      const [start, end, label, attributes] = listOf(one);
      return [keyOf(start, end, label), attributesIn(attributes)];
    }),
  );
  for (const one of [...listOf(fields["entities"]), ...listOf(fields["ents"])])
    addSpan(build, one, null, known, told);
  if (isFields(fields["spans"]))
    for (const [key, spans] of Object.entries(fields["spans"]))
      for (const one of listOf(spans)) addSpan(build, one, key, known, told);
  else for (const one of listOf(fields["spans"])) addSpan(build, one, "", known, told);
  leaveUnknown(build, fields, ["id", "text", "entities", "ents", "spans", "meta", "tokens", "sents"]);
  leaveUnknown(build, facts, ["id", "language", "published", "attributes"]);
  return build.done({ name: id, published: dayOf(facts["published"]), reached });
}

const keyOf = (...triple: readonly unknown[]): string => JSON.stringify(triple);

/**
 * A span as a triple, or as an object with `start`, `end` and `label`; twice in a record it is one.
 * @param told attributes of spans, by their triples
 */
function addSpan(
  build: Building,
  one: unknown,
  key: string | null,
  known: Set<string>,
  told: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
): void {
  const [start, end, name, more] = Array.isArray(one)
    ? one
    : isFields(one)
      ? [one["start"], one["end"], one["label"], one["kb_id"]]
      : [];
  const found = labelledSpan(build, name, start, end, isFields(one) ? one["text"] : undefined);
  if (!found) return;
  const { label, span } = found;
  const said = `${span.start} ${span.end} ${label}`;
  if (known.has(said)) return;
  known.add(said);
  const attributes = new Map(told.get(keyOf(start, end, name)));
  if (key !== null && key !== FIGURES && key !== "") attributes.set("spans", key);
  if (nameOf(more) !== null) attributes.set("kb_id", more);
  const own = { ...plain, ...span, attributes };
  if (key === FIGURES) addLabelled(build, own, label);
  else build.add({ ...own, kind: "entity", label });
}

/** A paragraph of spaCy 2's training JSON: its text, and tokens with BILUO tags. */
function trainingItems(place: ReadItem["place"], paragraph: unknown, reached: number): ReadItem[] {
  const fields = isFields(paragraph) ? paragraph : {};
  const sentences = listOf(fields["sentences"]).map((sentence) =>
    listOf(isFields(sentence) ? sentence["tokens"] : null).map((token) => {
      const { orth, ner } = isFields(token) ? token : { orth: null, ner: null };
      return { form: textOf(orth) ?? "", tag: textOf(ner) ?? "O" };
    }),
  );
  return tagged(place, sentences, typeof fields["raw"] === "string" ? fields["raw"] : null, {
    name: place.id,
    reached,
  });
}
