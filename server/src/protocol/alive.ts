// Whether the server is there.

/** What the server says of itself while it runs. */
export interface AliveResult {
  /** A debugger can be attached to it, and may hold it for as long as it likes. */
  readonly debugged: boolean;
}
/** Client to server, now and then: one that does not answer for long is killed and started again. */
export const alive = "dateline/alive";
