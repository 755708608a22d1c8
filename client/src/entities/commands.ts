import * as l10n from "@vscode/l10n";
import { ProgressLocation, type QuickPickItem, QuickPickItemKind, Uri, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { type CommandServices, say, targetOf, warn } from "../commands/context.ts";
import { requestShown } from "../commands/longCommand.ts";
import { sendNames } from "../commands/names.ts";
import { inArticles, mentionCount } from "../counts.ts";
import { pickForms } from "./forms.ts";
import type { EntityPages } from "./page.ts";
import { pickEntity } from "./pick.ts";

/** The commands on entities over all articles. */
export const entityCommands = (
  context: CommandServices,
  pages: EntityPages,
): Readonly<Record<string, (...args: unknown[]) => unknown>> => ({
  [protocol.entityCommands.rename]: (...args) =>
    onEntity(context, args, l10n.t("Rename which entity?"), rename),
  [protocol.entityCommands.merge]: (...args) =>
    onEntity(context, args, l10n.t("Merge which entity into another?"), merge),
  [protocol.entityCommands.split]: (...args) => onEntity(context, args, l10n.t("Split which entity?"), split),
  [protocol.entityCommands.page]: (...args) =>
    onEntity(context, args, l10n.t("Open the page of which entity?"), (_, ref) => pages.open(ref)),
});

type Named = protocol.EntityAbout & { readonly ref: protocol.EntityRef };

/** Does something with the entity that a command was called for, by which words, or with one of all that are known. */
async function onEntity(
  context: CommandServices,
  args: readonly unknown[],
  question: string,
  act: (context: CommandServices, ref: protocol.EntityRef, words?: string) => Promise<void>,
): Promise<void> {
  try {
    const target = targetOf(context, args);
    const entity = target?.annotations.find(({ kind }) => kind === "entity");
    const ref: protocol.EntityRef | undefined =
      target && entity
        ? { uri: target.document.uri.toString(), version: target.version, ids: [entity.id] }
        : await pickEntity(context, question);
    if (ref) await act(context, ref, entity?.text);
  } catch (error) {
    warn(error);
  }
}

/** What the server knows of an entity; from here on named by a form, for the article may change meanwhile. */
async function about({ client }: CommandServices, ref: protocol.EntityRef): Promise<Named> {
  const row = await (await client()).sendRequest<protocol.EntityAbout>(protocol.entityAbout, ref);
  return { ...row, ref: { uri: row.uri, label: row.label, form: row.form } };
}

async function rename(context: CommandServices, of: protocol.EntityRef): Promise<void> {
  const entity = await about(context, of);
  const name = await window.showInputBox({
    title: l10n.t("Rename “{0}” ({1})", protocol.isolated(entity.name), entity.label),
    prompt: l10n.t("What this project calls it, in all articles; their text stays as it is."),
    value: entity.name,
    validateInput: (typed) => (/\p{L}/u.test(typed) ? null : l10n.t("A name needs a letter.")),
  });
  if (name === undefined || name.trim() === entity.name) return;
  const what = l10n.t(
    "Rename “{0}” to “{1}”",
    protocol.isolated(entity.name),
    protocol.isolated(name.trim()),
  );
  if (!(await agreed(context, entity, what))) return;
  await write(
    context,
    protocol.entityCommands.rename,
    { ...entity.ref, name },
    l10n.t("“{0}” is what this project calls it", protocol.isolated(name.trim())),
  );
}

async function merge(context: CommandServices, of: protocol.EntityRef): Promise<void> {
  const entity = await about(context, of);
  const title = l10n.t("Merge “{0}” into which {1}?", protocol.isolated(entity.name), entity.label);
  const into = await pickEntity(context, title, entity);
  if (!into) return;
  const what = l10n.t("Merge “{0}” into “{1}”", protocol.isolated(entity.name), protocol.isolated(into.name));
  if (!(await agreed(context, entity, what))) return;
  await write(
    context,
    protocol.entityCommands.merge,
    { ...entity.ref, into: into.form },
    l10n.t(
      "“{0}” and “{1}” are one entity of this project",
      protocol.isolated(entity.name),
      protocol.isolated(into.name),
    ),
  );
}

async function split(context: CommandServices, of: protocol.EntityRef, words?: string): Promise<void> {
  const entity = await about(context, of);
  if (entity.forms.length < 2)
    return say(l10n.t("“{0}” has one form; there is nothing to split.", protocol.isolated(entity.name)));
  const leaving = await pickForms(entity, words);
  const [part, ...along] = leaving ?? [];
  if (part === undefined) return;
  const [own, others] = [protocol.isolated(part), along.map(protocol.isolated).join(" · ")];
  const what =
    along.length > 0
      ? l10n.t("Make “{0}” an entity of its own, with {1}", own, others)
      : l10n.t("Make “{0}” an entity of its own", own);
  if (!(await agreed(context, entity, what, [part, ...along]))) return;
  await write(
    context,
    protocol.entityCommands.split,
    { ...entity.ref, part, along },
    l10n.t("“{0}” is an entity of its own in this project", own),
  );
}

/** Shows which articles a change is for, and asks whether it is to be made. */
async function agreed(
  { client }: CommandServices,
  { ref }: Named,
  what: string,
  words?: readonly string[],
): Promise<boolean> {
  const params: protocol.EntityMentionsParams = { ...ref, ...(words ? { words } : {}) };
  const found = await requestShown<protocol.EntityMentionsResult>(
    await client(),
    protocol.entityMentions,
    params,
    ProgressLocation.Notification,
    l10n.t("Dateline: Looking for mentions"),
  );
  if (!found) return false;
  const { articles, mentions, cancelled } = found;
  const count = inArticles(mentionCount(mentions), articles.length);
  const yes: QuickPickItem = {
    label: `$(check) ${what}`,
    description: cancelled ? l10n.t("at least {0}", count) : count,
  };
  const line: QuickPickItem = {
    label: l10n.t("for these articles, whose text stays as it is"),
    kind: QuickPickItemKind.Separator,
  };
  const rows = articles.map(({ uri, path, mentions: own }) => ({
    label: `$(file) ${protocol.isolated(path)}`,
    description: mentionCount(own),
    uri,
  }));
  const pick = window.createQuickPick<QuickPickItem & { uri?: string }>();
  pick.title = what;
  pick.placeholder = l10n.t("Enter does it; an article is shown beside this list.");
  pick.ignoreFocusOut = true;
  pick.items = [yes, ...(rows.length > 0 ? [line, ...rows] : [])];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen?.uri !== undefined)
        return void window.showTextDocument(Uri.parse(chosen.uri), { preview: true, preserveFocus: true });
      resolve(chosen === yes);
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(false);
    });
    pick.show();
  });
}

async function write(
  context: CommandServices,
  command: string,
  argument: protocol.EntityArguments,
  done: string,
): Promise<void> {
  const { path, files } = await sendNames(context, command, argument);
  const open = l10n.t("Open {0}", path);
  const [file] = files;
  if (file === undefined) return say(l10n.t("{0} already.", done));
  // Not waited for: a message stays until somebody closes it.
  void window.showInformationMessage(l10n.t("{0}. Undo it in {1}.", done, path), open).then((chosen) => {
    if (chosen === open) void window.showTextDocument(Uri.parse(file));
  });
}
