import * as l10n from "@vscode/l10n";
import { ProgressLocation, Uri, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { annotationCount, inArticles } from "../counts.ts";
import type { CommandServices } from "./context.ts";
import { requestShown } from "./longCommand.ts";

/** What is said of a format, and whether its decisions are signed. */
const formatItems = (): Record<protocol.ImportFormat, { label: string; detail: string; signed?: true }> => ({
  csv: {
    label: l10n.t("Tables (CSV)"),
    detail: l10n.t("figures.csv of Dateline's own export"),
    signed: true,
  },
  spacy: { label: "spaCy", detail: l10n.t("JSON Lines, or the JSON of spaCy 2; no DocBin") },
  doccano: { label: "doccano", detail: l10n.t("JSON Lines or JSON, with or without relations") },
  prodigy: {
    label: "Prodigy",
    detail: l10n.t("JSON Lines of db-out, with answers and annotators"),
    signed: true,
  },
  labelstudio: {
    label: "Label Studio",
    detail: l10n.t("JSON or JSON-MIN, with annotators, fields and relations"),
    signed: true,
  },
  brat: { label: "brat", detail: l10n.t("A folder of .ann and .txt") },
  conll: { label: "CoNLL", detail: l10n.t("A token a line, the tag last: IOB1, IOB2, BIOES or BILUO") },
  "conll-bioes": { label: "CoNLL (BIOES)", detail: l10n.t("The same") },
  huggingface: {
    label: "Hugging Face",
    detail: l10n.t("A dataset folder: JSON Lines or Parquet with its card"),
  },
  w3c: { label: "W3C Web Annotation", detail: l10n.t("JSON-LD with the texts beside it"), signed: true },
  uima: { label: "UIMA CAS JSON", detail: l10n.t("As INCEpTION writes it, a file a document") },
});

/** Asks for a dataset, shows what would come in, and lets the server take it into the sidecars of the workspace. */
export async function importDataset(
  context: CommandServices,
  args: readonly unknown[],
): Promise<protocol.ImportReport | undefined> {
  const given = args.find(
    (arg): arg is protocol.ImportParams => typeof arg === "object" && arg !== null && "format" in arg,
  );
  const params = given ?? (await askParams());
  if (!params) return undefined;
  const client = await context.client();
  const run = (title: string, more: object): Promise<protocol.ImportReport | undefined> =>
    requestShown<protocol.ImportReport>(
      client,
      protocol.importDataset,
      { ...params, ...more },
      ProgressLocation.Notification,
      title,
    );
  if (!given) {
    const preview = await run(l10n.t("Looking through the dataset"), { dryRun: true });
    if (!preview || preview.cancelled || !(await confirm(preview))) return undefined;
  }
  const report = await run(l10n.t("Importing the dataset"), {});
  if (report) void showReport(report);
  return report;
}

async function askParams(): Promise<protocol.ImportParams | undefined> {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const [root] = folders;
  if (!root) {
    void window.showWarningMessage(
      l10n.t("Open the folder of the articles first; a dataset is taken into theirs."),
    );
    return undefined;
  }
  const formats = protocol.importFormats.map((format) => ({ format, ...formatItems()[format] }));
  const format = await window.showQuickPick(formats, {
    title: l10n.t("Import a dataset (1/4): in which format?"),
  });
  const uris = format && (await askDataset(format.label));
  if (!uris) return undefined;
  const folder = await askNew(root);
  if (folder === undefined) return undefined;
  const by = format.signed ? "" : await askAnnotator();
  if (by === undefined) return undefined;
  return {
    uris: uris.map(String),
    format: format.format,
    articles: folders.map(String),
    ...(folder === null ? {} : { folder: folder.toString() }),
    ...(by.trim() === "" ? {} : { by: by.trim() }),
  };
}

/** The dataset's files, or a folder of them: most systems have a dialogue for one of the two alone. */
async function askDataset(label: string): Promise<readonly Uri[] | undefined> {
  const files = { label: l10n.t("Files…"), isFolder: false };
  const folder = { label: l10n.t("A folder…"), isFolder: true };
  const picked = await window.showQuickPick([files, folder], {
    title: l10n.t("Import a dataset (2/4): where is it?"),
  });
  if (!picked) return undefined;
  return window.showOpenDialog({
    canSelectFiles: !picked.isFolder,
    canSelectFolders: picked.isFolder,
    canSelectMany: true,
    openLabel: l10n.t("Import"),
    title: l10n.t("A dataset in the format {0}", label),
  });
}

/** What becomes of texts that are in no article: a folder for them, or null to list them. */
async function askNew(root: Uri): Promise<Uri | null | undefined> {
  const folder = Uri.joinPath(root, "imported");
  const picked = await window.showQuickPick(
    [
      {
        label: l10n.t("Write them as new articles"),
        description: l10n.t("into the folder {0}", protocol.isolated(workspace.asRelativePath(folder))),
        folder,
      },
      { label: l10n.t("List them, and take in the others"), folder: null },
    ],
    { title: l10n.t("Import a dataset (3/4): texts that are in no article of the workspace?") },
  );
  return picked?.folder;
}

const askAnnotator = (): Thenable<string | undefined> =>
  window.showInputBox({
    title: l10n.t("Import a dataset (4/4): who annotated it?"),
    prompt: l10n.t("The dataset may not say it. Left empty, its decisions are signed by nobody."),
  });

/** What came in, or would, in a line. */
function summary(report: protocol.ImportReport): string {
  const { added, opinions, conflicts, known, changed, created, problems } = report;
  return [
    inArticles(annotationCount(added), changed.length),
    ...(created.length > 0 ? [l10n.t("{0} of them new", created.length)] : []),
    ...(opinions === 1 ? [l10n.t("1 opinion beside decisions of others")] : []),
    ...(opinions > 1 ? [l10n.t("{0} opinions beside decisions of others", opinions)] : []),
    ...(conflicts > 0 ? [l10n.t("{0} of them to be settled", conflicts)] : []),
    ...leftOut({ known, problems }),
  ].join(", ");
}

/** Why something of a dataset does not come in, or not all of it. */
const leftOut = ({ known, problems }: Pick<protocol.ImportReport, "known" | "problems">): string[] => [
  ...(known > 0 ? [l10n.t("{0} known already", known)] : []),
  ...(problems.length === 1 ? [l10n.t("1 problem")] : []),
  ...(problems.length > 1 ? [l10n.t("{0} problems", problems.length)] : []),
];

/** Asks whether what would come in should. */
async function confirm(preview: protocol.ImportReport): Promise<boolean> {
  const isNothing = preview.changed.length === 0;
  const why = isNothing ? leftOut(preview).join(", ") : "";
  const stays = l10n.t("What has been decided stays as it is.");
  const [yes, look] = [l10n.t("Import"), l10n.t("Show Details")];
  const answer = await window.showInformationMessage(
    isNothing ? l10n.t("Nothing of this dataset would come in.") : l10n.t("Import {0}?", summary(preview)),
    { modal: true, detail: why === "" ? stays : `${why}\n${stays}` },
    ...(isNothing ? [] : [yes]),
    look,
  );
  if (answer !== look) return answer === yes;
  await showDetails(preview);
  // Not modal: the details are to be read first.
  return (
    !isNothing && (await window.showInformationMessage(l10n.t("Import {0}?", summary(preview)), yes)) === yes
  );
}

async function showReport(report: protocol.ImportReport): Promise<void> {
  const look = l10n.t("Show Details");
  const text = report.cancelled
    ? l10n.t("The import was cancelled; until then: {0}.", summary(report))
    : l10n.t("Imported {0}.", summary(report));
  const hasDetails = [report.problems, report.leftOut, report.remarks].some((lines) => lines.length > 0);
  const show =
    report.problems.length > 0 || report.cancelled
      ? window.showWarningMessage
      : window.showInformationMessage;
  if ((await show(text, ...(hasDetails ? [look] : []))) === look) await showDetails(report);
}

/** The lines of a report in an editor of their own, where they can be searched and kept. */
async function showDetails(report: protocol.ImportReport): Promise<void> {
  const part = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : `${title}\n${lines.map((line) => `  ${line}\n`).join("")}\n`;
  const content = [
    `${summary(report)}\n\n`,
    part(l10n.t("Problems"), report.problems),
    part(l10n.t("Left out"), report.leftOut),
    part(l10n.t("Notes"), report.remarks),
    part(
      l10n.t("New articles"),
      report.created.map((uri) => workspace.asRelativePath(Uri.parse(uri))),
    ),
  ].join("");
  await window.showTextDocument(await workspace.openTextDocument({ language: "log", content }));
}
