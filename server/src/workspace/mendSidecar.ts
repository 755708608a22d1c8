import * as l10n from "@vscode/l10n";
import { type ArticleText, decodeArticle } from "./articleText.ts";
import { type FileSystem, messageOf, nameOf, sidecarOf } from "./fileSystem.ts";

/** A sidecar's new text, and how many things in it are to be told of. */
export interface Mended {
  readonly text: string;
  readonly count: number;
}

/**
 * Writes an article's sidecar anew, under its lock, from what stands in it.
 * @param cannot what is said of a sidecar with which it fails, by its name and with the reason
 * @param mend gives the new text from the present one; or why there is none, for the user
 * @returns the count that `mend` gave; or why it cannot be done, for the user: then the sidecar is as it was
 */
export async function mendSidecar(
  files: FileSystem,
  article: string,
  cannot: (name: string, why: string) => string,
  mend: (present: ArticleText, name: string) => Promise<Mended | string> | Mended | string,
): Promise<number | string> {
  const uri = sidecarOf(article);
  const name = nameOf(uri);
  try {
    return await files.exclusive(uri, async () => {
      const bytes = await files.read(uri);
      if (!bytes) return l10n.t("{0} is gone.", name);
      const mended = await mend(decodeArticle(bytes), name);
      if (typeof mended === "string") return mended;
      await files.write(uri, new TextEncoder().encode(mended.text));
      return mended.count;
    });
  } catch (error) {
    return cannot(name, messageOf(error));
  }
}
