import type { Codebook } from "../../detect/resolve/codebook.ts";
import type { FileSystem } from "../fileSystem.ts";
import type { ArticleEntry, Suggested } from "./entry.ts";

export interface IndexHost {
  readonly files: FileSystem;
  /** The workspace's folders, with `/` behind them. */
  readonly folders: () => readonly string[];
  readonly folderOf: (uri: string) => string | undefined;
  /** The articles of a folder. */
  readonly articlesIn: (root: string) => Promise<readonly string[]>;
  /** Whether a file of a folder is an article, without a sidecar too. */
  readonly isArticle: (uri: string) => Promise<boolean>;
  /** A file's path below its folder. */
  readonly path: (uri: string) => string;
  readonly codebook: (root: string) => Promise<Codebook>;
  /** Labels that are not suggested in a folder. */
  readonly off: (root: string) => Promise<readonly string[]>;
  /** Where the index is kept between sessions; null for nowhere. */
  readonly storage: () => string | null;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly timer: (task: () => void, ms: number) => () => void;
  /** Lets other work run. */
  readonly pause: () => Promise<void>;
  /** How far the reading of the whole is; null when it is done. */
  readonly progress: (progress: IndexProgress | null) => void;
  readonly log: (message: string) => void;
}

export interface IndexProgress {
  readonly done: number;
  readonly of: number;
}

export interface ArticleIndex {
  /** Reads all folders in the background, once; resolved when that is done. Never rejects. */
  ready(): Promise<void>;
  /** Whether somebody has asked for the index: until then nothing is read. */
  readonly started: boolean;
  /** How far the reading of all folders is, of none until they are listed; null before and after. */
  readonly progress: IndexProgress | null;
  /** All entries that are known so far, by path. The same array until something changes. */
  entries(): readonly ArticleEntry[];
  of(uri: string): ArticleEntry | undefined;
  /** Reads all folders anew, as after a change of settings; what has not changed on disk is not read again. */
  rescan(): Promise<void>;
  /** A file was created, changed or deleted by somebody: an article, a sidecar or anything else. */
  changed(uri: string): void;
  /** What an open article says now. */
  opened(entry: ArticleEntry): void;
  /** The article is no longer open: its files say what it says. */
  closed(uri: string): void;
  /** What detection found in a closed article, if its text is still the one that was looked at. */
  suggest(uri: string, textHash: string, suggested: Suggested): void;
  /** Calls `listener` with the articles that changed, came or went, a batch at a time, and with none at the end of a reading; gives its end. */
  onChange(listener: (uris: readonly string[]) => void): () => void;
  /** Resolved when all changes that were told so far have been read. */
  settled(): Promise<void>;
  /** Writes what is known to the storage. Never rejects. */
  save(): Promise<void>;
}
