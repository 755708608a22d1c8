import * as l10n from "@vscode/l10n";
import { Position, type TextDocument, type Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";
import { projectOf } from "../projects.ts";
import { type Laid, laidOut } from "./model/article.ts";

/** The file's name, as the reader calls an article. */
export const nameOf = ({ path }: Uri): string => path.slice(path.lastIndexOf("/") + 1);

/** Lays an article out, as its present text was published; rejects where the text has gone on meanwhile. */
export async function layOut(
  document: TextDocument,
  published: protocol.PublishParams,
  client: BaseLanguageClient,
): Promise<Laid> {
  const { uri, version } = published;
  const layout = await client.sendRequest<protocol.LayoutResult>(protocol.layout, {
    uri,
    version,
  } satisfies protocol.LayoutParams);
  if (document.version !== version) throw new Error(l10n.t("The text has changed since; look again."));
  const source = {
    name: nameOf(document.uri),
    text: document.getText(),
    labels: projectOf(document.uri).labels,
    offsetAt: ({ line, character }: protocol.Position) => document.offsetAt(new Position(line, character)),
  };
  return laidOut(source, published, layout);
}
