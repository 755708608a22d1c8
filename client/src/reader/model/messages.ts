import type { Paragraph, Place, Surroundings } from "./article.ts";
import type { Change } from "./changes.ts";

// What the extension and the reader's page tell each other. The page has been shown words of strangers: what comes from it
// is numbers that name places of the revision that it shows, and is checked.

/** A place in the text of a paragraph, in UTF-16 code units from its start. */
export interface Spot {
  readonly paragraph: number;
  readonly offset: number;
}

/** What the page keeps for when the window is reloaded. */
export interface Kept {
  readonly uri: string;
  /** Stays with its article when another comes to the front. */
  readonly locked: boolean;
}

/** Extension to page. */
export type ToPage =
  | {
      readonly type: "article";
      readonly revision: number;
      /** Another article than before: the page begins anew, at its top. */
      readonly fresh: boolean;
      /** Undefined where it is as before. */
      readonly surroundings?: Surroundings;
      readonly changes: readonly Change<Paragraph>[];
    }
  | { readonly type: "keep"; readonly kept: Kept }
  | {
      /** The strings of the interface in its language, before anything that has some. */
      readonly type: "language";
      readonly strings: Readonly<Record<string, string>>;
    }
  | { readonly type: "empty"; readonly message: string }
  | {
      /** What is at the cursor of the editor, or selected there. */
      readonly type: "show";
      readonly revision: number;
      readonly paragraph: number;
      readonly mark: number | null;
      readonly selection: readonly [from: Spot, to: Spot] | null;
      /** Brings it into view. */
      readonly reveal: boolean;
    }
  | { readonly type: "scroll"; readonly revision: number; readonly position: number };

/** Page to extension. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "go"; readonly revision: number; readonly place: Place; readonly focus: boolean }
  | { readonly type: "select"; readonly revision: number; readonly from: Spot; readonly to: Spot }
  | {
      readonly type: "decide";
      readonly revision: number;
      readonly place: Place;
      readonly act: "accept" | "reject";
    }
  | { readonly type: "undo" }
  /** Which paragraph is at the top, and with a fraction how much of it is above. */
  | { readonly type: "scroll"; readonly revision: number; readonly position: number };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function placeIn(value: unknown): Place | undefined {
  if (!isRecord(value)) return undefined;
  const { paragraph, mark } = value;
  return isCount(paragraph) && isCount(mark) ? { paragraph, mark } : undefined;
}

function spotIn(value: unknown): Spot | undefined {
  if (!isRecord(value)) return undefined;
  const { paragraph, offset } = value;
  return isCount(paragraph) && isCount(offset) ? { paragraph, offset } : undefined;
}

/** A message of the page; undefined for anything that is none. */
export function fromPage(value: unknown): FromPage | undefined {
  if (!isRecord(value)) return undefined;
  const { type, revision } = value;
  if (type === "ready" || type === "undo") return { type };
  if (!isCount(revision)) return undefined;
  if (type === "scroll") {
    const { position } = value;
    return typeof position === "number" && Number.isFinite(position) && position >= 0
      ? { type, revision, position }
      : undefined;
  }
  if (type === "select") {
    const from = spotIn(value["from"]);
    const to = spotIn(value["to"]);
    return from && to ? { type, revision, from, to } : undefined;
  }
  const place = placeIn(value["place"]);
  if (!place) return undefined;
  if (type === "go") return { type, revision, place, focus: value["focus"] === true };
  const { act } = value;
  return type === "decide" && (act === "accept" || act === "reject")
    ? { type, revision, place, act }
    : undefined;
}

/** What a page kept; undefined where it is none of ours. */
export function keptIn(value: unknown): Kept | undefined {
  if (!isRecord(value) || typeof value["uri"] !== "string") return undefined;
  return { uri: value["uri"], locked: value["locked"] === true };
}
