import * as z from "zod";
import * as protocol from "./protocol.ts";

// What messages must have for their handlers to read them: the fields that are read, and no more, for clients may send
// others. Corrections and the arguments of commands are checked where they are read.

const uri = z.string();
const version = z.int();
const strings = z.array(z.string());
const position = z.object({ line: z.int().nonnegative(), character: z.int().nonnegative() });
const range = z.object({ start: position, end: position });
const token = { workDoneToken: z.union([z.string(), z.number()]).optional() };
const file = z.object({ uri });

const article = { textDocument: file };
const inArticle = z.object(article);
const atPosition = z.object({ ...article, position });
const atRange = z.object({ ...article, range });
const own = z.object({ uri });
const seen = z.object({ uri, version });

const query = z.object({ query: z.string().optional(), sort: z.string().optional(), ...token });
const side = z.object({ annotator: z.string().optional(), ref: z.string().optional() });
const compared = z.object({ uri, version, left: side, right: side });
const entity = z.object(token);

const initialize = () =>
  z.object({
    capabilities: z.looseObject({}),
    workspaceFolders: z.array(file).nullish(),
    rootUri: uri.nullish(),
    initializationOptions: z
      .object({
        storage: z.string().nullish(),
        annotator: z.string().nullish(),
        trusted: z.boolean().nullish(),
        strings: z.record(z.string(), z.string()).nullish(),
      })
      .nullish(),
  });

const exported = () =>
  z.object({
    uris: strings,
    format: z.string(),
    folder: uri,
    // A key binding's arguments may leave it out: decisions alone.
    suggested: z.boolean().optional(),
    labels: strings.optional(),
    annotators: strings.optional(),
    states: strings.optional(),
    text: z.boolean().optional(),
    split: z.string().optional(),
    seed: z.number().optional(),
    splitBy: z.enum(["article", "event"]).optional(),
    licence: z.string().optional(),
    listOverlaps: z.boolean().optional(),
    ...token,
  });

const imported = () =>
  z.object({
    uris: strings,
    format: z.string(),
    articles: strings,
    folder: uri.optional(),
    by: z.string().optional(),
    dryRun: z.boolean().optional(),
    ...token,
  });

/** Each is made when the first message of its method comes: most never do while somebody waits for the first article. */
const shapes: Readonly<Record<string, () => z.ZodType>> = {
  initialize,
  "textDocument/didOpen": () =>
    z.object({
      textDocument: z.object({ uri, languageId: z.string(), version, text: z.string() }),
    }),
  "textDocument/didChange": () =>
    z.object({
      textDocument: seen,
      contentChanges: z.array(z.object({ range: range.optional(), text: z.string() })),
    }),
  "textDocument/didClose": () => inArticle,
  "textDocument/didSave": () => inArticle,
  "textDocument/hover": () => atPosition,
  "textDocument/documentSymbol": () => inArticle,
  "textDocument/codeAction": () => atRange,
  "textDocument/documentHighlight": () => atPosition,
  "textDocument/references": () => atPosition,
  "textDocument/inlayHint": () => atRange,
  "textDocument/codeLens": () => inArticle,
  "textDocument/foldingRange": () => inArticle,
  "textDocument/prepareRename": () => atPosition,
  "textDocument/rename": () => z.object({ ...article, position, newName: z.string() }),
  "workspace/symbol": () => z.object({ query: z.string() }),
  "workspace/executeCommand": () =>
    z.object({
      command: z.string(),
      arguments: z.array(z.unknown()).optional(),
      ...token,
    }),
  "workspace/didChangeWatchedFiles": () => z.object({ changes: z.array(file) }),
  "workspace/didChangeWorkspaceFolders": () =>
    z.object({
      event: z.object({ added: z.array(file), removed: z.array(file) }),
    }),
  "workspace/didRenameFiles": () => z.object({ files: z.array(z.object({ oldUri: uri, newUri: uri })) }),
  "workspace/didCreateFiles": () => z.object({ files: z.array(file) }),
  "workspace/willDeleteFiles": () => z.object({ files: z.array(file) }),
  [protocol.propose]: () => z.object({ uri, version, range }),
  [protocol.candidates]: () => z.object({ uri, version, id: z.string() }),
  [protocol.paragraph]: () => z.object({ uri, version, position }),
  [protocol.layout]: () => seen,
  [protocol.undo]: () => z.object({ uri, act: z.string().optional() }),
  [protocol.redo]: () => own,
  [protocol.resolve]: () => own,
  [protocol.save]: () => own,
  [protocol.hurry]: () => own,
  [protocol.compareSources]: () => own,
  [protocol.compare]: () => compared,
  [protocol.adjudicate]: () => compared,
  [protocol.versions]: () => own,
  [protocol.versionText]: () => z.object({ uri, id: z.string() }),
  [protocol.restore]: () => z.object({ uri, id: z.string(), all: z.boolean().optional() }),
  [protocol.datasetStatus]: () =>
    query.extend({
      sort: z.enum(protocol.articleSorts).optional(),
      group: z.enum(protocol.articleGroups).optional(),
      within: z.string().optional(),
      offset: z.int().nonnegative().optional(),
      limit: z.int().nonnegative().optional(),
    }),
  [protocol.datasetStates]: () => z.object({ uris: strings }),
  [protocol.datasetNext]: () => query.extend({ from: uri.nullable() }),
  [protocol.datasetMark]: () => z.object(token),
  [protocol.datasetLook]: () => query,
  [protocol.datasetReport]: () => query,
  [protocol.datasetAgreement]: () => query,
  [protocol.exportDataset]: exported,
  [protocol.importDataset]: imported,
  [protocol.entityList]: () => z.object({ query: z.string(), label: z.string().optional() }),
  [protocol.entityMentions]: () => entity,
  [protocol.entityPage]: () => entity,
  [protocol.createProject]: () => z.object({ folder: uri }),
};

const known = new Map<string, z.ZodType>();

/** Where and why the parameters of a message cannot be read; null where they can, or nothing is known of the method. */
export function misfit(method: string, params: unknown): string | null {
  const shape = Object.hasOwn(shapes, method) ? shapes[method] : undefined;
  if (!shape) return null;
  const made = known.get(method) ?? shape();
  known.set(method, made);
  const parsed = made.safeParse(params);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `“${issue?.path.join(".") ?? ""}”: ${issue?.message ?? "it does not fit"}`;
}
