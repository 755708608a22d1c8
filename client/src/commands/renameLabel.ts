import * as l10n from "@vscode/l10n";
import {
  CodeAction,
  CodeActionKind,
  commands,
  type Disposable,
  languages,
  type Position,
  ProgressLocation,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { annotationCount, articleCount, inArticles } from "../counts.ts";
import { onDidChangeProject, type ProjectChange, projectOf } from "../projects.ts";
import { type CommandContext, type CommandServices, say, targetOf, warn } from "./context.ts";
import { type Choice, pick } from "./labels.ts";
import { runShown } from "./longCommand.ts";
import { articlesOf, counted, rowsOf, tell } from "./mentionList.ts";
import { projectFolder } from "./projectFile.ts";

/** A folder's label that gets another name; the name is asked for where it is not given. */
interface Asked {
  readonly uri: Uri;
  readonly label: string;
  readonly to?: string;
}

const isDefault = (label: string): boolean =>
  protocol.defaultTagset.labels.some(({ name }) => name === label);

/** While a label gets its new name the project's file changes, which is not the user's doing. */
let renaming = 0;

/** Renames a label in its project's file and in all sidecars of the folder, after a list of what that changes. */
export async function renameLabel(context: CommandContext, args: readonly unknown[]): Promise<void> {
  renaming++;
  try {
    const asked = await ask(context, args);
    if (asked) await rename(context, asked);
  } finally {
    renaming--;
  }
}

/** The label becomes one of its project. */
export async function addLabel({ client }: CommandContext, args: readonly unknown[]): Promise<void> {
  const asked = labelIn(args);
  if (!asked) return;
  try {
    await (await client()).sendRequest("workspace/executeCommand", {
      command: protocol.labelCommands.add,
      arguments: [asked],
    });
    say(l10n.t("{0} is a label of this project.", asked.label));
  } catch (error) {
    warn(error);
  }
}

/** What the commands are called with. */
interface Given extends protocol.FindLabelParams {
  readonly to?: string;
}

const labelIn = ([first]: readonly unknown[]): Given | undefined =>
  typeof first === "object" && first !== null && "label" in first && "uri" in first
    ? (first as Given)
    : undefined;

/** The label that the command was called for, or the cursor is on, else one that is chosen. */
async function ask(context: CommandContext, args: readonly unknown[]): Promise<Asked | undefined> {
  const given = labelIn(args);
  const client = await context.client();
  if (given) return { ...given, uri: client.protocol2CodeConverter.asUri(given.uri) };
  const editor = window.activeTextEditor;
  const here = editor && nameAt(editor.document, editor.selection.active);
  if (editor && here !== undefined) return { uri: editor.document.uri, label: here };
  const [entity] = targetOf(context, args)?.annotations ?? [];
  if (editor && entity?.kind === "entity" && entity.label !== null && !isDefault(entity.label))
    return { uri: editor.document.uri, label: entity.label };
  const uri = await context.asking(() => projectFolder(l10n.t("Rename a label of which folder?")));
  if (!uri) {
    say(l10n.t("Open a folder first."));
    return undefined;
  }
  const found = await context.asking(() => find(context, { uri, label: "" }));
  if (!found) return undefined;
  const own = projectOf(uri).labels.map(({ name }) => name);
  const names = [...new Set([...own, ...Object.keys(found.labels)])].filter((name) => !isDefault(name));
  if (names.length === 0) {
    say(l10n.t("This project has no labels of its own; those of detection keep their names."));
    return undefined;
  }
  const items = names.map((name): Choice<string> => {
    const count = found.labels[name] ?? 0;
    const known = own.includes(name) ? "" : ` · ${l10n.t("not in {0}", protocol.projectFile)}`;
    return { value: name, key: null, label: name, description: `${annotationCount(count)}${known}` };
  });
  const label = await context.asking(() =>
    pick(items, l10n.t("Rename a label"), l10n.t("The label to rename"), null),
  );
  return label === undefined ? undefined : { uri, label };
}

/** The name of a label in a project's file at a place. */
function nameAt(document: TextDocument, position: Position): string | undefined {
  if (!document.uri.path.endsWith(`/${protocol.projectFile}`)) return undefined;
  const range = document.getWordRangeAtPosition(position, /"[^"\\]*"/);
  const word = range && document.getText(range).slice(1, -1);
  return projectOf(document.uri).labels.find(({ name }) => name === word)?.name;
}

const find = async (
  context: CommandServices,
  { uri, label }: Asked,
): Promise<protocol.FindLabelResult | undefined> =>
  runShown<protocol.FindLabelResult>(
    await context.client(),
    protocol.labelCommands.find,
    { uri: uri.toString(), label } satisfies protocol.FindLabelParams,
    ProgressLocation.Notification,
    l10n.t("Looking for the label"),
  );

async function rename(context: CommandContext, asked: Asked): Promise<void> {
  const { uri, label } = asked;
  if (isDefault(label))
    return say(
      l10n.t("{0} is a label of detection and keeps its name; relabel with Alt+Shift+L instead.", label),
    );
  if (!(await saved(uri))) return;
  const to = asked.to ?? (await context.asking(() => askName(uri, label)));
  if (to === undefined || to === label) return;
  const found = await context.asking(() => find(context, asked));
  if (!found) return;
  const all = found.articles.flatMap(({ mentions }) => mentions).length;
  const chosen = all === 0 ? [] : await context.asking(() => choose(found, label, to));
  if (!chosen) return;
  const ticked = chosen.reduce((sum, { ids }) => sum + ids.length, 0);
  const params: protocol.RenameLabelParams = {
    uri: uri.toString(),
    from: label,
    to,
    articles: chosen,
    keep: ticked < all,
  };
  const client = await context.client();
  const report = await runShown<protocol.IdenticalReport>(
    client,
    protocol.labelCommands.rename,
    params,
    ProgressLocation.Notification,
    l10n.t("Renaming the label"),
  );
  if (report) await tell(l10n.t("Renamed {0} to {1}: {2}.", label, to, counted(report)), report, false);
}

/** What the editor shows of the project's file is what is on disk, for that is what is changed; false where it cannot be. */
async function saved(uri: Uri): Promise<boolean> {
  const folder = workspace.getWorkspaceFolder(uri)?.uri.path;
  const file = workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.path === `${folder}/${protocol.projectFile}`,
  );
  if (!file || (await file.save())) return true;
  warn(new Error(l10n.t("{0} has changes that could not be saved; save it first.", protocol.projectFile)));
  return false;
}

