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

const STATES: readonly (readonly [string, string])[] = [
  ["state:new", "nothing is decided yet"],
  ["state:review", "begun, or changed since it was done"],
  ["state:done", "marked done"],
  ["state:conflict", "a merge decided differently"],
  ["state:problem", "cannot be read, or annotations lost their place"],
];

const KEYS: readonly (readonly [string, string])[] = [
  ["label:", "a label, or a harm"],
  ["by:", "an annotator"],
  ["name:", "an entity's name"],
  ["lang:", "en or ar"],
  ["date:", "2012-06-15, 2012-06 or 2012-06..2012-08"],
  ["event:", "an event that the sidecar names"],
  ["killed>=", "a number with >=, <=, >, < or ="],
  ["injured>=", "a number"],
  ["open>", "suggestions to review"],
  ["decisions>", "decisions"],
  ["lost>0", "lost annotations"],
  ["disputed>0", "annotators differ"],
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
    ...STATES,
    ...KEYS,
    ...values("label:", [...facets.labels, ...facets.harms], "label"),
    ...values("by:", facets.annotators, "annotator"),
    ...values("event:", facets.events, "event"),
    ...values("lang:", ["en", "ar"], "language"),
    ...facets.harms.map((harm) => [`${harm}>=`, "a number with >=, <=, >, < or ="] as const),
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
