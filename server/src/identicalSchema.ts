import * as z from "zod";
import { acts } from "./protocol.ts";

// What clients send for acts on all mentions of the same words; the types are those of the protocol.

const position = z.object({ line: z.int().nonnegative(), character: z.int().nonnegative() });

export const findSchema = z.looseObject({
  uri: z.string(),
  version: z.int().optional(),
  ids: z.array(z.string()).optional(),
  range: z.object({ start: position, end: position }).optional(),
  act: z.enum(acts),
  label: z.string().min(1).optional(),
  scope: z.enum(["article", "workspace"]).default("article"),
  ignoreCase: z.boolean().default(false),
  matchMarks: z.boolean().default(false),
});

export const applySchema = z.looseObject({
  act: z.enum(acts),
  label: z.string().min(1).optional(),
  articles: z.array(
    z.looseObject({
      uri: z.string(),
      sha256: z.string().optional(),
      version: z.int().optional(),
      ids: z.array(z.string()),
    }),
  ),
});
