import * as l10n from "@vscode/l10n";
import type * as z from "zod";

/**
 * What zod complains of, in the interface's language, for `safeParse(value, { error: misfitInWords })`: without a capital and a
 * full stop, to stand in a sentence that says where. Schemas' own messages go before it; undefined leaves zod's.
 */
export function misfitInWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? l10n.t("a value is missing")
        : l10n.t("{0} is expected, not {1}", kindOf(issue.expected), kindOf(received(issue.input)));
    case "unrecognized_keys":
      return l10n.t("unknown: {0}", issue.keys.map((key) => `“${key}”`).join(", "));
    case "invalid_value":
      return issue.values.length === 1
        ? l10n.t("only {0} can stand here", String(issue.values[0]))
        : l10n.t("this is none of {0}", issue.values.map(String).join(", "));
    case "too_small":
      return typeof issue.input === "number"
        ? l10n.t("a number of at least {0} is expected", String(issue.minimum))
        : l10n.t("this is shorter than {0}", String(issue.minimum));
    case "too_big":
      return typeof issue.input === "number"
        ? l10n.t("a number of at most {0} is expected", String(issue.maximum))
        : l10n.t("this is longer than {0}", String(issue.maximum));
    case "invalid_key":
    case "invalid_union":
      return l10n.t("it does not fit");
    default:
      return undefined;
  }
}

/** The kind of a value as JSON has it, by zod's name. */
const received = (input: unknown): string =>
  input === null ? "null" : Array.isArray(input) ? "array" : typeof input;

function kindOf(name: string): string {
  switch (name) {
    case "string":
      return l10n.t("a text in quotation marks");
    case "number":
      return l10n.t("a number");
    case "int":
      return l10n.t("a whole number");
    case "boolean":
      return l10n.t("true or false");
    case "array":
    case "tuple":
      return l10n.t("a list in [ ]");
    case "object":
    case "record":
      return l10n.t("an object in { }");
    default:
      return name;
  }
}
