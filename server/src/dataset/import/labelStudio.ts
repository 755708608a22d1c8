import * as l10n from "@vscode/l10n";
import type { Reason } from "../exporter.ts";
import type { Review } from "../selection.ts";
import { type Building, building, plain, shown } from "./building.ts";
import { type Importer, type Place, type ReadAnnotation, type ReadItem, withExtension } from "./document.ts";
import { BARE, figureFrom, harmOf, link } from "./figures.ts";
import { ofJsonRecords } from "./jsonRecords.ts";
import { attributeOf, withYesNo, yesNoAttributes } from "./labelConfig.ts";
import {
  dayOf,
  type Fields,
  idOf,
  isFields,
  leaveUnknown,
  listOf,
  nameOf,
  reviewOf,
  shareOf,
  textOf,
} from "./values.ts";

const CANCELLED: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation of a task that was skipped (“was_cancelled”)")
    : l10n.t("{0} annotations of tasks that were skipped (“was_cancelled”)", count);
const OPEN: Reason = (count) =>
  count === 1
    ? l10n.t("1 task that nobody has annotated")
    : l10n.t("{0} tasks that nobody has annotated", count);
const WHOLE: Reason = (count) =>
  count === 1
    ? l10n.t("1 result on a whole task, or on no text (a sidecar has labels of spans alone)")
    : l10n.t("{0} results on whole tasks, or on no text (a sidecar has labels of spans alone)", count);

const tasks = ofJsonRecords(
  {
    name: "labelstudio",
    about:
      "JSON and JSON-MIN of Label Studio: regions with annotators, fields and relations; predictions as suggestions",
    files: withExtension(".json"),
  },
  taskItems,
);

/**
 * Label Studio: tasks as JSON or JSON-MIN, offsets in code points. Each annotation of a task is a document of its own,
 * with its annotator; predictions are suggestions. Results that share a region's id are its fields: those of a figure by
 * our own names, all others as attributes.
 */
export const labelStudio: Importer = {
  ...tasks,
  async *read(file) {
    const yesNo = await yesNoAttributes(file);
    for await (const item of tasks.read(file)) yield withYesNo(item, yesNo);
  },
};

/** What of a task is no text of it. */
const FACTS = ["article", "language", "published", "sha256"];

function taskItems(file: string, value: unknown, line: number, reached: number): ReadItem[] {
  const task = isFields(value) ? value : {};
  const data = isFields(task["data"]) ? task["data"] : task;
  const place: Place = { file, line, id: nameOf(data["article"]) ?? nameOf(task["id"]) };
  const texts = Object.entries(data).filter(
    ([key, text]) => typeof text === "string" && !FACTS.includes(key),
  );
  const text = textKey(data, task, texts);
  if (text === null)
    return [
      {
        kind: "problem",
        place,
        message: l10n.t("there is no text: “data” has no “text”; the task is left out"),
      },
    ];
  const begin = (id: string | null): Building =>
    building(
      id === null ? place : { ...place, id: [place.id, id].filter(Boolean).join(", annotation ") },
      data[text] as string,
    );
  const facts = { name: textOf(data["article"]), published: dayOf(data["published"]), reached };
  if (task["data"] === undefined) return minItems(begin(null), task, facts, text);
  const items: ReadItem[] = [];
  const all = [...listOf(task["annotations"]), ...listOf(task["completions"])];
  for (const one of all) {
    const annotation = isFields(one) ? one : {};
    const build = begin(all.length > 1 ? nameOf(annotation["id"]) : null);
    const results = listOf(annotation["result"]);
    if (annotation["was_cancelled"] === true) build.leave(CANCELLED, Math.max(1, results.length));
    else
      addResults(build, results, {
        review: "added",
        by: annotatorOf(annotation["completed_by"]),
        at: textOf(annotation["updated_at"]) ?? textOf(annotation["created_at"]),
        detector: null,
      });
    items.push(...build.done({ ...facts, reviewed: annotation["was_cancelled"] !== true }));
  }
  for (const one of listOf(task["predictions"])) {
    const prediction = isFields(one) ? one : {};
    const build = begin(null);
    const detector = nameOf(prediction["model_version"]);
    addResults(build, listOf(prediction["result"]), { review: "suggested", by: null, at: null, detector });
    items.push(...build.done({ ...facts, reviewed: false }));
  }
  if (items.length === 0) {
    const build = begin(null);
    build.leave(OPEN);
    items.push(...build.done({ ...facts, reviewed: false }));
  }
  const last = items.at(-1);
  if (last?.kind === "document") {
    const rest = building(place, null);
    leaveUnknown(rest, data, [text, ...FACTS]);
    const [counted] = rest.done({ reached });
    if (counted?.kind === "document")
      items.push(...items.splice(-1).map((own) => withLeft(own, counted.left)));
  }
  return items;
}

