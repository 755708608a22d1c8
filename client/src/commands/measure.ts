import * as l10n from "@vscode/l10n";
import { commands, ProgressLocation, type QuickPickItem, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { activeArticle } from "../articles.ts";
import { nameOf } from "../comparison/comparison.ts";
import { type CommandServices, say } from "./context.ts";
import { runShown } from "./longCommand.ts";
import { listPlaces, showPage, showPlace } from "./measuredPlaces.ts";
import { keptApart } from "./pickers.ts";
import { chosenSources } from "./sources.ts";

/** What is to be measured, as URIs; undefined where nothing is chosen, or there is nothing to choose. */
async function askArticles(args: readonly unknown[], title: string): Promise<readonly string[] | undefined> {
  if (!workspace.workspaceFolders?.length && !activeArticle()) {
    say(l10n.t("There is nothing to measure; open a folder with articles first."));
    return undefined;
  }
  return (await chosenSources(args, title))?.map(String);
}

/** Runs one of the server's measurements on what is chosen, with progress that can be cancelled. */
async function measured<T>(
  { client }: CommandServices,
  command: string,
  params: protocol.MeasureParams,
  title: string,
): Promise<T | undefined> {
  return runShown<T>(await client(), command, params, ProgressLocation.Notification, title);
}

interface SidesItem extends QuickPickItem {
  readonly sides: readonly protocol.CompareSide[];
}

/** The agreement that was measured last, to be gone through place by place. */
let last: protocol.MeasureAgreementResult | undefined;

/** Asks who is to be compared, measures how far they agree, and lists where they do not. */
export async function agreement(
  context: CommandServices,
  args: readonly unknown[],
): Promise<protocol.MeasureAgreementResult | undefined> {
  const given = args.find(
    (arg): arg is protocol.MeasureAgreementParams =>
      typeof arg === "object" && arg !== null && "sides" in arg && "uris" in arg,
  );
  const params = given ?? (await askSides(context, args));
  if (!params) return undefined;
  const { measureCommands } = protocol;
  const result = await measured<protocol.MeasureAgreementResult>(
    context,
    measureCommands.agreement,
    params,
    l10n.t("Measuring agreement"),
  );
  if (!result) return undefined;
  last = result;
  void commands.executeCommand("setContext", "dateline.measured", true);
  if (!given) await listAgreement(context);
  return result;
}

async function askSides(
  context: CommandServices,
  args: readonly unknown[],
): Promise<protocol.MeasureAgreementParams | undefined> {
  const uris = await askArticles(args, l10n.t("Agreement (1/2): in what?"));
  if (!uris) return undefined;
  const sources = await measured<protocol.MeasureSourcesResult>(
    context,
    protocol.measureCommands.sources,
    { uris },
    l10n.t("Looking for annotators"),
  );
  if (!sources) return undefined;
  const items = sidesIn(sources);
  if (items.length === 0) {
    say(l10n.t("Only one annotator has decided there, and there is no other branch to compare with."));
    return undefined;
  }
  const chosen = await window.showQuickPick(items, {
    title: l10n.t("Agreement (2/2): between whom?"),
    matchOnDescription: true,
  });
  return chosen && { uris, sides: chosen.sides };
}

function sidesIn({ annotators, branches }: protocol.MeasureSourcesResult): SidesItem[] {
  const people = annotators.flatMap((left, n) =>
    annotators.slice(n + 1).map(
      (right): SidesItem => ({
        label: `$(account) ${left.name} ↔ ${right.name}`,
        description: l10n.t("{0} and {1} decisions", left.decisions, right.decisions),
        sides: [{ annotator: left.name }, { annotator: right.name }],
      }),
    ),
  );
  const all: SidesItem[] =
    annotators.length > 2
      ? [
          {
            label: l10n.t("$(organization) all {0} annotators", annotators.length),
            description: annotators.map(({ name }) => name).join(", "),
            sides: annotators.map(({ name }) => ({ annotator: name })),
          },
        ]
      : [];
  const others = branches.map(
    (ref): SidesItem => ({
      label: l10n.t("$(git-branch) here ↔ {0}", ref),
      description: l10n.t("the sidecars as they are here, and as they are on the branch"),
      sides: [{}, { ref }],
    }),
  );
  return [...all, ...people, ...others];
}

/** Lists the disagreements of the last measurement; each leads to its place and compares the two sides there. */
export async function listAgreement(context: CommandServices): Promise<void> {
  if (!last) return say(l10n.t("No agreement has been measured yet; run Agreement first."));
  const { disagreements } = last;
  await listPlaces(last, disagreements, (place) => goTo(context, place));
}

/** Shows the place of a disagreement in its article, with the comparison of its two sides. */
const goTo = (context: CommandServices, place: protocol.MeasuredDisagreement): Promise<void> =>
  showPlace(context, place, async ({ document }) => {
    const { result } = await context.comparison.start(document, place.left, place.right);
    return `${nameOf(place.left)} ↔ ${nameOf(place.right)}: ${result.summary}`;
  });

interface RuleItem extends QuickPickItem {
  readonly rule: protocol.UndecidedRule;
}

const ruleItems = (): readonly RuleItem[] => [
  {
    rule: "leave",
    label: l10n.t("Articles that are reviewed to the end"),
    description: l10n.t("one with an open suggestion is left out"),
  },
  {
    rule: "ignore",
    label: l10n.t("All articles with decisions; what is open is set aside"),
    description: l10n.t("an open suggestion is neither right nor wrong"),
  },
  {
    rule: "wrong",
    label: l10n.t("All articles with decisions; what is open is wrong"),
    description: l10n.t("where everything was annotated by hand"),
  },
];

/** The evaluation whose errors can be gone through place by place. */
let lastEvaluation: protocol.MeasureEvaluationResult | undefined;

/** Measures detection against the decisions, and shows the numbers; where it is wrong anywhere, in a list of the places. */
export async function evaluation(
  context: CommandServices,
  args: readonly unknown[],
): Promise<protocol.MeasureEvaluationResult | undefined> {
  const uris = await askArticles(args, l10n.t("Evaluate detection (1/2): in what?"));
  if (!uris) return undefined;
  const chosen = await window.showQuickPick(ruleItems().map(keptApart), {
    title: l10n.t("Evaluate detection (2/2): against what?"),
  });
  if (!chosen) return undefined;
  const params: protocol.MeasureEvaluationParams = { uris, undecided: chosen.rule };
  const result = await measured<protocol.MeasureEvaluationResult>(
    context,
    protocol.measureCommands.evaluation,
    params,
    l10n.t("Evaluating detection"),
  );
  if (!result) return undefined;
  lastEvaluation = result;
  void commands.executeCommand("setContext", "dateline.evaluated", true);
  if (result.errors.length === 0) shown(result);
  else await listErrors(context);
  return result;
}

/** Lists where detection was wrong in the last evaluation; each line leads to its place. */
export async function listErrors(context: CommandServices): Promise<void> {
  if (!lastEvaluation) return say(l10n.t("Nothing has been evaluated yet; run Evaluate Detection first."));
  const { errors } = lastEvaluation;
  await listPlaces(lastEvaluation, errors, (place) => showPlace(context, place, async () => place.words));
}

/** Counts articles, decisions and tallies, and shows the numbers. */
export async function stats(
  context: CommandServices,
  args: readonly unknown[],
): Promise<protocol.MeasureResult | undefined> {
  const uris = await askArticles(args, l10n.t("Statistics: of what?"));
  if (!uris) return undefined;
  return shown(
    await measured(context, protocol.measureCommands.stats, { uris }, l10n.t("Counting annotations")),
  );
}

function shown(result: protocol.MeasureResult | undefined): protocol.MeasureResult | undefined {
  if (!result) return undefined;
  showPage(result);
  const [first] = result.leftOut;
  if (first !== undefined)
    void window.showWarningMessage(
      result.leftOut.length > 1
        ? l10n.t("{0} And {1} more could not be read.", first, result.leftOut.length - 1)
        : first,
    );
  return result;
}