function askName(uri: Uri, label: string): Thenable<string | undefined> {
  const others = new Set(projectOf(uri).labels.map(({ name }) => name));
  return window.showInputBox({
    title: l10n.t("Rename the label {0}", label),
    prompt: l10n.t("Its new name, in the project's file and in all sidecars"),
    value: label,
    validateInput: (typed) =>
      typed.trim() === ""
        ? l10n.t("A label has a name.")
        : /\s/.test(typed)
          ? l10n.t("A name has no spaces.")
          : typed !== label && others.has(typed)
            ? { message: l10n.t("{0} is a label already: the two become one.", typed), severity: 2 }
            : undefined,
  });
}

/** How an annotation of the list stands, and where: the label is that of all. */
const standing = ({ status, range }: protocol.IdenticalMention): string =>
  l10n.t("{0} · line {1}", protocol.termOf(status ?? ""), range.start.line + 1);

/** The list of annotations, all ticked; undefined where it is left. */
async function choose(
  found: protocol.FindLabelResult,
  from: string,
  to: string,
): Promise<protocol.ApplyIdenticalParams["articles"] | undefined> {
  const counts = new Map(found.articles.map(({ path, mentions }) => [path, mentions.length]));
  const rows = rowsOf(found).map((row) =>
    row.mention
      ? { ...row, description: standing(row.mention), picked: true }
      : { ...row, label: `${row.label} · ${counts.get(row.label) ?? 0}` },
  );
  const count = found.articles.flatMap(({ mentions }) => mentions).length;
  const picked = await window.showQuickPick(rows, {
    title: l10n.t("Rename {0} to {1}", from, to),
    placeHolder: l10n.t(
      "{0}; unticked ones stay {1}",
      inArticles(annotationCount(count), found.articles.length),
      from,
    ),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  if (picked.length > 0) return articlesOf(picked);
  say(l10n.t("Nothing is ticked."));
  return undefined;
}

/** The names of labels of a project's own. */
const ownNames = ({ labels }: protocol.PublishedProject): string[] =>
  labels.map(({ name }) => name).filter((name) => !isDefault(name));

/** Who changes a label's name by hand is asked whether it is to be renamed in the sidecars too. */
async function offer(context: CommandServices, { now, before }: ProjectChange): Promise<void> {
  if (!before || renaming > 0) return;
  const [names, former] = [ownNames(now), ownNames(before)];
  const gone = former.filter((name) => !names.includes(name));
  const added = names.filter((name) => !former.includes(name));
  const [label] = gone;
  const [to] = added;
  if (label === undefined || to === undefined || gone.length + added.length > 2) return;
  if (former.indexOf(label) !== names.indexOf(to)) return;
  const client = await context.client();
  const uri = client.protocol2CodeConverter.asUri(now.folder);
  const found = await find(context, { uri, label });
  if (!found || found.articles.length === 0) return;
  const answer = l10n.t("Rename…");
  const message = l10n.t(
    "{0} is now called {1} in {2}. Rename it in the annotations of {3} too?",
    label,
    to,
    protocol.projectFile,
    articleCount(found.articles.length),
  );
  if ((await window.showInformationMessage(message, answer)) !== answer) return;
  const given: Given = { uri: now.folder, label, to };
  await commands.executeCommand("dateline.renameLabel", given);
}

/** F2's sister in a project's file, and the offer to rename when a name was changed by hand. */
export function provideRenaming(context: CommandServices): Disposable[] {
  return [
    onDidChangeProject((change) => void offer(context, change).catch(warn)),
    languages.registerCodeActionsProvider(
      { pattern: `**/${protocol.projectFile}` },
      {
        provideCodeActions(document, range) {
          const label = nameAt(document, range.start);
          if (label === undefined || isDefault(label)) return [];
          const title = l10n.t("Rename the label {0}, here and in all sidecars…", label);
          const action = new CodeAction(title, CodeActionKind.RefactorRewrite);
          const argument: protocol.FindLabelParams = { uri: document.uri.toString(), label };
          action.command = { title, command: "dateline.renameLabel", arguments: [argument] };
          return [action];
        },
      },
      { providedCodeActionKinds: [CodeActionKind.RefactorRewrite] },
    ),
  ];
}
