/**
 * FNV-1a over UTF-16 code units, from `seed`, well mixed at the end: the features of a model are known by it alone.
 * Hashes are signed 32-bit integers, which engines keep in place, not as objects of their own.
 */
export function hash(text: string, seed: number): number {
  let value = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return mix(value);
}

/** The same of `prefix` and the code units `from` up to `to` of `text`, from seed 0, without a string made of them. */
export function hashOfPart(prefix: string, text: string, from: number, to: number): number {
  let value = 0x811c9dc5 | 0;
  for (let i = 0; i < prefix.length; i++) value = Math.imul(value ^ prefix.charCodeAt(i), 0x01000193);
  for (let i = from; i < to; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return mix(value);
}

/** The finaliser of MurmurHash3. */
export function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** One hash of two, in this order. */
export const pair = (a: number, b: number): number => mix(Math.imul(a, 0x9e3779b1) + b);
