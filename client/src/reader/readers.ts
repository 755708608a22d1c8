import * as l10n from "@vscode/l10n";
import {
  type Disposable,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { articleIcon } from "../webviewPage.ts";
import { keptIn } from "./model/messages.ts";
import { Reader, type ReaderHost } from "./reader.ts";

const VIEW = "dateline.reader";

/** The readers of the window: one that follows the active article, and any number that are locked to theirs. */
export class Readers implements Disposable {
  readonly #host: ReaderHost;
  readonly #icon: ReturnType<typeof articleIcon>;
  readonly #open = new Set<Reader>();
  readonly #serializer: Disposable;

  constructor({ extensionUri }: ExtensionContext, host: Omit<ReaderHost, "dist">) {
    this.#host = { ...host, dist: Uri.joinPath(extensionUri, "dist") };
    this.#icon = articleIcon(extensionUri);
    this.#serializer = window.registerWebviewPanelSerializer(VIEW, {
      deserializeWebviewPanel: (panel, state) => this.restore(panel, state),
    });
  }

  /** All that are open; for tests, too. */
  get all(): readonly Reader[] {
    return [...this.#open];
  }

  /** The reader that a command is for: the one in front, else the one that follows. */
  get current(): Reader | undefined {
    return this.all.find(({ panel }) => panel.active) ?? this.all.find(({ locked }) => !locked);
  }

  /** Opens the reader beside the editor, or shows the one that follows; the keyboard stays where it is. */
  open(): Reader {
    const known = this.all.find(({ locked }) => !locked);
    if (known) {
      known.panel.reveal(undefined, true);
      return known;
    }
    const panel = window.createWebviewPanel(
      VIEW,
      l10n.t("Reader"),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableFindWidget: true },
    );
    return this.#add(panel, undefined);
  }

  /** Makes a reader of a page that the editor brought back with the window, with what the page kept. */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const kept = keptIn(state);
    const reader = this.#add(panel, state);
    if (!kept || reader.article) return;
    try {
      await workspace.openTextDocument(Uri.parse(kept.uri));
    } catch {
      // The article has gone since; the reader says that it is not open.
    }
  }

  #add(panel: WebviewPanel, state: unknown): Reader {
    panel.iconPath = this.#icon;
    const reader = new Reader(panel, this.#host, keptIn(state) ?? {});
    this.#open.add(reader);
    panel.onDidDispose(() => this.#open.delete(reader));
    return reader;
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const { panel } of this.all) panel.dispose();
  }
}
