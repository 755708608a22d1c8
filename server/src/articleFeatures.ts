import * as l10n from "@vscode/l10n";
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  type DocumentSymbol,
  MarkupKind,
} from "vscode-languageserver";
import type { Articles } from "./articlesHost.ts";
import { type Checking, swappingAction } from "./checking.ts";
import { correctionActions } from "./features/codeActions.ts";
import { hoverMarkdown } from "./features/hover.ts";
import { paragraphSymbols } from "./features/paragraphSymbols.ts";
import { outlineOf } from "./features/symbols.ts";
import { itemsAt } from "./features/view.ts";
import { toSpan } from "./positions.ts";
import * as protocol from "./protocol.ts";
import type { Session } from "./session.ts";
import { readerOf, tagsetOf } from "./settings.ts";

export interface ArticleFeaturesHost {
  readonly articles: Pick<Articles, "seen">;
  readonly checking: Pick<Checking, "actions">;
  readonly session: Session;
  /** Who annotates, where the settings do not say. */
  readonly annotator: () => string;
}

/** Answers what is asked of an article's annotations: hovers, symbols, and what can be done at a place. */
export function registerArticleFeatures(connection: Connection, host: ArticleFeaturesHost): void {
  const { articles, checking, session, annotator } = host;

  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const seen = await articles.seen(uri);
    if (!seen) return null;
    const { document } = seen.article;
    const items = itemsAt(seen.view, document.offsetAt(position));
    const [first] = items;
    if (!first) return null;
    const value = hoverMarkdown(items, {
      uri,
      version: document.version,
      reader: readerOf(seen.article.settings, annotator()),
      tagset: tagsetOf(seen.article.settings),
      commandLinks: session.options.commandLinks === true,
    });
    return { contents: { kind: MarkupKind.Markdown, value }, range: first.published.range };
  });

  connection.onDocumentSymbol(async ({ textDocument: { uri } }): Promise<DocumentSymbol[] | null> => {
    // Editors ask for this and the next after each key: it waits until the typing rests.
    const seen = await articles.seen(uri, true);
    if (!seen) return null;
    // By label where there is no tree that shows them so.
    const { article, view } = seen;
    const tagset = tagsetOf(article.settings);
    return (
      session.options.publish ? paragraphSymbols(article.document, view) : outlineOf(view, tagset)
    ) as DocumentSymbol[];
  });

  connection.onCodeAction(async ({ textDocument: { uri }, range }): Promise<CodeAction[] | null> => {
    const seen = await articles.seen(uri, true);
    if (seen?.article.sidecarProblem?.kind === "marks") {
      const title = l10n.t("Resolve git's conflict marks in the sidecar");
      const command = protocol.commands.resolveSidecar;
      return [{ title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: [{ uri }] } }];
    }
    if (seen?.article.sidecarProblem?.kind === "bounds") return [swappingAction(uri)];
    if (!seen || seen.article.sidecarProblem || seen.article.refused !== null) return null;
    const { document } = seen.article;
    const span = toSpan(document, range);
    const fixes = await checking.actions(seen, span);
    const actions = correctionActions(document, seen.view, span, range, {
      uri,
      version: document.version,
      annotator: readerOf(seen.article.settings, annotator()).name,
      pickers: session.options.hasCommands === true,
      tagset: tagsetOf(seen.article.settings),
      names: session.folderOf(uri) !== undefined && session.can?.applyEdit === true,
    });
    return eachOnce([...fixes, ...actions]);
  });
}

/** Of actions that do the same the first: what puts a finding right is often what can be done at its place anyway. */
function eachOnce(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  return actions.filter(({ command }) => {
    const act = JSON.stringify([command?.command, command?.arguments]);
    if (seen.has(act)) return false;
    seen.add(act);
    return true;
  });
}