const withLeft = (item: ReadItem, left: Extract<ReadItem, { kind: "document" }>["left"]): ReadItem =>
  item.kind === "document" ? { ...item, left: [...item.left, ...left] } : item;

/** The key of a task's text: `text`, else what its results say, else the only one that is a text. */
function textKey(data: Fields, task: Fields, texts: readonly (readonly [string, unknown])[]): string | null {
  if (typeof data["text"] === "string") return "text";
  const isMin = task["data"] === undefined;
  const named = texts.filter(([key]) => !isMin || !["created_at", "updated_at", "annotator"].includes(key));
  return named.length === 1 ? (named[0]?.[0] ?? null) : null;
}

/** Who annotated: a user by mail, else by number. */
const annotatorOf = (user: unknown): string | null =>
  isFields(user) ? (nameOf(user["email"]) ?? nameOf(user["id"])) : nameOf(user);

/** A task of JSON-MIN: lists of regions by the name of their control, without ids. */
function minItems(
  build: Building,
  task: Fields,
  facts: { name: string | null; published: string | null; reached: number },
  text: string,
): ReadItem[] {
  const by = annotatorOf(task["annotator"]);
  const at = textOf(task["updated_at"]) ?? textOf(task["created_at"]);
  const rest = new Map<string, unknown>();
  for (const [key, value] of Object.entries(task)) {
    const regions = listOf(value).filter((one) => isFields(one) && Array.isArray(one["labels"]));
    if (regions.length > 0)
      addResults(
        build,
        regions.map((own, n) => ({ type: "labels", id: `${key} ${n}`, value: own })),
        { review: "added", by, at, detector: null },
      );
    else rest.set(key, value);
  }
  const known = ["id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", ...FACTS, text];
  leaveUnknown(build, Object.fromEntries(rest), known);
  return build.done(facts);
}

interface Origin {
  readonly review: Review;
  readonly by: string | null;
  readonly at: string | null;
  readonly detector: string | null;
}

/** Fields of a figure that are written as numbers, choices and texts. */
const FIGURE_FIELDS = [
  "min",
  "max",
  "qualifier",
  "victimType",
  "scope",
  "status",
  "victims",
  "perpetrator",
  "place",
  "date",
  "source",
];

