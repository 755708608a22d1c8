import * as l10n from "@vscode/l10n";
import { type EntityLabel, entityLabels } from "../detect/detection.ts";

// What may be annotated in a project: its labels, and the attributes that its annotations may have.

/** A label's colour as `#rrggbb`: of lines on light and on dark backgrounds, and behind black words. */
export interface LabelColour {
  readonly light: string;
  readonly dark: string;
  readonly fill: string;
}

export interface Label {
  readonly name: string;
  /** For people, in a few words; empty where the project gives none. */
  readonly description: string;
  /** A digit or a small letter that gives the label in pickers and in the review mode; null for none. */
  readonly key: string | null;
  /** Null: the theme's. */
  readonly colour: LabelColour | null;
}

/** What an attribute can be: one of some words, any words, or yes and no. */
export type AttributeValues = readonly string[] | "text" | "boolean";

export type AttributeValue = string | boolean;

/** The attributes of one annotation by name; what is not set is not there. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

export interface Attribute {
  readonly name: string;
  readonly description: string;
  readonly values: AttributeValues;
  /** Labels whose annotations may have it, `FIGURE` for casualty figures; null for all. */
  readonly labels: readonly string[] | null;
}

export interface Tagset {
  /** In the order in which they are shown. */
  readonly labels: readonly Label[];
  readonly attributes: readonly Attribute[];
  /** Labels of detection that the project does not use: they are not suggested. */
  readonly off: readonly EntityLabel[];
}

/** What stands for casualty figures among the labels that an attribute is for. */
export const FIGURE = "FIGURE";

const DESCRIPTIONS: Readonly<Record<EntityLabel, string>> = {
  PERSON: "a person by name, without title",
  ORG: "an organisation, armed group, party, agency, unit",
  LOC: "a place, from a country to a building",
  NORP: "a nationality, ethnic, religious or political group",
  DATE: "a date or time",
  MONEY: "an amount with its currency",
  WEAPON: "a weapon or munition",
};

/** What a label is for, in the words of the interface where it is one of ours that the project does not describe anew. */
export function labelInWords({ name, description }: Pick<Label, "name" | "description">): string {
  const ours: Readonly<Record<EntityLabel, string>> = {
    PERSON: l10n.t("a person by name, without title"),
    ORG: l10n.t("an organisation, armed group, party, agency, unit"),
    LOC: l10n.t("a place, from a country to a building"),
    NORP: l10n.t("a nationality, ethnic, religious or political group"),
    DATE: l10n.t("a date or time"),
    MONEY: l10n.t("an amount with its currency"),
    WEAPON: l10n.t("a weapon or munition"),
  };
  const own = entityLabels.find((label) => label === name);
  return own !== undefined && description === DESCRIPTIONS[own] ? ours[own] : description;
}

/** The labels of a project that says nothing of them; each has its number as its key. */
export const defaultTagset: Tagset = {
  labels: entityLabels.map((name, n) => ({
    name,
    description: DESCRIPTIONS[name],
    key: String(n + 1),
    colour: null,
  })),
  attributes: [],
  off: [],
};

/** The label of a name; undefined for one that the project does not have. */
export const labelNamed = ({ labels }: Tagset, name: string | null): Label | undefined =>
  labels.find((label) => label.name === name);

/** The attributes that an annotation of a label may have; a label of null is a casualty figure. */
export const attributesFor = (
  { attributes }: Pick<Tagset, "attributes">,
  label: string | null,
): Attribute[] => attributes.filter(({ labels }) => labels === null || labels.includes(label ?? FIGURE));

/** Attributes as people read them: `certainty: low`, `deliberate`, `not deliberate`. */
export const attributesInWords = (attributes: Attributes): string[] =>
  Object.entries(attributes).map(([name, value]) =>
    typeof value === "string" ? `${name}: ${value}` : value ? name : l10n.t("not {0}", name),
  );

/** Attributes with one set, in order of their names; taken away with a value of null. */
export function withAttribute(
  attributes: Attributes,
  name: string,
  value: AttributeValue | null,
): Attributes {
  const entries = Object.entries(attributes).filter(([known]) => known !== name);
  if (value !== null) entries.push([name, value]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
