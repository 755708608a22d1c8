import * as l10n from "@vscode/l10n";
import { commands, type Disposable, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { activeArticle, articleAtHand } from "../articles.ts";
import { datasetCommands } from "../dataset/commands.ts";
import { whenTaken } from "../focus.ts";
import { reviewCommands } from "../review/commands.ts";
import type { ReviewMode } from "../review/mode.ts";
import { createTurns, PATIENCE } from "../turns.ts";
import { setAttribute } from "./attributes.ts";
import { ignoreFinding, swapBounds, switchOffCheck } from "./checks.ts";
import { compare, goToDifference, listPairs, settle } from "./compare.ts";
import {
  articleMeant,
  articleUri,
  type Command,
  type CommandContext,
  type CommandServices,
  isForTree,
  say,
  warn,
} from "./context.ts";
import { correctWhatIsThere } from "./correctHere.ts";
import { addEntity, decide, moveEdge, relabel, resizeToSelection, revert } from "./corrections.ts";
import { addFigure, editFigure } from "./editFigure.ts";
import { exportDataset } from "./exportDataset.ts";
import { actOnAll, turnScope } from "./identical.ts";
import { importDataset } from "./importDataset.ts";
import { findAgain, placeHere } from "./lost.ts";
import { agreement, evaluation, listAgreement, listErrors, stats } from "./measure.ts";
import { undoAll } from "./mentionList.ts";
import { resolveSidecar, settleConflict } from "./merged.ts";
import { moveSidecars } from "./moveSidecars.ts";
import { editNames } from "./names.ts";
import { goToSuggestion, reveal } from "./navigation.ts";
import { createProject } from "./projectFile.ts";
import { addLabel, renameLabel } from "./renameLabel.ts";
import { restore, restoreLast } from "./restore.ts";
import { sidecarAt } from "./sidecarAt.ts";
import { chooseCodebook, setTally } from "./tally.ts";

/** Commands about what an article shows: they wait until its present text has been read. */
const ON_ARTICLE: Readonly<Record<string, Command>> = {
  [protocol.commands.accept]: (context, args) => decide(context, "accept", args),
  [protocol.commands.reject]: (context, args) => decide(context, "reject", args),
  [protocol.commands.remove]: (context, args) => decide(context, "remove", args),
  [protocol.commands.relabel]: relabel,
  [protocol.commands.setAttribute]: setAttribute,
  [protocol.commands.add]: addEntity,
  [protocol.commands.resize]: resizeToSelection,
  [protocol.commands.place]: placeHere,
  [protocol.commands.settle]: settleConflict,
  "dateline.findAgain": findAgain,
  [protocol.commands.addFigure]: addFigure,
  [protocol.commands.editFigure]: editFigure,
  [protocol.commands.neverSuggest]: (context, args) =>
    editNames(context, protocol.commands.neverSuggest, args),
  [protocol.commands.addName]: (context, args) => editNames(context, protocol.commands.addName, args),
  "dateline.acceptAll": (context, args) => actOnAll(context, "accept", args),
  "dateline.relabelAll": (context, args) => actOnAll(context, "relabel", args),
  "dateline.rejectAll": (context, args) => actOnAll(context, "reject", args),
  "dateline.removeAll": (context, args) => actOnAll(context, "remove", args),
  "dateline.correct": (context, args) => correctWhatIsThere(context, args),
  "dateline.next": (context) => go(context, 1),
  "dateline.previous": (context) => go(context, -1),
  [protocol.compareCommand]: compare,
  "dateline.compareTakeFirst": (context) => settle(context, "left"),
  "dateline.compareTakeSecond": (context) => settle(context, "right"),
  "dateline.compareAgree": (context) => settle(context, "agree"),
  "dateline.compareList": listPairs,
  "dateline.reveal": reveal,
  [protocol.commands.setTally]: setTally,
  ...Object.fromEntries(
    protocol.edges.map((edge): [string, Command] => [
      protocol.commands[edge],
      (context, args) => moveEdge(context, edge, args),
    ]),
  ),
};

/** Commands that take their turn too, whatever the article shows. */
const IN_TURN: Readonly<Record<string, Command>> = {
  [protocol.commands.resolveSidecar]: resolveSidecar,
  [protocol.commands.undo]: (context, args) => revert(context, false, args),
  [protocol.commands.redo]: (context, args) => revert(context, true, args),
  "dateline.undoAll": undoAll,
  "dateline.compareEnd": ({ comparison }) => comparison.end(),
  "dateline.restore": restore,
  "dateline.restoreLast": restoreLast,
  "dateline.chooseCodebook": chooseCodebook,
  "dateline.createProject": createProject,
  "dateline.moveSidecars": moveSidecars,
  "dateline.renameLabel": renameLabel,
  [protocol.labelCommands.add]: addLabel,
  [protocol.checkCommands.ignore]: (context, args) => ignoreFinding(context, "ignore", args),
  [protocol.checkCommands.showIgnored]: (context, args) => ignoreFinding(context, "showIgnored", args),
  [protocol.checkCommands.swapBounds]: swapBounds,
};

/**
 * Registers every command of the manifest; `more` are those of rooms that make them themselves. `ready` is resolved when
 * keys take effect in the order in which they come.
 */
export function registerCommands(
  services: CommandServices,
  mode: ReviewMode,
  more: Readonly<Record<string, (...args: unknown[]) => unknown>>,
): { readonly registered: readonly Disposable[]; readonly ready: Promise<void> } {
  const review = reviewCommands(mode);
  const turned: string[] = [];
  const inTurn = createTurns({
    timer: (task, ms) => {
      const started = setTimeout(task, ms);
      return () => clearTimeout(started);
    },
    leftOut: (count) =>
      void window.showWarningMessage(
        count === 1
          ? l10n.t(
              "Dateline has been at one command for {0} s; the one given since was left out. Look where you are, and go on from there.",
              PATIENCE / 1000,
            )
          : l10n.t(
              "Dateline has been at one command for {0} s; the {1} given since were left out. Look where you are, and go on from there.",
              PATIENCE / 1000,
              count,
            ),
      ),
  });
  const handlers: Record<string, (...args: unknown[]) => unknown> = {
    "dateline.turnScope": () => turnScope(),
    "dateline.early": (...args) => early(args),
    [protocol.switchOffCheck]: (...args) => switchOffCheck(args),
    "dateline.toggleDisplay": () => toggleDisplay(services),
    "dateline.retrySave": () => retrySave(services),
    "dateline.openSidecar": () => openSidecar(services),
    "dateline.openArticle": () => openArticle(),
    "dateline.agreement": (...args) => agreement(services, args),
    "dateline.agreementList": () => listAgreement(services),
    "dateline.evaluationList": () => listErrors(services),
    "dateline.evaluate": (...args) => evaluation(services, args),
    "dateline.stats": (...args) => stats(services, args),
    "dateline.export": (...args) => exportDataset(services, args),
    "dateline.import": (...args) => importDataset(services, args),
    ...datasetCommands(services),
    ...more,
  };
  /**
   * Keys that come before the extension has started, as in the first article of a window. They start it and are held for
   * it, all as this one command: of several that are held the editor runs first what is registered first.
   */
  const early = ([first]: readonly unknown[]): unknown =>
    isEarly(first) ? first.commands.map((name) => handlers[name]?.()) : undefined;
  const take = (name: string, command: Command): void => {
    const act = inTurn(async (turn, ...args: unknown[]) => {
      await command({ ...services, ...turn }, args);
      // The next command asks where the cursor is.
      await whenTaken();
    });
    handlers[name] = (...args) => (isWarmUp(args) ? undefined : act(...args));
    turned.push(name);
  };
  for (const [name, command] of Object.entries({ ...ON_ARTICLE, ...review.onArticle }))
    take(name, async (context, args) =>
      (await isRead(context, args))
        ? command(context, args)
        : say(l10n.t("The article is still being read; try again.")),
    );
  for (const [name, command] of Object.entries({ ...IN_TURN, ...review.inTurn })) take(name, command);
  const registered = Object.entries(handlers).map(([name, handler]) =>
    commands.registerCommand(name, handler),
  );
  const warm = turned.map((command) =>
    commands.executeCommand("runCommands", { commands: [{ command, args: WARM_UP }] }),
  );
  return { registered, ready: Promise.all(warm).then(() => undefined) };
}

/**
 * Before a command runs for the first time, VS Code asks whether that activates an extension, and commands that it has
 * run before overtake it meanwhile. So each is called once with this, and does nothing.
 */
const WARM_UP = { warmUp: true };

const isEarly = (argument: unknown): argument is { readonly commands: readonly string[] } =>
  typeof argument === "object" &&
  argument !== null &&
  "commands" in argument &&
  Array.isArray(argument.commands);

const isWarmUp = ([first]: readonly unknown[]): boolean =>
  typeof first === "object" && first !== null && "warmUp" in first && first.warmUp === true;

/** How long a command waits for its article to be read, in ms: longest for the first one, while the server starts. */
const READING = PATIENCE - 1000;

/** After how long it says so, in ms. */
const SAYING = 300;

/** Whether all that is shown is of the present text and of the present decisions; a command without an article says so itself. */
async function isRead(context: CommandContext, args: readonly unknown[]): Promise<boolean> {
  const article = articleMeant(context, args);
  if (article && !(await readBy(context.store.when(article.uri, READING)))) return false;
  await context.comparison.followed();
  if (isForTree(args)) await context.outline.whenShown();
  return true;
}

/** Says what is waited for, where the reading of an article takes long enough to wonder. */
async function readBy<T>(reading: Promise<T>): Promise<T> {
  const timer = setTimeout(
    () =>
      window.setStatusBarMessage(l10n.t("$(sync~spin) Waiting until the article has been read…"), reading),
    SAYING,
  );
  try {
    return await reading;
  } finally {
    clearTimeout(timer);
  }
}

/** To the next suggestion, or while sides are compared to the next difference. */
function go(context: CommandContext, direction: 1 | -1): void {
  const article = activeArticle();
  if (article && context.comparison.current?.uri === article.uri.toString())
    goToDifference(context, direction);
  else goToSuggestion(context, direction);
}

function toggleDisplay({ decorations, updateStatus }: CommandServices): void {
  decorations.shown = !decorations.shown;
  updateStatus();
  void window.setStatusBarMessage(
    decorations.shown ? l10n.t("Annotations are shown.") : l10n.t("Annotations are hidden."),
    3000,
  );
}

async function retrySave({ client }: CommandServices): Promise<void> {
  const uri = articleUri([]);
  if (uri === undefined) return;
  await (await client()).sendRequest(protocol.save, { uri } satisfies protocol.SaveParams);
}

async function openSidecar({ client }: CommandServices): Promise<void> {
  const article = activeArticle();
  if (!article) return;
  try {
    const sidecar = await sidecarAt(client, article.uri);
    if (!sidecar)
      return say(
        l10n.t("Nothing is decided in this article yet; its sidecar is made with the first decision."),
      );
    await window.showTextDocument(await workspace.openTextDocument(sidecar));
  } catch (error) {
    warn(error);
  }
}

/** Shows the article whose sidecar is in the active editor. */
async function openArticle(): Promise<void> {
  const article = articleAtHand();
  if (!article) return say(l10n.t("Open a sidecar first."));
  try {
    await window.showTextDocument(article);
  } catch (error) {
    warn(error);
  }
}
