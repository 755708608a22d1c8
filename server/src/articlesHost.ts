import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "./analysis.ts";
import type { Change, Correction, CorrectionContext } from "./annotations/correction.ts";
import type { Article } from "./article.ts";
import type { IncomingCorrection } from "./correctionSchema.ts";
import type { KnownChange } from "./deltas.ts";
import type { ProjectNames } from "./detect/resolve/nameIndex.ts";
import type { ArticleView } from "./features/view.ts";
import type { ChangeReason, CorrectResult, PublishParams, UndoResult } from "./protocol.ts";
import type { Timer } from "./retries.ts";
import type { Settings } from "./settings.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";

/** A text that the editor opened, as `textDocument/didOpen` gives it. */
export interface OpenedText {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** A change of `textDocument/didChange`; without a range it is the whole text. */
export interface ContentChange {
  readonly range?: {
    readonly start: { line: number; character: number };
    readonly end: { line: number; character: number };
  };
  readonly text: string;
}

export interface ArticlesHost {
  readonly files: FileSystem;
  readonly now: () => string;
  readonly newId: () => string;
  readonly pause: () => Promise<void>;
  /** Much has been made, and nobody waits. */
  readonly tidy: () => void;
  readonly timer: Timer;
  /** Names what suggests, with its version: `dateline@0.1.0`. */
  readonly detector: string;
  readonly settings: (uri: string) => Promise<Settings>;
  /** What the project says of names in an article. */
  readonly names: (article: Article) => ProjectNames | undefined;
  /** The decisions on an open article may have changed. */
  readonly decided: (article: Article) => void;
  /** An article is closed, and its decisions are on disk as far as they can be. */
  readonly closed: (uri: string) => void;
  /** An article was opened that has no sidecar. */
  readonly bare: (uri: string) => void;
  /** A file's path below its workspace folder, with `/`. */
  readonly relativePath: (uri: string) => string;
  /** Who annotates, where the settings do not say. */
  readonly annotator: () => string;
  /** `change` says what is other than in the publication before, where that is known. */
  readonly publish: (params: PublishParams, change?: KnownChange) => void;
  /** The client shows an article before it has been read as a whole. */
  readonly takesPreliminary: () => boolean;
  /**
   * The article's problems, with its file, its sidecar or what it shows, may have changed; the view is null while its
   * present text has not been read.
   */
  readonly problems: (article: Article, view: ArticleView | null) => void;
  /** A sidecar, in UTF-8, that is worth keeping. */
  readonly keep: (uri: string, sidecar: Uint8Array, decisions: number) => void;
  /** Somebody else deleted an open article's sidecar; undoing brings these decisions back. */
  readonly vanished: (uri: string, decisions: number) => void;
  readonly showError: (message: string) => void;
  readonly log: (message: string) => void;
  /** What was done to decisions unasked, for the record. */
  readonly audit: (message: string) => void;
}

/** An article with what its present text shows. */
export interface Seen {
  readonly article: Article;
  readonly analysis: Analysis;
  readonly view: ArticleView;
}

/** A correction's change, as it was made in an article. */
export interface PlacedChange extends Change {
  /** The article had no sidecar before. */
  readonly created: boolean;
}

/** What the client is told of a change. */
export const resultOf = ({ added, removed, header }: Change): CorrectResult => ({
  done: added.length + removed.length > 0 || header !== undefined,
  ids: added.map(({ id }) => id),
});

export interface Articles {
  open(text: OpenedText): void;
  change(uri: string, version: number, changes: readonly ContentChange[], reason?: ChangeReason): void;
  close(uri: string): void;
  saved(uri: string): void;
  /** A sidecar was created, changed or deleted by somebody. */
  sidecarChanged(sidecar: string): void;
  /** Any sidecar may be there or not, or say otherwise, by now. */
  lookAgain(): void;
  /** What projects say of names has changed: open texts that it concerns are read again. */
  namesChanged(): void;
  /** Settings have changed: all open texts are looked at again. */
  settingsChanged(): Promise<void>;
  /** An open text, an article or not, as the editor has it. */
  text(uri: string): TextDocument | undefined;
  /**
   * The open article with its view; null for a text that is no article. Waits for the analysis of the present text, which
   * begins at once; with `patient`, for what an editor asks after each key, when the typing rests.
   */
  seen(uri: string, patient?: boolean): Promise<Seen | null>;
  /** @throws CorrectionError where the correction is stale or does not fit */
  correct(params: IncomingCorrection): Promise<CorrectResult>;
  /**
   * The same with a correction in spans; a version of null is the present one. `act` marks its change as part of an act
   * on several articles.
   * @throws CorrectionError as above
   */
  amend(uri: string, version: number | null, correction: Correction, act: string): Promise<PlacedChange>;
  /**
   * Makes a change that is not a correction's, from the decisions as they are; a version of null is the present one.
   * @throws CorrectionError as above
   */
  decide(
    uri: string,
    version: number | null,
    changeIn: (article: Article, context: CorrectionContext) => Change,
  ): Promise<PlacedChange>;
  /**
   * Puts an open article's sidecar that cannot be read beside its place; its new name, or null where it can be read.
   * @throws CorrectionError where the article cannot be annotated for another reason, or a newer Dateline wrote it
   */
  setAside(uri: string): Promise<string | null>;
  /**
   * Takes a change of an open article back, wherever it stands among the corrections; false where what it left has been
   * decided otherwise since. A sidecar that was made for it alone goes with it.
   * @throws CorrectionError where the article cannot be annotated
   */
  takeBack(uri: string, change: PlacedChange): Promise<boolean>;
  /** Waits until a closed article is written; whether decisions on it are in memory alone because that failed. */
  left(uri: string): Promise<boolean>;
  /** @throws CorrectionError where the article cannot be annotated */
  revert(uri: string, again: boolean): Promise<UndoResult>;
  /**
   * Merges the sides of an open article's sidecar in which git left conflict marks; gives the number of conflicts left.
   * @throws CorrectionError where that cannot be done
   */
  resolve(uri: string): Promise<{ readonly conflicts: number }>;
  /** Tries again to write what could not be written. */
  save(uri: string): Promise<void>;
  /**
   * A file or folder was renamed: the sidecar of an article goes with it, unless there is one at the new name, and so
   * do decisions that could not be written yet.
   */
  renamed(from: string, to: string): Promise<void>;
  /** Resolved when everything decided is on disk, or has failed to get there. */
  settled(): Promise<void>;
  /** A last attempt to write what could not be written; nothing is planned any more. */
  shutdown(): Promise<void>;
}
