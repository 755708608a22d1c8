import { ThemeIcon, window } from "vscode";
import { termOf } from "../../../server/src/protocol.ts";

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
