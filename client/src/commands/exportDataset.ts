import * as l10n from "@vscode/l10n";
import { commands, ProgressLocation, Uri, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { annotationCount, articleCount } from "../counts.ts";
import { stepDone } from "../steps/progress.ts";
import type { CommandServices } from "./context.ts";
import { requestShown } from "./longCommand.ts";
import { keptApart } from "./pickers.ts";
import { chosenSources } from "./sources.ts";

/** What is said of a format, and whether it can be written without the texts. */
const formatItems = (): Record<
  protocol.ExportFormat,
  { label: string; detail: string; textless?: true }
> => ({
  csv: {
    label: l10n.t("Tables (CSV)"),
    detail: l10n.t("figures.csv, a row a casualty figure, and tallies.csv, a row an article"),
    textless: true,
  },
  spacy: {
    label: "spaCy",
    detail: l10n.t(
      "JSON Lines with entities and figure spans, and a script that makes a DocBin for training",
    ),
  },
  provenance: {
    label: l10n.t("Provenance"),
    detail: l10n.t(
      "A table (CSV): what was suggested, who decided what, and when; rejected and lost annotations too",
    ),
  },
  doccano: { label: "doccano", detail: l10n.t("JSON Lines for sequence labelling, with relations") },
  prodigy: {
    label: "Prodigy",
    detail: l10n.t("Tasks in JSON Lines; rejections are answered reject, suggestions stand in a file apart"),
  },
  labelstudio: {
    label: "Label Studio",
    detail: l10n.t("Tasks in JSON with their labelling setup; suggestions as predictions"),
  },
  brat: { label: "brat", detail: l10n.t("Standoff with its configuration; figures as events") },
  conll: { label: "CoNLL (IOB2)", detail: l10n.t("One token a line in four columns; entities alone") },
  "conll-bioes": { label: "CoNLL (BIOES)", detail: l10n.t("The same with the ends of entities marked") },
  huggingface: {
    label: "Hugging Face",
    detail: l10n.t("A dataset folder: JSON Lines and Parquet with a card"),
    textless: true,
  },
  w3c: { label: "W3C Web Annotation", detail: l10n.t("JSON-LD with the texts beside it"), textless: true },
  uima: { label: "UIMA CAS JSON", detail: l10n.t("For INCEpTION: a file an article") },
  ucdp: {
    label: l10n.t("Events (UCDP GED)"),
    detail: l10n.t("A table of events with dead in UCDP's columns"),
    textless: true,
  },
  acled: {
    label: l10n.t("Events (ACLED)"),
    detail: l10n.t("A table of events with dead in ACLED's columns"),
    textless: true,
  },
});

/** Asks for format and folder and lets the server write a dataset, with progress that can be cancelled. */
export async function exportDataset(
  context: CommandServices,
  args: readonly unknown[],
): Promise<protocol.ExportReport | undefined> {
  const given = args.find(
    (arg): arg is protocol.ExportParams => typeof arg === "object" && arg !== null && "format" in arg,
  );
  const params = given ?? (await askParams(args));
  if (!params) return undefined;
  const report = await requestShown<protocol.ExportReport>(
    await context.client(),
    protocol.exportDataset,
    params,
    ProgressLocation.Notification,
    l10n.t("Exporting annotations"),
  );
  if (report && report.articles > 0) stepDone("exported");
  if (report) void showReport(report);
  return report;
}

async function askParams(args: readonly unknown[]): Promise<protocol.ExportParams | undefined> {
  const uris = await chosenSources(args, l10n.t("Export annotations (1/4): of what?"));
  if (!uris || uris.length === 0) return undefined;
  const items = protocol.exportFormats.map((format) => ({ format, ...formatItems()[format] }));
  const format = await window.showQuickPick(items, {
    title: l10n.t("Export annotations (2/4): in which format?"),
  });
  if (!format) return undefined;
  const chosen = await askOptions(format.textless === true);
  if (!chosen) return undefined;
  const folder = await askFolder();
  if (!folder || !(await mayReplace(folder, format.format))) return undefined;
  return {
    uris: uris.map(String),
    format: format.format,
    folder: folder.toString(),
    ...chosen,
  };
}

type Options = Pick<protocol.ExportParams, "suggested" | "text" | "split" | "splitBy">;

/** What else goes in, and into which parts; nothing is ticked to begin with. */
async function askOptions(textless: boolean): Promise<Options | undefined> {
  const suggested = keptApart({
    label: l10n.t("Suggestions too"),
    description: l10n.t("what nobody has decided, with its confidence"),
  });
  const bare = keptApart({
    label: l10n.t("Without the texts"),
    description: l10n.t("offsets and a hash, for texts under copyright"),
  });
  const split = keptApart({
    label: l10n.t("Split into train, dev and test"),
    description: l10n.t("80/10/10, by article"),
  });
  const events = keptApart({
    label: l10n.t("Split by event"),
    description: l10n.t("80/10/10; reports of one event stand on one side"),
  });
  const picked = await window.showQuickPick([suggested, ...(textless ? [bare] : []), split, events], {
    canPickMany: true,
    title: l10n.t("Export annotations (3/4): decided annotations, and what else?"),
    placeHolder: l10n.t("Enter exports decided annotations alone"),
  });
  if (!picked) return undefined;
  const byEvent = picked.includes(events);
  return {
    suggested: picked.includes(suggested),
    text: !picked.includes(bare),
    ...(byEvent || picked.includes(split)
      ? { split: "80/10/10", splitBy: byEvent ? ("event" as const) : ("article" as const) }
      : {}),
  };
}

/** A folder for the dataset: `dataset` in the workspace, not the articles' own folder, or another. */
async function askFolder(): Promise<Uri | undefined> {
  const [root] = workspace.workspaceFolders ?? [];
  const own = root && Uri.joinPath(root.uri, "dataset");
  if (own) {
    const other = { label: l10n.t("Another folder…"), uri: undefined };
    const picked = await window.showQuickPick(
      [
        { label: "dataset", description: l10n.t("in the workspace; made where it is missing"), uri: own },
        other,
      ],
      { title: l10n.t("Export annotations (4/4): into which folder?") },
    );
    if (!picked) return undefined;
    if (picked.uri) return picked.uri;
  }
  const folder = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: l10n.t("Export here"),
    title: l10n.t("A folder for the dataset"),
    ...(root ? { defaultUri: root.uri } : {}),
  });
  return folder?.[0];
}

