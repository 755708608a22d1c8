/**
 * Where each quote begins in a text, in UTF-16 code units and in order, overlapping ones too; looked for once. Many quotes
 * take no longer each in a long text than in a short one, apart from how often the rarest letters of each stand in it.
 */
export function quoteIndex(text: string): (quote: string) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  let grams: ReturnType<typeof gramIndex> | null = null;
  return (quote) => {
    const places = known.get(quote);
    if (places) return places;
    const found: number[] = [];
    if (quote.length >= GRAM && known.size >= FEW) {
      grams ??= gramIndex(text);
      for (const at of grams(quote)) if (text.startsWith(quote, at)) found.push(at);
    } else if (quote !== "")
      for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) found.push(at);
    known.set(quote, found);
    return found;
  };
}

/** How many quotes are looked for one by one before the text is indexed. */
const FEW = 8;

/** How many UTF-16 code units the places of a text are listed by. */
const GRAM = 4;

/** How many of a quote's first units are looked through for those that stand most rarely. */
const MOST_GRAMS = 64;

/** Lists the places where words may begin, in order, by those of their letters that stand most rarely; some begin otherwise. */
function gramIndex(text: string): (words: string) => Iterable<number> {
  const bits = Math.min(18, Math.max(8, 32 - Math.clz32(text.length)));
  const bucket = (of: string, at: number): number => {
    let hash = 0;
    for (let n = 0; n < GRAM; n++) hash = Math.imul(hash ^ of.charCodeAt(at + n), 0x9e3779b1);
    return hash >>> (32 - bits);
  };
  const first = new Int32Array(1 << bits).fill(-1);
  const counts = new Int32Array(1 << bits);
  const next = new Int32Array(text.length);
  for (let at = text.length - GRAM; at >= 0; at--) {
    const own = bucket(text, at);
    next[at] = first[own] ?? -1;
    first[own] = at;
    counts[own] = (counts[own] ?? 0) + 1;
  }
  return function* (words) {
    let rarest = { own: 0, within: 0, count: Number.POSITIVE_INFINITY };
    for (let within = 0; within <= Math.min(words.length - GRAM, MOST_GRAMS); within++) {
      const own = bucket(words, within);
      const count = counts[own] ?? 0;
      if (count < rarest.count) rarest = { own, within, count };
    }
    for (let at = first[rarest.own] ?? -1; at >= 0; at = next[at] ?? -1)
      if (at >= rarest.within) yield at - rarest.within;
  };
}
