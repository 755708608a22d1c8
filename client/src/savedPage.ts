import * as l10n from "@vscode/l10n";
import { type Extension, env, Uri, window, workspace } from "vscode";
import { type Colour, colourSheet } from "./reader/model/colours.ts";
import type { Style } from "./reader/model/shell.ts";

// Pages that are saved as files: what they are dressed in, and what is offered when they are there.

/**
 * The colours and the style of a page as a file has them.
 * @param sheet the style's path in the extension's folder
 * @param more further rules, behind those
 */
export async function dressOf(
  extension: Extension<unknown>,
  sheet: string,
  ...more: readonly string[]
): Promise<readonly Style[]> {
  const css = [colourSheet(coloursOf(extension)), await styleOf(extension, sheet), ...more];
  return Promise.all(css.map(async (one) => ({ css: one, hash: await hashOf(one) })));
}

/** Says that a page is saved, and offers to open it where the browser of this machine can. */
export async function offerOpening(file: Uri): Promise<void> {
  const open = l10n.t("Open in the Browser");
  const message = l10n.t("Saved {0}. Print it from a browser.", workspace.asRelativePath(file));
  // A file on another machine is none that the browser here can open.
  const isHere = file.scheme === "file" && env.remoteName === undefined;
  const answer = await window.showInformationMessage(message, ...(isHere ? [open] : []));
  if (answer === open) await env.openExternal(file);
}

/** Where a command is told to save, without asking. */
export const targetIn = ([first]: readonly unknown[]): Uri | undefined =>
  typeof first === "object" && first !== null && "to" in first && typeof first.to === "string"
    ? Uri.parse(first.to)
    : undefined;

/** The colours of the labels, as the manifest declares them. */
function coloursOf({ packageJSON }: Extension<unknown>): readonly Colour[] {
  const { contributes } = packageJSON as { contributes: { colors: readonly Colour[] } };
  return contributes.colors;
}

async function styleOf({ extensionUri }: Extension<unknown>, sheet: string): Promise<string> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, sheet));
  return new TextDecoder().decode(bytes).replace(/\/\*# sourceMappingURL=.*?\*\//, "");
}

/** The SHA-256 of a text in UTF-8, in Base64, as a content security policy names a style by. */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
