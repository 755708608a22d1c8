import { defaultTagset } from "../annotations/tagset.ts";

/** What the settings say that a project's file can say too. */
export interface StarterSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly codebook: unknown;
}

/** A list, one item a line. */
const list = (items: readonly string[]): string =>
  items.length === 0 ? "[]" : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;

/**
 * The text of a project's file to begin with: valid, with what the settings say now, and the rest as comments to be
 * taken in; lines are short, for JSON is not wrapped in a narrow window. As a project's it changes nothing.
 */
export function projectStarter({ include, exclude, codebook }: StarterSettings): string {
  const names = defaultTagset.labels.map(({ name }) => name).join(", ");
  return `// What all who annotate in this folder share. It goes before
// the settings, and counts as soon as it is saved.
// Ctrl+Space shows what can stand at a place.
{
  // Labels of your own, for annotation by hand, beside
  // ${names}.
  // F2 on a name renames the label here and in all sidecars.
  "labels": [
    // { "name": "VEHICLE", "key": "v", "colour": "#b15928" },
    // { "name": "MONEY", "off": true }
  ],

  // What annotations can say beside their label, set by Alt+T:
  // words to choose from, "text" or "boolean".
  "attributes": {
    // "certainty": ["low", "high"],
    // "role": { "values": "text", "labels": ["PERSON"] },
    // "deliberate": { "values": "boolean", "labels": ["FIGURE"] }
  },

  // How vague words count in the tally, by one of the codebooks
  // literal, acled, airwars and gtd, or by a table of your own:
  // { "words": { "dozens": 24, "many": [5, 9] }, "others": 2 }
  "codebook": ${JSON.stringify(codebook)},

  // Who annotates here; any other name is a warning.
  // "annotators": ["sa", "mk"],

  // Names that are suggested everywhere, or never.
  // "gazetteer": "names.tsv",

  // Where sidecars go: a folder in which they lie by the paths
  // of their articles; beside them without it.
  // "sidecars": "annotations",

  // Which plain text and Markdown files are articles, and which
  // of those are not.
  "include": ${list(include)},
  "exclude": ${list(exclude)}
}
`;
}
