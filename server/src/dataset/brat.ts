import * as l10n from "@vscode/l10n";
import { jsonLine } from "../annotations/json.ts";
import { type Span, trimmed } from "../text/span.ts";
import {
  attributesOf,
  type DatasetArticle,
  type DatasetEntity,
  type DatasetFigure,
  labelOf,
} from "./article.ts";
import {
  annotationConf,
  attributeName,
  EVENT_ATTRIBUTES,
  NUMBER,
  roleOf,
  VICTIMS,
  visualConf,
} from "./bratConf.ts";
import { counted, type Exporter, type Reason, wholeFiles } from "./exporter.ts";
import { fileNames } from "./fileNames.ts";
import { asciiNames, type DatasetTags, datasetTags, knownLabels } from "./labels.ts";
import { pointsOf } from "./points.ts";

const SEPARATOR: Reason = (count) =>
  count === 1
    ? l10n.t(
        "1 line separator (U+2028, U+2029, U+0085, form feed …) is a space in the text, for brat would break the line",
      )
    : l10n.t(
        "{0} line separators (U+2028, U+2029, U+0085, form feed …) are spaces in the text, for brat would break the line",
        count,
      );

/** What Python's `splitlines`, and so brat, takes for the end of a line beside LF; each one code point, as a space is. */
const SEPARATORS = /[\v\f\x1c-\x1e\u0085\u2028\u2029]/g;

/**
 * brat standoff: a `.txt` and an `.ann` an article, offsets in code points; entities as text-bounds, a figure as an event
 * whose trigger is the word of harm, with its number, its victims and what it refers to as arguments; the rest of the
 * record, and who decided, as a note in JSON. A span over a line end is cut there. With `annotation.conf` and
 * `visual.conf`. Ids are numbered anew in each export: an export, no format to work in.
 */
export const brat: Exporter = {
  name: "brat",
  about: "brat standoff: .txt and .ann an article, with annotation.conf and visual.conf; figures as events",
  rejected: false,
  textless: false,
  start() {
    const labels = asciiNames();
    for (const label of knownLabels) labels.nameOf(label);
    const tags = datasetTags();
    const words = asciiNames();
    const nameOf = fileNames();
    return {
      add(article, part) {
        tags.take(article);
        const name = `${part === "all" ? "" : `${part}/`}${nameOf(article.id)}`;
        const text = article.text.replace(SEPARATORS, " ");
        const lines = standoff({ ...article, text }, labels.nameOf, words.nameOf, tags);
        const separators = article.text.match(SEPARATORS)?.length ?? 0;
        return {
          pieces: wholeFiles({
            [`${name}.txt`]: text,
            [`${name}.ann`]: lines.map((line) => `${line}\n`).join(""),
          }),
          annotations: article.entities.length + article.figures.length,
          leftOut: [],
          remarks: counted({ reason: SEPARATOR, count: separators }),
        };
      },
      finish: () =>
        wholeFiles({
          "annotation.conf": annotationConf(labels.nameOf, words.nameOf, tags),
          "visual.conf": visualConf(labels.all(), tags),
        }),
    };
  },
};

/** The lines of an article's `.ann`. */
function standoff(
  article: DatasetArticle,
  nameOf: (label: string) => string,
  wordOf: (attribute: string) => string,
  tags: DatasetTags,
): string[] {
  const at = pointsOf(article);
  const lines: string[] = [];
  const ids = new Map<string, string>();
  let bounds = 0;
  let attributes = 0;
  let notes = 0;
  const textBound = (type: string, span: Span): string => {
    const id = `T${++bounds}`;
    const fragments = fragmentsOf(article.text, span);
    const places = fragments.map(at).map(({ start, end }) => `${start} ${end}`);
    const words = fragments.map(({ start, end }) => article.text.slice(start, end));
    lines.push(`${id}\t${type} ${places.join(";")}\t${words.join(" ")}`);
    return id;
  };
  const attribute = (name: string, of: string, value?: string): void => {
    lines.push(`A${++attributes}\t${name} ${of}${value === undefined ? "" : ` ${value}`}`);
  };
  const note = (of: string, content: object): void => {
    lines.push(`#${++notes}\tAnnotatorNotes ${of}\t${jsonLine(content)}`);
  };
  const close = (one: DatasetEntity | DatasetFigure, id: string, more: object): void => {
    if (one.review === "suggested") attribute("Suggested", id);
    for (const { name, values } of tags.attributes()) {
      const value = one.attributes[name];
      // What is any words has no place but the note.
      if (value === undefined || value === false || values === "text") continue;
      attribute(attributeName(name, wordOf), id, ...(value === true ? [] : [wordOf(value)]));
    }
    const { review, by, at: time, detector, confidence } = one;
    note(id, { id: one.id, review, by, at: time, detector, confidence, ...attributesOf(one), ...more });
  };
  for (const entity of article.entities) {
    const id = textBound(nameOf(entity.label), entity);
    ids.set(entity.id, id);
    close(entity, id, nameOf(entity.label) === entity.label ? {} : { label: entity.label });
  }
  for (const [n, one] of article.figures.entries()) ids.set(one.id, `E${n + 1}`);
  for (const one of article.figures) {
    const { figure, links } = one;
    const type = labelOf(one);
    const parts = [`${type}:${textBound(type, standing(figure.trigger) ?? one)}`];
    const number = standing(figure.number);
    if (number) parts.push(`Count:${textBound(NUMBER, number)}`);
    parts.push(`Victims:${textBound(VICTIMS, one)}`);
    const used = new Map<string, number>();
    for (const { role, target } of links) {
      const name = roleOf[role];
      const times = (used.get(name) ?? 0) + 1;
      used.set(name, times);
      // brat numbers the arguments of one role from the second on.
      parts.push(`${name}${times > 1 ? times : ""}:${ids.get(target)}`);
    }
    const id = ids.get(one.id) ?? "";
    lines.push(`${id}\t${parts.join(" ")}`);
    for (const [name, field] of EVENT_ATTRIBUTES) attribute(name, id, figure[field]);
    const { min, max, victims, perpetrator, place, date, source } = figure;
    close(one, id, { min, max, victims, perpetrator, place, date, source });
  }
  return lines;
}

/** A part that still has words. */
const standing = (span: Span | null): Span | null => (span && span.start < span.end ? span : null);

/** The stretches of a span between line ends, without white space at their edges; never none. */
function fragmentsOf(text: string, span: Span): Span[] {
  const found: Span[] = [];
  let { start } = span;
  while (start < span.end) {
    const line = text.indexOf("\n", start);
    const end = line === -1 ? span.end : Math.min(line, span.end);
    const fragment = trimmed(text, { start, end });
    if (fragment) found.push(fragment);
    start = end + 1;
  }
  return found.length > 0 ? found : [span];
}
