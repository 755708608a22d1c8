import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Client } from "./languageClient.ts";

/** Makes the edits that the server asks for in the files themselves. */
export function editFiles(client: Client): void {
  client.connection.onRequest(
    "workspace/applyEdit",
    ({ edit: { changes } }: { edit: { changes: Record<string, never[]> } }) => {
      for (const [uri, edits] of Object.entries(changes)) {
        const file = fileURLToPath(uri);
        const document = TextDocument.create(uri, "", 0, readFileSync(file, "utf8"));
        writeFileSync(file, TextDocument.applyEdits(document, edits));
      }
      return { applied: true };
    },
  );
}
