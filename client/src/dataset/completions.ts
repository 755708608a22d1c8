import * as l10n from "@vscode/l10n";
import type { FacetsResult } from "../../../server/src/protocol.ts";

// What a filter may be continued with; pure, so that it is tested without an editor.

/** One continuation: the whole filter with it, and what is said of it. */
export interface Completion {
  /** What the part that is being typed becomes. */
  readonly label: string;
  readonly about: string;
  /** The whole filter then. */
  readonly value: string;
}

const states = (): readonly (readonly [string, string])[] => [
  ["state:new", l10n.t("nothing is decided yet")],
  ["state:review", l10n.t("begun, or changed since it was done")],
  ["state:done", l10n.t("marked done")],
  ["state:conflict", l10n.t("a merge decided differently")],
  ["state:problem", l10n.t("cannot be read, or annotations lost their place")],
];

const keys = (): readonly (readonly [string, string])[] => [
  ["label:", l10n.t("a label, or a harm")],
  ["by:", l10n.t("an annotator")],
  ["name:", l10n.t("an entity's name")],
  ["lang:", l10n.t("en or ar")],
  ["date:", l10n.t("2012-06-15, 2012-06 or 2012-06..2012-08")],
  ["event:", l10n.t("an event that the sidecar names")],
  ["killed>=", l10n.t("a number with >=, <=, >, < or =")],
  ["injured>=", l10n.t("a number")],
  ["open>", l10n.t("suggestions to review")],
  ["decisions>", l10n.t("decisions")],
  ["lost>0", l10n.t("lost annotations")],
  ["disputed>0", l10n.t("annotators differ")],
];

/** What the last part of a filter may become, those that begin as it does; a minus before it stays. */
export function completionsOf(typed: string, facets: FacetsResult): Completion[] {
  // A value in quotation marks has spaces of its own.
  const [part = ""] = /(?:[^\s"]|"[^"]*"?)*$/.exec(typed) ?? [];
  const head = typed.slice(0, typed.length - part.length);
  const minus = part.startsWith("-") ? "-" : "";
  const plain = (words: string): string => words.toLowerCase().replaceAll('"', "");
  const begun = plain(part.slice(minus.length));
  const values = (key: string, all: readonly string[], about: string): (readonly [string, string])[] =>
    begun.startsWith(key.slice(0, 2)) ? all.map((value) => [`${key}${quoted(value)}`, about] as const) : [];
  const all = [
    ...states(),
    ...keys(),
    ...values("label:", [...facets.labels, ...facets.harms], l10n.t("label")),
    ...values("by:", facets.annotators, l10n.t("annotator")),
    ...values("event:", facets.events, l10n.t("event")),
    ...values("lang:", ["en", "ar"], l10n.t("language")),
    ...facets.harms.map((harm) => [`${harm}>=`, l10n.t("a number with >=, <=, >, < or =")] as const),
  ];
  const fitting = new Map(all.filter(([label]) => plain(label).startsWith(begun) && plain(label) !== begun));
  return [...fitting].map(([label, about]) => ({
    label: minus + label,
    about,
    value: `${head}${minus}${label}`,
  }));
}

/** A value as a filter takes it: with quotation marks where it has spaces or commas. */
const quoted = (value: string): string => (/[\s,،]/.test(value) ? `"${value}"` : value);
