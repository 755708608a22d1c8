import type { Annotation } from "../annotations/annotation.ts";
import { dissent, type Reader } from "../annotations/opinion.ts";
import { attributesInWords, defaultTagset, labelNamed, type Tagset } from "../annotations/tagset.ts";
import {
  type CompareArguments,
  commands,
  compareCommand,
  type PublishedAnnotation,
  type PublishedFigure,
} from "../protocol.ts";
import { historyLines } from "./history.ts";
import type { Item } from "./view.ts";
import { escapeMarkdown, harmInWords, isOthers } from "./words.ts";

/** What a hover may hold beside text. */
export interface HoverOptions {
  readonly uri: string;
  readonly version: number;
  /** For whom the hover is: who works blind does not learn of others' decisions. */
  readonly reader: Reader;
  /** The project's labels: what they are for is said of those that it describes itself. */
  readonly tagset: Tagset;
  /** Links that run commands; only where the client trusts them. */
  readonly commandLinks: boolean;
}

/** Markdown about the annotations at one place, the innermost first. All words of the article are escaped. */
export const hoverMarkdown = (items: readonly Item[], options: HoverOptions): string =>
  items.map(({ published, annotation }) => describe(published, annotation, options)).join("\n\n---\n\n");

function describe(annotation: PublishedAnnotation, stored: Annotation | null, options: HoverOptions): string {
  const lines = annotation.figure ? figureLines(annotation.figure) : entityLines(annotation, options.tagset);
  lines.push(attributesInWords(annotation.attributes).map(escapeMarkdown).join(" · "));
  lines.push(provenance(annotation));
  if (stored) lines.push(...historyLines(stored, annotation, options.reader));
  if (annotation.disputed) lines.push(disagreement(annotation, stored, options));
  if (annotation.touched)
    lines.push("*Its words, or those written onto it, were edited since; accept it again to confirm.*");
  if (options.commandLinks) lines.push(links(annotation, options));
  return lines.filter((line) => line !== "").join("  \n");
}

/** That annotators disagree, with a link to where it is settled: between two of them at once, else after asking whom. */
function disagreement(
  { id }: PublishedAnnotation,
  stored: Annotation | null,
  { uri, version, reader, commandLinks }: HoverOptions,
): string {
  if (!commandLinks) return "**Annotators disagree; compare them to settle it.**";
  const names = new Set(stored ? [stored, ...dissent(stored)].map(({ by }) => by) : []);
  // Who looks stands first, so that the first side is one's own.
  const [left, right, ...others] = [...names].sort(
    (a, b) => Number(b === reader.name) - Number(a === reader.name),
  );
  const isBetweenTwo = left && right && others.length === 0;
  const about: CompareArguments = {
    ...{ uri, version, ids: [id] },
    ...(isBetweenTwo ? { sides: [{ annotator: left }, { annotator: right }] as const } : {}),
  };
  return `**Annotators disagree: ${commandLink("compare them", compareCommand, about)} to settle it.**`;
}

/** A link of Markdown that runs a command; a parenthesis in a name would end it. */
function commandLink(title: string, command: string, argument: object): string {
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (one) =>
    one === "(" ? "%28" : "%29",
  );
  return `[${title}](command:${command}?${query})`;
}

function entityLines(annotation: PublishedAnnotation, tagset: Tagset): string[] {
  const { entity, label } = annotation;
  const about = labelNamed(tagset, label)?.description ?? "";
  const isOwn = about !== labelNamed(defaultTagset, label)?.description;
  const name = entity?.name ?? annotation.text;
  const others = (entity?.forms ?? []).filter((form) => form !== name);
  const count = entity?.count ?? 1;
  return [
    `**${escapeMarkdown(label ?? "")}** · ${escapeMarkdown(name)}${entity?.value ? ` = ${escapeMarkdown(entity.value)}` : ""}`,
    about !== "" && isOwn ? `*${escapeMarkdown(about)}*` : "",
    others.length > 0 ? `Also: ${others.map(escapeMarkdown).join(", ")}` : "",
    `${count} ${count === 1 ? "mention" : "mentions"} in this article`,
  ];
}

function figureLines(figure: PublishedFigure): string[] {
  const fields: [string, string | null][] = [
    ["Victims", figure.victims],
    ["By", figure.perpetrator],
    ["Where", figure.place],
    ["When", figure.date],
    ["Source", figure.source],
    ["Part of", figure.partOf],
    ["Same as", figure.sameAs],
    ["Conflicts with", figure.conflictsWith.join(", ")],
  ];
  const type = figure.victimType === "unknown" ? "" : ` (${figure.victimType.replace("_", " ")})`;
  const marks = [
    figure.scope === "cumulative" ? "cumulative" : "",
    figure.status === "asserted" ? "" : figure.status,
  ].filter((mark) => mark !== "");
  return [
    `**${harmInWords(figure.harm)}: ${escapeMarkdown(figure.count)}**${marks.length > 0 ? ` · ${marks.join(", ")}` : ""}`,
    ...fields.map(([name, value]) =>
      value ? `${name}: ${escapeMarkdown(value)}${name === "Victims" ? type : ""}` : "",
    ),
  ];
}

function provenance(annotation: PublishedAnnotation): string {
  const { status, confidence, origin, reason, by, at, was, adjudicated } = annotation;
  if (status === "suggested") {
    const sure = confidence === null ? "" : `, ${Math.round(confidence * 100)} %`;
    const why = reason === null ? "" : ` · ${escapeMarkdown(reason)}`;
    return `*Suggested${sure}${origin ? ` · rule: ${escapeMarkdown(origin)}` : ""}${why}*`;
  }
  const who = by === null ? "" : ` by ${escapeMarkdown(by)}`;
  const when = at === null ? "" : `, ${escapeMarkdown(at.slice(0, 10))}`;
  const former = was === null ? "" : ` · was ${escapeMarkdown(was)}`;
  const done = adjudicated ? "Adjudicated" : `${status[0]?.toUpperCase()}${status.slice(1)}`;
  return `*${done}${adjudicated && status === "rejected" ? " as rejected" : ""}${who}${when}${former}*`;
}

function links(annotation: PublishedAnnotation, { uri, version, reader }: HoverOptions): string {
  const { id, kind, status, touched } = annotation;
  const link = (title: string, command: string): string =>
    commandLink(title, command, { uri, version, ids: [id] });
  const found: string[] = [];
  if (isOthers(annotation, reader.name))
    found.push(link("Agree", commands.accept), link("Reject", commands.reject));
  else if (status === "suggested")
    found.push(link("Accept", commands.accept), link("Reject", commands.reject));
  else {
    if (touched) found.push(link("Accept again", commands.accept));
    found.push(link("Remove decision", commands.remove));
  }
  found.push(kind === "figure" ? link("Correct…", commands.editFigure) : link("Correct…", commands.relabel));
  return found.join(" · ");
}
