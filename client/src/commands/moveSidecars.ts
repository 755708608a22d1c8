import * as l10n from "@vscode/l10n";
import { commands, type Disposable, ProgressLocation, type Uri, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { onDidChangeProject } from "../projects.ts";
import { type CommandContext, say, warn } from "./context.ts";
import { requestShown } from "./longCommand.ts";
import { projectFolder } from "./projectFile.ts";

/** How many of the files are listed before they are moved. */
const LISTED = 10;

/** Moves the sidecars of a folder to where its project says, after a list; undone by the button behind it. */
export async function moveSidecars(context: CommandContext): Promise<void> {
  const folder = await context.asking(() => projectFolder(l10n.t("Move the sidecars of which folder?")));
  if (!folder) return say(l10n.t("Open a folder first."));
  try {
    const client = await context.client();
    const { moves, blocked } = await client.sendRequest<protocol.PlanSidecarMovesResult>(
      protocol.planSidecarMoves,
      { folder: folder.toString() } satisfies protocol.PlanSidecarMovesParams,
    );
    const stays = blocked.map(({ from, to }) => l10n.t("{0} stays, for there is {1} already.", from, to));
    if (moves.length === 0)
      return say([l10n.t("There are no sidecars to move."), ...stays.slice(0, LISTED)].join(" "));
    const lines = [...moves.map(({ from, to }) => `${from} → ${to}`), ...stays];
    const more = lines.length - LISTED;
    const detail = [...lines.slice(0, LISTED), ...(more > 0 ? [l10n.t("and {0} more", more)] : [])].join(
      "\n",
    );
    const question =
      moves.length === 1 ? l10n.t("Move one sidecar?") : l10n.t("Move {0} sidecars?", moves.length);
    const move = l10n.t("Move");
    const ask = () => window.showInformationMessage(question, { modal: true, detail }, move);
    if ((await context.asking(ask)) !== move) return;
    await moved(context, folder, false);
  } catch (error) {
    warn(error);
  }
}

async function moved(services: Pick<CommandContext, "client">, folder: Uri, back: boolean): Promise<void> {
  const result = await requestShown<protocol.MoveSidecarsResult>(
    await services.client(),
    protocol.moveSidecars,
    { folder: folder.toString(), back } satisfies protocol.MoveSidecarsParams,
    ProgressLocation.Notification,
    l10n.t("Moving sidecars"),
  );
  if (!result) return;
  if (result.problems.length > 0)
    void window.showWarningMessage(
      l10n.t("These sidecars stay where they are: {0}", result.problems.slice(0, LISTED).join("; ")),
    );
  const done = back
    ? l10n.t("Sidecars moved back: {0}.", result.moved)
    : l10n.t("Sidecars moved: {0}.", result.moved);
  if (back || result.moved === 0) return say(done);
  const undo = l10n.t("Undo");
  // Nobody waits for the button.
  void window.showInformationMessage(done, undo).then(async (pressed) => {
    if (pressed === undo) await moved(services, folder, true);
  });
}

/** Offers to move sidecars when a project is found to have them elsewhere than it says. */
export const offerToMoveSidecars = (): Disposable =>
  onDidChangeProject(async ({ now, before }) => {
    if (now.misplaced === 0 || now.misplaced === before?.misplaced) return;
    const move = l10n.t("Move Sidecars…");
    const pressed = await window.showInformationMessage(
      l10n.t(
        "Sidecars that lie elsewhere than {0} says: {1}. They are used where they are.",
        protocol.projectFile,
        now.misplaced,
      ),
      move,
    );
    if (pressed === move) await commands.executeCommand("dateline.moveSidecars");
  });
