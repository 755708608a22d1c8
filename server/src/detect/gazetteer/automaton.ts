import { viewsOf } from "./views.ts";

/**
 * A minimal acyclic automaton over folded names, compiled beforehand: its edges are used as they lie in the file.
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

/**
 * Reads what `writeAutomaton` (of the trainer) wrote: four numbers (letters, edges, bytes of the payload, root), the edges,
 * the letters in order of their symbols, filled up to a multiple of 4 bytes, the payload.
 */
export function readAutomaton(bytes: Uint8Array): { automaton: Automaton; payload: Uint8Array } {
  const take = viewsOf(bytes);
  const [letters = 0, count = 0, length = 0, root = 0] = take(Uint32Array, 4);
  const edges = take(Uint32Array, count);
  const symbols = new Uint8Array(0x10000);
  for (const [n, code] of take(Uint16Array, letters).entries()) symbols[code] = BASE_SYMBOL + n;
  if (letters % 2 === 1) take(Uint16Array, 1);
  return { automaton: { edges, symbols, root }, payload: take(Uint8Array, length) };
}

/** The symbol of the first letter of the alphabet; those below are the separator's and none. */
export const BASE_SYMBOL = 2;
