import { type CancellationToken, EventEmitter, type TextDocument, type Uri, workspace } from "vscode";
import type { PublishedAnnotation, PublishParams } from "../../server/src/protocol.ts";

/**
 * The latest annotations of each open article. Invariant: what `of` gives is of the document's present version, so that
 * nothing is drawn or corrected at places that have moved since.
 */
export class AnnotationStore {
  readonly #latest = new Map<string, PublishParams>();
  readonly #changed = new EventEmitter<string>();
  readonly #typed = new EventEmitter<string>();
  readonly #wanted = new EventEmitter<string>();
  /** Fires with the URI of an article whose annotations have changed, once it has been read as a whole. */
  readonly onDidChange = this.#changed.event;
  /** Fires in place of that right after a key: only the paragraph that was typed in has been read again. */
  readonly onDidType = this.#typed.event;
  /** Fires with the URI of an article that somebody waits for, which has not been read as a whole. */
  readonly onDidWant = this.#wanted.event;

  /** Takes what the server published, unless the text has gone on since. */
  publish(params: PublishParams): void {
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === params.uri);
    if (!document || document.version !== params.version) return;
    this.#latest.set(params.uri, params);
    (params.preliminary ? this.#typed : this.#changed).fire(params.uri);
  }

  /**
   * What an article's present text shows, be it only as a key has left it; undefined where it is no article or has not been
   * analysed yet.
   */
  of(document: TextDocument): PublishParams | undefined {
    const known = this.#latest.get(document.uri.toString());
    return known?.version === document.version ? known : undefined;
  }

  /** The last that is known of an article, even where its text has gone on. */
  last(uri: Uri): PublishParams | undefined {
    return this.#latest.get(uri.toString());
  }

  /**
   * What an article's present text shows, once it has been read as a whole; undefined where that takes longer than `patience` (in
   * ms; by itself as long as the slowest article may take) or is cancelled.
   */
  when(uri: Uri, patience = 20_000, token?: CancellationToken): Promise<PublishParams | undefined> {
    const present = (): PublishParams | undefined => {
      // A plain text that was switched to an article is another document by now.
      const current = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
      const published = current && this.of(current);
      return published?.preliminary ? undefined : published;
    };
    const known = present();
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const finish = (published: PublishParams | undefined): void => {
        clearTimeout(timer);
        for (const subscription of subscriptions) subscription?.dispose();
        resolve(published);
      };
      const look = (): void => {
        const published = present();
        if (published) finish(published);
      };
      const timer = setTimeout(() => finish(undefined), patience);
      const subscriptions = [this.onDidChange(look), token?.onCancellationRequested(() => finish(undefined))];
      this.#wanted.fire(uri.toString());
    });
  }

  forget(uri: Uri): void {
    if (this.#latest.delete(uri.toString())) this.#changed.fire(uri.toString());
  }

  /** Drops what is suggested, and the tally, which rests on it. */
  keepDecided(): void {
    for (const [uri, { preliminary: _, ...known }] of [...this.#latest]) {
      const annotations = known.annotations.filter(({ status }) => status !== "suggested");
      this.#latest.set(uri, { ...known, annotations, tally: {}, totals: [], canUndo: false, canRedo: false });
      this.#changed.fire(uri);
    }
  }

  dispose(): void {
    this.#changed.dispose();
    this.#typed.dispose();
    this.#wanted.dispose();
  }
}

/** Whether an annotation is drawn in the text: the rejected and the lost are only in the tree. */
export const isVisible = ({ status }: PublishedAnnotation): boolean =>
  status !== "rejected" && status !== "orphaned";
