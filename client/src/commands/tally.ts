import * as l10n from "@vscode/l10n";
import { ConfigurationTarget, ThemeIcon, window, workspace } from "vscode";
import {
  type CommandArguments,
  type Harm,
  harms,
  type TallyLine,
  termOf,
} from "../../../server/src/protocol.ts";
import { type CommandContext, correct, nodesIn, refused, say, targetOf } from "./context.ts";
import { boundsHelp, parseBounds, typedBounds } from "./figureInput.ts";
import { askText, keptApart } from "./pickers.ts";

/** Sets an article's total of a harm by hand, with a note, or goes back to what its figures add up to. */
export async function setTally(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const target = targetOf(context, args);
  const lines = target && context.store.last(target.document.uri)?.totals;
  if (!target || !lines) return say(l10n.t("Open an article first."));
  if (refused(context, target.document)) return;
  // A row of the tree has a harm and a total of its own, which are what is shown.
  const [node] = nodesIn(context.outline, args);
  const given = node ? undefined : (args[0] as CommandArguments | undefined);
  const named = node?.type === "total" ? (node.harm ?? undefined) : given?.harm;
  const harm = named ?? (await context.asking(() => pickHarm(lines)));
  if (harm === undefined) return;
  const line = lines.find((one) => one.harm === harm);
  if (given?.total !== undefined) {
    await correct(context, target, { type: "setTally", harm, total: given.total });
    return;
  }
  const known = line?.byHand ?? null;
  const typed = await context.asking(() =>
    askText(
      l10n.t("Total of “{0}” by hand", line?.name ?? termOf(harm)),
      known ? typedBounds({ ...known, qualifier: "exact" }) : "",
      known ? l10n.t("{0}; empty for what the figures add up to", boundsHelp()) : boundsHelp(),
      (text) => {
        if (text.trim() === "") return known ? null : boundsHelp();
        const read = parseBounds(text);
        return typeof read === "string" ? read : read.min === null && read.max === null ? boundsHelp() : null;
      },
    ),
  );
  if (typed === undefined) return;
  const bounds = typed.trim() === "" ? null : parseBounds(typed);
  if (typeof bounds === "string") return;
  if (!bounds) {
    await correct(context, target, { type: "setTally", harm, total: null });
    return;
  }
  const note = await context.asking(() =>
    askText(
      l10n.t("Why is it not what the figures add up to?"),
      known?.note ?? "",
      l10n.t("The note stands beside the number, in the sidecar and in tallies.csv"),
      (text) => (text.trim() === "" ? l10n.t("A number set by hand needs a note.") : null),
    ),
  );
  if (note === undefined) return;
  const { min, max } = bounds;
  await correct(context, target, { type: "setTally", harm, total: { min, max, note: note.trim() } });
}

async function pickHarm(lines: readonly TallyLine[]): Promise<Harm | undefined> {
  const items = harms.map((harm) => {
    const line = lines.find((one) => one.harm === harm);
    return keptApart({
      harm,
      label: line?.name ?? termOf(harm),
      description: line
        ? [line.total, line.note ?? ""].filter((part) => part !== "").join(" · ")
        : l10n.t("not reported"),
    });
  });
  items.sort(
    (a, b) =>
      Number(lines.some(({ harm }) => harm === b.harm)) - Number(lines.some(({ harm }) => harm === a.harm)),
  );
  return (await window.showQuickPick(items, { title: l10n.t("Which total?") }))?.harm;
}

const codebookItems = () =>
  [
    ["literal", l10n.t("Vague words stay open: “dozens killed” has no number")],
    ["acled", l10n.t("ACLED: tens are 10, dozens 12, hundreds 100")],
    ["airwars", l10n.t("Airwars: an unnumbered plural is at least 2, dozens are 12 to 24")],
    ["gtd", l10n.t("Global Terrorism Database: what is vague is not reported")],
  ] as const;

/** Sets how vague numbers are counted, for the workspace; a project file that names a codebook goes before it. */
export async function chooseCodebook(context: CommandContext, args: readonly unknown[]): Promise<void> {
  const document = targetOf(context, args)?.document;
  const published = document && context.store.last(document.uri);
  const settings = workspace.getConfiguration("dateline", document?.uri ?? null);
  const current = settings.get<string>("codebook", "literal");
  const items = codebookItems().map(([name, about]) => ({
    label: name,
    detail: about,
    ...(name === current ? { iconPath: new ThemeIcon("check") } : {}),
  }));
  const picked = await context.asking(() =>
    window.showQuickPick(items, { title: l10n.t("Count vague numbers by") }),
  );
  if (!picked) return;
  const whole = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update("codebook", picked.label, whole);
  if (published && published.codebook === current) return;
  if (published)
    say(l10n.t("The project file says {0}, which goes before this setting.", published.codebook));
}
