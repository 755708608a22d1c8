import { commands, type Disposable } from "vscode";
import { activeArticle } from "../articles.ts";

/**
 * Keeps what is typed out of articles until it is disposed of: for the moment in which one is left and the next one is
 * shown, for VS Code can make read-only, and writable again, only what is in front. Where another extension has the
 * keys, as one for modal editing, nothing is kept out; what is no typing (pasting, deleting) never is.
 */
export function keepTypingOut(): Disposable {
  try {
    return commands.registerCommand("type", (typed: unknown) =>
      activeArticle() ? undefined : commands.executeCommand("default:type", typed),
    );
  } catch {
    // Only one extension can have it.
    return { dispose: () => undefined };
  }
}
