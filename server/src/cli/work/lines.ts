import * as z from "zod";
import { jsonLine } from "../../annotations/json.ts";
import { type DetectOptions, detect } from "../../detect/detect.ts";
import { isIsoDay } from "../../detect/resolve/dates.ts";
import { recordFor } from "../record.ts";
import { keyOf } from "./keys.ts";
import type { LastingWork } from "./work.ts";

const input = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  published: z.string().refine(isIsoDay, "is no date in the form 2012-06-15").nullish(),
});

/** What is asked of every line: the options of `detect` that do not depend on the article. */
export type LineOptions = Pick<DetectOptions, "published" | "codebook" | "names">;

export interface LineAnswer {
  readonly output: string;
  readonly failed: boolean;
}

/** One line of input to one line of output; never throws. */
export function answerLine(line: string, options: LineOptions): LineAnswer {
  if (line.trim() === "") return { output: jsonLine({ error: "this line is blank" }), failed: true };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { output: jsonLine({ error: "this line is not JSON" }), failed: true };
  }
  const id = idOf(value);
  const parsed = input.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join(".") || "the line";
    const error =
      field === "text"
        ? "there is no text: “text” must be a string"
        : `${field}: ${issue?.message ?? "does not fit"}`;
    return { output: jsonLine({ ...id, error }), failed: true };
  }
  const { text } = parsed.data;
  try {
    const { published } = parsed.data;
    const detections = detect(text, { ...options, ...(published ? { published } : {}) });
    return { output: jsonLine({ ...id, ...recordFor(text, detections) }), failed: false };
  } catch (error) {
    // A fault of ours in one article must not cost the others.
    const why = error instanceof Error ? error.message : String(error);
    return { output: jsonLine({ ...id, error: `detection failed: ${why}` }), failed: true };
  }
}

/** The id as it was given, also of a line that is otherwise wrong. */
function idOf(value: unknown): { id?: string | number } {
  if (typeof value !== "object" || value === null || !("id" in value)) return {};
  return typeof value.id === "string" || typeof value.id === "number" ? { id: value.id } : {};
}

/** The answer to a line whose detection has failed altogether. */
export function failedLine(line: string, why: string): LineAnswer {
  let id: ReturnType<typeof idOf> = {};
  try {
    id = idOf(JSON.parse(line));
  } catch {
    // A line that is no JSON has no id to give back.
  }
  return { output: jsonLine({ ...id, error: `detection failed: ${why}` }), failed: true };
}

/** Lines of `detect --jsonl`. */
export const answering: LastingWork<LineOptions, string, LineAnswer> = {
  name: "lines",
  start:
    (options) =>
    async ({ item }) =>
      answerLine(item, options),
  key: async (setup, { item }) => keyOf(setup, item),
};
