import * as l10n from "@vscode/l10n";
import { type QuickPickItem, ThemeIcon, type Uri, window } from "vscode";
import { labelInWords } from "../../../server/src/protocol.ts";
import { projectOf } from "../projects.ts";

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
  /** Picks it at once. */
  readonly key: string | null;
}

/** Asks for a label of an article's project: its key picks it at once, as does typing its beginning and Enter. */
export function pickLabel(title: string, current: string | null, article: Uri): Promise<string | undefined> {
  const items = projectOf(article).labels.map(
    ({ name, key, description }): Choice<string> => ({
      value: name,
      key,
      label: `${key ?? " "}  ${name}`,
      description: labelInWords({ name, description }),
      ...(name === current ? { iconPath: new ThemeIcon("check") } : {}),
    }),
  );
  return pick(items, title, l10n.t("A label, or its key"), current);
}

/** Asks for one of some things, each with a key; undefined where none is chosen. */
export function pick<T>(
  items: readonly Choice<T>[],
  title: string,
  placeholder: string,
  current: T | null,
): Promise<T | undefined> {
  const picker = window.createQuickPick<Choice<T>>();
  picker.title = title;
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.items = items;
  const active = items.find(({ value }) => value === current);
  if (active) picker.activeItems = [active];
  return new Promise((resolve) => {
    const finish = (chosen: Choice<T> | undefined): void => {
      resolve(chosen?.value);
      picker.hide();
    };
    picker.onDidChangeValue((typed) => {
      const chosen = items.find(({ key }) => key !== null && key === typed);
      if (chosen) finish(chosen);
    });
    picker.onDidAccept(() => finish(picker.selectedItems[0]));
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
