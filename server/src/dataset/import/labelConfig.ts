import type { DatasetFile, ReadAnnotation, ReadItem } from "./document.ts";

// The labelling setup that our own export to Label Studio has beside the tasks. The tasks say yes and no in words, as all
// other choices: that an attribute is the one or the other stands in the setup alone.

const CONTROL = /^attribute_(.+)$/s;

/** The attribute that a control is for, as our own setup names it; other controls by their own names. */
export const attributeOf = (control: string): string => CONTROL.exec(control)?.[1] ?? control;

/** The attributes that are yes or no by the setup beside a file of tasks; none where it has no setup. */
export async function yesNoAttributes(file: DatasetFile): Promise<ReadonlySet<string>> {
  const bytes = await file.beside("label_config.xml");
  const setup = bytes ? new TextDecoder().decode(bytes) : "";
  const controls = setup.matchAll(
    /<Choices\s+name="([^"]*)"[^>]*>\s*<Choice value="yes"\/>\s*<Choice value="no"\/>\s*<\/Choices>/g,
  );
  return new Set([...controls].flatMap(([, name = ""]) => CONTROL.exec(unescaped(name))?.[1] ?? []));
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const unescaped = (xml: string): string =>
  xml.replace(
    /&(?:#(\d+)|(\w+));/g,
    (whole, code, name) => NAMED[String(name)] ?? (code ? String.fromCodePoint(Number(code)) : whole),
  );

/** A document in which these attributes are what is so, and what is not. */
export const withYesNo = (item: ReadItem, names: ReadonlySet<string>): ReadItem =>
  item.kind === "document" && names.size > 0
    ? { ...item, annotations: item.annotations.map((one) => answered(one, names)) }
    : item;

function answered(one: ReadAnnotation, names: ReadonlySet<string>): ReadAnnotation {
  const attributes = [...one.attributes].map(
    ([name, value]) =>
      [name, names.has(name) && (value === "yes" || value === "no") ? value === "yes" : value] as const,
  );
  return { ...one, attributes: new Map(attributes) };
}
