import type {
  DatasetFile,
  Importer,
  ReadDocument,
  ReadProblem,
} from "../../server/src/dataset/import/document.ts";

/** What an importer reads from the files of a dataset, by name. */
export async function readAll(
  importer: Importer,
  content: ReadonlyMap<string, Uint8Array | string>,
): Promise<{ documents: ReadDocument[]; problems: ReadProblem[] }> {
  const bytesOf = (name: string): Uint8Array | null => {
    const own = content.get(name);
    return typeof own === "string" ? new TextEncoder().encode(own) : (own ?? null);
  };
  const documents: ReadDocument[] = [];
  const problems: ReadProblem[] = [];
  for (const name of importer.files([...content.keys()])) {
    const file: DatasetFile = {
      name,
      read: async () => bytesOf(name) ?? new Uint8Array(),
      beside: async (other) => bytesOf(other),
    };
    for await (const item of importer.read(file))
      if (item.kind === "document") documents.push(item);
      else problems.push(item);
  }
  return { documents, problems };
}

/** What a document says: label, decision and words of each annotation, a line each. */
export const saidIn = ({ text, annotations }: ReadDocument): string[] =>
  annotations.map((one) => {
    const label = one.kind === "entity" ? one.label : one.figure.harm;
    const words = text === null ? `${one.start}-${one.end}` : text.slice(one.start, one.end);
    return `${label} ${one.review} ${words.replace(/\s+/g, " ")}`;
  });
