import * as l10n from "@vscode/l10n";
import { commands, type TextDocument, type TextEditor, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient, ErrorCodes } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";
import { articleAtHand, isArticle } from "../articles.ts";
import type { Comparison } from "../comparison/comparison.ts";
import type { Dataset } from "../dataset/index.ts";
import type { Decorations } from "../decorations.ts";
import { selectionsOf } from "../focus.ts";
import { annotationsUnder, type Node } from "../outline/nodes.ts";
import type { OutlineView } from "../outline/view.ts";
import { meant, toRange } from "../ranges.ts";
import type { Trail } from "../review/trail.ts";
import type { Turn } from "../turns.ts";

/** What all commands work with. */
export interface CommandServices {
  readonly store: AnnotationStore;
  readonly outline: OutlineView;
  readonly decorations: Decorations;
  readonly comparison: Comparison;
  readonly dataset: Dataset;
  /** The running client; starts it where it is not. */
  readonly client: () => Promise<BaseLanguageClient>;
  readonly updateStatus: () => void;
  /** What the review mode takes back; told of every correction. */
  readonly trail: Trail;
}

/** What one command works with, in its turn. */
export interface CommandContext extends CommandServices, Turn {}

/** A command by what it does in its turn. */
export type Command = (context: CommandContext, args: readonly unknown[]) => unknown;

/** A text at the version that the annotator saw; what the server has other words for by now it refuses. */
export interface Seen {
  readonly document: TextDocument;
  readonly version: number;
}

/** What a command is about: an article at a version, and annotations of it. */
export interface Target extends Seen {
  readonly annotations: readonly protocol.PublishedAnnotation[];
}

const isArguments = (value: unknown): value is protocol.CommandArguments =>
  typeof value === "object" &&
  value !== null &&
  "uri" in value &&
  typeof value.uri === "string" &&
  !("type" in value);

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "id" in value;

const documentAt = (uri: string): TextDocument | undefined =>
  workspace.textDocuments.find((document) => document.uri.toString() === uri);

/** The open document that the arguments of a command name. */
export const documentOf = ([first]: readonly unknown[]): TextDocument | undefined =>
  isArguments(first) ? documentAt(first.uri) : undefined;

/**
 * What a command was called for: the arguments of a link or code action, nodes of the tree (all that are selected where
 * the clicked one is among them), else what the cursor or selections in the active editor mean.
 */
export function targetOf(
  { store, outline }: Pick<CommandServices, "store" | "outline">,
  args: readonly unknown[],
): Target | undefined {
  const [first, more] = args;
  if (isArguments(first)) {
    const document = documentAt(first.uri);
    const published = document && store.of(document);
    if (!document || !published || (first.version !== undefined && first.version !== document.version))
      return undefined;
    const ids = new Set(first.ids ?? []);
    const annotations = published.annotations.filter(({ id }) => ids.has(id));
    return { document, version: published.version, annotations };
  }
  const nodes = nodesIn(outline, [first, more]);
  const [node] = nodes;
  if (node) {
    const document = documentAt(node.uri);
    if (document) return { document, version: node.version, annotations: annotationsUnder(nodes) };
  }
  const editor = isForTree(args) ? undefined : activeEditor();
  const published = editor && store.of(editor.document);
  if (!editor || !published) return undefined;
  const found = selectionsOf(editor).flatMap((selection) => {
    const under = meant(published.annotations, selection);
    if (!areOnOneSpan(under)) return under;
    const inOrder = under.toSorted((a, b) => turn(a) - turn(b));
    return selection.isEmpty ? inOrder.slice(0, 1) : inOrder;
  });
  const annotations = [...new Map(found.map((one) => [one.id, one])).values()];
  return { document: editor.document, version: published.version, annotations };
}

/** Whether all stand on the same words, as a name does with the figure of the one who was killed. */
export const areOnOneSpan = ([first, ...more]: readonly protocol.PublishedAnnotation[]): boolean =>
  first !== undefined && more.every(({ range }) => toRange(range).isEqual(toRange(first.range)));

