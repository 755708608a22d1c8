/**
 * What is made when it is first asked for, and kept: a table that many texts never need, or not before a reader has seen
 * the first ones.
 */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
