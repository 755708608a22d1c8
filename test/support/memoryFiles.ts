import type { FileSystem } from "../../server/src/workspace/fileSystem.ts";

/** Files in memory, for tests; `fail` makes the next operations throw as a file system would. */
export function memoryFiles(initial: Record<string, string | Uint8Array> = {}) {
  const content = new Map<string, Uint8Array>();
  const encode = (text: string | Uint8Array): Uint8Array =>
    typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (const [uri, text] of Object.entries(initial)) content.set(uri, encode(text));
  const state: { fail: string | null; writes: number } = { fail: null, writes: 0 };
  /** When each was written, on a clock of its own that goes on by a millisecond. */
  const times = new WeakMap<Uint8Array, number>();
  let clock = 0;
  const timeOf = (bytes: Uint8Array): number => {
    const time = times.get(bytes) ?? ++clock;
    times.set(bytes, time);
    return time;
  };
  const check = (): void => {
    if (state.fail !== null) throw Object.assign(new Error(state.fail), { code: state.fail });
  };
  const below = (uri: string): string[] =>
    [...content.keys()].filter((key) => key.startsWith(`${uri.replace(/\/$/, "")}/`)).sort();
  const files: FileSystem = {
    read: async (uri) => content.get(uri) ?? null,
    async write(uri, bytes) {
      check();
      state.writes++;
      content.set(uri, bytes);
    },
    exclusive: (_, task) => task(),
    async create(uri) {
      check();
      content.set(uri, new Uint8Array());
      return {
        async write(more) {
          check();
          content.set(uri, Buffer.concat([content.get(uri) ?? new Uint8Array(), encode(more)]));
        },
        close: async () => undefined,
      };
    },
    async stat(uri) {
      const bytes = content.get(uri);
      if (bytes) return { kind: "file", size: bytes.length, mtime: timeOf(bytes) };
      return below(uri).length > 0 ? { kind: "folder", size: 0, mtime: 0 } : null;
    },
    real: async (uri) => uri,
    list: async (uri) => below(uri),
    makeFolder: async () => undefined,
    async rename(from, to) {
      check();
      for (const key of [from, ...below(from)]) {
        const bytes = content.get(key);
        if (bytes) content.set(to + key.slice(from.length), bytes);
        content.delete(key);
      }
    },
    async remove(uri) {
      for (const key of [uri, ...below(uri)]) content.delete(key);
    },
    removeEmpty: async () => undefined,
  };
  return {
    files,
    state,
    uris: () => [...content.keys()].sort(),
    bytes: (uri: string) => content.get(uri) ?? null,
    text: (uri: string) => (content.has(uri) ? new TextDecoder().decode(content.get(uri)) : null),
    put: (uri: string, text: string | Uint8Array) => void content.set(uri, encode(text)),
  };
}
