import * as l10n from "@vscode/l10n";
import {
  CancellationTokenSource,
  commands,
  ProgressLocation,
  type QuickInputButton,
  ThemeIcon,
  window,
} from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { inArticles, mentionCount } from "../counts.ts";
import { fromRange } from "../ranges.ts";
import { activeEditor, type CommandContext, refused, type Seen, say, targetOf, warn } from "./context.ts";
import { pickLabel } from "./labels.ts";
import { runLong, runShown } from "./longCommand.ts";
import { articlesOf, counted, leftWords, type Row, rowsOf, short, tell } from "./mentionList.ts";

/** The mention that the annotator begins with, and what is to be done to all like it. */
interface Asked extends Seen {
  readonly text: string;
  readonly act: protocol.Act;
  readonly label: string | null;
  readonly from: Pick<protocol.FindIdenticalParams, "ids" | "range">;
}

/** Where is looked, and what counts as the same words. */
type Options = Required<Pick<protocol.FindIdenticalParams, "scope" | "ignoreCase" | "matchMarks">>;

/** What was done, as the report says it. */
function doneInWords({ act, from }: Pick<Asked, "act" | "from">, counted: string): string {
  if (from.range) return l10n.t("Annotated {0}.", counted);
  switch (act) {
    case "accept":
      return l10n.t("Accepted {0}.", counted);
    case "relabel":
      return l10n.t("Relabelled {0}.", counted);
    case "reject":
      return l10n.t("Rejected {0}.", counted);
    case "remove":
      return l10n.t("Took back the decisions on {0}.", counted);
  }
}

/** Accepts, relabels, rejects or removes all mentions with the same words, after a list in which any can be left out. */
export async function actOnAll(
  context: CommandContext,
  act: protocol.Act,
  args: readonly unknown[],
): Promise<void> {
  const asked = await ask(context, act, args);
  if (!asked) return;
  const chosen = await context.asking(() => choose(context, asked));
  if (!chosen) return;
  const client = await context.client();
  const params: protocol.ApplyIdenticalParams = {
    act,
    ...(asked.label === null ? {} : { label: asked.label }),
    articles: chosen.articles,
  };
  const report = await runShown<protocol.IdenticalReport>(
    client,
    protocol.identicalCommands.apply,
    params,
    chosen.articles.length > 1 ? ProgressLocation.Notification : ProgressLocation.Window,
    l10n.t("Changing articles"),
  );
  if (report) await tell(doneInWords(asked, counted(report)), report, chosen.isOneArticle);
}

async function ask(
  context: CommandContext,
  act: protocol.Act,
  args: readonly unknown[],
): Promise<Asked | undefined> {
  const target = targetOf(context, args);
  const entity = target?.annotations.find(({ kind }) => kind === "entity");
  const editor = activeEditor();
  const labels = act === "accept" || act === "relabel";
  const selected = editor && !editor.selection.isEmpty && args.length === 0 ? editor.selection : undefined;
  if (target && entity) {
    if (refused(context, target.document)) return undefined;
    const { document, version } = target;
    const text = entity.text;
    const given =
      act === "relabel"
        ? await context.asking(() => pickLabel(l10n.t("Relabel all “{0}”", text), entity.label, document.uri))
        : entity.label;
    if (labels && !given) return undefined;
    return {
      document,
      version,
      text,
      act,
      label: labels ? (given ?? null) : null,
      from: { ids: [entity.id] },
    };
  }
  if (!editor || !selected || !labels) {
    say(l10n.t("There is no entity at the cursor."));
    return undefined;
  }
  const { document } = editor;
  if (refused(context, document)) return undefined;
  const text = document.getText(selected);
  const label = await context.asking(() => pickLabel(l10n.t("Annotate all “{0}”", text), null, document.uri));
  if (label === undefined) return undefined;
  const { version } = document;
  return { document, version, text, act, label, from: { range: fromRange(selected) } };
}

interface Chosen {
  readonly articles: protocol.ApplyIdenticalParams["articles"];
  /** It was looked for in the article alone, so that the article's own undo takes it back. */
  readonly isOneArticle: boolean;
}

/** Turns the list that is open from the article to the workspace and back; a key does so too. */
let turn: (() => void) | undefined;
export const turnScope = (): void => turn?.();

