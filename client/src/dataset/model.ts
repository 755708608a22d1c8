import { type Disposable, EventEmitter, type Memento, Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";

/** What the list of articles shows, kept for the workspace. */
export interface ListSettings {
  readonly query: string;
  readonly sort: protocol.ArticleSort;
  readonly group: protocol.ArticleGroup;
}

const KEY = "dateline.articles";
const RECENT = "dateline.filters";
/** How many filters are remembered. */
const FILTERS = 10;

/** What is known of all articles: asked of the server a page at a time, and told anew when something changes. */
export class DatasetModel implements Disposable {
  readonly #client: () => Promise<BaseLanguageClient>;
  readonly #memory: Memento;
  #settings: ListSettings;
  readonly #listChanged = new EventEmitter<undefined>();
  /** The list may be another: articles, filter, order or groups changed. */
  readonly onDidChangeList = this.#listChanged.event;
  readonly #articlesChanged = new EventEmitter<readonly Uri[] | undefined>();
  /** Fires with articles that changed; undefined for any. */
  readonly onDidChangeArticles = this.#articlesChanged.event;

  constructor(client: () => Promise<BaseLanguageClient>, memory: Memento) {
    this.#client = client;
    this.#memory = memory;
    this.#settings = { query: "", sort: "name", group: "state", ...memory.get<Partial<ListSettings>>(KEY) };
  }

  get settings(): ListSettings {
    return this.#settings;
  }

  /** The filters that were used last, the newest first. */
  get filters(): readonly string[] {
    return this.#memory.get<string[]>(RECENT, []);
  }

  async set(settings: Partial<ListSettings>): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    this.#listChanged.fire(undefined);
    await this.#memory.update(KEY, this.#settings);
    const { query } = this.#settings;
    if (query.trim() !== "" && settings.query !== undefined)
      await this.#memory.update(
        RECENT,
        [query, ...this.filters.filter((one) => one !== query)].slice(0, FILTERS),
      );
  }

  /** Takes a running server's word for what changed. */
  connect(client: BaseLanguageClient): void {
    client.onNotification(protocol.datasetChanged, ({ uris }: protocol.DatasetChangedParams) => {
      this.#listChanged.fire(undefined);
      this.#articlesChanged.fire(uris?.map((uri) => Uri.parse(uri)));
    });
  }

  status(params: protocol.StatusParams = {}): Promise<protocol.StatusResult> {
    return this.#ask(protocol.datasetStatus, { ...this.#settings, ...params });
  }

  async states(uris: readonly Uri[]): Promise<protocol.StatesResult["states"]> {
    const { states } = await this.#ask<protocol.StatesResult>(protocol.datasetStates, {
      uris: uris.map(String),
    } satisfies protocol.StatesParams);
    return states;
  }

  facets(): Promise<protocol.FacetsResult> {
    return this.#ask(protocol.datasetFacets, {});
  }

  /** The next article that is not done behind one, in the order of the list. */
  async next(from: Uri | undefined): Promise<Uri | undefined> {
    const { query, sort } = this.#settings;
    const { uri } = await this.#ask<protocol.NextResult>(protocol.datasetNext, {
      query,
      sort,
      from: from?.toString() ?? null,
    } satisfies protocol.NextParams);
    return uri === null ? undefined : Uri.parse(uri);
  }

  refresh(): Promise<void> {
    return this.#ask(protocol.datasetRefresh, {});
  }

  async #ask<T>(method: string, params: object): Promise<T> {
    return (await this.#client()).sendRequest<T>(method, params);
  }

  dispose(): void {
    this.#listChanged.dispose();
    this.#articlesChanged.dispose();
  }
}
