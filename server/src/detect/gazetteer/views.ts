/** An array of numbers, as its own constructor makes it of a part of a buffer. */
interface Numbers<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, from: number, length: number): T;
}

/**
 * Reads a compiled file from its beginning on: each call gives the next `count` numbers of a kind, as a view of the file's
 * bytes. Nothing is copied or gone through, as they lie in memory as in the file: every machine that runs an editor is
 * little-endian. Whoever writes the file puts wider numbers before narrower ones, and fills up to whole ones.
 */
export function viewsOf(bytes: Uint8Array): <T>(kind: Numbers<T>, count: number) => T {
  // Numbers begin at multiples of their width; a file that was read into a larger buffer may not.
  const own = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  let at = 0;
  return (kind, count) => {
    const view = new kind(own.buffer, own.byteOffset + at, count);
    at += count * kind.BYTES_PER_ELEMENT;
    return view;
  };
}
