import * as l10n from "@vscode/l10n";
import type { Annotation } from "../annotations/annotation.ts";
import { dissent, type Reader } from "../annotations/opinion.ts";
import { attributesInWords, defaultTagset, labelNamed, type Tagset } from "../annotations/tagset.ts";
import {
  type CompareArguments,
  commands,
  compareCommand,
  directed,
  entityCommands,
  listed,
  type PublishedAnnotation,
  type PublishedFigure,
  termOf,
} from "../protocol.ts";
import { historyLines } from "./history.ts";
import type { Item } from "./view.ts";
import { actInWords, escapeMarkdown, harmInWords, isOthers } from "./words.ts";

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
    lines.push(
      `*${l10n.t("Its words, or those written onto it, were edited since; accept it again to confirm.")}*`,
    );
  if (options.commandLinks) lines.push(links(annotation, options));
  return lines
    .filter((line) => line !== "")
    .map(directed)
    .join("  \n");
}

/** That annotators disagree, with a link to where it is settled: between two of them at once, else after asking whom. */
function disagreement(
  { id }: PublishedAnnotation,
  stored: Annotation | null,
  { uri, version, reader, commandLinks }: HoverOptions,
): string {
  if (!commandLinks) return `**${l10n.t("Annotators disagree; compare them to settle it.")}**`;
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
  return `**${l10n.t("Annotators disagree: {0} to settle it.", commandLink(l10n.t("compare them"), compareCommand, about))}**`;
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
    others.length > 0 ? l10n.t("Also: {0}", listed(others.map(escapeMarkdown))) : "",
    count === 1 ? l10n.t("1 mention in this article") : l10n.t("{0} mentions in this article", count),
  ];
}

function figureLines(figure: PublishedFigure): string[] {
  const fields: [string, string | null][] = [
    [l10n.t("By"), figure.perpetrator],
    [l10n.t("Where"), figure.place],
    [l10n.t("When"), figure.date],
    [l10n.t("Source"), figure.source],
    [l10n.t("Part of"), figure.partOf],
    [l10n.t("Same as"), figure.sameAs],
    [l10n.t("Conflicts with"), listed(figure.conflictsWith)],
  ];
  const type = figure.victimType === "unknown" ? "" : ` (${termOf(figure.victimType)})`;
  const marks = [
    figure.scope === "cumulative" ? l10n.t("cumulative") : "",
    figure.status === "asserted" ? "" : termOf(figure.status),
  ];
  return [
    `**${harmInWords(figure.harm)}: ${escapeMarkdown(figure.count)}**${marks.some((mark) => mark !== "") ? ` · ${listed(marks)}` : ""}`,
    figure.victims ? `${l10n.t("Victims")}: ${escapeMarkdown(figure.victims)}${type}` : "",
    ...fields.map(([name, value]) => (value ? `${name}: ${escapeMarkdown(value)}` : "")),
  ];
}

function provenance(annotation: PublishedAnnotation): string {
  const { status, confidence, origin, reason, by, at, was, adjudicated } = annotation;
  if (status === "suggested") {
    const sure = confidence === null ? "" : `${Math.round(confidence * 100)} %`;
    const rule = origin ? ` · ${l10n.t("rule: {0}", escapeMarkdown(origin))}` : "";
    const why = reason === null ? "" : ` · ${escapeMarkdown(reason)}`;
    return `*${listed([actInWords(status), sure])}${rule}${why}*`;
  }
  const when = at === null ? "" : escapeMarkdown(at.slice(0, 10));
  const former = was === null ? "" : ` · ${l10n.t("was {0}", escapeMarkdown(was))}`;
  const done = !adjudicated
    ? actInWords(status)
    : status === "rejected"
      ? l10n.t("Adjudicated as rejected")
      : l10n.t("Adjudicated");
  const who = by === null ? done : l10n.t("{0} by {1}", done, escapeMarkdown(by));
  return `*${listed([who, when])}${former}*`;
}

function links(annotation: PublishedAnnotation, { uri, version, reader }: HoverOptions): string {
  const { id, kind, status, touched } = annotation;
  const link = (title: string, command: string): string =>
    commandLink(title, command, { uri, version, ids: [id] });
  const found: string[] = [];
  if (isOthers(annotation, reader.name))
    found.push(link(l10n.t("Agree"), commands.accept), link(l10n.t("Reject"), commands.reject));
  else if (status === "suggested")
    found.push(link(l10n.t("Accept"), commands.accept), link(l10n.t("Reject"), commands.reject));
  else {
    if (touched) found.push(link(l10n.t("Accept again"), commands.accept));
    found.push(link(l10n.t("Remove decision"), commands.remove));
  }
  found.push(
    kind === "figure"
      ? link(l10n.t("Correct…"), commands.editFigure)
      : link(l10n.t("Correct…"), commands.relabel),
  );
  if (kind === "entity") found.push(link(l10n.t("All articles"), entityCommands.page));
  return found.join(" · ");
}
