import { type Connection, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { SidecarProblem } from "./annotations/sidecar.ts";
import type { Article } from "./article.ts";
import type { Checking } from "./checking.ts";
import { errorsAt } from "./diagnostics.ts";
import type { ArticleView } from "./features/view.ts";
import { problemsOf } from "./publication.ts";
import { type FileSystem, sidecarOf } from "./workspace/fileSystem.ts";
import type { Places } from "./workspace/placedFiles.ts";

export interface ProblemsHost {
  readonly connection: Connection;
  readonly files: Pick<FileSystem, "read">;
  readonly checking: () => Pick<Checking, "diagnostics">;
  /** Where an article's sidecar lies. */
  readonly place: Places["place"];
  /** Sends what needs no answer. */
  readonly quietly: (sending: Promise<unknown>) => void;
  readonly log: (message: string) => void;
}

export interface Problems {
  /**
   * Shows what is wrong with an article, at its words, and with its sidecar, in the sidecar; nothing where all is well.
   * Without a view, while the present text has not been read, what was found in its words stays.
   */
  show(article: Article, view: ArticleView | null): void;
  /** Takes all of it away, for the article is closed. */
  clear(uri: string): void;
}

/** The diagnostics of open articles and their sidecars. */
export function createProblems({ connection, files, place, checking, quietly, log }: ProblemsHost): Problems {
  /** Articles with diagnostics of their own. */
  const marked = new Set<string>();
  /** What is wrong with the sidecars of articles, and the file that it is shown in. */
  const broken = new Map<string, { readonly problem: SidecarProblem; sidecar: string | null }>();
  /** The last showing of each: one that was overtaken while it looked says nothing. */
  const latest = new Map<string, object>();

  const show = async (article: Article, view: ArticleView | null): Promise<void> => {
    const { uri, document } = article;
    const { version } = document;
    const own = ownDiagnostics(article);
    if (view === null && own.length === 0) return;
    const showing = {};
    latest.set(uri, showing);
    const found = view === null ? [] : await checking().diagnostics(article, view);
    if (latest.get(uri) !== showing || article.document.version !== version) return;
    const diagnostics = [...own, ...found];
    if (diagnostics.length > 0 || marked.has(uri))
      await connection.sendDiagnostics({ uri, version, diagnostics });
    if (diagnostics.length > 0) marked.add(uri);
    else marked.delete(uri);
  };

  const clearDiagnostics = (uri: string): Promise<void> =>
    connection.sendDiagnostics({ uri, diagnostics: [] });

  const showSidecar = async (article: string, problem: SidecarProblem | null): Promise<void> => {
    const former = broken.get(article)?.sidecar ?? null;
    if (!problem) {
      broken.delete(article);
      if (former !== null) await clearDiagnostics(former);
      return;
    }
    const own = { problem, sidecar: former };
    broken.set(article, own);
    const sidecar = await place(sidecarOf(article));
    if (former !== null && former !== sidecar) await clearDiagnostics(former);
    const bytes = await files.read(sidecar).catch(() => null);
    // Mended, or closed, in the meantime.
    if (broken.get(article) !== own) return;
    own.sidecar = sidecar;
    const text = new TextDecoder().decode(bytes ?? new Uint8Array());
    await connection.sendDiagnostics({ uri: sidecar, diagnostics: errorsAt(text, [problem], problem.kind) });
  };

  return {
    show(article, view) {
      const { sidecarProblem, uri } = article;
      quietly(showSidecar(uri, sidecarProblem));
      show(article, view).catch((error: unknown) => log(`${uri} is not checked: ${String(error)}`));
    },
    clear(uri) {
      latest.delete(uri);
      quietly(showSidecar(uri, null));
      if (marked.delete(uri)) quietly(clearDiagnostics(uri));
    },
  };
}

/** What keeps an article from being annotated, on its first line. */
function ownDiagnostics(article: Article): Diagnostic[] {
  const start = { line: 0, character: 0 };
  return problemsOf(article)
    .filter(({ kind }) => kind === "article" || kind === "size")
    .map(({ kind, message }) => ({
      range: { start, end: start },
      severity: kind === "article" ? DiagnosticSeverity.Error : DiagnosticSeverity.Information,
      source: "dateline",
      code: kind,
      message,
    }));
}
