/** From how many bytes on a batch is written: many small writes cost more than what they write. */
const BATCH = 65_536;

/** Pieces of a file that are written some at a time. */
export interface Batch {
  /** @throws where what came before cannot be written */
  add(content: string | Uint8Array): Promise<void>;
  /** Writes what is left. @throws where it cannot be written */
  flush(): Promise<void>;
}

/** @param write appends all that it is given: a write that may take a part would lose the rest on a full disk */
export function batched(write: (bytes: Uint8Array) => Promise<void>): Batch {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const bytes = Buffer.concat(pieces, size);
    pieces = [];
    size = 0;
    await write(bytes);
  };
  return {
    async add(content) {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      pieces.push(bytes);
      size += bytes.length;
      if (size >= BATCH) await flush();
    },
    flush,
  };
}
