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
import { CorrectionError } from "./annotations/correction.ts";
import type { Articles } from "./articlesHost.ts";
import type { NamesResult } from "./protocol.ts";
import { decodeArticle } from "./workspace/articleText.ts";
import {
  decoded,
  type FileSystem,
  inFolder,
  liesInside,
  messageOf,
  nameOf,
  outside,
} from "./workspace/fileSystem.ts";
import { type GazetteerLines, gazetteerLines } from "./workspace/gazetteerLines.ts";
import { PROJECT_FILE, type Project, parseProject } from "./workspace/project.ts";

// The gazetteers of a project are edited through the client, so that its user can undo it.

export interface GazetteerHost {
  readonly files: FileSystem;
  readonly articles: Articles;
  readonly client: WorkspaceClientCapabilities | undefined;
  /** Asks the client to make an edit, which its user can undo; whether it did. */
  readonly apply: (edit: WorkspaceEdit) => Promise<boolean>;
}

/** Where names go first in a project that has no gazetteer yet. */
const FIRST_FILES = ["names.tsv", "dateline-names.tsv"];

const HEADER =
  "# Names of this project, a line each: label, tab, forms with | between them, tab, the name in full. The label - is for names that are never suggested.\n";

/**
 * Edits the gazetteers of the project in the folder `root`. The file and its entry in the project's file are made where
 * they are missing.
 * @param unsaved files that are open with changes that are not saved, as URIs
 * @throws CorrectionError where that cannot be done, and what `edit` throws; then nothing is written
 */
export async function editGazetteers(
  host: GazetteerHost,
  root: string,
  unsaved: readonly string[],
  edit: (lines: GazetteerLines) => void,
): Promise<Omit<NamesResult, "name">> {
  if (host.client?.applyEdit !== true)
    throw new CorrectionError(
      l10n.t("This editor does not let the server edit files; write the name into the file by hand."),
    );
  const edits = await gazetteerEdits(host, root, edit);
  // What the editor shows and what was read here are not one text: places in it would be wrong.
  const dirty = edits.find(
    (own) => own.version === null && unsaved.some((uri) => decoded(uri) === decoded(own.uri)),
  );
  if (dirty)
    throw new CorrectionError(
      l10n.t("{0} is open with changes that are not saved; save it and repeat the command.", dirty.path),
    );
  if (edits.length > 0 && !(await host.apply(await workspaceEdit(host, edits))))
    throw new CorrectionError(
      l10n.t("The editor could not write {0}.", edits.map(({ path }) => path).join(" and ")),
    );
  return { files: edits.map(({ uri }) => uri), path: edits[0]?.path ?? "" };
}

export interface FileEdit {
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

type Places = Pick<GazetteerHost, "files" | "articles">;

async function textOf({ files, articles }: Places, uri: string): Promise<FileText> {
  const open = articles.text(uri);
  if (open) return { uri: open.uri, text: open.getText(), isNew: false, version: open.version };
  const bytes = await files.read(uri).catch((error: unknown) => {
    throw new CorrectionError(l10n.t("{0} cannot be read: {1}.", nameOf(uri), messageOf(error)));
  });
  const { text } = decodeArticle(bytes ?? new Uint8Array());
  return { uri, text, isNew: bytes === null, version: null };
}

/** What is to be edited, the gazetteers first; nothing where `edit` changes nothing. */
export async function gazetteerEdits(
  places: Places,
  root: string,
  edit: (lines: GazetteerLines) => void,
): Promise<FileEdit[]> {
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
  const [known, ...others] = [...new Set(project.gazetteer ?? [])];
  const path = known ?? (await freeName(places, root));
  const files = [{ path, ...(await gazetteerText(places, root, path)) }];
  for (const other of others) {
    // One that cannot be read is not used for detection either, which says so at its place.
    const found = await gazetteerText(places, root, other).catch(() => null);
    if (found && !found.isNew) files.push({ path: other, ...found });
  }
  const lines = gazetteerLines(files);
  edit(lines);
  const edits = files
    .map(({ path: own, uri, text, isNew, version }, n): FileEdit => {
      const more = n === 0 ? lines.added : [];
      return { uri, path: own, isNew, version, edits: editsIn(text, lines.files[n]?.lines ?? [], more) };
    })
    .filter((own) => own.edits.length > 0);
  return known !== undefined || edits.length === 0 ? edits : [...edits, withEntry(config, path)];
}

/** The project's file with the gazetteer in it. */
function withEntry({ uri, text, isNew, version }: FileText, path: string): FileEdit {
  const isEmpty = text.trim() === "";
  const entry = modify(isEmpty ? "{}" : text, ["gazetteer"], path, {
    formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" },
  });
  const after = TextDocument.create(uri, "json", 0, text);
  const edits: TextEdit[] = isEmpty
    ? [insertion(`${JSON.stringify({ gazetteer: path }, null, 2)}\n`)]
    : entry.map(({ offset, length, content }) => ({
        range: { start: after.positionAt(offset), end: after.positionAt(offset + length) },
        newText: content,
      }));
  return { uri, path: PROJECT_FILE, isNew, version, edits };
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

/** @throws CorrectionError where it cannot be edited */
async function gazetteerText(places: Places, root: string, path: string): Promise<FileText> {
  const file = inFolder(root, path);
  // As where it is read: a link may lead to what is not the project's to write.
  if (!(await liesInside(places.files, root, file)))
    throw new CorrectionError(l10n.t("{0} cannot be edited: {1}.", path, outside()));
  const found = await places.files.stat(file);
  if (found && found.kind !== "file")
    throw new CorrectionError(l10n.t("{0} is no file that can be edited; put a file of names there.", path));
  return textOf(places, file);
}

/** Lines that have changed, and those to come behind the comments at the beginning: there they go before older ones. */
function editsIn(
  text: string,
  lines: GazetteerLines["files"][number]["lines"],
  added: readonly string[],
): TextEdit[] {
  const block = added.map((line) => `${line}\n`).join("");
  const changed = lines.flatMap(({ was, now }, line): TextEdit[] =>
    was === now
      ? []
      : [{ range: { start: { line, character: 0 }, end: { line, character: was.length } }, newText: now }],
  );
  if (block === "") return changed;
  if (text === "") return [insertion(`${HEADER}${block}`)];
  const at = lines.findIndex(({ was }) => !was.startsWith("#"));
  if (at >= 0) return [insertion(block, at), ...changed];
  const last = lines.length - 1;
  return [...changed, insertion(`\n${block}`, last, lines[last]?.was.length)];
}

const insertion = (newText: string, line = 0, character = 0): TextEdit => ({
  range: { start: { line, character }, end: { line, character } },
  newText,
});

/** The edit as the client can make it; a file that it cannot create is created empty before. */
export async function workspaceEdit(
  { files, client }: GazetteerHost,
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
