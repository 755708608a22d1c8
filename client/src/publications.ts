import { type PublishDelta, type PublishParams, withDelta } from "../../server/src/protocol.ts";

/**
 * What the server has sent of each open article, each delta put to what came before it. Deltas build upon each other in
 * the order in which they come, so all are taken, whether or not the text has gone on since.
 */
export class Publications {
  readonly #last = new Map<string, PublishParams>();

  whole(params: PublishParams): PublishParams {
    this.#last.set(params.uri, params);
    return params;
  }

  /** What the article shows now; undefined where it has been closed meanwhile, and what the delta is of is forgotten. */
  changed(delta: PublishDelta): PublishParams | undefined {
    const former = this.#last.get(delta.uri);
    const params = former && withDelta(former, delta);
    return params ? this.whole(params) : undefined;
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }

  clear(): void {
    this.#last.clear();
  }
}
