import * as l10n from "@vscode/l10n";
import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  MarkdownString,
  StatusBarAlignment,
  type TextDocument,
  window,
} from "vscode";
import type { AnnotationStore } from "../annotationStore.ts";
import { activeArticle } from "../articles.ts";
import { unfocus } from "../focus.ts";
import { keepTypingOut } from "./guard.ts";
import { keysInWords, labelsWithKeys } from "./keys.ts";
import { createLock } from "./lock.ts";
import { openSuggestions } from "./walk.ts";

/**
 * The review mode: single keys decide, and nothing can be typed into the articles meanwhile. Holds whether it is on and
 * where it has been in this window.
 */
export class ReviewMode implements Disposable {
  #active = false;
  #isLeaving = false;
  readonly #changed = new EventEmitter<boolean>();
  readonly onDidChange: Event<boolean> = this.#changed.event;
  readonly #lock = createLock({
    active: () => window.activeTextEditor?.document.uri.toString(),
    isWanted: (uri) => this.#active && !this.#isLeaving && activeArticle()?.uri.toString() === uri,
    apply: (readOnly) =>
      commands.executeCommand(
        readOnly
          ? "workbench.action.files.setActiveEditorReadonlyInSession"
          : "workbench.action.files.resetActiveEditorReadonlyInSession",
      ),
  });
  /** Articles in which something may have been left selected, by URI. */
  readonly #visited = new Set<string>();
  readonly #item = window.createStatusBarItem("dateline.review", StatusBarAlignment.Left, 41);
  readonly #subscriptions: Disposable[];
  readonly #store: AnnotationStore;

  constructor(store: AnnotationStore) {
    this.#store = store;
    this.#item.name = l10n.t("Dateline Review");
    this.#subscriptions = [
      this.#item,
      this.#changed,
      store.onDidChange(() => this.#show()),
      window.onDidChangeActiveTextEditor(() => {
        this.#visit();
        void this.#lock();
        this.#show();
      }),
    ];
  }

  get active(): boolean {
    return this.#active;
  }

  async set(active: boolean): Promise<void> {
    if (this.#active === active) return;
    this.#active = active;
    this.#visit();
    await commands.executeCommand("setContext", "dateline.reviewing", active);
    await this.#lock();
    this.#show();
    this.#changed.fire(active);
  }

  /**
   * Shows another article by `act`. VS Code makes only what is in front writable again, so the article that is left is so
   * just before: else it would have a lock in its tab and in the explorer until somebody looks at it after the review.
   * Until the next one is read-only nothing is typed into either.
   */
  async leaving<T>(act: () => PromiseLike<T>): Promise<T> {
    const guard = keepTypingOut();
    try {
      this.#isLeaving = true;
      await this.#lock();
      this.#isLeaving = false;
      return await act();
    } finally {
      await this.#lock();
      guard.dispose();
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Outside the mode a suggestion that stays selected would be overwritten by the next key, whenever its article is shown. */
  #visit(): void {
    const article = activeArticle();
    if (this.#active && article) this.#visited.add(article.uri.toString());
    if (this.#active) return;
    const shown = window.visibleTextEditors.filter(({ document }) =>
      this.#visited.has(document.uri.toString()),
    );
    for (const editor of shown) {
      unfocus(editor);
      this.#visited.delete(editor.document.uri.toString());
    }
  }

  #show(): void {
    const article = this.#active ? activeArticle() : undefined;
    const published = article && this.#store.last(article.uri);
    if (!article) {
      this.#item.hide();
      return;
    }
    const left = published ? openSuggestions(published).length : 0;
    const isDecided = published !== undefined && left === 0;
    this.#item.text = isDecided
      ? l10n.t("$(pass) Review: D marks it done")
      : l10n.t("$(run-all) Review: {0} left", left);
    this.#item.command = isDecided ? "dateline.review.done" : "dateline.review";
    this.#item.tooltip = legendOf(article);
    this.#item.accessibilityInformation = {
      label: isDecided
        ? l10n.t(
            "Dateline review mode, 0 suggestions left in this article. Press D to mark it done and go on, Escape in the text to leave.",
          )
        : left === 1
          ? l10n.t(
              "Dateline review mode, 1 suggestion left in this article. Press Escape in the text to leave.",
            )
          : l10n.t(
              "Dateline review mode, {0} suggestions left in this article. Press Escape in the text to leave.",
              left,
            ),
    };
    this.#item.show();
  }
}

/** The keys of the mode, and those of the labels that the article's project has. */
function legendOf(article: TextDocument): MarkdownString {
  const rows = keysInWords().map(([keys, what]) => `| ${keys} | ${what} |`);
  const text = new MarkdownString(
    [
      `**${l10n.t("Review mode")}**\n`,
      `| ${l10n.t("key")} | ${l10n.t("what it does")} |\n| --- | --- |`,
      ...rows,
      `\n**${l10n.t("Labels")}** (${l10n.t("on selected words: annotate them")})\n`,
    ].join("\n"),
  );
  for (const [key, label] of labelsWithKeys(article.uri)) {
    text.appendMarkdown(`\n- ${key} · `);
    text.appendText(label);
  }
  return text;
}
