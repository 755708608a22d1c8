import type {
  Connection,
  SymbolKind,
  WorkspaceClientCapabilities,
  WorkspaceSymbol,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as z from "zod";
import { type AcrossHost, shownArticle } from "./acrossArticles.ts";
import type { Reading } from "./acts.ts";
import type { Annotation } from "./annotations/annotation.ts";
import { closedDecisions, closedText } from "./closedArticles.ts";
import { checked } from "./correctionSchema.ts";
import { symbolKind } from "./features/symbols.ts";
import { isShown } from "./features/view.ts";
import { isolated } from "./features/words.ts";
import { type Range, toRange } from "./positions.ts";
import { inArticles, mentionCount } from "./protocol.ts";
import { type Hit, hitsFor } from "./symbolSearch.ts";
import { oneLine } from "./workspace/index/entry.ts";
import type { WorkspaceEntities } from "./workspaceEntities.ts";

/** The most that are answered: nobody reads more, and the editor asks again at each key. */
const MOST = 200;
/** The same for a client that wants all places at once, each of them read from a file. */
const MOST_PLACED = 50;

/** What a symbol is of, until its place is asked for. */
const dataSchema = z.object({
  uri: z.string(),
  /** Null for a figure. */
  label: z.string().nullable(),
  /** Of a figure that was decided on. */
  id: z.string().nullable(),
  text: z.string(),
});
type SymbolData = z.infer<typeof dataSchema>;

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Answers `workspace/symbol`: entities and figures of all articles; their places are looked for when one is chosen. */
export function registerWorkspaceSymbols(
  connection: Connection,
  host: AcrossHost,
  known: () => Promise<WorkspaceEntities>,
  client: () => WorkspaceClientCapabilities | undefined,
): void {
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const lazily = client()?.symbol?.resolveSupport?.properties.includes("location.range") === true;
    const hits = hitsFor(query, await known(), lazily ? MOST : MOST_PLACED);
    const symbols = hits.map(symbolOf);
    if (lazily) return symbols;
    const reading = host.reading();
    const placed: WorkspaceSymbol[] = [];
    for (const symbol of symbols) {
      if (token.isCancellationRequested) break;
      placed.push(await withPlace(host, reading, symbol));
    }
    return placed;
  });
  connection.onWorkspaceSymbolResolve((symbol) => withPlace(host, host.reading(), symbol));
}

function symbolOf(hit: Hit): WorkspaceSymbol {
  if (hit.kind === "figure") {
    const { figure, entry, name } = hit;
    const data: SymbolData = { uri: entry.uri, label: null, id: figure.id, text: figure.text };
    const { uri, title } = entry;
    return {
      name: isolated(name),
      kind: symbolKind(null) as SymbolKind,
      containerName: isolated(title),
      location: { uri },
      data,
    };
  }
  const { entity, form, name } = hit;
  const { label, articles, mentions } = entity;
  // Where that form stands, if it is one that the articles have.
  const text = entity.forms.includes(form) ? form : (entity.forms[0] ?? form);
  const article = articles.find((own) => hasForm(own, label, text)) ?? articles[0];
  const uri = article?.uri ?? "";
  const data: SymbolData = { uri, label, id: null, text };
  return {
    name: isolated(name),
    kind: symbolKind(label) as SymbolKind,
    containerName: `${label}, ${inArticles(mentionCount(mentions), articles.length)}`,
    location: { uri },
    data,
  };
}

const hasForm = ({ entities, suggested }: KnownArticle, label: string, form: string): boolean =>
  [...entities, ...(suggested?.entities ?? [])].some((one) => one.label === label && one.name === form);
type KnownArticle = WorkspaceEntities["entries"][number];

/** The symbol with its place; the beginning of the article where it is not to be found any more. */
async function withPlace(
  host: AcrossHost,
  reading: Reading,
  symbol: WorkspaceSymbol,
): Promise<WorkspaceSymbol> {
  const data = checked(dataSchema, symbol.data, "workspaceSymbol/resolve");
  const range = (await decidedPlace(host, data)) ?? (await shownPlace(host, reading, data)) ?? NOWHERE;
  return { ...symbol, location: { uri: data.uri, range } };
}

/** Where a closed article's sidecar has it: nothing need be detected for that. */
async function decidedPlace(host: AcrossHost, { uri, label, id, text }: SymbolData): Promise<Range | null> {
  if (await host.articles.seen(uri)) return null;
  const file = await closedText(host.files, uri);
  if (typeof file === "string") return null;
  const stored = await closedDecisions(host.files, uri, file.text);
  if (typeof stored === "string") return null;
  const isIt = (one: Annotation): boolean =>
    one.status !== "rejected" &&
    one.status !== "orphaned" &&
    (one.kind === "figure" ? one.id === id : one.label === label && oneLine(one.quote) === text);
  const found = stored.decided.filter(isIt).sort((a, b) => a.start - b.start)[0];
  return found ? toRange(TextDocument.create(uri, "article", 0, file.text), found) : null;
}

async function shownPlace(
  host: AcrossHost,
  reading: Reading,
  { uri, label, id, text }: SymbolData,
): Promise<Range | null> {
  const shown = await shownArticle(host, reading, uri);
  const items = shown?.view.items.map(({ published }) => published).filter(isShown) ?? [];
  const same = items.filter((one) => one.label === label && oneLine(one.text) === text);
  return (same.find((one) => one.id === id) ?? same[0])?.range ?? null;
}
