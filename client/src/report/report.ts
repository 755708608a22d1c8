import * as l10n from "@vscode/l10n";
import {
  CancellationTokenSource,
  type Disposable,
  EventEmitter,
  type Uri,
  type WebviewPanel,
  window,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";
import type { DatasetModel } from "../dataset/model.ts";
import { interfaceStrings } from "../language.ts";
import { fillPage } from "../webviewPage.ts";
import { type AgreementState, chartsOf } from "./model/charts.ts";
import { type FromPage, fromPage, type Shown, type ToPage } from "./model/messages.ts";
import type { ReportSaver } from "./save.ts";

/** What the report works with. */
export interface ReportHost {
  readonly client: () => Promise<BaseLanguageClient>;
  readonly model: DatasetModel;
  /** The folder of the extension's bundles. */
  readonly dist: Uri;
  readonly saver: ReportSaver;
}

/** How long changes are gathered before all is counted anew, in ms. */
const WAIT = 400;

/**
 * The report: a page of charts of what is decided in the articles of the list, by the list's filter. It is counted anew
 * when articles or the filter change, while it can be seen.
 */
export class Report implements Disposable {
  readonly panel: WebviewPanel;
  readonly #host: ReportHost;
  readonly #subscriptions: Disposable[];
  readonly #posted = new EventEmitter<ToPage>();
  /** Fires with what is sent to the page. For tests. */
  readonly onDidPost = this.#posted.event;
  #shown: Shown | undefined;
  #ready = false;
  #stale = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The measurement of agreement that is under way. */
  #measuring: CancellationTokenSource | undefined;

  constructor(panel: WebviewPanel, host: ReportHost) {
    this.panel = panel;
    this.#host = host;
    this.#subscriptions = [
      this.#posted,
      host.model.onDidChangeList(() => {
        this.#stale = true;
        this.#plan();
      }),
      panel.onDidChangeViewState(() => this.#plan()),
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidDispose(() => this.dispose()),
    ];
    fillPage(panel.webview, host.dist, "report", l10n.t("Report"));
  }

  /** What the page shows. */
  get shown(): Shown | undefined {
    return this.#shown;
  }

  /** Saves the whole report, once the page has drawn it. */
  save(): void {
    if (this.#shown) this.#post({ type: "draw" });
    else void window.showInformationMessage(l10n.t("There is nothing in the report to save yet."));
  }

  #plan(): void {
    if (!this.#ready || !this.#stale || !this.panel.visible || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#refresh();
    }, WAIT);
  }

  async #refresh(): Promise<void> {
    this.#stale = false;
    const { query } = this.#host.model.settings;
    if (!this.#shown) this.#post({ type: "empty", message: l10n.t("Reading articles …") });
    try {
      const client = await this.#host.client();
      const params: protocol.ReportParams = { query };
      const { report, problem } = await client.sendRequest<protocol.ReportResult>(
        protocol.datasetReport,
        params,
      );
      if (!this.#ready) return;
      if (report) {
        this.#show({ report, query, agreement: this.#shown?.agreement ?? { state: "measuring" } });
        await this.#measure(client, { report, query });
      } else this.#showNothing(l10n.t("The filter of the list is not used: {0}", problem?.message ?? ""));
    } catch (error) {
      // A server that is going is asked again with the next change.
      if (this.#ready) this.#showNothing(l10n.t("The report could not be made: {0}", messageOf(error)));
    }
  }

  /** Measures how far annotators agree; a newer measurement ends this one. */
  async #measure(client: BaseLanguageClient, shown: Omit<Shown, "agreement">): Promise<void> {
    this.#measuring?.cancel();
    const own = new CancellationTokenSource();
    this.#measuring = own;
    const params: protocol.ReportAgreementParams = { query: shown.query };
    const agreement = await client
      .sendRequest<protocol.ReportAgreementResult>(protocol.datasetAgreement, params, own.token)
      .then((result): AgreementState => ({ state: "measured", result }))
      .catch(
        (error: unknown): AgreementState => ({
          state: "failed",
          message: l10n.t("Agreement could not be measured: {0}", messageOf(error)),
        }),
      );
    own.dispose();
    if (this.#measuring !== own || !this.#ready) return;
    this.#measuring = undefined;
    this.#show({ ...shown, agreement });
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#post({ type: "report", shown });
  }

  #showNothing(message: string): void {
    this.#shown = undefined;
    this.#post({ type: "empty", message });
  }

  #post(message: ToPage): void {
    this.#posted.fire(message);
    // False where the page is hidden: it asks for all when it is shown again.
    void this.panel.webview.postMessage(message);
  }

  /** Takes a message of the page; what is none, or names no chart, is left alone. */
  receive(value: unknown): void {
    const message = fromPage(value);
    if (message?.type === "ready") {
      this.#ready = true;
      this.#stale = true;
      this.#post({ type: "language", strings: interfaceStrings() });
      if (this.#shown) this.#post({ type: "report", shown: this.#shown });
      this.#plan();
    } else if (message && this.#shown) void this.#save(message, this.#shown);
  }

  async #save(message: Exclude<FromPage, { type: "ready" }>, shown: Shown): Promise<void> {
    const { saver } = this.#host;
    if (message.type === "save") return saver.report(shown, message.drawings);
    const chart = chartsOf(shown.report, shown.agreement).find(({ id }) => id === message.chart);
    if (!chart) return;
    if (message.type === "csv") await saver.csv(chart);
    else await saver.svg(chart, message.drawing);
  }

  dispose(): void {
    this.#ready = false;
    clearTimeout(this.#timer);
    this.#measuring?.cancel();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
