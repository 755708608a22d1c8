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
  /** Where the sidecars lie that have diagnostics, by article. */
  const sidecars = new Map<string, string>();
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

  /** What is wrong with an article's sidecar, at the place where it lies; null where nothing is, or the article closes. */
  const showSidecar = async (article: string, problem: SidecarProblem | null): Promise<void> => {
    const sidecar = await place(sidecarOf(article));
    const former = sidecars.get(article);
    if (former !== undefined && former !== sidecar) await clearDiagnostics(former);
    if (problem === null) {
      sidecars.delete(article);
      await clearDiagnostics(sidecar);
    } else {
      sidecars.set(article, sidecar);
      await sidecarDiagnostics(sidecar, problem);
    }
  };

  const sidecarDiagnostics = async (sidecar: string, problem: SidecarProblem): Promise<void> => {
    const bytes = await files.read(sidecar).catch(() => null);
    const text = new TextDecoder().decode(bytes ?? new Uint8Array());
    await connection.sendDiagnostics({ uri: sidecar, diagnostics: errorsAt(text, [problem], problem.kind) });
  };

  return {
    show(article, view) {
      const { sidecarProblem: problem, uri } = article;
      quietly(showSidecar(uri, problem));
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
