// Every custom message between the server and its client, and what they carry. Both sides import this file and nothing
// else of each other. Offsets are positions of LSP: line, and UTF-16 code units within it.

import type { Verdict } from "./annotations/adjudicate.ts";
import type { Decision } from "./annotations/annotation.ts";
import type { Edge } from "./annotations/boundary.ts";
import type { Agreement, Difference } from "./annotations/compare.ts";
import type { FigureChanges } from "./annotations/correction.ts";
import type { Act } from "./annotations/identical.ts";
import type { FigureStatus, Harm, Qualifier, Scope, Tally, VictimType } from "./detect/detection.ts";
import type { Position, Range } from "./positions.ts";

export type { Verdict } from "./annotations/adjudicate.ts";
export type { Decision } from "./annotations/annotation.ts";
export { type Edge, edges } from "./annotations/boundary.ts";
export type { Agreement, Difference } from "./annotations/compare.ts";
export type { FigureChanges } from "./annotations/correction.ts";
export { type Act, acts } from "./annotations/identical.ts";
export {
  type EntityLabel,
  entityLabels,
  type FigureStatus,
  figureStatuses,
  type Harm,
  harms,
  type Qualifier,
  type Scope,
  scopes,
  type Tally,
  type Total,
  type VictimType,
  victimTypes,
} from "./detect/detection.ts";
export type { Position, Range } from "./positions.ts";

/** What the client can do, passed as `initializationOptions`; another LSP client leaves it out. */
export interface ClientOptions {
  /** The client has the commands of `commands` itself, with pickers; the server need not offer them. */
  readonly hasCommands?: boolean;
  /** Hovers may hold links to commands. */
  readonly commandLinks?: boolean;
  /** The client takes `annotations/publish`. */
  readonly publish?: boolean;
  /** A folder of the client's own, as a URI, where earlier versions of sidecars are kept; nowhere without it. */
  readonly storage?: string;
  /** Who annotates, where the setting `dateline.annotator` is empty. */
  readonly annotator?: string;
}

/** Why the editor changed a text, where the annotator did not write it. */
export type ChangeReason = "undo" | "redo";

/**
 * Client to server, in the parameters of `textDocument/didChange`, for LSP does not carry it: with the change itself, so
 * that neither can overtake the other. A client that leaves it out gets annotations back where the text is again what
 * it was; with it also where the server has not seen it so, as after a restart.
 */
export interface WithChangeReason {
  readonly reason?: ChangeReason;
}

/** Corrections as `workspace/executeCommand`, for every LSP client. The first argument is a `CommandArguments`. */
export const commands = {
  accept: "dateline.accept",
  reject: "dateline.reject",
  relabel: "dateline.relabel",
  remove: "dateline.remove",
  resize: "dateline.resize",
  place: "dateline.place",
  extendStart: "dateline.extendStart",
  shrinkStart: "dateline.shrinkStart",
  shrinkEnd: "dateline.shrinkEnd",
  extendEnd: "dateline.extendEnd",
  add: "dateline.add",
  addFigure: "dateline.addFigure",
  editFigure: "dateline.editFigure",
  settle: "dateline.settle",
  resolveSidecar: "dateline.resolveSidecar",
  undo: "dateline.undo",
  redo: "dateline.redo",
  neverSuggest: "dateline.neverSuggest",
  addName: "dateline.addName",
} as const;

/** What `neverSuggest` and `addName` answer: the files that the client was asked to edit, and which has the name now. */
export interface NamesResult {
  readonly files: readonly string[];
  /** The gazetteer's path from the folder. */
  readonly path: string;
  readonly name: string;
}

/** The argument of a correction command; which fields are read depends on the command. */
export interface CommandArguments {
  readonly uri: string;
  /** The version of the text that the annotator saw; the current one where it is left out. */
  readonly version?: number;
  readonly ids?: readonly string[];
  readonly label?: string;
  readonly range?: Range;
  readonly changes?: FigureChanges;
  /** Of a conflict: the number of the opinion that is right; null for the annotation's own decision. */
  readonly opinion?: number | null;
  /** Files that are open with changes that are not saved: names are not written into those. */
  readonly unsaved?: readonly string[];
}