/** Asks before a former export of the format is replaced; what no export wrote the server itself leaves alone. */
async function mayReplace(folder: Uri, format: protocol.ExportFormat): Promise<boolean> {
  try {
    await workspace.fs.stat(Uri.joinPath(folder, format, protocol.exportManifest));
  } catch {
    // There is none, or it cannot be read, which the server says then.
    return true;
  }
  const replace = l10n.t("Replace");
  const answer = await window.showWarningMessage(
    l10n.t("Replace the {0} dataset in {1}?", formatItems()[format].label, workspace.asRelativePath(folder)),
    {
      modal: true,
      detail: l10n.t("The files that the former export wrote are replaced or removed; others stay."),
    },
    replace,
  );
  return answer === replace;
}

async function showReport(report: protocol.ExportReport): Promise<void> {
  const count = `${articleCount(report.articles)}, ${annotationCount(report.annotations)}`;
  const left = [
    ...(report.leftOut.length > 0 ? [` ${l10n.t("Left out: {0}.", report.leftOut.join("; "))}`] : []),
    ...(report.remarks.length > 0 ? [` ${l10n.t("Note: {0}.", report.remarks.join("; "))}`] : []),
  ].join("");
  if (report.articles === 0) {
    void window.showWarningMessage(`${l10n.t("Nothing to export.")}${left}`);
    return;
  }
  const open = l10n.t("Show Files");
  const [first] = report.files;
  if (
    (await window.showInformationMessage(`${l10n.t("Exported {0}.", count)}${left}`, open)) !== open ||
    first === undefined
  )
    return;
  const uri = workspace.workspaceFolders?.some((folder) => first.startsWith(folder.uri.toString()));
  await commands.executeCommand(uri ? "revealInExplorer" : "revealFileInOS", Uri.parse(first));
}
