// Where sidecars lie.

/** Client to server: the file of an open article's sidecar. */
export const sidecarPlace = "sidecars/place";
export interface SidecarPlaceParams {
  /** The article's. */
  readonly uri: string;
}
export interface SidecarPlaceResult {
  /** Where it lies; null where there is none. */
  readonly uri: string | null;
}

/** Client to server: which sidecars of a folder lie elsewhere than its project says. */
export const planSidecarMoves = "sidecars/plan";
export interface PlanSidecarMovesParams {
  /** The workspace's folder. */
  readonly folder: string;
}
export interface PlanSidecarMovesResult {
  /** Paths from the folder, of all. */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  /** Paths of those that stay, as another is where they belong. */
  readonly blocked: readonly { readonly from: string; readonly to: string }[];
}

/** Client to server: moves them, with progress; `back` takes the last move of the folder back. */
export const moveSidecars = "sidecars/move";
export interface MoveSidecarsParams {
  readonly folder: string;
  readonly back?: boolean;
  readonly workDoneToken?: string | number;
}
export interface MoveSidecarsResult {
  readonly moved: number;
  /** What stays where it is, and why, a line each. */
  readonly problems: readonly string[];
}
