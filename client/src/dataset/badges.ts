import {
  type Disposable,
  EventEmitter,
  type FileDecoration,
  type FileDecorationProvider,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { StatesResult } from "../../../server/src/protocol.ts";
import type { DatasetModel } from "./model.ts";
import { lookOf, stateInWords } from "./states.ts";

type State = NonNullable<StatesResult["states"][number]>;

/**
 * How far articles are: asked of the server as files come into view, many at a time, and forgotten when they change. In
 * the explorer each has a badge, unless a setting switches that off.
 */
export class ArticleBadges implements FileDecorationProvider, Disposable {
  readonly #model: DatasetModel;
  readonly #isRunning: () => boolean;
  readonly #changed = new EventEmitter<Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #learned = new EventEmitter<undefined>();
  /** Fires when answers have come in. */
  readonly onDidLearn = this.#learned.event;
  readonly #known = new Map<string, State | null>();
  /** What is asked for with the next request. */
  #waiting: { readonly uri: Uri; readonly answer: (state: State | null) => void }[] = [];
  readonly #subscriptions: Disposable[];

  /** @param isRunning whether the server runs: badges alone do not start it */
  constructor(model: DatasetModel, isRunning: () => boolean) {
    this.#model = model;
    this.#isRunning = isRunning;
    this.#subscriptions = [
      this.#changed,
      this.#learned,
      window.registerFileDecorationProvider(this),
      model.onDidChangeArticles((uris) => this.forget(uris)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("dateline.explorerBadges")) this.#changed.fire(undefined);
      }),
    ];
  }

  /** Whether an article is done, as far as that is known; asks for it where it is not. */
  isDone(uri: Uri): boolean {
    const known = this.#known.get(uri.toString());
    if (known === undefined) void this.of(uri);
    return known?.state === "done";
  }

  /** What is shown of articles may be otherwise; undefined for all of them. */
  forget(uris: readonly Uri[] | undefined): void {
    if (!uris) this.#known.clear();
    else for (const uri of uris) this.#known.delete(uri.toString());
    this.#changed.fire(uris && [...uris]);
    this.#learned.fire(undefined);
  }

  async provideFileDecoration(uri: Uri): Promise<FileDecoration | undefined> {
    if (uri.scheme === "git" || !workspace.getConfiguration("dateline").get("explorerBadges", true))
      return undefined;
    if (!MAY_BE_ARTICLE.test(uri.path)) return undefined;
    const state = await this.of(uri);
    if (!state) return undefined;
    const { badge, colour } = lookOf(state);
    if (badge === undefined) return undefined;
    return {
      badge,
      ...(colour ? { color: colour } : {}),
      tooltip: `Dateline: ${stateInWords(state)}`,
      propagate: false,
    };
  }

  /** How far an article is; null for what is none, or where the server does not run. */
  of(uri: Uri): Promise<State | null> {
    const known = this.#known.get(uri.toString());
    if (known !== undefined) return Promise.resolve(known);
    if (!this.#isRunning() || !workspace.getWorkspaceFolder(uri)) return Promise.resolve(null);
    return new Promise((answer) => {
      this.#waiting.push({ uri, answer });
      if (this.#waiting.length === 1) setTimeout(() => void this.#askAll(), 0);
    });
  }

  async #askAll(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = [];
    try {
      const states = await this.#model.states(asked.map(({ uri }) => uri));
      for (const [n, { uri, answer }] of asked.entries()) {
        const state = states[n] ?? null;
        this.#known.set(uri.toString(), state);
        answer(state);
      }
      this.#learned.fire(undefined);
    } catch {
      // The server is going: its end is told elsewhere, and badges are asked for anew with the next one.
      for (const { answer } of asked) answer(null);
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** Folders and sidecars, pictures and programs are not asked for. */
const MAY_BE_ARTICLE = /\.(?!dateline\.json$)(txt|article|md|text|markdown)$/i;