/** The list of mentions, all ticked that are meant; its buttons say where is looked and for what. */
function choose(context: CommandContext, asked: Asked): Promise<Chosen | undefined> {
  const picker = window.createQuickPick<Row>();
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.title = titleOf(asked);
  let options: Options = { scope: "article", ignoreCase: false, matchMarks: false };
  let source = new CancellationTokenSource();

  const search = async (): Promise<void> => {
    source.cancel();
    source.dispose();
    source = new CancellationTokenSource();
    const { token } = source;
    const buttons = buttonsFor(options);
    picker.buttons = buttons.map(({ button }) => button);
    picker.items = [];
    picker.busy = true;
    picker.placeholder = l10n.t("Looking …");
    try {
      const result = await findAll(context, asked, options, token, (message) => {
        if (!token.isCancellationRequested) picker.placeholder = l10n.t("Looking … {0}", message);
      });
      if (token.isCancellationRequested) return;
      const rows = rowsOf(result);
      picker.items = rows;
      picker.selectedItems = rows.filter(({ mention }) => mention && !mention.apart);
      picker.placeholder = sumOf(result);
      if (result.leftOut.length > 0) void window.showWarningMessage(leftWords(result));
    } catch (error) {
      if (token.isCancellationRequested) return;
      warn(error);
      picker.hide();
    } finally {
      if (!token.isCancellationRequested) picker.busy = false;
    }
  };

  return new Promise((resolve) => {
    turn = () => {
      options = { ...options, scope: options.scope === "article" ? "workspace" : "article" };
      void search();
    };
    void commands.executeCommand("setContext", "dateline.listing", true);
    picker.onDidTriggerButton((pressed) => {
      const button = buttonsFor(options).find(({ button: { tooltip } }) => tooltip === pressed.tooltip);
      if (!button) return;
      options = button.next;
      void search();
    });
    picker.onDidAccept(() => {
      if (picker.busy) return;
      const articles = articlesOf(picker.selectedItems);
      if (articles.length === 0) return say(l10n.t("Nothing is ticked."));
      resolve({ articles, isOneArticle: options.scope === "article" });
      picker.hide();
    });
    picker.onDidHide(() => {
      turn = undefined;
      void commands.executeCommand("setContext", "dateline.listing", false);
      source.cancel();
      source.dispose();
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
    void search();
  });
}

async function findAll(
  context: CommandContext,
  { document, version, act, label, from }: Asked,
  options: Options,
  token: CancellationTokenSource["token"],
  progress: (message: string) => void,
): Promise<protocol.FindIdenticalResult> {
  const params: protocol.FindIdenticalParams = {
    uri: document.uri.toString(),
    version,
    act,
    ...(label === null ? {} : { label }),
    ...from,
    ...options,
  };
  const client = await context.client();
  return runLong(client, protocol.identicalCommands.find, params, token, progress);
}

const titleOf = ({ act, label, text }: Asked): string => {
  const words = protocol.isolated(short(text));
  if (act === "reject") return l10n.t("Reject all “{0}”", words);
  if (act === "remove") return l10n.t("Remove the decisions on all “{0}”", words);
  return act === "accept"
    ? l10n.t("Accept all “{0}” as {1}", words, label ?? "")
    : l10n.t("Relabel all “{0}” as {1}", words, label ?? "");
};

/** The buttons of the list, and what each makes of the options. */
function buttonsFor(options: Options): { button: QuickInputButton; next: Options }[] {
  const { scope, ignoreCase, matchMarks } = options;
  const button = (icon: string, tooltip: string, next: Partial<Options>) => ({
    button: { iconPath: new ThemeIcon(icon), tooltip },
    next: { ...options, ...next },
  });
  return [
    scope === "article"
      ? button("files", l10n.t("In this article; look in the whole workspace (Alt+W)"), {
          scope: "workspace",
        })
      : button("file", l10n.t("In the whole workspace; look in this article alone (Alt+W)"), {
          scope: "article",
        }),
    ignoreCase
      ? button("preserve-case", l10n.t("Capitals are ignored; press to tell them apart"), {
          ignoreCase: false,
        })
      : button("case-sensitive", l10n.t("Capitals count; press to ignore them"), { ignoreCase: true }),
    matchMarks
      ? button("text-size", l10n.t("Diacritics and hyphens count; press to ignore them"), {
          matchMarks: false,
        })
      : button("symbol-text", l10n.t("Diacritics and hyphens are ignored; press to tell them apart"), {
          matchMarks: true,
        }),
  ];
}

function sumOf({ articles, already, label }: protocol.FindIdenticalResult): string {
  const count = articles.reduce((sum, { mentions }) => sum + mentions.length, 0);
  const so =
    already === 0 ? "" : already === 1 ? l10n.t("1 is so already.") : l10n.t("{0} are so already.", already);
  const found =
    count === 0
      ? label === null
        ? l10n.t("There is nothing to do.")
        : l10n.t("No other mention is left.")
      : `${articles.length > 1 ? inArticles(mentionCount(count), articles.length) : mentionCount(count)}.`;
  const keys = count === 0 ? "" : l10n.t("Arrow keys and Space leave one out, Enter does it.");
  return [found, so, keys].filter((part) => part !== "").join(" ");
}
