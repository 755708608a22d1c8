import * as z from "zod";
import { figureStatuses, harms, qualifiers, scopes, victimTypes } from "../detect/detection.ts";
import { once } from "../text/once.ts";
import { decisions } from "./annotation.ts";

// The sidecar as it is stored: offsets are Unicode code points of the article's text, a byte order mark not counted.
// `server/schemas/sidecar.schema.json` is generated from here (`npm run schemas`). Objects are loose: keys that a newer
// version of Dateline wrote are kept.

/** The highest version of the sidecar that this program writes; a higher one is read only. */
export const SIDECAR_VERSION = 1;

/** Named in each sidecar; the editor's extension answers for the address, so that nothing is fetched. */
export const SIDECAR_SCHEMA = "dateline:/sidecar.schema.json";

/** What is wrong with a figure whose bounds somebody wrote in the wrong order. */
export const BOUNDS_IN_WRONG_ORDER = "the lower bound is above the upper bound";

/** Made with the first sidecar: zod takes its time, which an article without one need not wait for. */
const schemas = once(() => {
  const offset = z.int().nonnegative();
  const bound = z.int().nonnegative().nullable();

  const quote = z
    .looseObject({ start: offset, end: offset, text: z.string() })
    .describe("A span in code points, and the words that stand there.");

  const reference = z.looseObject({
    role: z.enum(["victim", "perpetrator", "place", "source", "partOf", "sameAs", "conflictsWith"]),
    start: offset,
    end: offset,
    text: z.string(),
  });

  const figureRecord = z
    .looseObject({
      harm: z.enum(harms),
      min: bound.describe("Lower bound; null is open."),
      max: bound.describe("Upper bound; null is open."),
      qualifier: z.enum(qualifiers),
      number: quote.nullable().describe("The number expression alone; for a named victim the name."),
      trigger: quote.nullable().describe("The word that states the harm."),
      victims: z.string().nullable(),
      victimType: z.enum(victimTypes),
      perpetrator: z.string().nullable(),
      place: z.string().nullable(),
      date: z.string().nullable().describe("ISO 8601: a day, a month or a year."),
      source: z.string().nullable().describe("To whom the article attributes the number."),
      scope: z.enum(scopes),
      status: z.enum(figureStatuses),
      mentions: z.array(reference).describe("The mentions and figures that this one refers to."),
    })
    .refine(({ min, max }) => min === null || max === null || min <= max, {
      message: BOUNDS_IN_WRONG_ORDER,
      path: ["min"],
    });

  const attributes = z
    .record(z.string(), z.union([z.string(), z.boolean()]))
    .describe("What is said of it beside label and place, by the names that the project's file has for it.");

  const was = z
    .looseObject({
      status: z.enum(["accepted", "corrected", "added", "rejected"]).optional(),
      label: z.string().optional(),
      start: offset.optional(),
      end: offset.optional(),
      quote: z.string().optional(),
      figure: figureRecord.optional(),
    })
    .describe("What it was before it was corrected or lost its place.");

  const opinion = z
    .looseObject({
      status: z
        .enum([...decisions, "removed"])
        .describe("Removed: one side of a merge took back what the other changed."),
      label: z.string().min(1).optional(),
      start: offset.optional(),
      end: offset.optional(),
      quote: z.string().optional(),
      figure: figureRecord.optional(),
      attributes: attributes.optional(),
      by: z.string().optional().describe("Who is of this opinion."),
      at: z.string().optional().describe("When, in ISO 8601."),
      note: z.string().optional(),
    })
    .describe(
      "What another annotator decided on the same; keys that are as the annotation's own are left out.",
    );

  const common = {
    id: z.string().min(1),
    start: offset.describe("First code point of the span."),
    end: offset.describe("Code point behind the span."),
    quote: z.string().describe("The text of the span."),
    prefix: z.string(),
    suffix: z.string(),
    occurrence: z.int().positive().describe("The quote's how-many-th occurrence in the article this is."),
    status: z.enum(decisions),
    attributes: attributes.optional(),
    was: was.optional(),
    opinions: z
      .array(opinion)
      .optional()
      .describe("Other annotators' decisions, beside the annotation's own."),
    conflict: z.boolean().optional().describe("Two sides of a merge had decided it differently."),
    adjudicated: z
      .boolean()
      .optional()
      .describe("The decision settles the opinions; it is the one of who adjudicated."),
    by: z.string().optional().describe("Who decided."),
    at: z.string().optional().describe("When, in ISO 8601."),
    detector: z.string().optional().describe("What had suggested it, with its version."),
    rule: z.string().optional().describe("The detector's rule that had suggested it."),
    confidence: z.number().min(0).max(1).optional().describe("How sure the detector was."),
    touched: z.boolean().optional().describe("The text inside it was edited since."),
  };

  const entity = z.looseObject({ ...common, kind: z.literal("entity"), label: z.string().min(1) });
  const figure = z.looseObject({ ...common, kind: z.literal("figure"), figure: figureRecord });

  const annotation = z.discriminatedUnion("kind", [entity, figure]).refine(({ start, end }) => start <= end, {
    message: "the annotation ends before it starts",
    path: ["end"],
  });

  const sidecar = z
    .looseObject({
      $schema: z.string().optional(),
      version: z.literal(SIDECAR_VERSION),
      article: z.looseObject({
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .describe("Of the article's bytes."),
        length: offset.describe("Code points of the article's text."),
        offsets: z.literal("codepoint"),
        language: z.enum(["en", "ar"]),
        published: z
          .string()
          .regex(/^\d{4}-\d{2}-\d{2}$/)
          .optional(),
        tally: z
          .partialRecord(
            z.enum(harms),
            z.looseObject({
              min: bound,
              max: bound,
              note: z.string().describe("Why it is not what the figures add up to."),
              by: z.string().optional().describe("Who set it."),
              at: z.string().optional().describe("When, in ISO 8601."),
            }),
          )
          .optional()
          .describe("Totals that an annotator set by hand, by harm; a null bound is open."),
        reviewed: z
          .looseObject({
            by: z.string().optional().describe("Who said so."),
            at: z.string().optional().describe("When, in ISO 8601."),
            sha256: z
              .string()
              .regex(/^[0-9a-f]{64}$/)
              .describe("Of the text that was looked at, as UTF-8 with LF and without a byte order mark."),
          })
          .optional()
          .describe("An annotator's word that the article is done. Another text has to be looked at again."),
        ignored: z
          .array(
            z.looseObject({
              code: z.string().describe("The check whose finding it is."),
              quote: z.string().describe("The words that it is about, white space as one space."),
              other: z.string().optional().describe("The words of the other place, where there is one."),
              by: z.string().optional().describe("Who does not want to see it."),
              at: z.string().optional().describe("When, in ISO 8601."),
            }),
          )
          .optional()
          .describe("Findings of checks that are not shown again, known by their words."),
      }),
      annotations: z.array(annotation),
      relations: z.array(z.looseObject({})).default([]),
    })
    .superRefine(({ annotations }, context) => {
      const seen = new Set<string>();
      for (const [n, { id }] of annotations.entries()) {
        if (seen.has(id)) {
          context.addIssue({
            code: "custom",
            message: `another annotation has the id ${id} too`,
            path: ["annotations", n, "id"],
          });
        }
        seen.add(id);
      }
    })
    .describe("Annotations of one news article, written by Dateline beside it.");
  return { figureRecord, annotation, sidecar };
});

export const annotationSchema = () => schemas().annotation;
export const sidecarSchema = () => schemas().sidecar;

export type StoredSidecar = z.infer<ReturnType<typeof sidecarSchema>>;
export type StoredAnnotation = StoredSidecar["annotations"][number];
export type StoredFigure = z.infer<ReturnType<typeof schemas>["figureRecord"]>;
