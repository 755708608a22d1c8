import * as l10n from "@vscode/l10n";
import { splitsNumber } from "../../annotations/anchor.ts";
import type { FigureRecord, Part, Reference } from "../../annotations/annotation.ts";
import { bareFigure } from "../../annotations/record.ts";
import { figureStatuses, type Harm, harms, qualifiers, scopes, victimTypes } from "../../detect/detection.ts";
import type { Span } from "../../text/span.ts";
import type { Reason } from "../exporter.ts";
import { type Building, shown } from "./building.ts";
import type { ReadEntity, ReadFigure } from "./document.ts";
import { type Fields, oneOf, ownValue, textOf } from "./values.ts";

/** Where a format has labels alone, the harm that a label stands for; null where it stands for none. */
export const harmOf = (label: string): Harm | null =>
  harms.find((harm) => harm.toUpperCase() === label) ?? null;

export const BARE: Reason = (count) =>
  count === 1
    ? l10n.t(
        "1 casualty figure came with its words and harm alone, for the format has no more: its number is open",
      )
    : l10n.t(
        "{0} casualty figures came with their words and harm alone, for the format has no more: their numbers are open",
        count,
      );

/**
 * Adds a span with a label, of a format that has no more: one with a harm's label is a figure whose record is open.
 * @returns its number in the document
 */
export function addLabelled(build: Building, own: Omit<ReadEntity, "kind" | "label">, label: string): number {
  const harm = harmOf(label);
  if (harm === null) return build.add({ ...own, kind: "entity", label });
  build.leave(BARE);
  return build.add({ ...own, kind: "figure", said: "harm", figure: bareFigure(harm) });
}

/** The parts of a figure that stand in the text. */
interface Parts {
  readonly number?: Part | null;
  readonly trigger?: Part | null;
}

/**
 * A record from fields by our own names, as numbers or in words; a value that a field cannot have is a problem, and the
 * field stays open.
 */
export function figureFrom(build: Building, harm: Harm, fields: Fields, parts: Parts = {}): FigureRecord {
  const record = bareFigure(harm);
  const chosen = <T extends string>(name: string, values: readonly T[], otherwise: T): T => {
    const value = ownValue(fields, name);
    if (value === undefined || value === null || value === "") return otherwise;
    const found = oneOf(values, value);
    if (found === null) wrong(name, value, values.join(", "));
    return found ?? otherwise;
  };
  const wrong = (name: string, value: unknown, wanted: string): void =>
    build.problem(l10n.t("{0} of a figure is {1}, and not {2}; it is left open", name, shown(value), wanted));
  const bound = (name: string): number | null => {
    const value = ownValue(fields, name);
    if (value === undefined || value === null || value === "") return null;
    const number = typeof value === "bigint" || typeof value === "string" ? Number(value) : value;
    if (Number.isSafeInteger(number) && Number(number) >= 0) return Number(number);
    wrong(name, typeof value === "bigint" ? String(value) : value, l10n.t("a whole number from 0 on"));
    return null;
  };
  let [min, max] = [bound("min"), bound("max")];
  if (min !== null && max !== null && min > max) {
    build.problem(
      l10n.t(
        "the lower bound of a figure ({0}) is above the upper bound ({1}); both are left open",
        min,
        max,
      ),
    );
    [min, max] = [null, null];
  }
  return {
    ...record,
    min,
    max,
    qualifier: chosen("qualifier", qualifiers, record.qualifier),
    number: parts.number ?? null,
    trigger: parts.trigger ?? null,
    victims: textOf(ownValue(fields, "victims")),
    victimType: chosen("victimType", victimTypes, record.victimType),
    perpetrator: textOf(ownValue(fields, "perpetrator")),
    place: textOf(ownValue(fields, "place")),
    date: textOf(ownValue(fields, "date")),
    source: textOf(ownValue(fields, "source")),
    scope: chosen("scope", scopes, record.scope),
    status: chosen("status", figureStatuses, record.status),
  };
}

const roles = ["victim", "perpetrator", "place", "source", "partOf", "sameAs", "conflictsWith"] as const;

/** What a figure may say of another annotation. */
export const roleNamed = (name: unknown): Reference["role"] | null => oneOf(roles, name);

/** A part of a text; of a text that is not here, its words are filled in with the article's. */
export const partOf = (text: string | null, { start, end }: Span): Part => ({
  start,
  end,
  text: text?.slice(start, end) ?? "",
});

/** Links a figure to another annotation of the document; false where the first is no figure, or the role none. */
export function link(build: Building, from: number, to: number, role: unknown): boolean {
  const [own, target] = [build.annotations[from], build.annotations[to]];
  const known = roleNamed(role);
  if (own?.kind !== "figure" || !target || known === null) return false;
  const isToFigure = known === "partOf" || known === "sameAs" || known === "conflictsWith";
  if (isToFigure !== (target.kind === "figure")) return false;
  build.replace(from, linked(own, { role: known, ...partOf(build.text, target) }));
  return true;
}

const linked = (own: ReadFigure, reference: Reference): ReadFigure => ({
  ...own,
  figure: { ...own.figure, mentions: [...own.figure.mentions, reference] },
});

/** Where words stand in a stretch of a text; null where they are not there, or more than once. */
export function onlyPlaceOf(words: string, text: string, within: Span): Span | null {
  let found: Span | null = null;
  if (words === "") return null;
  for (let at = text.indexOf(words, within.start); at !== -1; at = text.indexOf(words, at + 1)) {
    const place = { start: at, end: at + words.length };
    if (place.end > within.end) break;
    if (splitsNumber(text, place.start, place.end)) continue;
    if (found) return null;
    found = place;
  }
  return found;
}
