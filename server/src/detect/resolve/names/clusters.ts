/** Sets of nodes, numbered from 0, that are joined step by step. */
export interface Clusters {
  /** The node that stands for the set of a node. */
  readonly find: (node: number) => number;
  /** Makes two sets one; false, and nothing done, where they name different entries of our lists. */
  readonly join: (a: number, b: number) => boolean;
  /** The list entry of a node's set. */
  readonly keyOf: (node: number) => string | null;
}

/** One set for each node; `keys` are the list entries that the nodes name (a union-find with path halving). */
export function createClusters(keys: readonly (string | null)[]): Clusters {
  const parents = keys.map((_, n) => n);
  const own = [...keys];
  const find = (node: number): number => {
    let at = node;
    while (parents[at] !== at && parents[at] !== undefined) {
      const up = parents[parents[at] ?? at] ?? at;
      parents[at] = up;
      at = up;
    }
    return at;
  };
  return {
    find,
    keyOf: (node) => own[find(node)] ?? null,
    join: (a, b) => {
      // The earlier node stands for both, so that the result does not hang on the order of joining.
      const [low, high] = [find(a), find(b)].sort((x, y) => x - y);
      if (low === undefined || high === undefined || low === high) return true;
      const [first, second] = [own[low] ?? null, own[high] ?? null];
      if (first !== null && second !== null && first !== second) return false;
      own[low] = first ?? second;
      parents[high] = low;
      return true;
    },
  };
}
