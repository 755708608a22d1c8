import { FIGURE } from "../annotations/tagset.ts";
import { figureStatuses, harms, qualifiers, scopes, victimTypes } from "../detect/detection.ts";
import type { Link } from "./article.ts";
import type { DatasetTags } from "./labels.ts";

/** The types of the parts of a figure. */
export const NUMBER = "Number";
export const VICTIMS = "Victims";

/** How brat's events call what a figure refers to. */
export const roleOf: Readonly<Record<Link["role"], string>> = {
  victim: "Victim",
  perpetrator: "Perpetrator",
  place: "Place",
  source: "Source",
  partOf: "PartOf",
  sameAs: "SameAs",
  conflictsWith: "ConflictsWith",
};

/** A figure's fields that have few values, as attributes of its event. */
export const EVENT_ATTRIBUTES = [
  ["Qualifier", "qualifier"],
  ["VictimType", "victimType"],
  ["Scope", "scope"],
  ["Status", "status"],
] as const;

const VALUES = { qualifier: qualifiers, victimType: victimTypes, scope: scopes, status: figureStatuses };

/** What the names of attributes begin with in brat, beside those of events. */
export const ATTRIBUTE = "Attribute_";

export const attributeName = (name: string, wordOf: (word: string) => string): string =>
  `${ATTRIBUTE}${wordOf(name)}`;

/**
 * `annotation.conf`, which brat reads what may be annotated from.
 * @param nameOf a label's name in brat
 * @param wordOf an attribute's name or value in brat
 */
export function annotationConf(
  nameOf: (label: string) => string,
  wordOf: (word: string) => string,
  tags: DatasetTags,
): string {
  const types = tags.entityLabels().map(nameOf);
  const args = [
    `Count?:${NUMBER}`,
    `Victims?:${VICTIMS}`,
    ...(["victim", "perpetrator", "place", "source"] as const).map((role) => `${roleOf[role]}*:<ENTITY>`),
    ...(["partOf", "sameAs", "conflictsWith"] as const).map((role) => `${roleOf[role]}*:<EVENT>`),
  ].join(", ");
  const lines = [
    "[entities]",
    ...types,
    NUMBER,
    VICTIMS,
    "",
    "[relations]",
    "# Figures are events; what they refer to are their arguments. Spans may overlap.",
    "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
    "",
    "[events]",
    ...harms.map((harm) => `${harm.toUpperCase()}\t${args}`),
    "",
    "[attributes]",
    "Suggested\tArg:<ENTITY>|<EVENT>",
    ...EVENT_ATTRIBUTES.map(([name, field]) => `${name}\tArg:<EVENT>, Value:${VALUES[field].join("|")}`),
    ...tags.attributes().flatMap(({ name, values, labels }) => {
      const args = (labels ?? ["<ENTITY>", FIGURE])
        .map((label) => (label === FIGURE ? "<EVENT>" : label === "<ENTITY>" ? label : nameOf(label)))
        .join("|");
      if (values === "text") return [];
      const words = values === "boolean" ? "" : `, Value:${values.map(wordOf).join("|")}`;
      return `${attributeName(name, wordOf)}\tArg:${args}${words}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

/** `visual.conf`: what labels are called and which colours they have. */
export function visualConf(names: ReadonlyMap<string, string>, tags: DatasetTags): string {
  const shown = (label: string): string => label.replace(/[\s|]+/g, " ");
  const lines = [
    "[labels]",
    ...[...names].map(([label, name]) => `${name} | ${shown(label)}`),
    "",
    "[drawing]",
    "SPAN_DEFAULT\tfgColor:black, bgColor:#eeeeee, borderColor:darken",
    "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
    ...[...names].map(([label, name]) => `${name}\tbgColor:${tags.colourOf(label)}`),
    "Suggested\tglyph:?",
  ];
  return `${lines.join("\n")}\n`;
}