/** `suggested` is never stored; the others are in the sidecar. */
export type Status = "suggested" | Decision;

/** The entity that a mention belongs to, as far as the article tells. */
export interface PublishedEntity {
  /** One id for all mentions of one entity of the article. */
  readonly id: string;
  /** The fullest form of the name in the article. */
  readonly name: string;
  /** All forms in the article, the fullest first. */
  readonly forms: readonly string[];
  /** How many mentions of it the article has. */
  readonly count: number;
  /** A normalised value: an ISO date, an amount with its currency. */
  readonly value: string | null;
}

/** A figure with the words of what it refers to. */
export interface PublishedFigure {
  readonly harm: Harm;
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: Qualifier;
  /** The bounds as a reader says them: "at least 31", "80 to 200", the word itself where it is vague. */
  readonly count: string;
  /** The number expression and the word of harm, as written; null where there is none. */
  readonly number: string | null;
  readonly numberRange: Range | null;
  readonly trigger: string | null;
  readonly triggerRange: Range | null;
  readonly victims: string | null;
  readonly victimType: VictimType;
  readonly perpetrator: string | null;
  readonly place: string | null;
  readonly date: string | null;
  readonly source: string | null;
  readonly scope: Scope;
  readonly status: FigureStatus;
  /** The words of the figures that this one is part of, repeats, or contradicts. */
  readonly partOf: string | null;
  readonly sameAs: string | null;
  readonly conflictsWith: readonly string[];
}

/** An annotation as it is shown: a decision or a suggestion. */
export interface PublishedAnnotation {
  /** Of a decision for ever, of a suggestion for this version of the text. */
  readonly id: string;
  readonly kind: "entity" | "figure";
  readonly status: Status;
  /** Where an orphan would stand, the range is empty. */
  readonly range: Range;
  /** The words that were decided on: those of the range, unless they were edited since or are lost. */
  readonly text: string;
  /** An entity's label; null for a figure. */
  readonly label: string | null;
  /** 0 to 1; null where an annotator added it. */
  readonly confidence: number | null;
  /** What found it: a detector's rule. */
  readonly origin: string | null;
  /** What the project says of its name, in words; null where it says nothing. */
  readonly reason: string | null;
  /** Who decided, and when. */
  readonly by: string | null;
  readonly at: string | null;
  /** What it was before it was corrected, in words; null where it was not. */
  readonly was: string | null;
  /** The text inside it was edited since it was decided. */
  readonly touched: boolean;
  /** Annotators are of several opinions on it, and nobody has settled that yet. */
  readonly disputed: boolean;
  /** Somebody has settled it. */
  readonly adjudicated: boolean;
  readonly entity: PublishedEntity | null;
  readonly figure: PublishedFigure | null;
}

/**
 * Something that keeps an article from being annotated (`article`, `sidecar`), its annotations from being saved
 * (`unsaved`), or suggestions from being made (`size`).
 */
export interface ArticleProblem {
  readonly kind: "article" | "sidecar" | "unsaved" | "size";
  /** For the user: what is wrong and what to do. */
  readonly message: string;
}

/** One line of the tally: "killed", "at least 31", "3 of them attackers". */
export interface TallyLine {
  readonly name: string;
  readonly total: string;
  readonly note: string | null;
  /** The figures that it rests on, by id: those that are added, or joined to a range. */
  readonly figures: readonly string[];
}

/** One thing that an article says of itself, with the words that say it. */
export interface HeadLine {
  readonly kind: "published" | "place" | "agency" | "byline" | "language";
  /** Where its words stand; of a language, its first paragraph. Null where the sidecar or the caller says it. */
  readonly range: Range | null;
  /** As it is shown: the words of the article, a date as ISO 8601, "English". */
  readonly text: string;
  /** Of a language that only some of the paragraphs have, how many: "2 paragraphs"; else null. */
  readonly note: string | null;
}

