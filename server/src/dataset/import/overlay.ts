import type { FileSystem } from "../../workspace/fileSystem.ts";

/** Files as they are, and what is written to them in memory alone: what would be done can be told without doing it. */
export function overlaid(files: FileSystem): FileSystem {
  const written = new Map<string, Uint8Array>();
  const refused = (): Promise<never> => Promise.reject(new Error("nothing is written in a dry run"));
  return {
    ...files,
    read: async (uri) => written.get(uri) ?? files.read(uri),
    async stat(uri) {
      const own = written.get(uri);
      return own ? { kind: "file", size: own.length, mtime: 0 } : files.stat(uri);
    },
    async write(uri, bytes) {
      written.set(uri, bytes);
    },
    exclusive: (_, task) => task(),
    create: refused,
    makeFolder: async () => undefined,
    rename: refused,
    remove: refused,
    removeEmpty: refused,
  };
}
