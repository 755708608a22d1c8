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
import { type FileSystem, inFolder } from "./workspace/fileSystem.ts";
import { PROJECT_FILE, readProject } from "./workspace/project.ts";
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
  const { uri, version, ids } = checked(argumentsSchema, argument, command);
  const seen = await host.articles.seen(uri);
  if (seen && version !== undefined && version !== seen.article.document.version)
    throw new CorrectionError("The text has changed since; look again and repeat the command.");
  const one = seen?.view.items.find(({ published: { id } }) => id === ids[0])?.published;
  if (one?.kind !== "entity") throw new CorrectionError("There is no name here; choose an entity.");
  // The clitic of `للعراق` is not the name's.
  const form = withArticle(one.text.replace(/\s+/g, " ").trim());
  if (/\|/.test(form))
    throw new CorrectionError(
      `“${form}” has a bar in it, which parts forms; write it into the file by hand.`,
    );
  const label = command === commands.neverSuggest ? NEVER : entityLabels.find((own) => own === one.label);
  if (label === undefined)
    throw new CorrectionError(
      `${one.label} is a label that is not suggested; there are ${entityLabels.join(", ")}.`,
    );
  const root = host.folderOf(uri);
  if (root === undefined)
    throw new CorrectionError(
      "This article is in no folder of the workspace; open the folder that it is in.",
    );
  if (host.client?.applyEdit !== true)
    throw new CorrectionError(
      "This editor does not let the server edit files; write the name into the file by hand.",
    );

  const edits = await editsFor(host.files, root, `${label}\t${form}\n`);
  if (!(await host.apply(await workspaceEdit(host, edits))))
    throw new CorrectionError(`The editor could not write ${edits.map(({ path }) => path).join(" and ")}.`);
  return { files: edits.map((edit) => edit.uri), path: edits[0]?.path ?? "", name: form };
}

interface FileEdit {
  readonly uri: string;
  readonly path: string;
  readonly isNew: boolean;
  readonly edits: TextEdit[];
}

/** What is to be edited so that the gazetteer has a line more, the gazetteer first. */
async function editsFor(files: FileSystem, root: string, line: string): Promise<FileEdit[]> {
  const { project, text, problem } = await readProject(files, root);
  if (problem) throw new CorrectionError(problem.message);
  const [known] = project.gazetteer ?? [];
  if (known !== undefined) return [await withLine(files, root, known, line)];
  const path = await freeName(files, root);
  const config = inFolder(root, PROJECT_FILE);
  const isNew = (await files.stat(config)) === null;
  const before = isNew ? "" : text;
  const entry = modify(before === "" ? "{}" : before, ["gazetteer"], path, {
    formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" },
  });
  const after = TextDocument.create(config, "json", 0, before);
  const edits: TextEdit[] =
    before === ""
      ? [insertion(`${JSON.stringify({ gazetteer: path }, null, 2)}\n`)]
      : entry.map(({ offset, length, content }) => ({
          range: { start: after.positionAt(offset), end: after.positionAt(offset + length) },
          newText: content,
        }));
  return [await withLine(files, root, path, line), { uri: config, path: PROJECT_FILE, isNew, edits }];
}

async function freeName(files: FileSystem, root: string): Promise<string> {
  for (const name of FIRST_FILES) if ((await files.stat(inFolder(root, name))) === null) return name;
  throw new CorrectionError(
    `${FIRST_FILES.join(" and ")} are there already and no gazetteer of this project; name one under “gazetteer” in ${PROJECT_FILE}.`,
  );
}

/** A line more behind the comments at the beginning: there it goes before older lines on the same name. */
async function withLine(files: FileSystem, root: string, path: string, line: string): Promise<FileEdit> {
  const uri = inFolder(root, path);
  const bytes = await files.read(uri);
  const { text } = decodeArticle(bytes ?? new Uint8Array());
  if (text === "") return { uri, path, isNew: bytes === null, edits: [insertion(`${HEADER}${line}`)] };
  const lines = text.split(/\r\n?|\n/);
  const at = lines.findIndex((own) => !own.startsWith("#"));
  if (at >= 0) return { uri, path, isNew: false, edits: [insertion(line, at)] };
  const last = lines.length - 1;
  return { uri, path, isNew: false, edits: [insertion(`\n${line}`, last, lines[last]?.length)] };
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
    { textDocument: { uri: edit.uri, version: null }, edits: edit.edits },
  ]);
  return { documentChanges };
}
