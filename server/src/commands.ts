import * as z from "zod";
import { CorrectionError } from "./annotations/correction.ts";
import type { Articles } from "./articles.ts";
import { figureStatuses, harms, qualifiers, scopes, victimTypes } from "./detect/detection.ts";
import { commands, type Edge, edges, type WireCorrection } from "./protocol.ts";

const position = z.object({ line: z.int().nonnegative(), character: z.int().nonnegative() });
const bound = z.int().nonnegative().nullable();
const text = z.string().nullable();

const changes = z
  .object({
    harm: z.enum(harms),
    min: bound,
    max: bound,
    qualifier: z.enum(qualifiers),
    victims: text,
    victimType: z.enum(victimTypes),
    perpetrator: text,
    place: text,
    date: text,
    source: text,
    scope: z.enum(scopes),
    status: z.enum(figureStatuses),
  })
  .partial()
  .strict();

/** The argument of every correction command; the protocol's `CommandArguments`. */
const argumentsSchema = z.object({
  uri: z.string(),
  version: z.int().optional(),
  ids: z.array(z.string()).default([]),
  label: z.string().min(1).optional(),
  range: z.object({ start: position, end: position }).optional(),
  changes: changes.default({}),
});

type Arguments = z.infer<typeof argumentsSchema>;

/**
 * Runs a correction command of any LSP client.
 * @throws CorrectionError where its argument does not fit
 */
export async function runCommand(articles: Articles, command: string, argument: unknown): Promise<unknown> {
  const parsed = argumentsSchema.safeParse(argument);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CorrectionError(
      `${command}: the argument does not fit at “${issue?.path.join(".")}”: ${issue?.message}.`,
    );
  }
  const { uri, version } = parsed.data;
  if (command === commands.undo || command === commands.redo)
    return articles.revert(uri, command === commands.redo);
  return articles.correct({ uri, version: version ?? null, correction: correctionOf(command, parsed.data) });
}

function correctionOf(command: string, { ids, label, range, changes: fields }: Arguments): WireCorrection {
  const needed = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new CorrectionError(`${command}: the argument has no “${name}”.`);
    return value;
  };
  const change = withoutUndefined(fields);
  switch (command) {
    case commands.accept:
      return { type: "accept", ids };
    case commands.reject:
      return { type: "reject", ids };
    case commands.remove:
      return { type: "remove", ids };
    case commands.relabel:
      return { type: "relabel", ids, label: needed(label, "label") };
    case commands.resize:
      return { type: "resize", id: needed(ids[0], "ids"), range: needed(range, "range") };
    case commands.extendStart:
    case commands.shrinkStart:
    case commands.shrinkEnd:
    case commands.extendEnd:
      return { type: "moveEdge", id: needed(ids[0], "ids"), edge: edgeOf(command) };
    case commands.add:
      return { type: "add", range: needed(range, "range"), label: needed(label, "label") };
    case commands.addFigure:
      return { type: "addFigure", range: needed(range, "range"), changes: change };
    case commands.editFigure:
      return { type: "editFigure", id: needed(ids[0], "ids"), changes: change };
    default:
      throw new CorrectionError(`There is no command ${command}.`);
  }
}

/** The edge that a command moves: it bears its name. */
const edgeOf = (command: string): Edge =>
  edges.find((edge) => commands[edge] === command) ?? assertNever(command);

function assertNever(command: string): never {
  throw new CorrectionError(`There is no command ${command}.`);
}

/** Optional keys are absent or have a value, never undefined. */
const withoutUndefined = (fields: Arguments["changes"]): { [K in keyof Arguments["changes"]]?: never } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
