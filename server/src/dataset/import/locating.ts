import * as l10n from "@vscode/l10n";
import type { FileSystem } from "../../workspace/fileSystem.ts";
import type { ArticleIndex, Match } from "./articleIndex.ts";
import type { Place, ReadDocument } from "./document.ts";
import { articlePath, textProblem, writeArticle } from "./newArticles.ts";

/** An article and its text. */
export type Located = Extract<Match, { text: string }>;

interface LocatingHost {
  readonly known: ArticleIndex;
  /** Where texts that are in no article become new ones, as a URI; null where they are listed. */
  readonly folder: string | null;
  readonly problem: (place: Place, message: string) => Promise<void>;
  /** Told of each new article, by its URI. */
  readonly created: (uri: string) => void;
}

/**
 * Finds the article of a document, or writes a new one for its text. Documents are to be asked for one after the other:
 * a text that becomes an article is found in it from then on.
 * @returns a function of a document and its number; null where it has no article, which has been said then. It throws
 * where the file system fails
 */
export function locating(
  files: FileSystem,
  { known, folder, problem, created }: LocatingHost,
): (document: ReadDocument, number: number) => Promise<Located | null> {
  const create = async (
    document: ReadDocument,
    text: string,
    path: string,
    inside: string,
  ): Promise<Located | null> => {
    const article = await writeArticle(files, inside, path, text);
    if (!article) {
      await problem(
        document.place,
        l10n.t("{0} would lie outside of the folder, through a link; it is left out", path),
      );
      return null;
    }
    created(article.uri);
    await known.add(article);
    const match = await known.match(document);
    return match.article ? match : null;
  };

  return async (document, number) => {
    const match = await known.match(document);
    if (match.article) return match;
    const { text, place } = document;
    if (match.several.length > 0)
      await problem(
        place,
        l10n.t(
          "its text stands in several articles ({0}), and its name does not tell which; name it in the dataset, or import into the folder of one",
          match.several.join(", "),
        ),
      );
    else if (text === null)
      await problem(
        place,
        l10n.t("no article has the text with its hash; name the folder where the article is"),
      );
    else if (folder === null) await problem(place, l10n.t("its text is in no article; it is left out"));
    else {
      const unfit = textProblem(text);
      if (unfit === null) return create(document, text, articlePath(document, number), folder);
      await problem(place, l10n.t("{0}; it is left out", unfit));
    }
    return null;
  };
}
