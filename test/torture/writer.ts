// A process that writes one article's decisions, one after the other, for tests of several that do so at once and of ones
// that are killed: `node writer.ts ARTICLE NAME COUNT`. Prints a line when it begins and one for each that is on disk.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { anchorsIn } from "../../server/src/annotations/anchor.ts";
import type { EntityAnnotation } from "../../server/src/annotations/annotation.ts";
import { undisputed } from "../../server/src/annotations/opinion.ts";
import { changeArticle, newArticle } from "../../server/src/article.ts";
import { nodeFiles } from "../../server/src/node/fileSystem.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { loadArticle, type StorageEvents, saveArticle } from "../../server/src/storage.ts";

const [file = "", name = "", count = "1"] = process.argv.slice(2);
const failed = (what: string): never => {
  process.stderr.write(`${what}\n`);
  process.exit(1);
};
const events: StorageEvents = {
  changed: () => undefined,
  refused: () => failed("refused"),
  failed: (_, message) => failed(message),
  conflicts: (_, ids) => failed(`conflicts: ${ids.join(" ")}`),
  done: () => undefined,
  reanchored: () => undefined,
  stood: () => undefined,
  vanished: async () => failed("the sidecar vanished"),
  broke: (_, error) => failed(String(error)),
};

async function main(): Promise<void> {
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, "utf8");
  const article = newArticle(TextDocument.create(uri, "article", 1, text), defaultSettings);
  const anchors = anchorsIn(text);
  await loadArticle(article, nodeFiles, events);
  process.stdout.write("ready\n");
  for (let n = 0; n < Number(count); n++) {
    // Every decision on words of its own: two on the same would be one.
    const start = text.indexOf(`${name}${n} `);
    const span = { start, end: start + `${name}${n}`.length };
    const annotation: EntityAnnotation = {
      ...anchors.at(span),
      id: `${name}-${n}`,
      kind: "entity",
      label: "LOC",
      status: "added",
      attributes: {},
      ...undisputed,
      rule: null,
      confidence: null,
      was: null,
      by: name,
      at: "2026-01-02T03:04:05Z",
      detector: null,
      touched: false,
      lost: null,
      extra: {},
    };
    changeArticle(article, { removed: [], added: [annotation] });
    await saveArticle(article, nodeFiles, events);
    process.stdout.write(`${n}\n`);
  }
}

void main();