function addResults(build: Building, results: readonly unknown[], origin: Origin): void {
  const regions = new Map<string, { labels: Fields[]; fields: Map<string, unknown> }>();
  const relations: Fields[] = [];
  for (const one of results) {
    const result = isFields(one) ? one : {};
    const id = nameOf(result["id"]);
    if (result["type"] === "relation") relations.push(result);
    else if (id === null) build.leave(WHOLE);
    else {
      const region = regions.get(id) ?? { labels: [], fields: new Map<string, unknown>() };
      regions.set(id, region);
      if (result["type"] === "labels") region.labels.push(result);
      else region.fields.set(nameOf(result["from_name"]) ?? "value", fieldOf(result["value"]));
    }
  }
  const numbers = new Map<string, number>();
  for (const [id, { labels, fields }] of regions) {
    if (labels.length === 0) build.leave(WHOLE, fields.size);
    for (const [n, result] of labels.entries()) {
      const value = isFields(result["value"]) ? result["value"] : {};
      const own = listOf(value["labels"]).map(textOf);
      if (own.length === 0 || own.includes(null))
        build.problem(l10n.t("the region {0} has no label; it is left out", shown(id)));
      for (const [m, label] of own.entries()) {
        const first = n === 0 && m === 0;
        const added =
          label === null ? null : addRegion(build, first ? id : null, label, result, value, fields, origin);
        if (added !== null && first) numbers.set(id, added);
      }
    }
  }
  for (const relation of relations) {
    const { from_id, to_id, direction } = relation;
    const ends = [numbers.get(String(from_id)), numbers.get(String(to_id))];
    const [from, to] = direction === "left" ? ends.reverse() : ends;
    if (from === undefined || to === undefined) {
      build.problem(
        l10n.t(
          "a relation is between {0} and {1}, which are not both here; it is left out",
          shown(from_id),
          shown(to_id),
        ),
      );
      continue;
    }
    const types = listOf(relation["labels"]);
    for (const type of types.length === 0 ? ["related"] : types)
      if (!link(build, from, to, type)) build.relate({ type: nameOf(type) ?? "related", from, to });
  }
}

/** What a result says: a number, a choice or several, a text or several. */
function fieldOf(value: unknown): unknown {
  if (!isFields(value)) return value;
  const { number, choices, text, rating } = value;
  const said = number ?? choices ?? rating ?? text ?? null;
  return Array.isArray(said) && said.length === 1 ? said[0] : said;
}

/** A region with one label; the number of its annotation, null where it has no place in the text. */
function addRegion(
  build: Building,
  id: string | null,
  label: string,
  result: Fields,
  value: Fields,
  fields: ReadonlyMap<string, unknown>,
  origin: Origin,
): number | null {
  const span = build.span(value["start"], value["end"], value["text"]);
  if (!span) return null;
  const { meta } = result;
  const said = isFields(meta) ? listOf(meta["text"]).map(textOf).join("\n") : "";
  const signed = signatureIn(said);
  const common = {
    ...plain,
    ...span,
    ...origin,
    ...(signed ?? {}),
    id: id === null ? null : idOf(id),
    note: signed || said === "" ? null : said,
    confidence: origin.review === "suggested" ? shareOf(result["score"]) : null,
  };
  const harm = harmOf(label);
  const isFigure = harm !== null && FIGURE_FIELDS.some((name) => fields.has(name));
  const rest = [...fields].filter(([name]) => !isFigure || !FIGURE_FIELDS.includes(name));
  const attributes = new Map(rest.map(([name, value]) => [attributeOf(name), value]));
  if (harm === null || !isFigure) {
    if (harm === null) return build.add({ ...common, attributes, kind: "entity", label });
    build.leave(BARE);
  }
  const own: ReadAnnotation = {
    ...common,
    attributes,
    kind: "figure",
    said: isFigure ? "fields" : "harm",
    figure: figureFrom(build, harm, Object.fromEntries(fields)),
  };
  return build.add(own);
}

/** Who decided what and when, as our own export says it in a region's notes; null where this is a note of another kind. */
function signatureIn(note: string): Origin | null {
  const [word, ...parts] = note.split(" · ");
  const review = reviewOf(word);
  if (review === null) return null;
  const time = parts.findLastIndex((part) => /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(part));
  const last = parts.at(-1);
  const detector = time === parts.length - 1 || !/^\S+@\d\S*$/.test(last ?? "") ? null : (last ?? null);
  const names = parts.slice(0, time === -1 ? parts.length - (detector === null ? 0 : 1) : time);
  return { review, by: names.join(" · ") || null, at: (time === -1 ? null : parts[time]) ?? null, detector };
}
