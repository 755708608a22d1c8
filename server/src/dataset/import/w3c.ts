import * as l10n from "@vscode/l10n";
import type { Span } from "../../text/span.ts";
import { decoded } from "../../workspace/fileSystem.ts";
import type { Reason } from "../exporter.ts";
import { type Building, building, plain, shown } from "./building.ts";
import type { DatasetFile, Importer, Place, ReadItem } from "./document.ts";
import { figureFrom, harmOf, link, partOf } from "./figures.ts";
import { jsonRecords } from "./jsonRecords.ts";
import {
  attributesIn,
  type Fields,
  idOf,
  isFields,
  listOf,
  nameOf,
  reviewOf,
  shareOf,
  textOf,
} from "./values.ts";

const NO_LABEL: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation without a tag (a comment, a highlight)")
    : l10n.t("{0} annotations without a tag (comments, highlights)", count);

/**
 * W3C Web Annotation: JSON-LD, a collection, a page, a list, or an annotation a line. The texts lie beside it, by the
 * relative address of their source; a source `ni:///sha-256;…` names a text that is not in the dataset. Positions are
 * code points; a quotation without a position must stand in the text once.
 */
export const w3c: Importer = {
  name: "w3c",
  about: "JSON-LD with the texts beside it: tags, creators, positions and quotations",
  files: (names) => [
    ...names.filter((name) => /\.(jsonld|json)$/i.test(name)).sort(),
    // A text of which nothing is said has been looked at too.
    ...names.filter((name) => /^texts\/.*\.txt$/i.test(name)).sort(),
  ],
  async *read(file) {
    if (/\.txt$/i.test(file.name)) {
      const place: Place = { file: file.name, line: null, id: null };
      const text = textIn(await file.read());
      if (text === null)
        yield { kind: "problem", place, message: l10n.t("this is not UTF-8; save it as UTF-8") };
      else yield* building(place, text).done({ name: articleName(file.name), reached: 1 });
      return;
    }
    const sources = new Map<string, Fields[]>();
    for (const record of jsonRecords(file.name, await file.read())) {
      if (record.kind === "problem") yield record;
      else
        for (const annotation of annotationsIn(record.value)) {
          const source = sourceOf(annotation) ?? "";
          sources.set(source, [...(sources.get(source) ?? []), annotation]);
        }
    }
    let done = 0;
    for (const [source, annotations] of sources)
      yield* await documentItems(file, source, annotations, ++done / sources.size);
  },
};

const textIn = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

const articleName = (name: string): string => name.replace(/^texts\//, "");

/** The annotations of a collection, a page, a list, or one alone. */
function annotationsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(annotationsIn);
  if (!isFields(value)) return [];
  const inner = value["items"] ?? value["first"] ?? value["@graph"];
  return inner === undefined ? [value] : annotationsIn(inner);
}

/** The address of what an annotation is on; a fragment of it is no part of that. */
function sourceOf({ target }: Fields): string | null {
  const [first] = Array.isArray(target) ? target : [target];
  const source = isFields(first) ? (first["source"] ?? first["id"]) : first;
  return textOf(isFields(source) ? source["id"] : source);
}

