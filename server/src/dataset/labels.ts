import { entityLabels, harms } from "../detect/detection.ts";

/** The labels that every project has, in the order in which tools list them. */
export const knownLabels: readonly string[] = [...entityLabels, ...harms.map((harm) => harm.toUpperCase())];

/** The labels of a dataset: the known ones, then a project's own in the order in which they were met. */
export function datasetLabels(): { add(label: string): void; all(): readonly string[] } {
  const found = new Set(knownLabels);
  return { add: (label) => void found.add(label), all: () => [...found] };
}

/** Light enough for black words on them. */
const COLOURS = [
  ...["#9ecae1", "#fdae6b", "#a1d99b", "#bcbddc", "#fdd0a2", "#f4a582", "#c7e9c0", "#ff9896", "#ffbb78"],
  ...["#c5b0d5", "#98df8a", "#dbdb8d", "#9edae5", "#f7b6d2", "#c49c94"],
];

/** A label's colour as `#rrggbb`; a label has the same in every dataset. */
export function colourOf(label: string): string {
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
