import * as l10n from "@vscode/l10n";
import {
  type Disposable,
  type Event,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from "vscode";
import { say } from "../commands/context.ts";
import { articleIcon } from "../webviewPage.ts";
import { Report, type ReportHost } from "./report.ts";
import { createSaver } from "./save.ts";

const VIEW = "dateline.report";

/** The report of the window, while it is open, and its commands. */
export class Reports implements Disposable {
  readonly #host: ReportHost;
  readonly #icon: ReturnType<typeof articleIcon>;
  readonly #serializer: Disposable;
  #current: Report | undefined;

  constructor({ extension, extensionUri }: ExtensionContext, host: Pick<ReportHost, "client" | "model">) {
    this.#host = { ...host, dist: Uri.joinPath(extensionUri, "dist"), saver: createSaver(extension) };
    this.#icon = articleIcon(extensionUri);
    this.#serializer = window.registerWebviewPanelSerializer(VIEW, {
      deserializeWebviewPanel: async (panel) => void this.#add(panel),
    });
  }

  /** The one that is open; for tests, too. */
  get current(): Report | undefined {
    return this.#current;
  }

  /** Fires with each file that is saved from the report. For tests. */
  get onDidSave(): Event<Uri> {
    return this.#host.saver.onDidSave;
  }

  get commands(): Record<string, () => void> {
    return {
      "dateline.report.open": () => this.open(),
      "dateline.report.save": () => {
        if (this.#current) this.#current.save();
        else say(l10n.t("There is no report; open it first."));
      },
    };
  }

  open(): void {
    if (this.#current) this.#current.panel.reveal();
    else
      this.#add(
        window.createWebviewPanel(VIEW, l10n.t("Report"), ViewColumn.Active, { enableFindWidget: true }),
      );
  }

  #add(panel: WebviewPanel): void {
    panel.iconPath = this.#icon;
    const report = new Report(panel, this.#host);
    this.#current = report;
    panel.onDidDispose(() => {
      if (this.#current === report) this.#current = undefined;
    });
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#host.saver.dispose();
    this.#current?.panel.dispose();
  }
}
