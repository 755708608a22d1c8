/** A commit that changed a file. */
export interface Commit {
  readonly hash: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly subject: string;
}

/**
 * What the server asks git, by the URI of a file that may be missing. Nothing here fails: without git, or outside of a
 * repository, the answer is that there is nothing.
 */
export interface Git {
  /** The name that git would sign with in a file's folder; null where none is set. */
  userName(file: string): Promise<string | null>;
  /** Other branches, local and remote, the latest first. */
  branches(file: string): Promise<readonly string[]>;
  /** The latest commits that changed a file, the newest first. */
  commits(file: string, most: number): Promise<readonly Commit[]>;
  /** A file as it is at a branch or commit; null where it has none. */
  show(ref: string, file: string): Promise<Uint8Array | null>;
}
