// Earlier versions of a sidecar.

/** Client to server: earlier versions of an article's sidecar, the newest first. */
export const versions = "annotations/versions";
export interface VersionsParams {
  readonly uri: string;
}
export interface SidecarVersion {
  readonly id: string;
  /** `backup`: kept by the editor; `git`: committed. */
  readonly source: "backup" | "git";
  /** ISO 8601. */
  readonly at: string;
  /** Who committed it, and the commit's subject; null for a backup. */
  readonly by: string | null;
  readonly subject: string | null;
  readonly decisions: number;
  /** What restoring it would do to the decisions as they are now. */
  readonly back: number;
  readonly gone: number;
  readonly changed: number;
  /** On how many annotations others have decided since, which stays. */
  readonly kept: number;
}
export interface VersionsResult {
  readonly versions: readonly SidecarVersion[];
}

/** Client to server: the text of a version, as it was stored, beside that of the sidecar as it is; null where it is gone. */
export const versionText = "annotations/versionText";
export interface VersionParams {
  readonly uri: string;
  readonly id: string;
}
export interface VersionTextResult {
  readonly text: string | null;
}

/** Client to server: makes the decisions those of a version again, as one step that can be undone. */
export const restore = "annotations/restore";
export interface RestoreParams extends VersionParams {
  /** What others have decided since is taken back too. */
  readonly all?: boolean;
}
export interface RestoreResult {
  /** How many decisions came back, went, and are otherwise than they were. */
  readonly back: number;
  readonly gone: number;
  readonly changed: number;
  /** On how many annotations others have decided since, which stays. */
  readonly kept: number;
  /** By which `UndoParams` name it. */
  readonly act: string;
  /** What a sidecar that could not be read is called now; null where there was none. */
  readonly aside: string | null;
}
