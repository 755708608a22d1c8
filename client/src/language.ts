import * as l10n from "@vscode/l10n";
import { commands, type Disposable, l10n as editors, Uri, window, workspace } from "vscode";
import { warn } from "./commands/context.ts";

// The language of the interface. Every module has its words from `@vscode/l10n`, which this one gives the translation: not
// the editor's own `l10n`, which speaks the editor's language alone, and there is no editor in Arabic.

/** The languages that can be chosen in place of the editor's: those with a bundle, and English. */
type Choice = "auto" | "en" | "ar";

/** Words for the user by the English ones; empty for English. */
type Strings = Readonly<Record<string, string>>;

let strings: Strings = {};

/** The translation that was chosen when the extension started; for the server and for pages, which have none themselves. */
export const interfaceStrings = (): Strings => strings;

const chosen = (): Choice => workspace.getConfiguration("dateline").get<Choice>("language", "auto");

async function stringsOf(choice: Choice, extension: Uri): Promise<Strings> {
  if (choice === "en") return {};
  if (choice !== "ar") return editors.bundle ?? {};
  // By the editor's file system: in a browser the extension's folder is on no disk.
  const bytes = await workspace.fs.readFile(Uri.joinPath(extension, "client/l10n/bundle.l10n.ar.json"));
  return JSON.parse(new TextDecoder().decode(bytes)) as Strings;
}

/**
 * Takes the language that the setting names, before anything that has words; says so and stays with English where its
 * words cannot be read. What has been said is in its language already, so a later change asks for the window anew.
 * @param extension the folder of the extension
 */
export async function chooseLanguage(extension: Uri): Promise<Disposable> {
  const choice = chosen();
  try {
    strings = await stringsOf(choice, extension);
  } catch (error) {
    strings = {};
    warn(error, `${l10n.t("The interface stays in English, for its Arabic words could not be read.")} `);
  }
  l10n.config({ contents: strings });
  return workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration("dateline.language")) return;
    // With the value of the start there is nothing to change.
    if (chosen() !== choice) void offerReload();
  });
}

async function offerReload(): Promise<void> {
  const reload = l10n.t("Reload Window");
  const answer = await window.showInformationMessage(
    l10n.t("Dateline's language changes when the window is reloaded."),
    reload,
  );
  if (answer === reload) await commands.executeCommand("workbench.action.reloadWindow");
}
