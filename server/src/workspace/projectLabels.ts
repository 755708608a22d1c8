import * as l10n from "@vscode/l10n";
import * as z from "zod";
import {
  type Attribute,
  defaultTagset,
  FIGURE,
  type Label,
  labelNamed,
  type Tagset,
} from "../annotations/tagset.ts";
import { entityLabels, harms } from "../detect/detection.ts";
import { once } from "../text/once.ts";
import { labelColour, paletteColour } from "./labelColour.ts";

// The labels and attributes of `dateline.config.json`.

/** Keys that a label may have: digits, and the letters that have no meaning of their own in the review mode. */
export const labelKeys = [..."1234567890bfhijklmoqrsuvwyz"] as const;

/** A name as formats that separate by spaces, tabs and bars can carry it. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]{0,63}$/u;
const nameRule = (): string =>
  l10n.t(
    "a name is made of letters, digits, “_”, “-” and “.”, begins with a letter or digit, and has up to 64",
  );

/** What figures are exported as. */
const RESERVED = new Set([...harms.map((harm) => harm.toUpperCase()), FIGURE]);

/** Why a name is none for a label, for the user; null where it is one. */
export const labelNameProblem = (name: string): string | null =>
  !NAME.test(name)
    ? nameRule()
    : RESERVED.has(name.toUpperCase())
      ? l10n.t("“{0}” stands for casualty figures; choose another name", name)
      : null;

const DEFAULTS = entityLabels.join(", ");

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: places to fill in, of VS Code's snippets
const NEW_LABEL = {
  name: "${1:VEHICLE}",
  colour: "${2:#b15928}",
  description: "${3:a vehicle by name or type}",
};
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: places to fill in, of VS Code's snippets

/** The schemas of what a project says of labels and attributes; made with the first project. */
export const labelSchemas = once(() => {
  const labelName = z
    .string()
    .regex(NAME, { error: nameRule })
    .refine((name) => !RESERVED.has(name.toUpperCase()), {
      error: () => l10n.t("this stands for casualty figures; choose another name"),
    });

  const hex = z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/, { error: () => l10n.t("a colour is written as #rrggbb") })
    .meta({ format: "color-hex" });

  const label = z
    .strictObject({
      name: labelName.meta({
        description: `The name as it stands in sidecars and exports; one of ${DEFAULTS} changes that label. Rename it with F2: the annotations go along.`,
        examples: [...entityLabels],
      }),
      colour: z
        .union([hex, z.strictObject({ light: hex, dark: hex })])
        .optional()
        .meta({
          description:
            "A colour as #rrggbb, or one for light and one for dark themes. It is made darker or lighter as far as the theme's background needs it.",
          examples: ["#b15928", { light: "#8c510a", dark: "#dfc27d" }],
        }),
      key: z
        .enum(labelKeys, {
          error: () =>
            l10n.t(
              "a key is a digit, or one of the small letters that the review mode does not have for itself (a, c, d, e, g, n, p, t, x)",
            ),
        })
        .optional()
        .meta({ description: "The key that gives this label in the review mode and in the list of Alt+L." }),
      description: z
        .string()
        .max(200, { error: () => l10n.t("at most 200 characters") })
        .optional()
        .meta({
          description: "What is to be annotated so: shown where a label is chosen, and in the hover.",
        }),
      off: z
        .boolean()
        .optional()
        .meta({ description: `For ${DEFAULTS}: it is not suggested and not offered.` }),
    })
    .meta({
      defaultSnippets: [
        {
          label: "label",
          description: "A label of this project, for annotation by hand",
          body: NEW_LABEL,
        },
        {
          label: "label that is off",
          description: "A default label that is not used",
          body: { name: "$1", off: true },
        },
      ],
    });

  const labels = z
    .array(label)
    .max(100, { error: () => l10n.t("at most 100 labels") })
    .meta({
      description: `Labels beside the default ones (${DEFAULTS}), and changes of those. Labels of your own are for annotation by hand.`,
    });

  const defaultLabels = z.boolean().meta({
    description: "false: of the default labels only those are used that “labels” names.",
  });

  const values = z.union([
    z
      .array(
        z
          .string()
          .min(1, { error: () => l10n.t("a value has no letter") })
          .max(60, { error: () => l10n.t("a value has up to 60 characters") }),
      )
      .min(1, { error: () => l10n.t("an attribute has at least one value") })
      .max(50, { error: () => l10n.t("at most 50 values") })
      .refine((all) => new Set(all).size === all.length, { error: () => l10n.t("a value stands here twice") })
      .meta({ description: "The words to choose from." }),
    z.literal("text").meta({ description: "Any words." }),
    z.literal("boolean").meta({ description: "Yes or no." }),
  ]);

  const attribute = z
    .union([
      values,
      z.strictObject({
        values: values.meta({
          description: "The words to choose from, “text” for any words, “boolean” for yes and no.",
        }),
        labels: z
          .array(z.string())
          .optional()
          .meta({
            description: `The labels that it is for, ${FIGURE} for casualty figures; all where it is left out.`,
          }),
        description: z
          .string()
          .max(200, { error: () => l10n.t("at most 200 characters") })
          .optional()
          .meta({ description: "What it says." }),
      }),
    ])
    .meta({
      description: "What an attribute can be: words to choose from, “text” or “boolean”.",
      defaultSnippets: [
        { label: "choice", description: "One of some words", body: ["$1", "$2"] },
        { label: "text", description: "Any words", body: "text" },
        { label: "boolean", description: "Yes or no", body: "boolean" },
        { label: "for some labels", body: { values: ["$1"], labels: ["$2"], description: "$3" } },
      ],
    });

  const attributes = z
    .record(z.string().regex(NAME, { error: nameRule }), attribute)
    .refine((all) => Object.keys(all).length <= 50, { error: () => l10n.t("at most 50 attributes") })
    .meta({
      description: "What annotations can say beside their label, by name; set with “Set Attribute…”.",
      defaultSnippets: [{ label: "certainty", body: { certainty: ["low", "high"] } }],
    });
  return { labels, defaultLabels, attributes };
});

