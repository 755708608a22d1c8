import * as l10n from "@vscode/l10n";
import {
  type QuickPickItem,
  QuickPickItemKind,
  type TextEditor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type * as protocol from "../../../server/src/protocol.ts";
import { show } from "../focus.ts";
import { toRange } from "../ranges.ts";
import { analysed } from "../review/walk.ts";
import { type CommandServices, say, warn } from "./context.ts";

interface PlaceItem<P> extends QuickPickItem {
  /** Undefined for the tables. */
  readonly place?: P;
}

/**
 * Lists the places of a measurement, article by article, behind its numbers, and goes to the one that is chosen.
 * @param go shows a place
 */
export async function listPlaces<P extends protocol.MeasuredPlace>(
  measured: protocol.MeasureResult & { readonly more: number },
  places: readonly P[],
  go: (place: P) => Promise<void>,
): Promise<void> {
  const { title, summary, more, leftOut } = measured;
  const items: PlaceItem<P>[] = places.flatMap((place, n) => {
    const item: PlaceItem<P> = {
      label: place.words,
      description: `${place.path}:${place.range.start.line + 1}`,
      place,
    };
    return place.path === places[n - 1]?.path
      ? [item]
      : [{ label: place.path, kind: QuickPickItemKind.Separator }, item];
  });
  const chosen = await window.showQuickPick<PlaceItem<P>>(
    [
      { label: l10n.t("$(table) The numbers, as tables"), ...(summary === "" ? {} : { detail: summary }) },
      ...items,
    ],
    {
      title: [
        title,
        ...(more > 0 ? [l10n.t("the first {0} places of {1}", places.length, places.length + more)] : []),
        ...(leftOut.length > 0 ? [l10n.t("{0} not read", leftOut.length)] : []),
      ].join(" · "),
      matchOnDescription: true,
    },
  );
  if (!chosen) return;
  if (chosen.place) await go(chosen.place);
  else showPage(measured);
}

/**
 * Shows a place in its article, in a frame.
 * @param more what is done there besides; it gives what the status bar says
 */
export async function showPlace(
  context: CommandServices,
  place: protocol.MeasuredPlace,
  more: (editor: TextEditor) => Promise<string>,
): Promise<void> {
  try {
    const uri = Uri.parse(place.uri);
    // The article is to be analysed, and may be switched to another language before.
    await analysed(context.store, uri);
    const editor = await window.showTextDocument(await workspace.openTextDocument(uri));
    const words = await more(editor);
    show(editor, editor.document.validateRange(toRange(place.range)), true);
    say(words);
  } catch (error) {
    warn(error);
  }
}

/** Shows a page of numbers beside the articles; it has no script. */
export function showPage({ title, html }: protocol.MeasureResult): void {
  const panel = window.createWebviewPanel("dateline.numbers", title, ViewColumn.Active, {
    enableScripts: false,
    enableFindWidget: true,
    localResourceRoots: [],
  });
  panel.webview.html = html;
}
