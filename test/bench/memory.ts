// `npm run bench -- memory [ARTICLES]`: the memory of a server process when it has started, with its first article, and
// each time after so many articles were opened and closed: what grows from round to round is not let go. Linux alone
// says it of another process.
import { readFileSync } from "node:fs";
import { type Client, startLanguageClient } from "../support/languageClient.ts";
import { hashOf } from "./measured.ts";
import { type NewsArticle, news } from "./news.ts";

const wanted = Number(process.argv[2] ?? 100);
const ROUNDS = 4;
/** The most that the server may hold, in MB. */
const LIMIT = 150;

/** The memory of a process that is its own, in MB: without what it shares with files, such as the program of Node. */
function memoryOf(client: Client): number {
  const status = readFileSync(`/proc/${client.process.pid}/status`, "utf8");
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1000;
}

async function openAndClose(client: Client, { text }: NewsArticle, n: number): Promise<number> {
  const uri = client.file(`a${n}.txt`, text);
  const { annotations } = await client.open(uri, text);
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  return annotations.length;
}

const articles = news(500_000).slice(0, wanted);
const client = await startLanguageClient({ configuration: { learnNames: false } });
try {
  const rows: { after: string; MB: string; hash: string }[] = [];
  const row = (after: string, hash = ""): void =>
    void rows.push({ after, MB: memoryOf(client).toFixed(0), hash });
  row("the start");
  for (let round = 1; round <= ROUNDS; round++) {
    const counts: number[] = [];
    for (const [n, article] of articles.entries()) counts.push(await openAndClose(client, article, n));
    row(`${round * articles.length} articles opened and closed`, hashOf(counts));
  }
  console.table(rows);
  process.exitCode = memoryOf(client) < LIMIT ? 0 : 1;
} finally {
  await client.close();
}
