import type { Attribute, AttributeValue, AttributeValues, Tagset } from "../annotations/tagset.ts";
import { entityLabels, harms } from "../detect/detection.ts";
import type { DatasetArticle } from "./article.ts";

const HARMS = harms.map((harm) => harm.toUpperCase());

/** The labels that every project has to begin with, in the order in which tools list them. */
export const knownLabels: readonly string[] = [...entityLabels, ...HARMS];

/** What the articles of a dataset are annotated with: what their projects have, and what is found beside it. */
export interface DatasetTags {
  /** Takes an article's project and annotations in. */
  take(article: Pick<DatasetArticle, "tagset" | "entities" | "figures">): void;
  /** Labels of entities: those of detection, then projects' own, then others in the order in which they were met. */
  entityLabels(): readonly string[];
  /** The same with the harms of figures in capitals behind those of detection. */
  labels(): readonly string[];
  /** With all values that annotations have. */
  attributes(): readonly Attribute[];
  /** A label's colour as `#rrggbb`, light enough for black words on it. */
  colourOf(label: string): string;
}

export function datasetTags(): DatasetTags {
  const projects = new Set<Tagset>();
  const found = new Set<string>();
  const fills = new Map<string, string>();
  const attributes = new Map<string, Attribute>();
  const takeAttribute = (name: string, value: AttributeValue): void => {
    const known = attributes.get(name);
    const plain: AttributeValues = typeof value === "boolean" ? "boolean" : "text";
    if (!known) attributes.set(name, { name, description: "", values: plain, labels: null });
    else if (Array.isArray(known.values) && !known.values.includes(String(value)))
      attributes.set(name, { ...known, values: [...known.values, String(value)], labels: null });
    else if (known.values === "boolean" && plain === "text")
      attributes.set(name, { ...known, values: plain });
  };
  const ownLabels = (): string[] => {
    const known = [...projects].flatMap(({ labels }) => labels.map(({ name }) => name));
    return projects.size === 0 ? [...entityLabels] : [...new Set(known)];
  };
  const isDetected = (label: string): boolean => entityLabels.some((own) => own === label);
  return {
    take({ tagset, entities, figures }) {
      if (!projects.has(tagset)) {
        projects.add(tagset);
        for (const { name, colour } of tagset.labels) if (colour) fills.set(name, colour.fill);
        for (const attribute of tagset.attributes)
          if (!attributes.has(attribute.name)) attributes.set(attribute.name, attribute);
      }
      for (const { label } of entities) found.add(label);
      for (const one of [...entities, ...figures])
        for (const [name, value] of Object.entries(one.attributes)) takeAttribute(name, value);
    },
    entityLabels: () => [...new Set([...ownLabels(), ...found])],
    labels() {
      const own = ownLabels();
      const others = new Set([...own.filter((label) => !isDetected(label)), ...found]);
      const first = own.filter(isDetected);
      return [...first, ...HARMS, ...[...others].filter((label) => !first.includes(label))];
    },
    attributes: () => [...attributes.values()],
    colourOf: (label) => fills.get(label) ?? plainColour(label),
  };
}

/** Light enough for black words on them. */
const COLOURS = [
  ...["#9ecae1", "#fdae6b", "#a1d99b", "#bcbddc", "#fdd0a2", "#f4a582", "#c7e9c0", "#ff9896", "#ffbb78"],
  ...["#c5b0d5", "#98df8a", "#dbdb8d", "#9edae5", "#f7b6d2", "#c49c94"],
];

/** The colour of a label that no project has one for; the same in every dataset. */
function plainColour(label: string): string {
  const known = knownLabels.indexOf(label);
  const number = known >= 0 ? known : [...label].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0);
  return COLOURS[number % COLOURS.length] ?? "#cccccc";
}

/**
 * Names of ASCII letters, digits, `_` and `-` for labels, as brat has them: each label its own, the same for the same
 * labels in the same order.
 */
export function asciiNames(): { nameOf(label: string): string; all(): ReadonlyMap<string, string> } {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return {
    nameOf(label) {
      const known = names.get(label);
      if (known !== undefined) return known;
      const plain = label.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^_+$/, "") || "LABEL";
      let name = plain;
      for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
      taken.add(name);
      names.set(label, name);
      return name;
    },
    all: () => names,
  };
}
