import * as l10n from "@vscode/l10n";
import { ProgressLocation, type QuickPickItem, Uri, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { activeArticle } from "../articles.ts";
import { type CommandServices, isForTree, say, warn } from "../commands/context.ts";
import { requestShown } from "../commands/longCommand.ts";
import { keptApart } from "../commands/pickers.ts";
import { articleCount } from "../counts.ts";
import { pickFilter } from "./filterPick.ts";
import type { DatasetNode } from "./ranges.ts";

type Handlers = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** The commands of the list of articles, by name. */
export function datasetCommands(context: CommandServices): Handlers {
  const { model } = context.dataset;
  return {
    "dateline.articles.filter": (query) => filter(context, query),
    "dateline.articles.clearFilter": () => model.set({ query: "" }),
    "dateline.articles.sort": () => sort(context),
    "dateline.articles.group": () =>
      model.set({ group: model.settings.group === "state" ? "folder" : "state" }),
    "dateline.articles.refresh": () => model.refresh().catch(warn),
    "dateline.articles.look": () => look(context),
    "dateline.articles.openNext": () => openNext(context),
    "dateline.markDone": (...args) => markDone(context, args),
    "dateline.markNotDone": (...args) => mark(context, args, "open"),
  };
}

async function filter({ dataset: { model } }: CommandServices, given: unknown): Promise<void> {
  try {
    const query = typeof given === "string" ? given : await pickFilter(model);
    if (query === undefined) return;
    const { problem } = await model.status({ query });
    if (problem) void window.showWarningMessage(problem.message);
    else await model.set({ query });
  } catch (error) {
    warn(error);
  }
}

const sortItems = (): Record<protocol.ArticleSort, { label: string; description: string }> => ({
  name: { label: l10n.t("Name"), description: l10n.t("by path, numbers by their value") },
  date: { label: l10n.t("Date"), description: l10n.t("the newest first") },
  state: { label: l10n.t("State"), description: l10n.t("problems and conflicts first, done last") },
  deaths: { label: l10n.t("Deaths"), description: l10n.t("the most first") },
  open: { label: l10n.t("To review"), description: l10n.t("the most suggestions first") },
});

async function sort({ dataset: { model } }: CommandServices): Promise<void> {
  const items = protocol.articleSorts.map((key): QuickPickItem & { key: protocol.ArticleSort } =>
    keptApart({
      key,
      ...sortItems()[key],
      ...(key === model.settings.sort ? { label: `$(check) ${sortItems()[key].label}` } : {}),
    }),
  );
  const picked = await window.showQuickPick(items, { title: l10n.t("Sort articles") });
  if (picked) await model.set({ sort: picked.key });
}

/** Looks for suggestions wherever nobody has, so that tolls and what is to review are known of all. */
async function look({ dataset: { model }, client }: CommandServices): Promise<void> {
  try {
    const params: protocol.LookParams = { query: model.settings.query };
    const result = await requestShown<protocol.LookResult>(
      await client(),
      protocol.datasetLook,
      params,
      ProgressLocation.Notification,
      l10n.t("Looking for suggestions in articles"),
    );
    if (result) say(l10n.t("Looked for suggestions in {0}.", articleCount(result.looked)));
  } catch (error) {
    warn(error);
  }
}

async function openNext({ dataset: { model } }: CommandServices): Promise<void> {
  try {
    const uri = await model.next(activeArticle()?.uri);
    if (!uri) return say(l10n.t("Every article of the list is done."));
    await window.showTextDocument(await workspace.openTextDocument(uri));
  } catch (error) {
    warn(error);
  }
}

/** Marks done what is meant; undefined where that is nothing, or was refused. */
export const markDone = (
  context: CommandServices,
  args: readonly unknown[],
): Promise<protocol.MarkResult | undefined> => mark(context, args, "done");

async function mark(
  context: CommandServices,
  args: readonly unknown[],
  as: "done" | "open",
): Promise<protocol.MarkResult | undefined> {
  const uris = meant(context, args);
  if (uris.length === 0) {
    say(l10n.t("Open an article, or choose some in the list, to mark them."));
    return undefined;
  }
  const articles = uris.map((uri) => ({ uri: uri.toString(), mark: as }));
  const result = await send(context, articles);
  if (!result) return undefined;
  const { changed, leftOut } = result;
  if (leftOut.length > 0) void window.showWarningMessage(leftOut.join("\n"));
  const [only] = uris;
  if (only && uris.length === 1) {
    if (changed.length > 0) say(markedInWords(workspace.asRelativePath(only), as));
    else if (leftOut.length === 0) say(alreadyInWords(workspace.asRelativePath(only), as));
  } else if (changed.length > 0) void offerUndo(context, changed, as);
  return result;
}

const markedInWords = (path: string, as: "done" | "open"): string =>
  as === "done" ? l10n.t("{0} is done.", path) : l10n.t("{0} is not done.", path);

const alreadyInWords = (path: string, as: "done" | "open"): string =>
  as === "done" ? l10n.t("{0} is done already.", path) : l10n.t("{0} is not done already.", path);

/** Several articles were marked: that is taken back as one, each as it was. */
async function offerUndo(
  context: CommandServices,
  changed: protocol.MarkResult["changed"],
  as: "done" | "open",
): Promise<void> {
  const count = articleCount(changed.length);
  const message = as === "done" ? l10n.t("{0} marked done.", count) : l10n.t("{0} marked not done.", count);
  const undo = l10n.t("Undo");
  if ((await window.showInformationMessage(message, undo)) !== undo) return;
  const result = await send(
    context,
    changed.map(({ uri, before }) => ({ uri, mark: before ?? "open" })),
  );
  if (result && result.leftOut.length > 0) void window.showWarningMessage(result.leftOut.join("\n"));
}

/** From so many articles on the marking shows how far it is. */
const MANY = 20;

async function send(
  { client }: CommandServices,
  articles: protocol.MarkParams["articles"],
): Promise<protocol.MarkResult | undefined> {
  try {
    const params: protocol.MarkParams = { articles };
    const server = await client();
    if (articles.length < MANY)
      return await server.sendRequest<protocol.MarkResult>(protocol.datasetMark, params);
    return await requestShown<protocol.MarkResult>(
      server,
      protocol.datasetMark,
      params,
      ProgressLocation.Notification,
      l10n.t("Marking articles"),
    );
  } catch (error) {
    warn(error);
    return undefined;
  }
}

/** What a command was called for: rows of the list, files of the explorer, the list's selection, the active article. */
function meant({ dataset: { view } }: CommandServices, args: readonly unknown[]): Uri[] {
  const [first, more] = args;
  const given = Array.isArray(more) && more.length > 0 ? (more as unknown[]) : [first];
  const named = given.map(uriOf).filter((uri) => uri !== undefined);
  if (named.length > 0) return named;
  if (isForTree(args)) return view.selection.map(({ uri }) => Uri.parse(uri));
  const article = activeArticle();
  return article ? [article.uri] : [];
}

function uriOf(given: unknown): Uri | undefined {
  if (given instanceof Uri) return given;
  // The argument of a quick fix.
  if (typeof given === "object" && given !== null && "uri" in given && typeof given.uri === "string")
    return Uri.parse(given.uri);
  const node = given as DatasetNode | undefined;
  return typeof given === "object" && given !== null && node?.type === "row"
    ? Uri.parse(node.row.uri)
    : undefined;
}
