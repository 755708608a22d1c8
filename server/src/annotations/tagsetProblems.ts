import * as l10n from "@vscode/l10n";
import type { Annotation } from "./annotation.ts";
import { type Attributes, attributesFor, labelNamed, type Tagset } from "./tagset.ts";

/** What an annotation has that its project does not know; each kind of it is one `key`. */
export interface TagsetProblem {
  readonly annotation: Annotation;
  readonly key: string;
  /** The label that the project does not have; null where it is an attribute. */
  readonly label: string | null;
  /** For the user: what it has, without the words of the annotation; and what to do. */
  readonly what: string;
  readonly todo: string;
}

const FILE = "dateline.config.json";

/** Labels and attributes of decisions, others' opinions among them, that are none of the project's. */
export function tagsetProblems(decided: readonly Annotation[], tagset: Tagset): TagsetProblem[] {
  return decided.flatMap((annotation) => {
    const own = annotation.kind === "entity" ? [annotation.label] : [];
    const labels = new Set([...own, ...annotation.opinions.flatMap(({ label }) => label ?? [])]);
    const unknown = [...labels].filter((label) => !labelNamed(tagset, label));
    const all = [annotation.attributes, ...annotation.opinions.map(({ attributes }) => attributes ?? {})];
    return [
      ...unknown.map((label) => labelProblem(annotation, label, tagset)),
      // An unknown label's attributes are known as soon as the label is.
      ...(unknown.length > 0 ? [] : attributeProblems(annotation, all, tagset)),
    ];
  });
}

function labelProblem(annotation: Annotation, label: string, { off }: Tagset): TagsetProblem {
  const isOff = off.some((own) => own === label);
  return {
    annotation,
    key: `label ${label}`,
    label,
    what: isOff
      ? l10n.t("the label {0}, which {1} switches off", label, FILE)
      : l10n.t("the label {0}, which this project does not have", label),
    todo: isOff
      ? l10n.t("use it there again, or give another label")
      : l10n.t(
          "add it under “labels” in {0}, or rename it (Dateline: Rename Label…, dateline rename-label)",
          FILE,
        ),
  };
}

function attributeProblems(
  annotation: Annotation,
  all: readonly Attributes[],
  tagset: Tagset,
): TagsetProblem[] {
  const known = attributesFor(tagset, annotation.kind === "entity" ? annotation.label : null);
  const found = new Map<string, TagsetProblem>();
  for (const [name, value] of all.flatMap((attributes) => Object.entries(attributes))) {
    const attribute = known.find((one) => one.name === name);
    const { values } = attribute ?? {};
    const fits = values === "boolean" ? typeof value === "boolean" : typeof value === "string";
    if (fits && values && (!Array.isArray(values) || values.includes(String(value)))) continue;
    const said = typeof value === "string" ? `“${value}”` : value ? l10n.t("yes") : l10n.t("no");
    const key = attribute ? `value ${name} ${said}` : `attribute ${name}`;
    found.set(key, {
      annotation,
      key,
      label: null,
      what: attribute
        ? l10n.t("{0} as {1}, which is no value of that attribute in this project", said, name)
        : l10n.t("the attribute {0}, which this project does not have for it", name),
      todo: l10n.t("set another one (Dateline: Set Attribute…), or change “attributes” in {0}", FILE),
    });
  }
  return [...found.values()];
}
