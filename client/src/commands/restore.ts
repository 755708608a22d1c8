import * as l10n from "@vscode/l10n";
import { commands, type Disposable, type QuickPickItem, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";
import { decisionCount } from "../counts.ts";
import { articleUri, type CommandContext, openAt, say, warn } from "./context.ts";
import { sidecarAt } from "./sidecarAt.ts";

/** The scheme of versions of sidecars, which are shown and never edited. */
const SCHEME = "dateline-version";

interface VersionItem extends QuickPickItem {
  readonly version: protocol.SidecarVersion;
}

/** Lists earlier versions of the article's annotations, and brings one back, after a look at what that changes. */
export async function restore(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const uri = articleUri(args);
  if (uri === undefined) return say(l10n.t("Open an article first."));
  try {
    const items = (await versionsOf(context, uri)).map(itemOf);
    if (items.length === 0)
      return say(l10n.t("There are no earlier versions of this article's annotations, here or in git."));
    const options = {
      title: l10n.t("Restore annotations from"),
      matchOnDescription: true,
      matchOnDetail: true,
    };
    const chosen = await context.asking(() => window.showQuickPick(items, options));
    if (!chosen) return;
    const look = l10n.t("$(diff) Show the difference");
    const bring = l10n.t("$(history) Restore it");
    const { kept } = chosen.version;
    const all = l10n.t("$(warning) Restore it, and take back what others decided since ({0})", kept);
    const title = `${plain(chosen.label)}: ${differenceOf(chosen.version)}`;
    const acts = [bring, ...(kept > 0 ? [all] : []), look];
    const act = await context.asking(() => window.showQuickPick(acts, { title }));
    if (act === look) await showDifference(context, uri, chosen);
    if (act === bring || act === all) await bringBack(context, uri, chosen.version.id, act === all);
  } catch (error) {
    warn(error);
  }
}

/** Brings the last version back that the editor or git has. */
export async function restoreLast(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const uri = articleUri(args);
  if (uri === undefined) return say(l10n.t("Open an article first."));
  try {
    const [last] = await versionsOf(context, uri);
    if (!last)
      return say(l10n.t("There is no earlier version of this article's annotations, here or in git."));
    await bringBack(context, uri, last.id, false);
  } catch (error) {
    warn(error);
  }
}

async function versionsOf(
  { client }: CommandContext,
  uri: string,
): Promise<readonly protocol.SidecarVersion[]> {
  await openAt(uri);
  const { versions } = await (await client()).sendRequest<protocol.VersionsResult>(protocol.versions, {
    uri,
  } satisfies protocol.VersionsParams);
  return versions;
}

function itemOf(version: protocol.SidecarVersion): VersionItem {
  const { at, source, by, subject, decisions } = version;
  const when = new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" });
  return {
    label: `${source === "git" ? "$(git-commit)" : "$(history)"} ${when}`,
    description: `${decisionCount(decisions)} · ${differenceOf(version)}`,
    ...(source === "git" ? { detail: `${protocol.isolated(subject ?? "")} (${by})` } : {}),
    version,
  };
}

/** A label without its icon, which is drawn in lists alone. */
const plain = (label: string): string => label.replace(/^\$\([\w-]+\) /, "");

/** What restoring a version does: "+3 −1 · 2 otherwise". */
function differenceOf({ back, gone, changed, kept }: Omit<protocol.RestoreResult, "aside" | "act">): string {
  const counts = [back > 0 ? `+${back}` : "", gone > 0 ? `−${gone}` : ""];
  const parts = [
    counts.join(" ").trim(),
    changed > 0 ? l10n.t("{0} otherwise", changed) : "",
    kept > 0 ? l10n.t("{0} of others kept", kept) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? l10n.t("as now") : parts.join(" · ");
}

/** `all`: also where others have decided since. */
async function bringBack(context: CommandContext, uri: string, id: string, all: boolean): Promise<void> {
  const client = await context.client();
  const result = await client.sendRequest<protocol.RestoreResult>(protocol.restore, {
    uri,
    id,
    all,
  } satisfies protocol.RestoreParams);
  const restored = l10n.t("Annotations restored ({0}).", differenceOf(result));
  const aside =
    result.aside === null ? "" : ` ${l10n.t("What could not be read is kept as {0}.", result.aside)}`;
  // There is nothing to take back then.
  if (result.back + result.gone + result.changed === 0 && aside === "") return say(restored);
  const undo = l10n.t("Undo");
  const answer = window.showInformationMessage(`${restored}${aside}`, undo);
  // Nobody waits for the button.
  void answer.then(async (pressed) => {
    if (pressed !== undo) return;
    try {
      await openAt(uri);
      // That alone, whatever has been corrected since: the message may have stood for long.
      await client.sendRequest(protocol.undo, { uri, act: result.act } satisfies protocol.UndoParams);
    } catch (error) {
      warn(error);
    }
  });
}

/** Shows the sidecar as it is beside a version of it; the list comes again from there by its command. */
async function showDifference(
  { client }: CommandContext,
  uri: string,
  { label, version }: VersionItem,
): Promise<void> {
  const there = (await sidecarAt(client, Uri.parse(uri))) ?? Uri.from({ scheme: SCHEME, path: "/none.json" });
  const query = JSON.stringify({ uri, id: version.id } satisfies protocol.VersionParams);
  const then = Uri.from({ scheme: SCHEME, path: there.path, query });
  await commands.executeCommand("vscode.diff", there, then, l10n.t("Now ↔ {0}", plain(label)));
}

/** Gives the texts of versions to the editor. */
export const provideVersions = (client: () => Promise<BaseLanguageClient>): Disposable =>
  workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ query }) {
      if (query === "") return "";
      const { text } = await (await client()).sendRequest<protocol.VersionTextResult>(
        protocol.versionText,
        JSON.parse(query) as protocol.VersionParams,
      );
      return text ?? "";
    },
  });
