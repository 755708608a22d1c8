import { deltaBy, deltaOf, type KnownChange } from "./deltas.ts";
import type { ClientOptions, PublishDelta, PublishParams } from "./protocol.ts";

export interface PublishingHost {
  readonly options: () => ClientOptions;
  readonly whole: (params: PublishParams) => void;
  readonly delta: (delta: PublishDelta) => void;
}

/** Tells a client what articles show. */
export interface Publishing {
  publish(params: PublishParams, change?: KnownChange): void;
  /** An article is closed: what the client knew of it counts no more. */
  forget(uri: string): void;
}

/** Sends all that an article shows, or to a client that takes deltas what is new of it since it was sent last. */
export function createPublishing({ options, whole, delta }: PublishingHost): Publishing {
  const sent = new Map<string, PublishParams>();
  return {
    publish(params, known) {
      const { publish, deltas } = options();
      if (!publish) return;
      const former = deltas ? sent.get(params.uri) : undefined;
      const change = former && (known?.former === former ? deltaBy(known, params) : deltaOf(former, params));
      if (change) delta(change);
      else whole(params);
      if (deltas) sent.set(params.uri, params);
    },
    forget: (uri) => void sent.delete(uri),
  };
}