/** Server to client, after each analysis, correction and change of the sidecar: all that an article's text shows. */
export interface PublishParams {
  readonly uri: string;
  readonly version: number;
  /** In whose name decisions are made, and as who sees it the article is shown. */
  readonly annotator: string;
  readonly language: "en" | "ar";
  readonly published: string | null;
  /** What the article says of itself, in the order in which it is shown; what it does not say is left out. */
  readonly head: readonly HeadLine[];
  /** By position; orphans and rejected ones among them. */
  readonly annotations: readonly PublishedAnnotation[];
  readonly tally: Tally;
  /** The tally in words, a line each. */
  readonly totals: readonly TallyLine[];
  readonly problems: readonly ArticleProblem[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}
export const publish = "annotations/publish";

/** Client to server: what the annotator does. Refused where `version` is not the current one. */
export type WireCorrection =
  | { readonly type: "accept" | "reject" | "remove"; readonly ids: readonly string[] }
  | { readonly type: "relabel"; readonly ids: readonly string[]; readonly label: string }
  | { readonly type: "resize" | "place"; readonly id: string; readonly range: Range }
  | { readonly type: "moveEdge"; readonly id: string; readonly edge: Edge }
  | { readonly type: "add"; readonly range: Range; readonly label: string }
  | {
      readonly type: "label";
      readonly ids: readonly string[];
      readonly ranges: readonly Range[];
      readonly label: string;
    }
  | { readonly type: "addFigure"; readonly range: Range; readonly changes: FigureChanges }
  | { readonly type: "editFigure"; readonly id: string; readonly changes: FigureChanges }
  | { readonly type: "settle"; readonly id: string; readonly opinion: number | null };

export interface CorrectParams {
  readonly uri: string;
  readonly version: number;
  readonly correction: WireCorrection;
}

/** The ids that a correction left in the article, in place of those that it was made on. */
export interface CorrectResult {
  readonly ids: readonly string[];
}
export const correct = "annotations/correct";

/**
 * Client to server: what a figure made of selected words would say to begin with; the server alone can read numbers in
 * words. Refused as a correction is where `version` is not the current one.
 */
export const propose = "annotations/propose";
export interface ProposeParams {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
}
export interface ProposeResult {
  /** Bounds and victims. */
  readonly changes: FigureChanges;
}

/** Client to server: merges the sides of a sidecar in which git left its conflict marks. */
export const resolve = "annotations/resolve";
export interface ResolveParams {
  readonly uri: string;
}
export interface ResolveResult {
  /** How many annotations both sides decided differently. */
  readonly conflicts: number;
}

/** Client to server: where a lost annotation may belong, the best place first; refused as `propose` is. */
export const candidates = "annotations/candidates";
export interface CandidatesParams {
  readonly uri: string;
  readonly version: number;
  readonly id: string;
}
export interface CandidatesResult {
  readonly places: readonly {
    readonly range: Range;
    readonly text: string;
    /** 0 to 1. */
    readonly score: number;
    /** Its own words with its own numbers. */
    readonly same: boolean;
  }[];
}

/** Client to server: the paragraph, as it is read for suggestions, that a place lies in; refused as `propose` is. */
export const paragraph = "annotations/paragraph";
export interface ParagraphParams {
  readonly uri: string;
  readonly version: number;
  readonly position: Position;
}
export interface ParagraphResult {
  /** Null between paragraphs. */
  readonly range: Range | null;
}

/** Client to server: takes the last correction of an article back, or makes it again. */
export interface UndoParams {
  readonly uri: string;
}
export interface UndoResult {
  /** False: there was nothing to take back. */
  readonly done: boolean;
  readonly ids: readonly string[];
  /** The words of annotations that came back without a place, for the text has them no more. */
  readonly lost: readonly string[];
}
export const undo = "annotations/undo";
export const redo = "annotations/redo";

/** Client to server: writes what could not be written before; answered when that has been tried. */
export const save = "annotations/save";
export interface SaveParams {
  readonly uri: string;
}

/**
 * Acts on all mentions with the same words, as `workspace/executeCommand` for every client, with work-done progress and
 * cancelled as any request: what there is to act on, the act on those of them that are named, and its undoing.
 */
export const identicalCommands = {
  find: "dateline.findIdentical",
  apply: "dateline.applyIdentical",
  undo: "dateline.undoIdentical",
} as const;

/** The mention to begin with, what is to be done to those like it, and where. */
export interface FindIdenticalParams {
  /** An open article. */
  readonly uri: string;
  readonly version?: number;
  /** An entity of it; without one the words of `range`. */
  readonly ids?: readonly string[];
  readonly range?: Range;
  readonly act: Act;
  /** The label to give; of `accept` the mention's own where it is left out. */
  readonly label?: string;
  readonly scope: "article" | "workspace";
  /** Off where they are left out: then case is of consequence, and diacritics and hyphens are not. */
  readonly ignoreCase?: boolean;
  readonly matchMarks?: boolean;
}

/** A mention that can be acted on. */
export interface IdenticalMention {
  /** Names it for `apply`, as long as text and decision stay as they are. */
  readonly id: string;
  readonly range: Range;
  readonly text: string;
  /** The words of its line before and behind it. */
  readonly before: string;
  readonly after: string;
  /** What stands there: `suggested`, a decision, or null for nothing. */
  readonly status: Status | null;
  readonly label: string | null;
  readonly by: string | null;
  /** The annotation that it lies in: "ORG Aden Free Zone". */
  readonly within: string | null;
  /** It would overrule another decision, or break the annotation around it: not meant unless it is chosen. */
  readonly apart: boolean;
}

export interface IdenticalArticle {
  readonly uri: string;
  /** Below the workspace folder. */
  readonly path: string;
  /** Of the text that the mentions stand in: SHA-256 in hexadecimal. */
  readonly sha256: string;
  readonly mentions: readonly IdenticalMention[];
}

export interface FindIdenticalResult {
  readonly text: string;
  /** The label that they would get; null where labels are of no matter. */
  readonly label: string | null;
  /** That of the mention's article first, the others by path. */
  readonly articles: readonly IdenticalArticle[];
  /** How many are so already. */
  readonly already: number;
  /** What was not looked at, and why, a line each. */
  readonly leftOut: readonly string[];
}

export interface ApplyIdenticalParams {
  readonly act: Act;
  readonly label?: string;
  readonly articles: readonly {
    readonly uri: string;
    /** As it was given, or a version of an open text. */
    readonly sha256?: string;
    readonly version?: number;
    readonly ids: readonly string[];
  }[];
}

/** What an act on several articles, or its undoing, did and did not do. */
export interface IdenticalReport {
  readonly articles: number;
  readonly mentions: number;
  /** What was left as it is, and why, a line each. */
  readonly leftOut: readonly string[];
}

/** One side of a comparison: an annotator's decisions, or those of a branch or commit; else those that are shown. */
export interface CompareSide {
  readonly annotator?: string;
  readonly ref?: string;
}

/** Client to server: between whom the decisions on an article can be compared. */
export const compareSources = "annotations/compareSources";
export interface CompareSourcesResult {
  /** In whose name decisions are made. */
  readonly annotator: string;
  /** All who decided something, with how much. */
  readonly annotators: readonly { readonly name: string; readonly decisions: number }[];
  /** Other branches, the latest first. */
  readonly branches: readonly string[];
}

/** Client to server: two sides' decisions on an article, pair by pair; refused as a correction is. */
export const compare = "annotations/compare";
export interface CompareParams {
  readonly uri: string;
  readonly version: number;
  readonly left: CompareSide;
  readonly right: CompareSide;
}
/** What one side decided, in words and place. */
export interface ComparedDecision {
  readonly id: string;
  readonly range: Range;
  readonly text: string;
  readonly status: Decision;
  /** An entity's label; a figure's harm and bounds in words. */
  readonly what: string;
  readonly by: string | null;
  readonly at: string | null;
}
export interface ComparedPair {
  readonly key: string;
  readonly kind: "entity" | "figure";
  readonly left: ComparedDecision | null;
  readonly right: ComparedDecision | null;
  readonly differences: readonly Difference[];
  /** The differences in words: "label: LOC, ORG"; empty where there are none. */
  readonly words: string;
  readonly settled: boolean;
}
export interface CompareResult {
  readonly version: number;
  /** By place. */
  readonly pairs: readonly ComparedPair[];
  readonly agreement: Agreement;
  /** "14 agree, 3 differ" */
  readonly summary: string;
}

/** Client to server: makes one decision of a pair, as one step that can be undone; refused as a correction is. */
export const adjudicate = "annotations/adjudicate";
export interface AdjudicateParams extends CompareParams {
  readonly keys: readonly string[];
  readonly verdict: Verdict;
}

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
export interface RestoreResult {
  /** How many decisions came back, went, and are otherwise than they were. */
  readonly back: number;
  readonly gone: number;
  readonly changed: number;
  /** What a sidecar that could not be read is called now; null where there was none. */
  readonly aside: string | null;
}

/** The formats that a dataset can be exported in; the server's registry has the same, which a test holds together. */
export const exportFormats = [
  "csv",
  "spacy",
  "doccano",
  "prodigy",
  "labelstudio",
  "brat",
  "conll",
  "conll-bioes",
  "huggingface",
  "w3c",
  "uima",
  "ucdp",
  "acled",
  "provenance",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** In a dataset's folder, which lies in the chosen one and is called as its format: which files an export wrote. */
export const exportManifest = "dateline-export.json";

/** Client to server: writes a dataset; with work-done progress, and cancelled as any request. */
export interface ExportParams {
  /** Articles, or folders of them. */
  readonly uris: readonly string[];
  readonly format: ExportFormat;
  /** The folder to write into; made where it is missing. The dataset gets a folder of the format's name inside. */
  readonly folder: string;
  /** Suggestions that nobody has decided too. */
  readonly suggested: boolean;
  /** Labels of entities and harms of figures; all where they are left out. */
  readonly labels?: readonly string[];
  /** Whose decisions; everybody's where they are left out. */
  readonly annotators?: readonly string[];
  /** `accepted`, `corrected`, `added`, `rejected`, `suggested`; all decisions where they are left out. */
  readonly states?: readonly Exclude<Status, "orphaned">[];
  /** False: offsets and a hash in place of the texts, where the format can go without. */
  readonly text?: boolean;
  /** Shares in percent, as `80/10/10` or `80/20`, with the number that decides who goes where. */
  readonly split?: string;
  readonly seed?: number;
  /** `event`: reports of one event never stand on both sides of the split. */
  readonly splitBy?: "article" | "event";
  /** For a dataset's card. */
  readonly licence?: string;
  /** Each annotation that overlaps another is named in the report. */
  readonly listOverlaps?: boolean;
  readonly workDoneToken?: string | number;
}

/** What an export wrote and left out, in numbers and words. */
export interface ExportReport {
  readonly articles: number;
  readonly annotations: number;
  /** What was left out and why, a line each. */
  readonly leftOut: readonly string[];
  /** What is in the dataset and needs care where it is read, a line each. */
  readonly remarks: readonly string[];
  readonly files: readonly string[];
}
export const exportDataset = "dataset/export";

/**
 * Text of an article inside other text, as both sides show it: right-to-left words are wrapped in FIRST STRONG ISOLATE
 * and POP DIRECTIONAL ISOLATE, so that neither moves the other.
 */
export const isolated = (text: string): string =>
  /[\u0590-\u08ff\ufb1d-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;

// The server asks the client for files that it cannot reach itself (all that are not `file:`). Contents are base64.

/** Server to client: a file's bytes, or null where there is none. */
export const fsRead = "fs/read";
export interface FsReadParams {
  readonly uri: string;
}
/** Server to client: writes a file whole. */
export const fsWrite = "fs/write";
export interface FsWriteParams {
  readonly uri: string;
  readonly content: string;
}
/** Server to client: the files under a folder, as URIs. */
export const fsList = "fs/list";
export interface FsListParams {
  readonly uri: string;
}
/** Server to client: what stands at a URI, or null. */
export const fsStat = "fs/stat";
/** What stands at a URI; null where nothing does. */
export type FsStat = {
  /** `other` is what is read without end, or not at all: a pipe, a device, a socket. */
  readonly kind: "file" | "folder" | "other";
  /** Bytes. */
  readonly size: number;
} | null;
/** Server to client: moves a file or folder over what stands there. */
export const fsRename = "fs/rename";
export interface FsRenameParams {
  readonly from: string;
  readonly to: string;
}
/** Server to client: removes a file or folder with all in it. */
export const fsRemove = "fs/remove";

/** Bytes as they go over the wire. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: a call has no room for as many arguments as a file has bytes.
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

export const fromBase64 = (content: string): Uint8Array =>
  Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
