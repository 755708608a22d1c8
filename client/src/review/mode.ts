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
import { projectOf } from "../projects.ts";
import { openSuggestions } from "./walk.ts";

const KEYS = [
  ["A / X", "accept / reject"],
  ["Space", "skip"],
  ["N / P", "next / previous"],
  ["Backspace", "take the last decision back"],
  ["[ / ]", "beginning back / end on by a word"],
  ["Shift+[ / Shift+]", "beginning on / end back by a word"],
  ["E", "edit the figure or the label"],
  ["T", "set an attribute"],
  ["G", "accept all in the paragraph"],
  ["C", "accept all above a confidence"],
  ["D", "mark the article done, and on to the next"],
  ["?", "all keys, to see and to change"],
  ["Escape", "leave"],
] as const;

/**
 * The review mode: single keys decide, and nothing can be typed into the articles meanwhile. Holds where it is on and
 * which articles it has made read-only in this window.
 */
export class ReviewMode implements Disposable {
  #active = false;
  readonly #changed = new EventEmitter<boolean>();
  readonly onDidChange: Event<boolean> = this.#changed.event;
  /** Articles that this mode has made read-only, by URI. */
  readonly #locked = new Set<string>();
  readonly #item = window.createStatusBarItem("dateline.review", StatusBarAlignment.Left, 41);
  readonly #subscriptions: Disposable[];
  readonly #store: AnnotationStore;

  constructor(store: AnnotationStore) {
    this.#store = store;
    this.#item.name = "Dateline Review";
    this.#subscriptions = [
      this.#item,
      this.#changed,
      store.onDidChange(() => this.#show()),
      window.onDidChangeActiveTextEditor(() => {
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
    const editor = window.activeTextEditor;
    // A suggestion that stays selected would be overwritten by the next key.
    if (!active && editor && activeArticle()) unfocus(editor);
    await commands.executeCommand("setContext", "dateline.reviewing", active);
    await this.#lock();
    this.#show();
    this.#changed.fire(active);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Makes the active article read-only in the mode, and writable again outside it. */
  async #lock(): Promise<void> {
    const article = activeArticle();
    if (!article) return;
    const uri = keyOf(article);
    if (this.#active === this.#locked.has(uri)) return;
    if (this.#active) this.#locked.add(uri);
    else this.#locked.delete(uri);
    await commands.executeCommand(
      this.#active
        ? "workbench.action.files.setActiveEditorReadonlyInSession"
        : "workbench.action.files.resetActiveEditorReadonlyInSession",
    );
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
    this.#item.text = isDecided ? "$(pass) Review: D marks it done" : `$(run-all) Review: ${left} left`;
    this.#item.command = isDecided ? "dateline.review.done" : "dateline.review";
    this.#item.tooltip = legendOf(article);
    this.#item.accessibilityInformation = {
      label: `Dateline review mode, ${left} ${left === 1 ? "suggestion" : "suggestions"} left in this article. ${isDecided ? "Press D to mark it done and go on, " : "Press "}Escape in the text to leave.`,
    };
    this.#item.show();
  }
}

/** The keys of the mode, and those of the labels that the article's project has. */
function legendOf(article: TextDocument): MarkdownString {
  const rows = KEYS.map(([keys, what]) => `| ${keys} | ${what} |`);
  const text = new MarkdownString(
    `**Review mode**\n\n| key | what it does |\n| --- | --- |\n${rows.join("\n")}\n\n**Labels** (on selected words: annotate them)\n`,
  );
  for (const { name, key, description } of projectOf(article.uri).labels) {
    if (key === null) continue;
    text.appendMarkdown(`\n- ${key.toUpperCase()} · `);
    text.appendText(description === "" ? name : `${name}: ${description}`);
  }
  return text;
}

const keyOf = ({ uri }: TextDocument): string => uri.toString();
