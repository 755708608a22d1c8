/**
 * Word classes by exchange (Kneser and Ney 1993; both directions as in Dehdari, Tan and van Genabith 2016): every word
 * moves to the class from which its neighbours are foretold best, until few move. `sentences` are numbers of words below
 * `size`; gives the class of each word. The same input gives the same classes.
 */
export function clusterWords(
  sentences: readonly Int32Array[],
  size: number,
  classes: number,
  rounds: number,
): Int32Array {
  const counts = new Float64Array(size);
  for (const sentence of sentences) for (const word of sentence) counts[word] = (counts[word] ?? 0) + 1;
  const before = neighbours(sentences, size, -1);
  const behind = neighbours(sentences, size, 1);
  const order = Array.from({ length: size }, (_, n) => n).sort(
    (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b,
  );
  const of = new Int32Array(size);
  for (const [n, word] of order.entries()) of[word] = n % classes;
  const total = new Float64Array(classes);
  for (let word = 0; word < size; word++)
    total[of[word] ?? 0] = (total[of[word] ?? 0] ?? 0) + (counts[word] ?? 0);
  // How often a word stands before (behind) a class.
  const sides = [before, behind].map((list) => {
    const table = new Float32Array(size * classes);
    for (let word = 0; word < size; word++)
      for (let k = list.starts[word] ?? 0; k < (list.starts[word + 1] ?? 0); k++) {
        const at = (list.words[k] ?? 0) * classes + (of[word] ?? 0);
        table[at] = (table[at] ?? 0) + (list.counts[k] ?? 0);
      }
    return { list, table };
  });
  const gain = new Float64Array(classes);
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (const word of order) {
      const own = of[word] ?? 0;
      const count = counts[word] ?? 0;
      gain.fill(0);
      for (const { list, table } of sides) {
        for (let k = list.starts[word] ?? 0; k < (list.starts[word + 1] ?? 0); k++) {
          const n = list.counts[k] ?? 0;
          const base = (list.words[k] ?? 0) * classes;
          for (let c = 0; c < classes; c++) {
            const there = (table[base + c] ?? 0) - (c === own ? n : 0);
            gain[c] = (gain[c] ?? 0) + xlogx(there + n) - xlogx(there);
          }
        }
      }
      let best = own;
      let most = -Infinity;
      for (let c = 0; c < classes; c++) {
        const there = (total[c] ?? 0) - (c === own ? count : 0);
        const value = (gain[c] ?? 0) - 2 * (xlogx(there + count) - xlogx(there));
        if (value > most + 1e-9) {
          most = value;
          best = c;
        }
      }
      if (best === own) continue;
      moved++;
      of[word] = best;
      total[own] = (total[own] ?? 0) - count;
      total[best] = (total[best] ?? 0) + count;
      for (const { list, table } of sides) {
        for (let k = list.starts[word] ?? 0; k < (list.starts[word + 1] ?? 0); k++) {
          const base = (list.words[k] ?? 0) * classes;
          table[base + own] = (table[base + own] ?? 0) - (list.counts[k] ?? 0);
          table[base + best] = (table[base + best] ?? 0) + (list.counts[k] ?? 0);
        }
      }
    }
    if (moved * 200 < size) break;
  }
  return of;
}

const LOGS = Float64Array.from({ length: 65536 }, (_, n) => (n === 0 ? 0 : n * Math.log(n)));
const xlogx = (x: number): number => (x < 65536 ? (LOGS[x] ?? 0) : x * Math.log(x));

interface Neighbours {
  readonly starts: Int32Array;
  readonly words: Int32Array;
  readonly counts: Int32Array;
}

/** For each word, the words that stand beside it on one side and how often. */
function neighbours(sentences: readonly Int32Array[], size: number, step: -1 | 1): Neighbours {
  const pairs = Array.from({ length: size }, () => new Map<number, number>());
  for (const sentence of sentences) {
    for (let i = 0; i < sentence.length; i++) {
      const other = sentence[i + step];
      if (other === undefined) continue;
      const own = pairs[sentence[i] ?? 0];
      own?.set(other, (own.get(other) ?? 0) + 1);
    }
  }
  const starts = new Int32Array(size + 1);
  const words: number[] = [];
  const counts: number[] = [];
  for (const [n, own] of pairs.entries()) {
    starts[n] = words.length;
    for (const [word, count] of own) {
      words.push(word);
      counts.push(count);
    }
  }
  starts[size] = words.length;
  return { starts, words: Int32Array.from(words), counts: Int32Array.from(counts) };
}
