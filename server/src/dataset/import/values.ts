import * as l10n from "@vscode/l10n";
import { isIsoDay } from "../../detect/resolve/dates.ts";
import type { Reason } from "../exporter.ts";
import { type Review, reviews } from "../selection.ts";
import type { Building } from "./building.ts";

// Reading what another program wrote: nothing has the form that it should have, until it is looked at.

/** An object of JSON; keys are looked up in it, and never written. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a key of the object's own: `__proto__` and `constructor` are keys like all others. */
export const ownValue = (fields: Fields, key: string): unknown =>
  Object.hasOwn(fields, key) ? fields[key] : undefined;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that says something; null for all else. */
export const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** A name or number as text. */
export const nameOf = (value: unknown): string | null =>
  typeof value === "number" || typeof value === "bigint" ? String(value) : textOf(value);

/** One of some words. */
export const oneOf = <T extends string>(values: readonly T[], value: unknown): T | null =>
  values.find((one) => one === value) ?? null;

/** A day of publication in the form of ISO 8601. */
export const dayOf = (value: unknown): string | null =>
  typeof value === "string" && isIsoDay(value) ? value : null;

/** How sure a detector was: 0 to 1. */
export const shareOf = (value: unknown): number | null =>
  typeof value === "number" && value >= 0 && value <= 1 ? value : null;

export const reviewOf = (value: unknown): Review | null => oneOf(reviews, value);

/** An id that is random enough to stand in a sidecar: `T1` and `7` are another annotation's in the next dataset. */
export const idOf = (value: unknown): string | null =>
  typeof value === "string" && /^[\w-]{6,64}$/.test(value) ? value : null;

/** Attributes by name, as our own exports have them: an object, in tables its JSON; none where it is neither. */
export function attributesIn(value: unknown): ReadonlyMap<string, unknown> {
  const fields = typeof value === "string" ? parsed(value) : value;
  return new Map(isFields(fields) ? Object.entries(fields) : []);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const FIELD: Reason = (count) =>
  count === 1
    ? l10n.t("1 field of a document has no place in a sidecar")
    : l10n.t("{0} fields of documents have no place in a sidecar", count);

/** Counts the fields of a document that a reader does not know; each is named where it says something. */
export function leaveUnknown(build: Building, fields: Fields, known: readonly string[]): void {
  for (const [key, value] of Object.entries(fields)) {
    if (known.includes(key) || value === null || value === "") continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (isFields(value) && Object.keys(value).length === 0) continue;
    build.leave(FIELD, 1, key);
  }
}