/** Of several on the same words the next key is for one that is still open, and for the name before the figure. */
const turn = ({ kind, status }: protocol.PublishedAnnotation): number =>
  (status === "suggested" ? 0 : 2) + (kind === "entity" ? 0 : 1);

/** The rows of the tree that a command is for: those that it was called with, or for its keys those that are selected. */
export function nodesIn(outline: OutlineView, args: readonly unknown[]): readonly Node[] {
  const [first, more] = args;
  if (isNode(first)) return Array.isArray(more) && more.length > 0 ? (more as Node[]) : [first];
  return isForTree(args) ? outline.selection : [];
}

/** The argument of key bindings that hold in the tree: they are for what is selected there. */
export const isForTree = ([first]: readonly unknown[]): boolean =>
  typeof first === "object" && first !== null && "tree" in first && first.tree === true;

/**
 * The URI of the article that a command is called for: by its argument, else that of the active editor, which may show
 * its sidecar. It need not be open.
 */
export const articleUri = ([first]: readonly unknown[]): string | undefined =>
  isArguments(first) ? first.uri : articleAtHand()?.toString();

/**
 * Opens an article, where only its sidecar is: the server knows open articles alone. Rejects where there is no such file.
 */
export const openAt = (uri: string): Thenable<TextDocument> => workspace.openTextDocument(Uri.parse(uri));

/** The article that a command is about, by what it was called for, as `targetOf` has it; undefined where there is none. */
export function articleMeant(
  { outline }: CommandServices,
  args: readonly unknown[],
): TextDocument | undefined {
  const [first] = args;
  if (isArguments(first)) return documentAt(first.uri);
  const isInTree = isForTree(args) || nodesIn(outline, args).length > 0;
  return isInTree ? outline.article : activeEditor()?.document;
}

/** The active editor, where it shows an article. */
export function activeEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  return editor && isArticle(editor.document) ? editor : undefined;
}

/** Sends a correction of the text that was seen; what the server refuses is shown, and the result is undefined. */
export async function correct(
  { client, trail }: CommandContext,
  { document, version }: Seen,
  correction: protocol.WireCorrection,
): Promise<protocol.CorrectResult | undefined> {
  const uri = document.uri.toString();
  const params: protocol.CorrectParams = { uri, version, correction };
  try {
    const result = await (await client()).sendRequest<protocol.CorrectResult>(protocol.correct, params);
    if (result.done) trail.made(uri);
    return result;
  } catch (error) {
    warn(error);
    return undefined;
  }
}

/** A request whose server has ended, or whose message could not be sent or read; the library is not read for four numbers. */
const LOST: readonly [
  typeof ErrorCodes.PendingResponseRejected,
  typeof ErrorCodes.ConnectionInactive,
  typeof ErrorCodes.MessageReadError,
  typeof ErrorCodes.MessageWriteError,
] = [-32097, -32096, -32098, -32099];

const isLost = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && LOST.some((code) => code === error.code);

/** Shows what the server refused, or what went wrong with a request, behind what more is to be said of it. */
export function warn(error: unknown, before = ""): void {
  const why = isLost(error)
    ? l10n.t("Dateline's server ended before it answered. Look whether this was done, and repeat it if not.")
    : error instanceof Error
      ? error.message
      : String(error);
  void window.showWarningMessage(`${before}${why}`);
}

/** Says in passing why a command did nothing. */
export const say = (message: string): void => void window.setStatusBarMessage(`$(info) ${message}`, 5000);

async function offerRestoring(message: string, uri: string): Promise<void> {
  const restore = l10n.t("Restore Annotations…");
  if ((await window.showWarningMessage(message, restore)) === restore)
    await commands.executeCommand("dateline.restore", { uri });
}

/**
 * Whether an article cannot be annotated because of its sidecar, which is shown then: nobody fills in a form that is
 * refused when it is saved.
 */
export function refused({ store }: CommandContext, { uri }: TextDocument): boolean {
  const problem = store.last(uri)?.problems.find(({ kind }) => kind === "sidecar");
  if (problem) void offerRestoring(problem.message, uri.toString());
  return problem !== undefined;
}
