import type { Annotation } from "../../annotations/annotation.ts";
import { decisionsOf } from "../../annotations/compare.ts";
import { parseSidecar } from "../../annotations/sidecar.ts";
import { decodeArticle } from "../../workspace/articleText.ts";
import { type FileSystem, inFolder, sidecarOf } from "../../workspace/fileSystem.ts";
import { placeAnnotations } from "../../workspace/sidecars.ts";
import type { DecidedText, Source } from "../source.ts";

/** An article that is compared, with what its own sidecar says. */
export interface ComparedText extends DecidedText {
  readonly source: Source;
}

/** One of those who are compared. */
export interface Side {
  readonly name: string;
  /**
   * What it decided on an article, in the article's text; null where it has not looked at it.
   * @throws Error where its sidecar cannot be read, in words for the user
   */
  decisions(article: ComparedText): Promise<readonly Annotation[] | null>;
}

const standing = (decided: readonly Annotation[]): Annotation[] =>
  decided.filter(({ status }) => status !== "orphaned");

/** What an annotator decided in the articles' own sidecars; who has decided nothing on an article has not looked at it. */
export const annotatorSide = (name: string): Side => ({
  name,
  async decisions({ decided }) {
    const own = decisionsOf(decided, name);
    return own.length > 0 ? own : null;
  },
});

/** What stands in the articles' own sidecars. */
export const ownSide = (name: string): Side => ({
  name,
  decisions: async ({ sidecar, decided }) => (sidecar ? standing(decided) : null),
});

/** What other sidecars say of the articles; a sidecar is given by its bytes, null where there is none. */
function storedSide(name: string, read: (article: ComparedText) => Promise<Uint8Array | null>): Side {
  return {
    name,
    async decisions(article) {
      const bytes = await read(article);
      if (!bytes) return null;
      const { text, valid } = decodeArticle(bytes);
      if (!valid) throw new Error(`its sidecar in ${name} is not UTF-8; save it as UTF-8`);
      const { sidecar, problem } = parseSidecar(text);
      if (!sidecar) throw new Error(`its sidecar in ${name} cannot be used. ${problem.message}`);
      return standing(placeAnnotations(sidecar, { ...article, sha256: article.fileSha256 }));
    },
  };
}

/** The sidecars at the same paths below another folder. */
export const folderSide = (files: FileSystem, name: string, folder: string): Side =>
  storedSide(name, ({ source }) => files.read(sidecarOf(inFolder(folder, source.id))));

/** The sidecars of the articles as they are on another branch or at a commit. */
export const refSide = (show: (ref: string, file: string) => Promise<Uint8Array | null>, ref: string): Side =>
  storedSide(ref, ({ source }) => show(ref, sidecarOf(source.uri)));
