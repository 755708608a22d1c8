import { foldLineEnds } from "../annotations/lineEnds.ts";
import type { FileSystem } from "./fileSystem.ts";

/** An article's bytes as text: without a byte order mark, line ends as they are. */
export interface ArticleText {
  readonly text: string;
  readonly bom: boolean;
  /** The bytes were UTF-8 throughout; otherwise offsets are those of a text with replacement characters. */
  readonly valid: boolean;
}

export function decodeArticle(bytes: Uint8Array): ArticleText {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), bom, valid: true };
  } catch {
    return { text: new TextDecoder("utf-8").decode(bytes), bom, valid: false };
  }
}

/** A text as the bytes that an editor saves it as. */
export function encodeArticle(text: string, bom: boolean): Uint8Array {
  return new TextEncoder().encode(bom ? `\ufeff${text}` : text);
}

/** A text's bytes as reviews and datasets know it by their hash: UTF-8 without a byte order mark, `\n` as line end. */
export const plainBytes = (text: string): Uint8Array => new TextEncoder().encode(foldLineEnds(text).text);

/** Whether bytes are the same; of megabytes four at a time, where they lie so. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const fours = a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0 ? a.length >> 2 : 0;
  const wholes = (bytes: Uint8Array): Uint32Array =>
    fours === 0 ? new Uint32Array() : new Uint32Array(bytes.buffer, bytes.byteOffset, fours);
  return (
    firstDifference(wholes(a), wholes(b)) === fours &&
    firstDifference(a.subarray(4 * fours), b.subarray(4 * fours)) === a.length - 4 * fours
  );
}

function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** Whether bytes are no text at all: a NUL near the beginning, as git and editors tell. */
export const isBinary = (bytes: Uint8Array): boolean => bytes.subarray(0, 8000).includes(0);

/** SHA-256 in lower-case hexadecimal, as it is had from where the bytes are. */
export const hashBy = async ({ hash }: FileSystem, bytes: Uint8Array): Promise<string> =>
  hash ? hash(bytes) : sha256(bytes);

/** SHA-256 in lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
