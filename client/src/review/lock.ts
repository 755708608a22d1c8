export interface LockHost {
  /** The text in the active editor, by its URI. */
  readonly active: () => string | undefined;
  /** Whether nothing may be typed into a text now. */
  readonly isWanted: (uri: string) => boolean;
  /** Makes the text of the active editor read-only, or what it was before; VS Code does so for no other. */
  readonly apply: (readOnly: boolean) => PromiseLike<unknown>;
}

/**
 * Keeps texts read-only while that is wanted of them. What it gives is to be called when another editor is active or
 * something else is wanted; it resolves when that is done. Invariant: what this has made read-only, or may have, is made
 * writable again once it is active and read-only no more.
 */
export function createLock({ active, isWanted, apply }: LockHost): () => Promise<void> {
  /** What may be read-only through this, and whether it is for certain. */
  const locked = new Map<string, boolean>();
  let last = Promise.resolve();
  const follow = async (): Promise<void> => {
    const uri = active();
    if (uri === undefined) return;
    const wanted = isWanted(uri);
    if (wanted ? locked.get(uri) === true : !locked.has(uri)) return;
    if (wanted) locked.set(uri, false);
    await apply(wanted);
    const reached = active();
    if (reached === uri) {
      if (wanted) locked.set(uri, true);
      else locked.delete(uri);
      return;
    }
    // Another editor came to the front meanwhile, and it may be that one.
    if (reached !== undefined && (wanted || locked.has(reached))) locked.set(reached, false);
    await follow();
  };
  return () => {
    last = last.then(follow, follow);
    return last;
  };
}
