import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { CorrectionError } from "./annotations/correction.ts";
import { figureStatuses, harms, qualifiers, scopes, victimTypes } from "./detect/detection.ts";
import { edges } from "./protocol.ts";

// What comes in from a client as a correction, by `annotations/correct` or by a command, is checked here, once.

const position = z.object({ line: z.int().nonnegative(), character: z.int().nonnegative() });
const range = z.object({ start: position, end: position });
const bound = z.int().nonnegative().nullable();
const text = z.string().nullable();
const id = z.string();
const ids = z.array(id);
const label = z.string().min(1);

/** Optional keys are absent or have a value, never undefined: an undefined one would erase a field. */
const present = <Fields extends object>(
  fields: Fields,
): { [K in keyof Fields]: Exclude<Fields[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

/** Made when the first correction comes, for it is large and nothing is corrected while an article is being opened. */
const correction = z.lazy(() => {
  const links = z
    .object({
      victim: ids,
      perpetrator: ids,
      place: ids,
      source: ids,
      partOf: ids,
      sameAs: ids,
      conflictsWith: ids,
    })
    .partial()
    .strict()
    .transform(present);

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
      links,
    })
    .partial()
    .strict()
    .transform(present);

  return z.discriminatedUnion("type", [
    z.object({ type: z.enum(["accept", "reject", "remove"]), ids }),
    z.object({ type: z.literal("relabel"), ids, label }),
    z.object({
      type: z.literal("setAttribute"),
      ids,
      name: z.string().min(1),
      value: z.union([z.string().min(1), z.boolean(), z.null()]),
    }),
    z.object({ type: z.enum(["resize", "place"]), id, range }),
    z.object({ type: z.literal("moveEdge"), id, edge: z.enum(edges) }),
    z.object({ type: z.literal("add"), range, label }),
    z.object({ type: z.literal("label"), ids, ranges: z.array(range), label }),
    z.object({ type: z.literal("addFigure"), range, changes }),
    z.object({ type: z.literal("editFigure"), id, changes }),
    z.object({
      type: z.literal("setTally"),
      harm: z.enum(harms),
      total: z.object({ min: bound, max: bound, note: text.unwrap() }).nullable(),
    }),
    z.object({
      type: z.literal("settle"),
      id,
      opinion: z.int().nonnegative().nullable(),
      by: text,
      at: text,
    }),
  ]);
});

/** The protocol's `CorrectParams`; without a version the text is meant as it is when the correction comes in. */
export const correctSchema = z.object({ uri: z.string(), version: z.int().nullable(), correction });

/** A correction as it came in; a client without versions means the text as it is. */
export type IncomingCorrection = z.infer<typeof correctSchema>;

/** The protocol's `AdjudicateParams`, besides its sides. */
export const adjudicateSchema = z.object({
  uri: z.string(),
  version: z.int(),
  keys: z.array(z.string()),
  verdict: z.enum(["left", "right", "agree"]),
});

/**
 * Checks what a client sent; `what` names it in the message.
 * @throws CorrectionError where it does not fit
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CorrectionError(
    l10n.t(
      "{0}: the argument does not fit at “{1}”: {2}.",
      what,
      issue?.path.join(".") ?? "",
      issue?.message ?? "",
    ),
  );
}
