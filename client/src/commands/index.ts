import { commands, type Disposable, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { activeArticle } from "../articles.ts";
import { datasetCommands } from "../dataset/commands.ts";
import { reviewCommands } from "../review/commands.ts";
import type { ReviewMode } from "../review/mode.ts";
import { ignoreFinding, switchOffCheck } from "./checks.ts";
import { compare, goToDifference, listPairs, settle } from "./compare.ts";
import { type CommandContext, targetOf } from "./context.ts";
import { addEntity, decide, moveEdge, relabel, resizeToSelection, revert } from "./corrections.ts";
import { addFigure, editFigure } from "./editFigure.ts";
import { exportDataset } from "./exportDataset.ts";
import { actOnAll, turnScope, undoAll } from "./identical.ts";
import { importDataset } from "./importDataset.ts";
import { findAgain, placeHere } from "./lost.ts";
import { agreement, evaluation, listAgreement, stats } from "./measure.ts";
import { resolveSidecar, settleConflict } from "./merged.ts";
import { editNames } from "./names.ts";
import { goToSuggestion, reveal } from "./navigation.ts";
import { restore, restoreLast } from "./restore.ts";
import { chooseCodebook, setTally } from "./tally.ts";

/** Registers every command of the manifest; `more` are those of rooms that make them themselves. */
export function registerCommands(
  context: CommandContext,
  mode: ReviewMode,
  more: Readonly<Record<string, (...args: unknown[]) => unknown>>,
): Disposable[] {
  const handlers: Record<string, (...args: unknown[]) => unknown> = {
    [protocol.commands.accept]: (...args) => decide(context, "accept", args),
    [protocol.commands.reject]: (...args) => decide(context, "reject", args),
    [protocol.commands.remove]: (...args) => decide(context, "remove", args),
    [protocol.commands.relabel]: (...args) => relabel(context, args),
    [protocol.commands.add]: (...args) => addEntity(context, args),
    [protocol.commands.resize]: (...args) => resizeToSelection(context, args),
    [protocol.commands.place]: (...args) => placeHere(context, args),
    [protocol.commands.settle]: (...args) => settleConflict(context, args),
    [protocol.commands.resolveSidecar]: (...args) => resolveSidecar(context, args),
    "dateline.findAgain": (...args) => findAgain(context, args),
    [protocol.commands.addFigure]: (...args) => addFigure(context, args),
    [protocol.commands.editFigure]: (...args) => editFigure(context, args),
    [protocol.commands.undo]: (...args) => revert(context, false, args),
    [protocol.commands.redo]: (...args) => revert(context, true, args),
    [protocol.commands.neverSuggest]: (...args) => editNames(context, protocol.commands.neverSuggest, args),
    [protocol.commands.addName]: (...args) => editNames(context, protocol.commands.addName, args),
    "dateline.acceptAll": (...args) => actOnAll(context, "accept", args),
    "dateline.relabelAll": (...args) => actOnAll(context, "relabel", args),
    "dateline.rejectAll": (...args) => actOnAll(context, "reject", args),
    "dateline.removeAll": (...args) => actOnAll(context, "remove", args),
    "dateline.undoAll": () => undoAll(context),
    "dateline.turnScope": () => turnScope(),
    "dateline.correct": (...args) => correctWhatIsThere(context, args),
    "dateline.next": () => go(context, 1),
    "dateline.previous": () => go(context, -1),
    [protocol.commands.setTally]: (...args) => setTally(context, args),
    [protocol.checkCommands.ignore]: (...args) => ignoreFinding(context, "ignore", args),
    [protocol.checkCommands.showIgnored]: (...args) => ignoreFinding(context, "showIgnored", args),
    [protocol.switchOffCheck]: (...args) => switchOffCheck(args),
    "dateline.chooseCodebook": (...args) => chooseCodebook(context, args),
    "dateline.compare": () => compare(context),
    "dateline.compareTakeFirst": () => settle(context, "left"),
    "dateline.compareTakeSecond": () => settle(context, "right"),
    "dateline.compareAgree": () => settle(context, "agree"),
    "dateline.compareList": () => listPairs(context),
    "dateline.compareEnd": () => context.comparison.end(),
    "dateline.restore": (...args) => restore(context, args),
    "dateline.restoreLast": (...args) => restoreLast(context, args),
    "dateline.reveal": (...args) => reveal(context, args),
    "dateline.toggleDisplay": () => toggleDisplay(context),
    "dateline.retrySave": () => retrySave(context),
    "dateline.openSidecar": () => openSidecar(),
    "dateline.agreement": (...args) => agreement(context, args),
    "dateline.agreementList": () => listAgreement(context),
    "dateline.evaluate": (...args) => evaluation(context, args),
    "dateline.stats": (...args) => stats(context, args),
    "dateline.export": (...args) => exportDataset(context, args),
    "dateline.import": (...args) => importDataset(context, args),
    ...datasetCommands(context),
    ...reviewCommands(context, mode),
    ...more,
  };
  for (const edge of protocol.edges)
    handlers[protocol.commands[edge]] = (...args) => moveEdge(context, edge, args);
  return Object.entries(handlers).map(([name, handler]) => commands.registerCommand(name, handler));
}

/** To the next suggestion, or while sides are compared to the next difference. */
function go(context: CommandContext, direction: 1 | -1): void {
  const article = activeArticle();
  if (article && context.comparison.current?.uri === article.uri.toString())
    goToDifference(context, direction);
  else goToSuggestion(context, direction);
}

/** F2: edits a figure, relabels an entity. */
async function correctWhatIsThere(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const [annotation] = targetOf(context, args)?.annotations ?? [];
  if (annotation?.kind === "entity") await relabel(context, args);
  else await editFigure(context, args);
}

function toggleDisplay({ decorations, updateStatus }: CommandContext): void {
  decorations.shown = !decorations.shown;
  updateStatus();
  void window.setStatusBarMessage(
    decorations.shown ? "Annotations are shown." : "Annotations are hidden.",
    3000,
  );
}

async function retrySave({ client }: CommandContext): Promise<void> {
  const article = activeArticle();
  if (!article) return;
  await (await client()).sendRequest(protocol.save, {
    uri: article.uri.toString(),
  } satisfies protocol.SaveParams);
}

async function openSidecar(): Promise<void> {
  const article = activeArticle();
  if (!article) return;
  const sidecar = article.uri.with({ path: `${article.uri.path}.dateline.json` });
  try {
    await window.showTextDocument(await workspace.openTextDocument(sidecar));
  } catch {
    void window.setStatusBarMessage("This article has no annotations yet.", 4000);
  }
}
