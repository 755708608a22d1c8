import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { toRange } from "./positions.ts";
import type { Span } from "./text/span.ts";

/** Errors in a file of ours; offsets are UTF-16 code units of its text. */
export function errorsAt(
  text: string,
  problems: readonly (Span & { readonly message: string })[],
  code: string,
): Diagnostic[] {
  const document = TextDocument.create("", "plaintext", 0, text);
  return problems.map((problem) => ({
    range: toRange(document, problem),
    severity: DiagnosticSeverity.Error,
    source: "dateline",
    code,
    message: problem.message,
  }));
}
