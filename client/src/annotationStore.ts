import { EventEmitter, type TextDocument, type Uri, workspace } from "vscode";
import type { PublishedAnnotation, PublishParams } from "../../server/src/protocol.ts";

/**
 * The latest annotations of each open article. Invariant: what `of` gives is of the document's present version, so that
 * nothing is drawn or corrected at places that have moved since.
 */
export class AnnotationStore {
  readonly #latest = new Map<string, PublishParams>();
  readonly #changed = new EventEmitter<string>();
  /** Fires with the URI of an article whose annotations have changed. */
  readonly onDidChange = this.#changed.event;

  /** Takes what the server published, unless the text has gone on since. */
  publish(params: PublishParams): void {
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === params.uri);
    if (!document || document.version !== params.version) return;
    this.#latest.set(params.uri, params);
    this.#changed.fire(params.uri);
  }

  /** What an article's present text shows; undefined where it is no article or has not been analysed yet. */
  of(document: TextDocument): PublishParams | undefined {
    const known = this.#latest.get(document.uri.toString());
    return known?.version === document.version ? known : undefined;
  }

  /** The last that is known of an article, even where its text has gone on. */
  last(uri: Uri): PublishParams | undefined {
    return this.#latest.get(uri.toString());
  }

  forget(uri: Uri): void {
    if (this.#latest.delete(uri.toString())) this.#changed.fire(uri.toString());
  }

  clear(): void {
    const uris = [...this.#latest.keys()];
    this.#latest.clear();
    for (const uri of uris) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Whether an annotation is drawn in the text: the rejected and the lost are only in the tree. */
export const isVisible = ({ status }: PublishedAnnotation): boolean =>
  status !== "rejected" && status !== "orphaned";