type LabelSchemas = ReturnType<typeof labelSchemas>;

export interface GivenTagset {
  readonly labels?: z.infer<LabelSchemas["labels"]> | undefined;
  readonly defaultLabels?: boolean | undefined;
  readonly attributes?: z.infer<LabelSchemas["attributes"]> | undefined;
}

/** What single values cannot say of themselves: each complaint with its path below the file's root. */
export function tagsetComplaints(given: GivenTagset): { path: (string | number)[]; message: string }[] {
  const found: { path: (string | number)[]; message: string }[] = [];
  const names = new Set<string>();
  const keys = new Map<string, string>();
  for (const [n, { name, key, off }] of (given.labels ?? []).entries()) {
    if (names.has(name))
      found.push({ path: ["labels", n, "name"], message: l10n.t("{0} stands here twice", name) });
    names.add(name);
    if (off === true && !isDefault(name))
      found.push({
        path: ["labels", n, "off"],
        message: l10n.t("{0} is no default label; take it out instead", name),
      });
    const other = key === undefined || off === true ? undefined : keys.get(key);
    if (other !== undefined)
      found.push({
        path: ["labels", n, "key"],
        message: l10n.t("{0} has the key {1} already", other, key ?? ""),
      });
    if (key !== undefined && off !== true) keys.set(key, name);
  }
  if (found.length > 0) return found;
  const { labels } = tagsetOf(given);
  const known = new Set([...labels.map(({ name }) => name), FIGURE]);
  if (labels.length === 0)
    found.push({ path: ["defaultLabels"], message: l10n.t("no label is left; name some under “labels”") });
  for (const [name, own] of Object.entries(given.attributes ?? {}))
    for (const [n, label] of ("object" === typeof own && "labels" in own ? (own.labels ?? []) : []).entries())
      if (!known.has(label))
        found.push({
          path: ["attributes", name, "labels", n],
          message: l10n.t("there is no label {0}; there are {1}", label, [...known].join(", ")),
        });
  return found;
}

const isDefault = (name: string): boolean => entityLabels.some((label) => label === name);

/** The tagset that a project's file means: the default labels as it changes them, then its own, then attributes. */
export function tagsetOf({ labels = [], defaultLabels = true, attributes = {} }: GivenTagset): Tagset {
  const given = new Map(labels.map((own) => [own.name, own]));
  const kept = defaultTagset.labels.filter(
    ({ name }) => given.get(name)?.off !== true && (defaultLabels || given.has(name)),
  );
  const changed = kept.map((label): Label => {
    const { colour, key, description } = given.get(label.name) ?? {};
    return {
      name: label.name,
      description: description ?? label.description,
      key: key ?? null,
      colour: colour === undefined ? null : labelColour(colour),
    };
  });
  const own = labels
    .filter(({ name }) => !isDefault(name))
    .map(
      ({ name, description = "", key = null, colour }, n): Label => ({
        name,
        description,
        key,
        colour: labelColour(colour ?? paletteColour(n)),
      }),
    );
  return {
    labels: withKeys([...changed, ...own], defaultLabels),
    attributes: Object.entries(attributes).map(([name, one]): Attribute => {
      const full = typeof one === "string" || Array.isArray(one) ? { values: one } : one;
      const { values, description = "", labels: of = null } = full as FullAttribute;
      return { name, values, description, labels: of };
    }),
    off: entityLabels.filter((name) => !kept.some((label) => label.name === name)),
  };
}

type FullAttribute = Pick<Attribute, "values"> & Partial<Pick<Attribute, "description" | "labels">>;

/** Gives digits to labels without a key: to the default ones their own where they are free, to others the next. */
function withKeys(labels: readonly Label[], numbered: boolean): Label[] {
  const taken = new Set(labels.map(({ key }) => key));
  const own = labels.map((label): Label => {
    const number = numbered && label.key === null ? labelNamed(defaultTagset, label.name)?.key : undefined;
    return number && !taken.has(number) ? { ...label, key: number } : label;
  });
  const used = new Set(own.map(({ key }) => key));
  const free = labelKeys.filter((key) => /\d/.test(key) && !used.has(key));
  return own.map((label) => (label.key === null ? { ...label, key: free.shift() ?? null } : label));
}
