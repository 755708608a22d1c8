import {
  CancellationTokenSource,
  commands,
  ProgressLocation,
  type QuickInputButton,
  ThemeIcon,
  window,
} from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
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

/** What is done, as the button and the report say it. */
const DONE: Record<protocol.Act, string> = {
  accept: "Accepted",
  relabel: "Relabelled",
  reject: "Rejected",
  remove: "Took back the decisions on",
};

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
    "Changing articles",
  );
  if (report) await tell(`${DONE[act]} ${counted(report)}.`, report, chosen.isOneArticle);
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
        ? await context.asking(() => pickLabel(`Relabel all “${text}”`, entity.label, document.uri))
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
    say("There is no entity at the cursor.");
    return undefined;
  }
  const { document } = editor;
  if (refused(context, document)) return undefined;
  const text = document.getText(selected);
  const label = await context.asking(() => pickLabel(`Annotate all “${text}”`, null, document.uri));
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
    picker.placeholder = "Looking …";
    try {
      const result = await findAll(context, asked, options, token, (message) => {
        if (!token.isCancellationRequested) picker.placeholder = `Looking … ${message}`;
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
      if (articles.length === 0) return say("Nothing is ticked.");
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
  const words = `“${protocol.isolated(short(text))}”`;
  if (act === "reject") return `Reject all ${words}`;
  if (act === "remove") return `Remove the decisions on all ${words}`;
  return `${act === "accept" ? "Accept" : "Relabel"} all ${words} as ${label}`;
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
      ? button("files", "In this article; look in the whole workspace (Alt+W)", { scope: "workspace" })
      : button("file", "In the whole workspace; look in this article alone (Alt+W)", { scope: "article" }),
    ignoreCase
      ? button("preserve-case", "Capitals are ignored; press to tell them apart", { ignoreCase: false })
      : button("case-sensitive", "Capitals count; press to ignore them", { ignoreCase: true }),
    matchMarks
      ? button("text-size", "Diacritics and hyphens count; press to ignore them", { matchMarks: false })
      : button("symbol-text", "Diacritics and hyphens are ignored; press to tell them apart", {
          matchMarks: true,
        }),
  ];
}

function sumOf({ articles, already, label }: protocol.FindIdenticalResult): string {
  const count = articles.reduce((sum, { mentions }) => sum + mentions.length, 0);
  const so = already > 0 ? `; ${already} ${already === 1 ? "is" : "are"} so already` : "";
  if (count === 0) return label === null ? `There is nothing to do${so}.` : `No other mention is left${so}.`;
  const where = articles.length > 1 ? ` in ${articles.length} articles` : "";
  return `${count} ${count === 1 ? "mention" : "mentions"}${where}${so}. Arrow keys and Space leave one out, Enter does it.`;
}
