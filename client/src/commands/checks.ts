import * as l10n from "@vscode/l10n";
import { ConfigurationTarget, Uri, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { activeArticle } from "../articles.ts";
import { articleUri, type CommandServices, say, warn } from "./context.ts";

/** Swaps the bounds that keep a sidecar from being read, from the article or the sidecar. */
export async function swapBounds({ client }: CommandServices, args: readonly unknown[]): Promise<void> {
  const uri = articleUri(args);
  if (uri === undefined) return say(l10n.t("Open the article whose sidecar has bounds in the wrong order."));
  const params = { command: protocol.checkCommands.swapBounds, arguments: [{ uri }] };
  try {
    await (await client()).sendRequest("workspace/executeCommand", params);
    say(l10n.t("The bounds are swapped."));
  } catch (error) {
    warn(error);
  }
}

/** Has a finding of a check not shown again in its article, or shows again what is ignored there. */
export async function ignoreFinding(
  { client }: CommandServices,
  command: "ignore" | "showIgnored",
  args: readonly unknown[],
): Promise<void> {
  const [first] = args as readonly (protocol.IgnoreArguments | undefined)[];
  const uri = first?.uri ?? activeArticle()?.uri.toString();
  if (uri === undefined || (command === "ignore" && first?.quote === undefined))
    return say(l10n.t("Ignore a finding by the quick fix at its place (Ctrl+.)."));
  const argument: protocol.IgnoreArguments = { ...first, uri };
  try {
    const { changed } = await (await client()).sendRequest<protocol.IgnoreResult>(
      "workspace/executeCommand",
      { command: protocol.checkCommands[command], arguments: [argument] },
    );
    if (!changed)
      say(
        command === "ignore"
          ? l10n.t("It is ignored already.")
          : l10n.t("Nothing is ignored in this article."),
      );
    else
      say(
        command === "ignore"
          ? l10n.t("Ignored here; Alt+U takes it back.")
          : l10n.t("What was ignored in this article is shown again; Alt+U takes that back."),
      );
  } catch (error) {
    warn(error);
  }
}

/** Switches a check off in the settings of the workspace: the one of a quick fix, else one that is picked. */
export async function switchOffCheck(args: readonly unknown[]): Promise<void> {
  const [first] = args as readonly (protocol.SwitchOffArguments | undefined)[];
  const uri = first === undefined ? activeArticle()?.uri : Uri.parse(first.uri);
  const settings = workspace.getConfiguration("dateline", uri);
  const levels = settings.get<Record<string, string>>("diagnostics") ?? {};
  const code = first?.code ?? (await pickCheck(levels));
  if (code === undefined) return;
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const { workspaceValue, globalValue } = settings.inspect<Record<string, string>>("diagnostics") ?? {};
  const own = target === ConfigurationTarget.Workspace ? workspaceValue : globalValue;
  try {
    await settings.update("diagnostics", { ...own, [code]: "off" }, target);
    say(l10n.t("The check “{0}” is off; the setting dateline.diagnostics switches it on again.", code));
  } catch (error) {
    warn(error);
  }
}

async function pickCheck(levels: Readonly<Record<string, string>>): Promise<string | undefined> {
  const items = protocol.checkCodes
    .map((code) => ({ code, level: levels[code] ?? protocol.checks[code][1] }))
    .filter(({ level }) => level !== "off")
    .map(({ code, level }) => ({ label: code, description: level, detail: protocol.checks[code][0]() }));
  return (
    await window.showQuickPick(items, { title: l10n.t("Switch off which check?"), matchOnDetail: true })
  )?.label;
}
