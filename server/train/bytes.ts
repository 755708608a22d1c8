type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Float32Array;

/**
 * The bytes of a compiled file, one part behind the other, as `viewsOf` reads them.
 * @throws where a part does not begin at a multiple of its numbers' width
 */
export function bytesOf(parts: readonly Numbers[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    if (at % part.BYTES_PER_ELEMENT !== 0)
      throw new Error(`numbers of ${part.BYTES_PER_ELEMENT} bytes at ${at}`);
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/** Numbers filled up with zeros to a multiple of 4 bytes. */
export function whole<T extends Uint8Array | Uint16Array | Int16Array>(numbers: T): T {
  const filled = new Uint8Array(Math.ceil(numbers.byteLength / 4) * 4);
  filled.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  return new (numbers.constructor as new (buffer: ArrayBuffer) => T)(filled.buffer);
}
