import * as l10n from "@vscode/l10n";
import {
  commands,
  type Disposable,
  EventEmitter,
  type TextDocument,
  type TextEditor,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";
import { activeArticle } from "../articles.ts";
import { focusOf } from "../focus.ts";
import { interfaceStrings } from "../language.ts";
import { onDidChangeProject } from "../projects.ts";
import { meant } from "../ranges.ts";
import { fillPage } from "../webviewPage.ts";
import { carryOut, type OnPage } from "./acting.ts";
import { visibleEditor } from "./editors.ts";
import { layOut, nameOf } from "./layout.ts";
import type { Laid, Paragraph } from "./model/article.ts";
import { changesBetween } from "./model/changes.ts";
import { fromPage, type Kept, type ToPage } from "./model/messages.ts";
import { positionAt, spotAt } from "./model/spots.ts";

/** What readers work with. */
export interface ReaderHost {
  readonly store: AnnotationStore;
  readonly client: () => Promise<BaseLanguageClient>;
  /** The folder of the extension's bundles. */
  readonly dist: Uri;
}

/** How long after the page was scrolled the editor's scrolling is taken for its answer, in ms. */
const ANSWER = 300;

/** A paragraph with what tells it from others. */
interface Keyed {
  readonly paragraph: Paragraph;
  readonly key: string;
}

/** What the page shows: an article at a version of its text, and the number under which messages speak of it. */
interface Shown extends OnPage {
  readonly revision: number;
  readonly paragraphs: readonly Keyed[];
  readonly surroundings: string;
}

/**
 * One reader: a page beside the editor that shows an article as it is read. It follows the active article, unless it is
 * locked, and keeps the last one when something else is active. Invariant: a message of the page is about what the page
 * shows, or nothing comes of it.
 */
export class Reader implements Disposable {
  readonly panel: WebviewPanel;
  readonly #host: ReaderHost;
  readonly #subscriptions: Disposable[];
  readonly #posted = new EventEmitter<ToPage>();
  /** Fires with what is sent to the page. For tests. */
  readonly onDidPost = this.#posted.event;
  #uri: string | undefined;
  #locked: boolean;
  #ready = false;
  #shown: Shown | undefined;
  #revision = 0;
  /** When the page was last scrolled or clicked by hand. */
  #led = 0;

  constructor(panel: WebviewPanel, host: ReaderHost, kept: Partial<Kept>) {
    this.panel = panel;
    this.#host = host;
    this.#locked = kept.locked === true;
    this.#uri = kept.uri;
    this.#subscriptions = [
      this.#posted,
      host.store.onDidChange((uri) => {
        if (uri === this.#uri) void this.#refresh();
      }),
      onDidChangeProject(() => void this.#refresh()),
      window.onDidChangeActiveTextEditor(() => this.#follow()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.#editor) this.#showSelection(true);
      }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#editorScrolled(textEditor)),
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidDispose(() => this.dispose()),
    ];
    fillPage(panel.webview, host.dist, "reader", l10n.t("Reader"));
    if (!this.#locked || this.#uri === undefined) this.#follow();
    this.#name();
  }

  get locked(): boolean {
    return this.#locked;
  }

  /** The article that it shows or waits for, while it is open. */
  get article(): TextDocument | undefined {
    return workspace.textDocuments.find((document) => document.uri.toString() === this.#uri);
  }

  /** Keeps its article, or follows the active one again. */
  toggleLock(): void {
    this.#locked = !this.#locked;
    this.#name();
    this.#keep();
    this.#follow();
  }

  /** Has the page keep what it takes to bring the reader back with the window. */
  #keep(): void {
    if (this.#uri !== undefined) this.#post({ type: "keep", kept: { uri: this.#uri, locked: this.#locked } });
  }

  #follow(): void {
    const article = this.#locked ? undefined : activeArticle();
    const uri = article?.uri.toString();
    if (uri === undefined || uri === this.#uri) return;
    this.#uri = uri;
    this.#name();
    void this.#refresh();
  }

  #name(): void {
    const name = this.#uri === undefined ? "" : nameOf(Uri.parse(this.#uri));
    this.panel.title = this.#locked ? l10n.t("[Reader] {0}", name) : l10n.t("Reader {0}", name);
  }

  /** Shows what is known of the article; while its present text is being read, the last one stays. */
  async #refresh(): Promise<void> {
    if (!this.#ready) return;
    const document = this.article;
    const published = document && this.#host.store.of(document);
    if (!document || !published) {
      const isBeingRead = document && this.#host.store.last(document.uri);
      if (!isBeingRead || this.#shown?.document !== document) this.#showNothing(document);
      return;
    }
    const isLatest = (): boolean => this.article === document && this.#host.store.of(document) === published;
    try {
      const laid = await layOut(document, published, await this.#host.client());
      if (isLatest() && this.#ready) this.#show(document, laid);
    } catch (error) {
      // A text that has gone on is laid out with its next annotations.
      if (isLatest() && this.#ready)
        void window.showWarningMessage(l10n.t("The reader could not show the article: {0}", String(error)));
    }
  }

  #showNothing(document: TextDocument | undefined): void {
    this.#shown = undefined;
    const message = document
      ? l10n.t("Reading the article …")
      : this.#uri === undefined
        ? l10n.t("Open a news article to read it here.")
        : l10n.t(
            "{0} is closed. Open it, or another article, to read it here.",
            nameOf(Uri.parse(this.#uri)),
          );
    this.#post({ type: "empty", message });
  }

  #show(document: TextDocument, laid: Laid): void {
    const before = this.#shown?.document === document ? this.#shown : undefined;
    const paragraphs = laid.article.paragraphs.map((paragraph) => ({
      paragraph,
      key: JSON.stringify(paragraph),
    }));
    const surroundings = JSON.stringify(laid.article.surroundings);
    const changes = changesBetween<Keyed>(before?.paragraphs ?? [], paragraphs, (a, b) => a.key === b.key);
    const isSame = before?.surroundings === surroundings && changes.length === 0;
    // A page that has nothing to draw anew goes on under its number: what it says in the meantime is not in vain.
    if (!isSame) this.#revision++;
    this.#shown = {
      document,
      version: document.version,
      revision: this.#revision,
      laid,
      paragraphs,
      surroundings,
    };
    if (isSame) return;
    if (!before) this.#keep();
    this.#post({
      type: "article",
      revision: this.#revision,
      fresh: before === undefined,
      ...(before?.surroundings === surroundings ? {} : { surroundings: laid.article.surroundings }),
      changes: changes.map(({ add, ...change }) => ({
        ...change,
        add: add.map(({ paragraph }) => paragraph),
      })),
    });
    this.#showSelection(before === undefined);
  }

  #post(message: ToPage): void {
    this.#posted.fire(message);
    // False where the page is hidden: it asks for all when it is shown again.
    void this.panel.webview.postMessage(message);
  }

  /** What the editor shows of the article, where it is the text that the page shows. */
  get #editor(): TextEditor | undefined {
    const document = this.#shown?.document;
    return document && visibleEditor(document);
  }

  #showSelection(reveal: boolean): void {
    const shown = this.#shown;
    const editor = this.#editor;
    if (!shown || !editor || shown.version !== editor.document.version) return;
    const { spans, places } = shown.laid;
    const selection = focusOf(editor);
    const annotations = this.#host.store.of(editor.document)?.annotations ?? [];
    const [annotation] = meant(annotations, selection);
    const place = annotation && places.get(annotation.id);
    const from = spotAt(spans, editor.document.offsetAt(selection.start));
    const to = spotAt(spans, editor.document.offsetAt(selection.end));
    if (!from || !to) return;
    this.#post({
      type: "show",
      revision: shown.revision,
      paragraph: place?.paragraph ?? from.paragraph,
      mark: place?.mark ?? null,
      selection: selection.isEmpty ? null : [from, to],
      reveal: reveal && !this.#leads,
    });
  }

  get #leads(): boolean {
    return Date.now() - this.#led < ANSWER;
  }

  #editorScrolled(editor: TextEditor): void {
    const shown = this.#shown;
    const [visible] = editor.visibleRanges;
    if (!shown || editor !== this.#editor || !visible || this.#leads || !this.panel.visible) return;
    const position = positionAt(shown.laid.spans, editor.document.offsetAt(visible.start));
    if (position !== undefined) this.#post({ type: "scroll", revision: shown.revision, position });
  }

  /** Takes a message of the page; what is none, or is about another text than the page's last, is left alone. */
  receive(value: unknown): void {
    const message = fromPage(value);
    if (message?.type === "ready") {
      this.#ready = true;
      this.#shown = undefined;
      this.#post({ type: "language", strings: interfaceStrings() });
      void this.#refresh();
      return;
    }
    const shown = this.#shown;
    if (!message || !shown || shown.version !== shown.document.version) return;
    if (message.type === "undo") {
      void commands.executeCommand(protocol.commands.undo, { uri: shown.document.uri.toString() });
    } else if (message.revision === shown.revision) {
      this.#led = Date.now();
      void carryOut(shown, message, this.#host.store, this.panel.viewColumn);
    }
  }

  dispose(): void {
    this.#ready = false;
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
