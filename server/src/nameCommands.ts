import * as l10n from "@vscode/l10n";
import { modify } from "jsonc-parser";
import type {
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceClientCapabilities,
  WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as z from "zod";
import { CorrectionError } from "./annotations/correction.ts";
import type { Articles } from "./articlesHost.ts";
import { checked } from "./correctionSchema.ts";
import { commands, entityLabels, type NamesResult } from "./protocol.ts";
import { withArticle } from "./text/arabic.ts";
import { decodeArticle } from "./workspace/articleText.ts";
import {
  decoded,
  type FileSystem,
  inFolder,
  liesInside,
  messageOf,
  nameOf,
  OUTSIDE,
} from "./workspace/fileSystem.ts";
import { PROJECT_FILE, type Project, parseProject } from "./workspace/project.ts";
import { NEVER } from "./workspace/projectGazetteer.ts";

export interface NameCommandsHost {
  readonly files: FileSystem;
  readonly articles: Articles;
  readonly folderOf: (uri: string) => string | undefined;
  readonly client: WorkspaceClientCapabilities | undefined;
  /** Asks the client to make an edit, which its user can undo; whether it did. */
  readonly apply: (edit: WorkspaceEdit) => Promise<boolean>;
}

const argumentsSchema = z.looseObject({
  uri: z.string(),
  version: z.int().optional(),
  ids: z.array(z.string()).min(1),
  unsaved: z.array(z.string()).optional(),
});

export const isNameCommand = (command: string): boolean =>
  command === commands.neverSuggest || command === commands.addName;

/** Where names go first in a project that has no gazetteer yet. */
const FIRST_FILES = ["names.tsv", "dateline-names.tsv"];

const HEADER =
  "# Names of this project, a line each: label, tab, forms with | between them, tab, the name in full. The label - is for names that are never suggested.\n";

/**
 * Puts the name of an annotation into the project's gazetteer, or among the names that are never suggested, by an edit
 * of the client. The file and its entry in the project's file are made where they are missing.
 * @throws CorrectionError where the name cannot be put there
 */
export async function runNameCommand(
  host: NameCommandsHost,
  command: string,
  argument: unknown,
): Promise<NamesResult> {
  const { uri, version, ids, unsaved = [] } = checked(argumentsSchema, argument, command);
  const seen = await host.articles.seen(uri);
  if (seen && version !== undefined && version !== seen.article.document.version)
    throw new CorrectionError(l10n.t("The text has changed since; look again and repeat the command."));
  const one = seen?.view.items.find(({ published: { id } }) => id === ids[0])?.published;
  if (one?.kind !== "entity") throw new CorrectionError(l10n.t("There is no name here; choose an entity."));
  // The clitic of `للعراق` is not the name's.
  const form = withArticle(one.text.replace(/\s+/g, " ").trim());
  if (/\|/.test(form))
    throw new CorrectionError(
      l10n.t("“{0}” has a bar in it, which parts forms; write it into the file by hand.", form),
    );
  const label = command === commands.neverSuggest ? NEVER : entityLabels.find((own) => own === one.label);
  if (label === undefined)
    throw new CorrectionError(
      l10n.t(
        "{0} is a label that is not suggested; there are {1}.",
        one.label ?? "",
        entityLabels.join(", "),
      ),
    );
  const root = host.folderOf(uri);
  if (root === undefined)
    throw new CorrectionError(
      l10n.t("This article is in no folder of the workspace; open the folder that it is in."),
    );
  if (host.client?.applyEdit !== true)
    throw new CorrectionError(
      l10n.t("This editor does not let the server edit files; write the name into the file by hand."),
    );

  const edits = await editsFor(host, root, `${label}\t${form}\n`);
  // What the editor shows and what was read here are not one text: places in it would be wrong.
  const dirty = edits.find(
    (edit) => edit.version === null && unsaved.some((own) => decoded(own) === decoded(edit.uri)),
  );
  if (dirty)
    throw new CorrectionError(
      l10n.t("{0} is open with changes that are not saved; save it and repeat the command.", dirty.path),
    );
  if (!(await host.apply(await workspaceEdit(host, edits))))
    throw new CorrectionError(
      l10n.t("The editor could not write {0}.", edits.map(({ path }) => path).join(", ")),
    );
  return { files: edits.map((edit) => edit.uri), path: edits[0]?.path ?? "", name: form };
}

interface FileEdit {
  readonly uri: string;
  readonly path: string;
  readonly isNew: boolean;
  /** Of the open document that the edits are for; null where they are for the file. */
  readonly version: number | null;
  readonly edits: TextEdit[];
}

/** A file's text as the editor has it, where it is open here, else as it is on disk. */
interface FileText {
  readonly uri: string;
  readonly text: string;
  readonly isNew: boolean;
  readonly version: number | null;
}

type Places = Pick<NameCommandsHost, "files" | "articles">;

async function textOf({ files, articles }: Places, uri: string): Promise<FileText> {
  const open = articles.text(uri);
  if (open) return { uri: open.uri, text: open.getText(), isNew: false, version: open.version };
  const bytes = await files.read(uri).catch((error: unknown) => {
    throw new CorrectionError(l10n.t("{0} cannot be read: {1}.", nameOf(uri), messageOf(error)));
  });
  const { text } = decodeArticle(bytes ?? new Uint8Array());
  return { uri, text, isNew: bytes === null, version: null };
}

/** What is to be edited so that the gazetteer has a line more, the gazetteer first. */
async function editsFor(places: Places, root: string, line: string): Promise<FileEdit[]> {
  const config = await textOf(places, inFolder(root, PROJECT_FILE));
  const { text: before } = config;
  // Made a moment ago in an editor that has not saved it yet, or by somebody who has not begun.
  if (!config.isNew && config.version === null && before.trim() === "")
    throw new CorrectionError(
      l10n.t(
        "{0} is empty on disk; save it if it is open, else delete it, and repeat the command.",
        PROJECT_FILE,
      ),
    );
  const { project, problem }: { project: Project; problem: { message: string } | null } =
    before.trim() === "" ? { project: {}, problem: null } : parseProject(before);
  if (problem) throw new CorrectionError(problem.message);
  const [known] = project.gazetteer ?? [];
  if (known !== undefined) return [await withLine(places, root, known, line)];
  const path = await freeName(places, root);
  const entry = modify(before.trim() === "" ? "{}" : before, ["gazetteer"], path, {
    formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" },
  });
  const after = TextDocument.create(config.uri, "json", 0, before);
  const edits: TextEdit[] =
    before.trim() === ""
      ? [insertion(`${JSON.stringify({ gazetteer: path }, null, 2)}\n`)]
      : entry.map(({ offset, length, content }) => ({
          range: { start: after.positionAt(offset), end: after.positionAt(offset + length) },
          newText: content,
        }));
  const { uri, isNew, version } = config;
  return [await withLine(places, root, path, line), { uri, path: PROJECT_FILE, isNew, version, edits }];
}

async function freeName({ files, articles }: Places, root: string): Promise<string> {
  for (const name of FIRST_FILES) {
    const uri = inFolder(root, name);
    if (!articles.text(uri) && (await files.stat(uri)) === null) return name;
  }
  throw new CorrectionError(
    l10n.t(
      "{0} are there already and no gazetteer of this project; name one under “gazetteer” in {1}.",
      FIRST_FILES.join(" and "),
      PROJECT_FILE,
    ),
  );
}

/** A line more behind the comments at the beginning: there it goes before older lines on the same name. */
async function withLine(places: Places, root: string, path: string, line: string): Promise<FileEdit> {
  const file = inFolder(root, path);
  // As where it is read: a link may lead to what is not the project's to write.
  if (!(await liesInside(places.files, root, file)))
    throw new CorrectionError(l10n.t("{0} cannot be edited: {1}.", path, OUTSIDE));
  const found = await places.files.stat(file);
  if (found && found.kind !== "file")
    throw new CorrectionError(l10n.t("{0} is no file that can be edited; put a file of names there.", path));
  const { uri, text, isNew, version } = await textOf(places, file);
  const edit = (edits: TextEdit[]): FileEdit => ({ uri, path, isNew, version, edits });
  if (text === "") return edit([insertion(`${HEADER}${line}`)]);
  const lines = text.split(/\r\n?|\n/);
  const at = lines.findIndex((own) => !own.startsWith("#"));
  if (at >= 0) return edit([insertion(line, at)]);
  const last = lines.length - 1;
  return edit([insertion(`\n${line}`, last, lines[last]?.length)]);
}

const insertion = (newText: string, line = 0, character = 0): TextEdit => ({
  range: { start: { line, character }, end: { line, character } },
  newText,
});

/** The edit as the client can make it; a file that it cannot create is created empty before. */
async function workspaceEdit(
  { files, client }: NameCommandsHost,
  edits: readonly FileEdit[],
): Promise<WorkspaceEdit> {
  const creates = client?.workspaceEdit?.resourceOperations?.includes("create") === true;
  const isFull = client?.workspaceEdit?.documentChanges === true;
  for (const { uri, isNew } of edits)
    if (isNew && !(creates && isFull)) await files.write(uri, new Uint8Array());
  if (!isFull) return { changes: Object.fromEntries(edits.map((edit) => [edit.uri, edit.edits])) };
  const documentChanges = edits.flatMap((edit): (CreateFile | TextDocumentEdit)[] => [
    ...(edit.isNew && creates
      ? [{ kind: "create" as const, uri: edit.uri, options: { ignoreIfExists: true } }]
      : []),
    { textDocument: { uri: edit.uri, version: edit.version }, edits: edit.edits },
  ]);
  return { documentChanges };
}
