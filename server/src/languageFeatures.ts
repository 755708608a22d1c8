import * as l10n from "@vscode/l10n";
import {
  CodeLensRefreshRequest,
  type Connection,
  DocumentHighlightKind,
  InlayHintRefreshRequest,
  type ServerCapabilities,
  type WorkspaceClientCapabilities,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { AcrossHost } from "./acrossArticles.ts";
import { foldsOf } from "./features/folds.ts";
import { highlightsAt } from "./features/highlights.ts";
import { hintsIn, lensesOf, lensPlace } from "./features/hints.ts";
import { lineSpan, type Range, toRange } from "./positions.ts";
import { withProgress } from "./progress.ts";
import { referencesAt } from "./references.ts";
import { paragraphs } from "./text/document.ts";

// What every editor shows of its own accord: highlights, references, hints, lenses and folds.

export const languageCapabilities: ServerCapabilities = {
  documentHighlightProvider: true,
  referencesProvider: { workDoneProgress: true },
  workspaceSymbolProvider: { resolveProvider: true },
  renameProvider: { prepareProvider: true },
  inlayHintProvider: true,
  codeLensProvider: {},
  foldingRangeProvider: true,
};

/** Answers these requests; the result tells the client, after each publication, that hints and lenses have changed. */
export function registerLanguageFeatures(
  connection: Connection,
  host: AcrossHost,
  client: () => WorkspaceClientCapabilities | undefined,
): (uri: string) => Promise<void> {
  const { articles } = host;
  // What is asked after each key waits until the typing rests, so that the reading does not begin anew with each.
  connection.onDocumentHighlight(async ({ textDocument: { uri }, position }) => {
    const seen = await articles.seen(uri, true);
    if (!seen) return null;
    const { document } = seen.article;
    const ranges = highlightsAt(seen.view, document.offsetAt(position));
    return ranges.map((range) => ({ range, kind: DocumentHighlightKind.Text }));
  });
  connection.onReferences(async ({ textDocument: { uri }, position }, token, progress) =>
    withProgress(progress, l10n.t("Looking for mentions"), (report) =>
      referencesAt(host, uri, (document) => document.offsetAt(position), {
        cancelled: () => token.isCancellationRequested,
        progress: report,
      }),
    ),
  );
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const seen = await articles.seen(uri, true);
    if (!seen?.article.settings.inlayHints) return null;
    const { document } = seen.article;
    return hintsIn(seen.view, range, (line) => lineText(document, line).length).map((hint) => ({
      ...hint,
      paddingLeft: true,
    }));
  });
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const seen = await articles.seen(uri, true);
    if (!seen?.article.settings.codeLenses) return null;
    const { document } = seen.article;
    const isBlank = (line: number): boolean =>
      line < document.lineCount && lineText(document, line).trim() === "";
    const own = paragraphs(document.getText()).map((span) =>
      lensPlace(toRange(document, span), span.language === "ar", isBlank),
    );
    const about = { uri, version: document.version };
    return lensesOf(seen.view, own, about).map(({ range, title, command, arguments: args }) => ({
      range,
      command: { title, command, arguments: args },
    }));
  });
  connection.onFoldingRanges(async ({ textDocument: { uri } }) => {
    const seen = await articles.seen(uri, true);
    return seen ? foldsOf(paragraphRanges(seen.article.document)) : null;
  });
  return async (uri) => {
    const settings = (await articles.seen(uri, true))?.article.settings;
    const can = client();
    // A client that has gone away refreshes nothing.
    if (settings?.inlayHints && can?.inlayHint?.refreshSupport)
      connection.sendRequest(InlayHintRefreshRequest.type).catch(() => undefined);
    if (settings?.codeLenses && can?.codeLens?.refreshSupport)
      connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
}

const paragraphRanges = (document: TextDocument): Range[] =>
  paragraphs(document.getText()).map((span) => toRange(document, span));

function lineText(document: TextDocument, line: number): string {
  const { start, end } = lineSpan(document, line);
  return document.getText().slice(start, end);
}
