import type { DatasetReport } from "../../../../server/src/protocol.ts";
import type { AgreementState } from "./charts.ts";
import { type Drawing, drawingIn } from "./drawing.ts";

// What the extension and the report's page tell each other.

/** What the page shows. */
export interface Shown {
  readonly report: DatasetReport;
  readonly agreement: AgreementState;
  /** The filter of the list of articles; empty for all of them. */
  readonly query: string;
}

/** Extension to page. */
export type ToPage =
  | { readonly type: "report"; readonly shown: Shown }
  | { readonly type: "empty"; readonly message: string }
  /** The strings of the interface in its language, before anything that has some. */
  | { readonly type: "language"; readonly strings: Readonly<Record<string, string>> }
  /** Asks for the drawings of all charts, to save them. */
  | { readonly type: "draw" };

/** Page to extension. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "csv"; readonly chart: string }
  | { readonly type: "svg"; readonly chart: string; readonly drawing: Drawing }
  | { readonly type: "save"; readonly drawings: ReadonlyMap<string, Drawing> };

/** The same as it crosses: maps do not. */
export type Sent =
  | Exclude<FromPage, { type: "save" }>
  | { readonly type: "save"; readonly drawings: readonly (readonly [chart: string, drawing: Drawing])[] };

/** A message of the page; undefined for anything that is none. */
export function fromPage(value: unknown): FromPage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, chart, drawing, drawings } = value as Record<string, unknown>;
  if (type === "ready") return { type };
  if (type === "save" && Array.isArray(drawings)) {
    const found = new Map<string, Drawing>();
    for (const pair of drawings as unknown[]) {
      const [id, one] = Array.isArray(pair) ? (pair as unknown[]) : [];
      const own = drawingIn(one);
      if (typeof id !== "string" || !own) return undefined;
      found.set(id, own);
    }
    return { type, drawings: found };
  }
  if (typeof chart !== "string") return undefined;
  if (type === "csv") return { type, chart };
  const own = type === "svg" ? drawingIn(drawing) : undefined;
  return own && { type: "svg", chart, drawing: own };
}
