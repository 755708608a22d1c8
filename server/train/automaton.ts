import { BASE, BASE_SYMBOL, LAST, SEPARATOR, TARGET_SHIFT } from "../src/detect/gazetteer/automaton.ts";
import { bytesOf, whole } from "./bytes.ts";

interface State {
  readonly symbols: number[];
  readonly targets: State[];
  /** Where its edges begin, once they are laid out. */
  at: number;
  id: number;
}

const newState = (): State => ({ symbols: [], targets: [], at: -1, id: -1 });

/** The bytes of the minimal automaton of names and their payload numbers, in the form that `readAutomaton` reads. */
export function writeAutomaton(names: ReadonlyMap<string, number>, payload: Uint8Array): Uint8Array {
  const letters = new Map<string, number>();
  for (const name of names.keys())
    for (const unit of name.split("")) letters.set(unit, (letters.get(unit) ?? 0) + 1);
  const alphabet = [...letters].sort((a, b) => b[1] - a[1]).map(([unit]) => unit);
  if (alphabet.length > 0x100 - BASE_SYMBOL)
    throw new Error(`${alphabet.length} letters are more than one byte holds`);
  for (const [name, number] of names)
    if (number >= BASE * BASE) throw new Error(`${name}: payload ${number} is more than two symbols count`);
  const symbolOf = new Map(alphabet.map((unit, n) => [unit, BASE_SYMBOL + n]));
  const words = [...names]
    .map(([name, number]) => [
      ...name.split("").map((unit) => symbolOf.get(unit) ?? 0),
      SEPARATOR,
      2 + Math.floor(number / BASE),
      2 + (number % BASE),
    ])
    .sort(compare);
  const root = minimal(words);
  const edges = layOut(root);
  return bytesOf([
    Uint32Array.of(alphabet.length, edges.length, payload.length, root.at),
    Uint32Array.from(edges),
    whole(Uint16Array.from(alphabet, (unit) => unit.charCodeAt(0))),
    whole(payload),
  ]);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
}

/** The minimal automaton of sorted words: what a word shares with the next stays open, the rest is merged. */
function minimal(words: readonly (readonly number[])[]): State {
  const root = newState();
  const register = new Map<string, State>();
  let ids = 0;
  const path: State[] = [root];
  const merge = (down: number): void => {
    while (path.length > down) {
      const state = path.pop() as State;
      const key = state.symbols.map((symbol, n) => `${symbol}:${state.targets[n]?.id}`).join(",");
      const known = register.get(key);
      if (known) {
        const parent = path.at(-1) as State;
        parent.targets[parent.targets.length - 1] = known;
      } else {
        state.id = ids++;
        register.set(key, state);
      }
    }
  };
  let before: readonly number[] = [];
  for (const word of words) {
    let common = 0;
    while (common < word.length && common < before.length && word[common] === before[common]) common++;
    if (common === word.length) continue;
    merge(common + 1);
    for (let i = common; i < word.length; i++) {
      const next = newState();
      const last = path.at(-1) as State;
      last.symbols.push(word[i] ?? 0);
      last.targets.push(next);
      path.push(next);
    }
    before = word;
  }
  merge(1);
  return root;
}

function layOut(root: State): number[] {
  const order: State[] = [];
  let size = 0;
  const place = (state: State): void => {
    if (state.at >= 0 || state.symbols.length === 0) return;
    state.at = size;
    size += state.symbols.length;
    order.push(state);
  };
  place(root);
  for (let i = 0; i < order.length; i++) for (const target of order[i]?.targets ?? []) place(target);
  if (size >= 2 ** 22) throw new Error(`${size} edges are more than 22 bits count`);
  const edges: number[] = [];
  for (const state of order) {
    for (const [n, symbol] of state.symbols.entries()) {
      const target = state.targets[n]?.at ?? 0;
      const last = n === state.symbols.length - 1 ? LAST : 0;
      edges.push((((target < 0 ? 0 : target) << TARGET_SHIFT) | last | symbol) >>> 0);
    }
  }
  return edges;
}
