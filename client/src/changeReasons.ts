import { TextDocumentChangeReason } from "vscode";
import { DidChangeTextDocumentNotification, type Middleware } from "vscode-languageclient";
import type { ChangeReason, WithChangeReason } from "../../server/src/protocol.ts";

const REASONS: Readonly<Record<TextDocumentChangeReason, ChangeReason>> = {
  [TextDocumentChangeReason.Undo]: "undo",
  [TextDocumentChangeReason.Redo]: "redo",
};

/**
 * Sends VS Code's reason for a change of a text along with it. The library turns an event into a notification, without
 * its reason, and sends it some moments later: the two are brought together by the version of the text.
 */
export function withChangeReasons(): Required<Pick<Middleware, "didChange" | "sendNotification">> {
  const reasons = new Map<string, ChangeReason>();
  return {
    didChange: (event, next) => {
      const { document, reason } = event;
      if (reason !== undefined && event.contentChanges.length > 0)
        reasons.set(keyOf(document.uri.toString(), document.version), REASONS[reason]);
      return next(event);
    },
    sendNotification: (type, next, params) => {
      const method = typeof type === "string" ? type : type.method;
      if (method !== DidChangeTextDocumentNotification.method) return next(type, params);
      const { uri, version } = (params as { textDocument: { uri: string; version: number } }).textDocument;
      const key = keyOf(uri, version);
      const reason = reasons.get(key);
      reasons.delete(key);
      const carried: WithChangeReason = reason === undefined ? {} : { reason };
      return next(type, { ...params, ...carried });
    },
  };
}

const keyOf = (uri: string, version: number): string => `${version} ${uri}`;
