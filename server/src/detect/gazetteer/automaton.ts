/**
 * A minimal acyclic automaton over folded names, compiled beforehand: at start its edges are copied and nothing is built.
 * Each accepted string is a name, a separator and two symbols that number its payload, so that names which mean
 * the same kind of thing share their tails (Daciuk et al., Incremental construction of minimal acyclic finite-state
 * automata, 2000; the layout is that of a DAWG with sibling lists).
 */
export interface Automaton {
  /** One edge: bits 0–7 symbol, 8 last of its siblings, 10–31 where the target's edges begin. */
  readonly edges: Uint32Array;
  /** The symbol of each UTF-16 code unit; 0 where no name has it. */
  readonly symbols: Uint8Array;
  /** Where the edges of the first state begin. */
  readonly root: number;
}

export const SEPARATOR = 1;
/** The two payload symbols count in this base, from symbol 2. */
export const BASE = 250;
export const TARGET_SHIFT = 10;
export const LAST = 1 << 8;

/** No state: no name goes on this way. */
export const NOWHERE = -1;

/** The state behind `state` for a symbol; `NOWHERE` where no name goes on so. */
export function follow({ edges }: Automaton, state: number, symbol: number): number {
  if (symbol === 0 || state < 0) return NOWHERE;
  for (let at = state; ; at++) {
    const edge = edges[at] ?? LAST;
    if ((edge & 0xff) === symbol) return edge >>> TARGET_SHIFT;
    if ((edge & LAST) !== 0) return NOWHERE;
  }
}

/** The state behind a folded word, from `state`. */
export function followWord(automaton: Automaton, state: number, word: string): number {
  let at = state;
  for (let i = 0; i < word.length && at !== NOWHERE; i++)
    at = follow(automaton, at, automaton.symbols[word.charCodeAt(i)] ?? 0);
  return at;
}

/** The number of the payload of the name that ends in `state`; -1 where none ends there. */
export function payloadAt(automaton: Automaton, state: number): number {
  const behind = follow(automaton, state, SEPARATOR);
  if (behind === NOWHERE) return -1;
  const first = automaton.edges[behind] ?? 0;
  const second = automaton.edges[first >>> TARGET_SHIFT] ?? 0;
  return ((first & 0xff) - 2) * BASE + ((second & 0xff) - 2);
}

/**
 * The names whose payload's number is one of those wanted, in no particular order. Ways that lead to none of them are
 * looked at once.
 */
export function namesWith(automaton: Automaton, wanted: (payload: number) => boolean): [string, number][] {
  const letters: string[] = [];
  for (const [code, symbol] of automaton.symbols.entries())
    if (symbol !== 0) letters[symbol] = String.fromCharCode(code);
  const found: [string, number][] = [];
  const dead = new Set<number>();
  const walk = (state: number, name: string): boolean => {
    if (dead.has(state)) return false;
    let any = false;
    for (let at = state; ; at++) {
      const edge = automaton.edges[at] ?? LAST;
      const symbol = edge & 0xff;
      if (symbol === SEPARATOR) {
        const payload = payloadAt(automaton, state);
        if (wanted(payload)) any = found.push([name, payload]) > 0;
      } else if (walk(edge >>> TARGET_SHIFT, name + (letters[symbol] ?? ""))) any = true;
      if ((edge & LAST) !== 0) break;
    }
    if (!any) dead.add(state);
    return any;
  };
  walk(automaton.root, "");
  return found;
}

/** Reads what `writeAutomaton` (of the trainer) wrote. */
export function readAutomaton(bytes: Uint8Array): { automaton: Automaton; payload: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const alphabet = view.getUint32(0, true);
  const count = view.getUint32(4, true);
  const text = view.getUint32(8, true);
  const root = view.getUint32(12, true);
  const symbols = new Uint8Array(0x10000);
  let at = ALPHABET_AT;
  for (let i = 0; i < alphabet; i++, at += 2) symbols[view.getUint16(at, true)] = BASE_SYMBOL + i;
  // The payload is JSON in ASCII.
  let payload = "";
  for (const end = at + text; at < end; at += 4096)
    payload += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, Math.min(at + 4096, end)));
  at = ALPHABET_AT + alphabet * 2 + text;
  // As they lie, for every machine that runs an editor is little-endian.
  const start = bytes.byteOffset + at;
  const edges = new Uint32Array(bytes.buffer.slice(start, start + count * 4));
  return { automaton: { edges, symbols, root }, payload };
}

/** The symbol of the first letter of the alphabet; those below are the separator's and none. */
export const BASE_SYMBOL = 2;

/** The alphabet stands behind four numbers. */
const ALPHABET_AT = 16;
