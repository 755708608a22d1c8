import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { CorrectionError } from "./annotations/correction.ts";
import type { Articles } from "./articlesHost.ts";
import { checked, correctSchema } from "./correctionSchema.ts";
import { commands, type Edge, edges } from "./protocol.ts";

/** What every command's argument has; what a command does with the rest is checked as a correction. */
const argumentsSchema = z.looseObject({
  uri: z.string(),
  version: z.int().optional(),
  ids: z.array(z.string()).default([]),
});

type Arguments = z.infer<typeof argumentsSchema>;

/**
 * Runs a correction command of any LSP client.
 * @throws CorrectionError where its argument does not fit
 */
export async function runCommand(articles: Articles, command: string, argument: unknown): Promise<unknown> {
  const given = checked(argumentsSchema, argument, command);
  const { uri, version = null } = given;
  if (command === commands.undo || command === commands.redo)
    return articles.revert(uri, command === commands.redo);
  if (command === commands.resolveSidecar) return articles.resolve(uri);
  const correction = correctionOf(command, given);
  return articles.correct(checked(correctSchema, { uri, version, correction }, command));
}

/** The correction that a command means, as it would come in by `annotations/correct`. */
function correctionOf(
  command: string,
  { ids, label, attribute, value, range, changes = {}, choice, harm, total }: Arguments,
): object {
  const needed = (value: unknown, name: string): unknown => {
    if (value === undefined)
      throw new CorrectionError(l10n.t("{0}: the argument has no “{1}”.", command, name));
    return value;
  };
  switch (command) {
    case commands.accept:
      return { type: "accept", ids };
    case commands.reject:
      return { type: "reject", ids };
    case commands.remove:
      return { type: "remove", ids };
    case commands.relabel:
      return { type: "relabel", ids, label: needed(label, "label") };
    case commands.setAttribute:
      return {
        type: "setAttribute",
        ids,
        name: needed(attribute, "attribute"),
        value: needed(value, "value"),
      };
    case commands.resize:
      return { type: "resize", id: needed(ids[0], "ids"), range: needed(range, "range") };
    case commands.place:
      return { type: "place", id: needed(ids[0], "ids"), range: needed(range, "range") };
    case commands.extendStart:
    case commands.shrinkStart:
    case commands.shrinkEnd:
    case commands.extendEnd:
      return { type: "moveEdge", id: needed(ids[0], "ids"), edge: edgeOf(command) };
    case commands.add:
      return { type: "add", range: needed(range, "range"), label: needed(label, "label") };
    case commands.addFigure:
      return { type: "addFigure", range: needed(range, "range"), changes };
    case commands.editFigure:
      return { type: "editFigure", id: needed(ids[0], "ids"), changes };
    case commands.setTally:
      return { type: "setTally", harm: needed(harm, "harm"), total: needed(total, "total") };
    case commands.settle:
      return { ...(needed(choice, "choice") as object), type: "settle", id: needed(ids[0], "ids") };
    default:
      throw new CorrectionError(l10n.t("There is no command {0}.", command));
  }
}

/** The edge that a command moves: it bears its name. */
const edgeOf = (command: string): Edge | undefined => edges.find((edge) => commands[edge] === command);
