import * as l10n from "@vscode/l10n";
import { window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { articleUri, type CommandContext, correct, openAt, refused, say, targetOf, warn } from "./context.ts";

/** Settles a conflict that a merge left, as a quick fix names it. */
export async function settleConflict(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const target = targetOf(context, args);
  const [first] = args as readonly (protocol.CommandArguments | undefined)[];
  const id = first?.ids?.[0];
  if (!target || id === undefined || !first?.choice)
    return say(l10n.t("Choose between the two sides with a quick fix at the conflict."));
  if (refused(context, target.document)) return;
  await correct(context, target, { ...first.choice, type: "settle", id });
}

/** Merges both sides of a sidecar in which git left its conflict marks. */
export async function resolveSidecar({ client }: CommandContext, args: readonly unknown[]): Promise<void> {
  const uri = articleUri(args);
  if (uri === undefined) return say(l10n.t("Open the article whose sidecar is to be resolved."));
  try {
    await openAt(uri);
    const { conflicts } = await (await client()).sendRequest<protocol.ResolveResult>(protocol.resolve, {
      uri,
    } satisfies protocol.ResolveParams);
    void window.showInformationMessage(
      conflicts === 0
        ? l10n.t("Both sides of the sidecar are merged.")
        : conflicts === 1
          ? l10n.t("Both sides of the sidecar are merged; one conflict is marked in the article.")
          : l10n.t(
              "Both sides of the sidecar are merged; {0} conflicts are marked in the article.",
              conflicts,
            ),
    );
  } catch (error) {
    warn(error);
  }
}