async function documentItems(
  file: DatasetFile,
  source: string,
  annotations: readonly Fields[],
  reached: number,
): Promise<ReadItem[]> {
  const place: Place = { file: file.name, line: null, id: source === "" ? null : decoded(source) };
  const hash = /^ni:\/\/[^/]*\/sha-256;([\w-]+)$/.exec(source)?.[1];
  const name = decoded(source.replace(/[#?].*$/, ""));
  const isFar = /^[a-z][a-z\d+.-]*:/i.test(source);
  const bytes = hash === undefined && !isFar && source !== "" ? await file.beside(name) : null;
  const text = bytes && textIn(bytes);
  if (hash === undefined && text === null) {
    const count = annotations.length;
    const message = isFar
      ? count === 1
        ? l10n.t(
            "1 annotation is on {0}, whose text is not in the dataset; put the text beside it and give its name as the source",
            shown(source),
          )
        : l10n.t(
            "{0} annotations are on {1}, whose text is not in the dataset; put the text beside it and give its name as the source",
            count,
            shown(source),
          )
      : count === 1
        ? l10n.t("1 annotation is on {0}, which is not beside it, or is no text in UTF-8", shown(source))
        : l10n.t(
            "{0} annotations are on {1}, which is not beside it, or is no text in UTF-8",
            count,
            shown(source),
          );
    return [{ kind: "problem", place, message }];
  }
  const build = building(place, text);
  const ids = new Map<string, number>();
  const links: { from: number; role: unknown; to: string }[] = [];
  for (const one of annotations) addAnnotation(build, one, ids, links);
  for (const { from, role, to } of links) {
    const target = ids.get(to);
    if (target === undefined)
      build.problem(l10n.t("a figure refers to {0}, which is not here; that is left out", shown(to)));
    else link(build, from, target, role);
  }
  return build.done({
    name: hash === undefined ? articleName(name) : null,
    sha256: hash === undefined ? null : hexOf(hash),
    reached,
  });
}

function addAnnotation(
  build: Building,
  one: Fields,
  ids: Map<string, number>,
  links: { from: number; role: unknown; to: string }[],
): void {
  const bodies = (Array.isArray(one["body"]) ? one["body"] : [one["body"] ?? one["bodyValue"]]).map(
    (body): Fields => (isFields(body) ? body : { value: body }),
  );
  const ofPurpose = (purpose: string): Fields[] => bodies.filter((body) => body["purpose"] === purpose);
  const [state, record] = [recordIn(ofPurpose("assessing")[0]), recordIn(ofPurpose("describing")[0])];
  const tags = ofPurpose("tagging").length > 0 ? ofPurpose("tagging") : taggedAlone(one, bodies);
  const labels = tags.map(({ value }) => textOf(value)).filter((label) => label !== null);
  if (labels.length === 0) {
    build.leave(NO_LABEL);
    return;
  }
  const span = placeOf(build, one);
  if (!span) return;
  const notes = ofPurpose("commenting")
    .map(({ value }) => textOf(value))
    .filter((note) => note !== null);
  const common = {
    ...plain,
    ...span,
    id: idOf(state["id"]),
    review: reviewOf(state["review"]) ?? ("added" as const),
    by: agentOf(one["creator"]),
    at: textOf(one["created"]),
    detector: agentOf(one["generator"]),
    confidence: shareOf(state["confidence"]),
    attributes: attributesIn(ofPurpose("classifying")[0]?.["value"]),
    note: notes.length > 0 ? notes.join("\n") : null,
  };
  for (const [n, label] of labels.entries()) {
    const harm = "harm" in record ? harmOf(label) : null;
    const number =
      harm === null
        ? build.add({ ...common, kind: "entity", label })
        : build.add({
            ...common,
            kind: "figure",
            said: "all",
            figure: figureFrom(build, harm, record, {
              number: partIn(build, record["number"]),
              trigger: partIn(build, record["trigger"]),
            }),
          });
    if (n > 0) continue;
    const own = nameOf(one["id"]);
    if (own !== null) ids.set(own, number);
    for (const to of listOf(record["links"]).filter(isFields))
      links.push({ from: number, role: to["role"], to: String(to["target"]) });
  }
}

/** Bodies of an annotation that tags, where they do not say so themselves. */
const taggedAlone = (one: Fields, bodies: readonly Fields[]): readonly Fields[] =>
  one["motivation"] === "tagging" ? bodies.filter((body) => body["purpose"] === undefined) : [];

const partIn = (build: Building, part: unknown) => {
  const span = isFields(part) ? build.span(part["start"], part["end"], part["text"]) : null;
  return span && partOf(build.text, span);
};

/** The JSON that our own export has in a body. */
function recordIn(body: Fields | undefined): Fields {
  try {
    const value: unknown = JSON.parse(String(body?.["value"]));
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

/** Who made something: a name, else an address. */
const agentOf = (agent: unknown): string | null => {
  const [first] = Array.isArray(agent) ? agent : [agent];
  return isFields(first) ? (textOf(first["name"]) ?? nameOf(first["id"])) : textOf(first);
};

/** Where an annotation stands, by its position, else by its quotation; what both say must be the same. */
function placeOf(build: Building, one: Fields): Span | null {
  const targets = Array.isArray(one["target"]) ? one["target"] : [one["target"]];
  const [target] = targets;
  const selector = isFields(target) ? target["selector"] : undefined;
  const selectors = (Array.isArray(selector) ? selector : [selector]).filter(isFields);
  const position = selectors.find(({ type }) => type === "TextPositionSelector");
  const quote = selectors.find(({ type }) => type === "TextQuoteSelector");
  if (targets.length > 1) {
    build.problem(l10n.t("{0} is on {1} places at once; it is left out", shown(one["id"]), targets.length));
    return null;
  }
  if (position) return build.span(position["start"], position["end"], quote?.["exact"]);
  const [before, exact, behind] = [quote?.["prefix"], quote?.["exact"], quote?.["suffix"]].map(
    (part) => textOf(part) ?? "",
  );
  const text = build.text ?? "";
  const sought = `${before}${exact}${behind}`;
  const at = exact ? text.indexOf(sought) : -1;
  if (at === -1 || text.indexOf(sought, at + 1) !== -1) {
    build.problem(
      exact
        ? at === -1
          ? l10n.t(
              "the words {0} stand in the text not at all, and no position is given; the annotation is left out",
              shown(exact),
            )
          : l10n.t(
              "the words {0} stand in the text more than once, and no position is given; the annotation is left out",
              shown(exact),
            )
        : l10n.t("{0} has neither a position nor a quotation; it is left out", shown(one["id"])),
    );
    return null;
  }
  const start = at + (before ?? "").length;
  return { start, end: start + (exact ?? "").length };
}

const hexOf = (base64Url: string): string =>
  [...atob(base64Url.replaceAll("-", "+").replaceAll("_", "/"))]
    .map((char) => char.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("");
