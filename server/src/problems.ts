import { type Connection, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { SidecarProblem } from "./annotations/sidecar.ts";
import type { Article } from "./article.ts";
import type { ViewProblem } from "./articlesHost.ts";
import { errorsAt } from "./diagnostics.ts";
import { toRange } from "./positions.ts";
import { problemsOf } from "./publication.ts";
import { type FileSystem, sidecarOf } from "./workspace/fileSystem.ts";

export interface ProblemsHost {
  readonly connection: Connection;
  readonly files: Pick<FileSystem, "read">;
  /** Sends what needs no answer. */
  readonly quietly: (sending: Promise<unknown>) => void;
}

export interface Problems {
  /** Shows what is wrong with an article, at its words, and with its sidecar, in the sidecar; nothing where all is well. */
  show(article: Article, shown: readonly ViewProblem[]): void;
  /** Takes all of it away, for the article is closed. */
  clear(uri: string): void;
}

/** The diagnostics of open articles and their sidecars. */
export function createProblems({ connection, files, quietly }: ProblemsHost): Problems {
  /** Articles with diagnostics of their own. */
  const marked = new Set<string>();

  const show = (article: Article, shown: readonly ViewProblem[]): void => {
    const { sidecarProblem: problem, uri } = article;
    const own = problemsOf(article).filter(({ kind }) => kind === "article" || kind === "size");
    const start = { line: 0, character: 0 };
    const diagnostics: Diagnostic[] = own.map(({ kind, message }) => ({
      range: { start, end: start },
      severity: kind === "article" ? DiagnosticSeverity.Error : DiagnosticSeverity.Information,
      source: "dateline",
      code: kind,
      message,
    }));
    for (const { message, code, ...span } of shown)
      diagnostics.push({
        range: toRange(article.document, span),
        severity: DiagnosticSeverity.Warning,
        source: "dateline",
        code,
        message,
      });
    if (diagnostics.length > 0 || marked.has(uri)) quietly(connection.sendDiagnostics({ uri, diagnostics }));
    if (diagnostics.length > 0) marked.add(uri);
    else marked.delete(uri);
    quietly(problem ? sidecarDiagnostics(sidecarOf(uri), problem) : clearDiagnostics(sidecarOf(uri)));
  };

  const clearDiagnostics = (uri: string): Promise<void> =>
    connection.sendDiagnostics({ uri, diagnostics: [] });

  const sidecarDiagnostics = async (sidecar: string, problem: SidecarProblem): Promise<void> => {
    const bytes = await files.read(sidecar).catch(() => null);
    const text = new TextDecoder().decode(bytes ?? new Uint8Array());
    await connection.sendDiagnostics({ uri: sidecar, diagnostics: errorsAt(text, [problem], problem.kind) });
  };

  return {
    show,
    clear(uri) {
      quietly(clearDiagnostics(sidecarOf(uri)));
      if (marked.delete(uri)) quietly(clearDiagnostics(uri));
    },
  };
}
