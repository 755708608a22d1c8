import * as l10n from "@vscode/l10n";
import { ThemeIcon, type Uri, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { annotationCount } from "../counts.ts";
import { projectOf } from "../projects.ts";
import { type CommandContext, correct, refused, say, type Target, targetOf } from "./context.ts";
import { type Choice, pick } from "./labels.ts";

/** Sets an attribute of what a command is about; whether that was done. */
export async function setAttribute(context: CommandContext, args: readonly unknown[]): Promise<boolean> {
  const target = targetOf(context, args);
  if (!target || target.annotations.length === 0)
    return nothing(l10n.t("There is no annotation at the cursor."));
  const { uri } = target.document;
  const attributes = attributesFor(uri, target);
  if (attributes.length === 0)
    return nothing(
      projectOf(uri).attributes.length === 0
        ? l10n.t("This project has no attributes; name some under “attributes” in {0}.", protocol.projectFile)
        : l10n.t("This label has no attributes in this project."),
    );
  if (refused(context, target.document)) return false;
  const [first] = attributes;
  const attribute =
    attributes.length === 1 ? first : await context.asking(() => pickAttribute(attributes, target));
  const value = attribute && (await context.asking(() => pickValue(attribute, target)));
  if (!attribute || value === undefined) return false;
  const done = await correct(context, target, {
    type: "setAttribute",
    ids: target.annotations.map(({ id }) => id),
    name: attribute.name,
    value,
  });
  return done !== undefined;
}

function nothing(why: string): false {
  say(why);
  return false;
}

/** The attributes that all of some annotations may have. */
const attributesFor = (uri: Uri, { annotations }: Target): protocol.Attribute[] =>
  projectOf(uri).attributes.filter((attribute) =>
    annotations.every(({ label }) => protocol.attributesFor({ attributes: [attribute] }, label).length > 0),
  );

const titleOf = (target: Target): string => {
  const [first] = target.annotations;
  return target.annotations.length === 1
    ? protocol.quotation(first?.text ?? "")
    : annotationCount(target.annotations.length);
};

/** What all of some annotations have; undefined where they differ or have nothing. */
function valueIn({ annotations }: Target, name: string): protocol.AttributeValue | undefined {
  const values = new Set(annotations.map(({ attributes }) => attributes[name]));
  return values.size === 1 ? [...values][0] : undefined;
}

const shown = (value: protocol.AttributeValue): string =>
  typeof value === "string" ? protocol.isolated(value) : value ? l10n.t("yes") : l10n.t("no");

function pickAttribute(
  attributes: readonly protocol.Attribute[],
  target: Target,
): Promise<protocol.Attribute | undefined> {
  const items = attributes.map((attribute, n): Choice<protocol.Attribute> => {
    const value = valueIn(target, attribute.name);
    return {
      value: attribute,
      ...numbered(n, attribute.name),
      description: [value === undefined ? "" : shown(value), attribute.description]
        .filter((part) => part !== "")
        .join(" · "),
    };
  });
  return pick(
    items,
    l10n.t("Set an attribute of {0}", titleOf(target)),
    l10n.t("An attribute, or its number"),
    null,
  );
}

/** The value that is chosen; null to take it away, undefined where nothing is chosen. */
async function pickValue(
  { name, values, description }: protocol.Attribute,
  target: Target,
): Promise<protocol.AttributeValue | null | undefined> {
  const current = valueIn(target, name);
  const title = `${name}: ${titleOf(target)}`;
  if (values === "text") {
    const typed = await window.showInputBox({
      title,
      prompt:
        description === ""
          ? l10n.t("Empty: it is taken away.")
          : l10n.t("{0}. Empty: it is taken away.", description),
      value: typeof current === "string" ? current : "",
    });
    return typed === undefined ? undefined : typed.trim() === "" ? null : typed.trim();
  }
  const all: readonly protocol.AttributeValue[] = values === "boolean" ? [true, false] : values;
  const items = all.map(
    (value, n): Choice<protocol.AttributeValue | null> => ({
      value,
      ...numbered(n, shown(value)),
      ...(value === current ? { iconPath: new ThemeIcon("check") } : {}),
    }),
  );
  const isSet = target.annotations.some(({ attributes }) => name in attributes);
  if (isSet)
    items.push({ value: null, key: "0", label: l10n.t("0  none"), description: l10n.t("take it away") });
  return pick(
    items,
    title,
    description === "" ? l10n.t("A value, or its number") : description,
    current ?? null,
  );
}

/** The first nine have a digit. */
const numbered = (n: number, label: string): { key: string | null; label: string } =>
  n < 9 ? { key: String(n + 1), label: `${n + 1}  ${label}` } : { key: null, label: `   ${label}` };
