import * as l10n from "@vscode/l10n";
import { type Disposable, EventEmitter, type TextDocument, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";

/** Two sides of one article, while they are compared. */
export interface Compared {
  readonly uri: string;
  readonly left: protocol.CompareSide;
  readonly right: protocol.CompareSide;
  readonly result: protocol.CompareResult;
}

/** How a side is called. */
export const nameOf = ({ annotator, ref }: protocol.CompareSide): string =>
  annotator ?? ref ?? l10n.t("here");

/** Whether a pair is still to be settled. */
export const isOpen = ({ differences, settled }: protocol.ComparedPair): boolean =>
  differences.length > 0 && !settled;

/**
 * The comparison that is under way, of one article at a time. It follows the article: each time that its annotations are
 * shown anew it is asked for again, so that undoing and other corrections show at once.
 */
export class Comparison implements Disposable {
  readonly #client: () => Promise<BaseLanguageClient>;
  readonly #failed: (error: unknown) => void;
  readonly #changed = new EventEmitter<void>();
  /** Fires when a comparison begins, is another one, or ends. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable[];
  #current: Compared | undefined;
  /** Of what was asked last; an answer to what was asked before it comes too late. */
  #asked = 0;
  #following: Promise<void> = Promise.resolve();

  /** `failed` is told why a comparison has ended by itself. */
  constructor(
    store: AnnotationStore,
    client: () => Promise<BaseLanguageClient>,
    failed: (error: unknown) => void,
  ) {
    this.#client = client;
    this.#failed = failed;
    this.#subscriptions = [
      this.#changed,
      store.onDidChange((uri) => {
        if (uri === this.#current?.uri) this.#following = this.#follow(store);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.toString() === this.#current?.uri) this.end();
      }),
    ];
  }

  get current(): Compared | undefined {
    return this.#current;
  }

  /** The comparison of an article's present text. */
  of(document: TextDocument): Compared | undefined {
    const { current } = this;
    return current?.uri === document.uri.toString() && current.result.version === document.version
      ? current
      : undefined;
  }

  /** Resolved when the comparison is of what its article shows by now. */
  followed(): Promise<void> {
    return this.#following;
  }

  /** Compares two sides of an article; rejects with what the server says where it cannot. */
  async start(
    document: TextDocument,
    left: protocol.CompareSide,
    right: protocol.CompareSide,
  ): Promise<Compared> {
    const uri = document.uri.toString();
    const result = await this.#ask({ uri, version: document.version, left, right });
    const current = { uri, left, right, result };
    this.#asked++;
    this.#show(current);
    return current;
  }

  end(): void {
    this.#asked++;
    if (this.#current) this.#show(undefined);
  }

  #show(current: Compared | undefined): void {
    this.#current = current;
    this.#changed.fire();
  }

  async #ask(params: protocol.CompareParams): Promise<protocol.CompareResult> {
    return (await this.#client()).sendRequest<protocol.CompareResult>(protocol.compare, params);
  }

  async #follow(store: AnnotationStore): Promise<void> {
    const known = this.#current;
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === known?.uri);
    const published = document && store.of(document);
    if (!known || !published) return;
    const { uri, left, right } = known;
    const asked = ++this.#asked;
    try {
      const result = await this.#ask({ uri, version: published.version, left, right });
      if (this.#asked === asked) this.#show({ ...known, result });
    } catch (error) {
      // Where the text has gone on, its next annotations bring the next comparison.
      if (this.#asked !== asked || store.of(document) !== published) return;
      this.end();
      this.#failed(error);
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
