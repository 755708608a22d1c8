import * as l10n from "@vscode/l10n";
import type { Part } from "../../annotations/annotation.ts";
import { paragraphs } from "../../text/document.ts";
import { contains, type Span } from "../../text/span.ts";
import type { Reason } from "../exporter.ts";
import {
  ATTRIBUTE,
  FIGURE,
  LINK,
  METADATA,
  NAMED_ENTITY,
  SENTENCE,
  SUGGESTION,
  TOKEN,
  types,
} from "../uimaTypes.ts";
import { type Building, building, plain, shown } from "./building.ts";
import { type Importer, type Place, type ReadItem, withExtension } from "./document.ts";
import { figureFrom, harmOf, link, onlyPlaceOf } from "./figures.ts";
import { wholeJson } from "./jsonRecords.ts";
import { type Fields, isFields, listOf, nameOf, reviewOf, shareOf, textOf } from "./values.ts";

const VIEW: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation of another view of the document")
    : l10n.t("{0} annotations of other views of the document", count);
const LAYER: Reason = (count) =>
  count === 1
    ? l10n.t("1 structure that is neither a span nor a relation of spans")
    : l10n.t("{0} structures that are neither spans nor relations of spans", count);

/** What a document is made of, and says of itself: no annotations. */
const STRUCTURE = new Set([
  TOKEN,
  SENTENCE,
  METADATA,
  "uima.tcas.DocumentAnnotation",
  "uima.cas.Sofa",
  "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Paragraph",
  "de.tudarmstadt.ukp.clarin.webanno.api.type.LayerDefinition",
  "de.tudarmstadt.ukp.clarin.webanno.api.type.FeatureDefinition",
  "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata",
  "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription",
  "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagDescription",
]);

/**
 * UIMA CAS JSON 0.4, a document a file, as INCEpTION writes it; offsets are UTF-16 code units of the whole text. The
 * label of a span is its `value`, else its `label`, else the name of its layer; its other features are attributes.
 */
export const uima: Importer = {
  name: "uima",
  about: "CAS JSON 0.4 of UIMA and INCEpTION: named entities, other span layers, relations",
  files: withExtension(".json"),
  async *read(file) {
    const place: Place = { file: file.name, line: null, id: null };
    const read = await wholeJson(file);
    if (!("value" in read)) yield read;
    else yield* documentItems(place, isFields(read.value) ? read.value : {});
  },
};

interface Structure {
  readonly id: unknown;
  readonly type: string;
  readonly fields: Fields;
}

function documentItems(place: Place, cas: Fields): ReadItem[] {
  const all = structuresOf(cas["%FEATURE_STRUCTURES"]);
  const sofas = all.filter(({ type }) => type === "uima.cas.Sofa");
  const sofa = sofas.find(({ fields }) => fields["sofaID"] === "_InitialView") ?? sofas[0];
  const text = sofa?.fields["sofaString"];
  if (typeof text !== "string") {
    const message = l10n.t("there is no text: a uima.cas.Sofa with a “sofaString” is wanted (CAS JSON 0.4)");
    return [{ kind: "problem", place, message }];
  }
  const title = all.find(({ type }) => type === METADATA)?.fields;
  const name = textOf(title?.["documentTitle"]) ?? textOf(title?.["documentId"]);
  const build = building({ ...place, id: name }, text, "utf16");
  const numbers = new Map<unknown, number>();
  const relations: Structure[] = [];
  const said = attributesBySpan(all);
  const same = new Map<string, number>();
  for (const one of all) {
    const { type, fields } = one;
    const isBuiltIn = type.startsWith("uima.cas.");
    if (STRUCTURE.has(type) || isBuiltIn || type === ATTRIBUTE) continue;
    if (fields["@Governor"] !== undefined && fields["@Dependent"] !== undefined) relations.push(one);
    else if (offset(fields, "begin") === undefined)
      build.leave(LAYER, 1, `${place.file}: ${type} ${String(one.id)}`);
    else if (fields["@sofa"] !== undefined && fields["@sofa"] !== sofa?.id) build.leave(VIEW);
    else {
      const label = fields["label"] ?? fields["value"];
      const key = spanKey(fields, label);
      const nth = (same.get(key) ?? 0) + 1;
      same.set(key, nth);
      const number = addSpan(build, one, [
        ...(said.get(spanKey(fields)) ?? []),
        ...(said.get(spanKey(fields, label, nth)) ?? []),
      ]);
      if (number !== null) numbers.set(one.id, number);
    }
  }
  for (const { type, fields } of relations) {
    const [from, to] = [numbers.get(fields["@Governor"]), numbers.get(fields["@Dependent"])];
    const role = textOf(fields["label"]) ?? textOf(fields["value"]) ?? shortName(type);
    if (from === undefined || to === undefined)
      build.problem(l10n.t("{0} is between structures that are no spans here; it is left out", shown(role)));
    else if (type !== LINK || !link(build, from, to, role)) build.relate({ type: role, from, to });
  }
  return build.done({ name, reached: 1 });
}

