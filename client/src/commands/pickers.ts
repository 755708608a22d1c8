import { type QuickPickItem, ThemeIcon, window } from "vscode";
import { directed, termOf } from "../../../server/src/protocol.ts";

/**
 * A row of a list whose label and description stay apart where both are words of an interface from right to left: the row
 * itself runs from the left, and without a sign between them the two would be one run of words.
 */
export function keptApart<T extends QuickPickItem>(item: T): T {
  const [icon = ""] = /^\$\([\w-]+\) /.exec(item.label) ?? [];
  const label = `${icon}${directed(item.label.slice(icon.length))}`;
  return item.description === undefined
    ? { ...item, label }
    : { ...item, label, description: directed(item.description) };
}

/** One of a list of values; undefined where that was given up. */
export async function pickOne<T extends string>(
  title: string,
  values: readonly T[],
  current: T,
): Promise<T | undefined> {
  const items = values.map((value) => ({
    value,
    label: termOf(value),
    ...(value === current ? { iconPath: new ThemeIcon("check") } : {}),
  }));
  const picked = await window.showQuickPick(items, { title });
  return picked?.value;
}

/** A text; `problem` says what is wrong with it while it is typed. Undefined where that was given up. */
export async function askText(
  title: string,
  value: string,
  prompt: string,
  problem: (text: string) => string | null,
): Promise<string | undefined> {
  return window.showInputBox({ title, value, prompt, validateInput: problem });
}
