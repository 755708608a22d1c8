import { Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";

/** Where the sidecar of an article lies; undefined where it has none. */
export async function sidecarAt(
  client: () => Promise<BaseLanguageClient>,
  article: Uri,
): Promise<Uri | undefined> {
  const { uri } = await (await client()).sendRequest<protocol.SidecarPlaceResult>(protocol.sidecarPlace, {
    uri: article.toString(),
  } satisfies protocol.SidecarPlaceParams);
  return uri === null ? undefined : Uri.parse(uri);
}
