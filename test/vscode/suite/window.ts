import * as vscode from "vscode";
import type { WindowRequest } from "../host/control.ts";

// The window as a person uses it, where our own host runs it: keys go through the editor's own key bindings, and what is
// read back is what is drawn. On the desktop build there is no such way in; what needs it says so and is left out there.

const address = process.env["VSCODE_HOST_CONTROL"];

export const hasWindow = address !== undefined;

async function ask(request: WindowRequest): Promise<unknown> {
  if (address === undefined) throw new Error("The window can be used only in the project's own host.");
  const response = await fetch(address, { method: "POST", body: JSON.stringify(request) });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text);
}

/** Presses keys as Playwright names them: `Alt+A`, `F2`. */
export const press = (...keys: string[]): Promise<void> =>
  keys.reduce<Promise<void>>(
    (before, key) => before.then(async () => void (await ask({ do: "press", keys: key }))),
    Promise.resolve(),
  );

export const type = async (text: string): Promise<void> => void (await ask({ do: "type", text }));

/** Waits until a script in the page gives something true, and gives that; `patience` in ms. */
export const drawn = <T>(script: string, what: string, patience = PATIENCE): Promise<T> =>
  until<T>({ do: "evaluate", script }, what, patience);

/** The same in the webview whose document has an element that fits the selector. */
export const drawnIn = <T>(selector: string, script: string, what: string): Promise<T> =>
  until<T>({ do: "evaluateIn", selector, script }, what);

/** What the editor's list of notifications says, each by itself; empty on the desktop build, too. */
export async function notifications(): Promise<readonly string[]> {
  if (!hasWindow) return [];
  await vscode.commands.executeCommand("notifications.showList");
  const texts = await drawn<string>(
    `JSON.stringify([...document.querySelectorAll(".notification-list-item-message")].map(({ textContent }) => textContent))`,
    "the list of notifications",
  );
  return JSON.parse(texts) as string[];
}

/** How long something may take to be shown, in ms. */
const PATIENCE = 15_000;

async function until<T>(request: WindowRequest, what: string, patience = PATIENCE): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = (await ask(request)) as T;
    if (value) return value;
    if (Date.now() > end) throw new Error(`The window never showed ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits for the quick pick or input box whose title begins with these words; keys are for it only once it has the focus. */
export const quickInput = (title: string): Promise<boolean> =>
  drawn(
    `[...document.querySelectorAll(".quick-input-widget")].some(
      (widget) =>
        widget.style.display !== "none" &&
        widget.contains(document.activeElement) &&
        widget.querySelector(".quick-input-title")?.textContent.startsWith(${JSON.stringify(title)}),
    )`,
    `a quick input “${title}” with the focus`,
  );

/** Waits until no quick input is open, and keys are for what is behind it again. */
export const noQuickInput = (): Promise<boolean> =>
  drawn(
    `[...document.querySelectorAll(".quick-input-widget")].every(
      (widget) => widget.style.display === "none" && !widget.contains(document.activeElement),
    )`,
    "the window without a quick input",
  );

/** Where each word of the visible lines is drawn: its text and the place of its left edge, in lines from the top. */
export const wordPlaces = (): Promise<string[]> =>
  drawn(
    `(() => {
      const lines = [...document.querySelectorAll(".editor-instance .view-line")].sort((a, b) => a.offsetTop - b.offsetTop);
      return lines.map((line) => {
        const found = [];
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          for (const match of node.data.matchAll(/[^\\s\\u00a0]+/g)) {
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            found.push(match[0] + "@" + Math.round(range.getBoundingClientRect().x));
          }
        }
        return found.join(" ");
      });
    })()`,
    "the text",
  );

/** How many stretches of text are drawn with a background or border of a decoration. */
export const decorationsDrawn = (): Promise<number> =>
  drawn(
    `document.querySelectorAll(".editor-instance .view-overlays .cdr[class*=ced-]").length`,
    "a decoration",
  );
