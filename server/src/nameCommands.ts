import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { CorrectionError } from "./annotations/correction.ts";
import { checked } from "./correctionSchema.ts";
import { editGazetteers, type GazetteerHost } from "./gazetteerFiles.ts";
import { commands, entityLabels, type NamesResult } from "./protocol.ts";
import { withArticle } from "./text/arabic.ts";
import { NEVER } from "./workspace/projectGazetteer.ts";

export interface NameCommandsHost extends GazetteerHost {
  readonly folderOf: (uri: string) => string | undefined;
}

const argumentsSchema = z.looseObject({
  uri: z.string(),
  version: z.int().optional(),
  ids: z.array(z.string()).min(1),
  unsaved: z.array(z.string()).optional(),
});

export const isNameCommand = (command: string): boolean =>
  command === commands.neverSuggest || command === commands.addName;

/**
 * Puts the name of an annotation into the project's gazetteer, or among the names that are never suggested, by an edit
 * of the client. The file and its entry in the project's file are made where they are missing.
 * @throws CorrectionError where the name cannot be put there
 */
export async function runNameCommand(
  host: NameCommandsHost,
  command: string,
  argument: unknown,
): Promise<NamesResult> {
  const { uri, version, ids, unsaved = [] } = checked(argumentsSchema, argument, command);
  const seen = await host.articles.seen(uri);
  if (seen && version !== undefined && version !== seen.article.document.version)
    throw new CorrectionError(l10n.t("The text has changed since; look again and repeat the command."));
  const one = seen?.view.items.find(({ published: { id } }) => id === ids[0])?.published;
  if (one?.kind !== "entity") throw new CorrectionError(l10n.t("There is no name here; choose an entity."));
  // The clitic of `للعراق` is not the name's.
  const form = withArticle(one.text.replace(/\s+/g, " ").trim());
  if (/\|/.test(form))
    throw new CorrectionError(
      l10n.t("“{0}” has a bar in it, which parts forms; write it into the file by hand.", form),
    );
  const label = command === commands.neverSuggest ? NEVER : entityLabels.find((own) => own === one.label);
  if (label === undefined)
    throw new CorrectionError(
      l10n.t(
        "{0} is a label that is not suggested; there are {1}.",
        one.label ?? "",
        entityLabels.join(", "),
      ),
    );
  const root = host.folderOf(uri);
  if (root === undefined)
    throw new CorrectionError(
      l10n.t("This article is in no folder of the workspace; open the folder that it is in."),
    );
  const edits = await editGazetteers(
    host,
    root,
    unsaved,
    ({ added }) => void added.push(`${label}\t${form}`),
  );
  return { ...edits, name: form };
}