/** The structures as a list, or by their ids. */
function structuresOf(value: unknown): Structure[] {
  const list = isFields(value) ? Object.entries(value) : listOf(value).map((one) => [null, one] as const);
  return list.flatMap(([key, fields]) =>
    isFields(fields) ? [{ id: fields["%ID"] ?? Number(key), type: String(fields["%TYPE"]), fields }] : [],
  );
}

/** `^` marks an anchor, whose unit a reader may change; ours is the default. */
const offset = (fields: Fields, name: string): unknown => fields[name] ?? fields[`^${name}`];

/** The name of a layer without its package. */
const shortName = (type: string): string => type.slice(type.lastIndexOf(".") + 1);

/** Features that are read, or say nothing more. */
const READ = new Set(["%ID", "%TYPE", "@sofa", "begin", "end", "^begin", "^end", "value", "label"]);

const spanKey = (fields: Fields, label?: unknown, nth?: unknown): string =>
  JSON.stringify([offset(fields, "begin"), offset(fields, "end"), label ?? null, Number(nth ?? 1)]);

type Said = readonly (readonly [name: string, value: unknown])[];

/** The attributes that our own layer has, by the spans that they are on and the label there, where it is said. */
function attributesBySpan(all: readonly Structure[]): ReadonlyMap<string, Said> {
  const found = new Map<string, Said>();
  for (const { type, fields } of all) {
    const name = textOf(fields["name"]);
    if (type !== ATTRIBUTE || name === null) continue;
    const value = textOf(fields["value"]);
    const plain = value === "true" ? true : value === "false" ? false : value;
    const key = spanKey(fields, fields["label"], fields["nth"]);
    found.set(key, [...(found.get(key) ?? []), [name, plain]]);
  }
  return found;
}

function addSpan(build: Building, { type, fields }: Structure, said: Said): number | null {
  const span = build.span(offset(fields, "begin"), offset(fields, "end"));
  if (!span) return null;
  const harm = type === FIGURE ? harmOf(textOf(fields["label"]) ?? "") : null;
  const isSuggestion = type === SUGGESTION;
  const review = isSuggestion ? "suggested" : (reviewOf(fields["review"]) ?? "added");
  const confidence = shareOf(Number(fields["confidence"] ?? Number.NaN));
  if (harm === null) {
    const label = textOf(fields["value"]) ?? textOf(fields["label"]) ?? shortName(type);
    const isPlain = type === NAMED_ENTITY || isSuggestion;
    const attributes = new Map(
      Object.entries(fields).filter(
        ([name, value]) => !READ.has(name) && value !== null && !(isSuggestion && name === "confidence"),
      ),
    );
    if (!isPlain && label !== shortName(type)) attributes.set("layer", type);
    for (const [name, value] of said) attributes.set(name, value);
    return build.add({
      ...plain,
      ...span,
      review,
      confidence: isSuggestion ? confidence : null,
      attributes,
      kind: "entity",
      label,
    });
  }
  const known = types[FIGURE] ?? {};
  const attributes = new Map(Object.entries(fields).filter(([name]) => !READ.has(name) && !(name in known)));
  for (const [name, value] of said) attributes.set(name, value);
  const figure = figureFrom(build, harm, fields, {
    number: partNamed(build.text ?? "", span, span, fields["number"]),
    trigger: partNamed(build.text ?? "", span, paragraphAt(build.text ?? "", span), fields["trigger"]),
  });
  const by = nameOf(fields["by"]);
  return build.add({
    ...plain,
    ...span,
    review,
    by,
    confidence,
    attributes,
    kind: "figure",
    said: "fields",
    figure,
  });
}

const paragraphAt = (text: string, span: Span): Span =>
  paragraphs(text).find((paragraph) => contains(paragraph, span)) ?? span;

/** A part of a figure that is known by its words alone: where they stand once, there; else without a place. */
function partNamed(text: string, { start }: Span, within: Span, words: unknown): Part | null {
  const own = textOf(words);
  if (own === null) return null;
  return { ...(onlyPlaceOf(own, text, within) ?? { start, end: start }), text: own };
}
