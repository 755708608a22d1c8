import * as l10n from "@vscode/l10n";
import {
  type DefinitionLink,
  type Disposable,
  DocumentLink,
  EventEmitter,
  languages,
  type Position,
  ProgressLocation,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../../server/src/protocol.ts";
import { warn } from "../commands/context.ts";
import { requestShown } from "../commands/longCommand.ts";
import type { DatasetModel } from "../dataset/model.ts";
import { toRange } from "../ranges.ts";

/** The scheme and the language of pages on entities. */
export const PAGE_SCHEME = "dateline-entity";

/** Pages on entities: texts that cannot be edited, whose lines lead to their places by click, F12 or Enter. */
export interface EntityPages extends Disposable {
  /** Shows the page of an entity, made anew. */
  open(ref: protocol.EntityRef): Promise<void>;
}

export function createEntityPages(
  client: () => Promise<BaseLanguageClient>,
  { onDidChangeArticles }: Pick<DatasetModel, "onDidChangeArticles">,
): EntityPages {
  const pages = new Map<string, protocol.EntityPage>();
  /** Pages that are older than what is decided: they are made anew when they are looked at. */
  const older = new Set<string>();
  const changed = new EventEmitter<Uri>();

  const request = async (ref: protocol.EntityRef): Promise<protocol.EntityPage | undefined> =>
    requestShown(
      await client(),
      protocol.entityPage,
      ref,
      ProgressLocation.Notification,
      l10n.t("Dateline: Looking for mentions"),
    );

  const lineAt = ({ uri }: TextDocument, line: number): protocol.PageLine["place"] =>
    pages.get(uri.toString())?.lines[line]?.place ?? null;

  const placeOf = (document: TextDocument, { line }: Position): DefinitionLink[] => {
    const place = lineAt(document, line);
    if (!place) return [];
    const { uri, range, start, end } = place;
    const targetRange = toRange(range);
    const originSelectionRange = new Range(line, start, line, end);
    return [
      { targetUri: Uri.parse(uri), targetRange, targetSelectionRange: targetRange, originSelectionRange },
    ];
  };

  const linksIn = (document: TextDocument): DocumentLink[] =>
    (pages.get(document.uri.toString())?.lines ?? []).flatMap(({ place }, line) => {
      if (!place) return [];
      const { start, end } = place.range;
      const at = `${start.line + 1},${start.character + 1}-${end.line + 1},${end.character + 1}`;
      const target = Uri.parse(place.uri).with({ fragment: at });
      return [new DocumentLink(new Range(line, place.start, line, place.end), target)];
    });

  const selector = { scheme: PAGE_SCHEME };
  const refresh = async (uri: Uri | undefined): Promise<void> => {
    if (uri?.scheme !== PAGE_SCHEME || !older.delete(uri.toString())) return;
    try {
      const page = await request(refOf(uri));
      if (!page) return;
      pages.set(uri.toString(), page);
      changed.fire(uri);
    } catch (error) {
      warn(error);
    }
  };
  const own = [
    changed,
    onDidChangeArticles(() => {
      for (const uri of pages.keys()) older.add(uri);
      void refresh(window.activeTextEditor?.document.uri);
    }),
    window.onDidChangeActiveTextEditor((editor) => refresh(editor?.document.uri)),
    workspace.registerTextDocumentContentProvider(PAGE_SCHEME, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        // A page of a former window is asked for again.
        const page = pages.get(uri.toString()) ?? (await request(refOf(uri)));
        if (page) pages.set(uri.toString(), page);
        return (
          page?.lines.map(({ text }) => text).join("\n") ??
          l10n.t("This page could not be made; open it anew.")
        );
      },
    }),
    workspace.onDidCloseTextDocument(({ uri }) => pages.delete(uri.toString())),
    languages.registerDefinitionProvider(selector, { provideDefinition: placeOf }),
    languages.registerDocumentLinkProvider(selector, { provideDocumentLinks: linksIn }),
  ];
  return {
    async open(ref) {
      const page = await request(ref);
      if (!page) return;
      const uri = uriOf(page, ref);
      pages.set(uri.toString(), page);
      changed.fire(uri);
      const document = await workspace.openTextDocument(uri);
      if (document.languageId !== PAGE_SCHEME) await languages.setTextDocumentLanguage(document, PAGE_SCHEME);
      // To change the language closes the document and opens it anew.
      pages.set(uri.toString(), page);
      older.delete(uri.toString());
      await window.showTextDocument(document);
    },
    dispose: () => {
      for (const one of own) one.dispose();
    },
  };
}

/** Where a page is: what it is of stands in it, so that it can be made again. */
function uriOf({ name, label, form }: protocol.EntityPage, { uri }: protocol.EntityRef): Uri {
  const path = `/${name.replace(/[/\\]/g, "-")} (${label})`;
  return Uri.from({ scheme: PAGE_SCHEME, path, query: JSON.stringify({ uri, label, form }) });
}

/** @throws SyntaxError where somebody else made the URI */
const refOf = ({ query }: Uri): protocol.EntityRef => JSON.parse(query) as protocol.EntityRef;
