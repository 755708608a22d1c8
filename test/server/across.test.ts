import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Location, WorkspaceSymbol } from "vscode-languageserver";
import { type Client, startLanguageClient } from "../support/languageClient.ts";

// Entities over all articles of a workspace, by the standard requests that every editor has.

const ENGLISH =
  "ADEN, June 15, 2012 - At least 31 militants were killed in Aden on Friday, the Houthis said.\n";
const ARABIC = "عدن: قُتل 12 جندياً في عدن يوم الجمعة، بحسب الأمم المتحدة.\n";

let client: Client;
before(async () => {
  client = await startLanguageClient();
});
after(() => client.close());

const stripped = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

/** Symbols as `name (container) words`, those of one article. */
async function symbols(query: string): Promise<string[]> {
  const found = await client.request<WorkspaceSymbol[]>("workspace/symbol", { query });
  return found.map(({ name, containerName, location }) => {
    const range = "range" in location ? location.range : undefined;
    const at = range ? `${range.start.line}:${range.start.character}-${range.end.character}` : "";
    return stripped(`${name} (${containerName}) ${at}`);
  });
}

test("an entity is found by its forms in both languages, and a figure by its harm and number", async () => {
  const english = client.file("english.txt", ENGLISH);
  const arabic = client.file("arabic.txt", ARABIC);
  await client.open(english, ENGLISH);
  await client.open(arabic, ARABIC);
  const places = (all: Location[], uri: string): number => all.filter((one) => one.uri === uri).length;
  for (const [uri, character] of [
    [english, 1],
    [arabic, 1],
  ] as const) {
    const all = await client.request<Location[]>("textDocument/references", {
      textDocument: { uri },
      position: { line: 0, character },
      context: { includeDeclaration: true },
    });
    assert.deepEqual([places(all, english), places(all, arabic)], [2, 2]);
  }
  console.log(
    await symbols(""),
    await symbols("aden"),
    await symbols("عدن"),
    await symbols("killed 31"),
    await symbols("الامم المتحده"),
  );
});
