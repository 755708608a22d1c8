import * as l10n from "@vscode/l10n";
import { type ExtensionContext, type TextDocument, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../server/src/protocol.ts";
import { AnnotationStore } from "./annotationStore.ts";
import { isArticle, switchToArticle } from "./articles.ts";
import { warn } from "./commands/context.ts";
import { registerCommands } from "./commands/index.ts";
import { offerToMoveSidecars } from "./commands/moveSidecars.ts";
import { provideRenaming } from "./commands/renameLabel.ts";
import { provideVersions } from "./commands/restore.ts";
import { Comparison } from "./comparison/comparison.ts";
import { showComparison } from "./comparison/view.ts";
import type { CreateClient } from "./connection.ts";
import { keepContextKeys } from "./contextKeys.ts";
import { createDataset, type Dataset } from "./dataset/index.ts";
import { Decorations } from "./decorations.ts";
import { entityCommands } from "./entities/commands.ts";
import { createEntityPages } from "./entities/page.ts";
import { followFocus } from "./focus.ts";
import { chooseLanguage } from "./language.ts";
import { drawLinks } from "./links.ts";
import { OutlineView } from "./outline/view.ts";
import { allTold, hasProject, onDidChangeProject, projectOf } from "./projects.ts";
import { readerCommands } from "./reader/commands.ts";
import { Readers } from "./reader/readers.ts";
import { Reports } from "./report/index.ts";
import { ReviewMode } from "./review/mode.ts";
import { createTrail } from "./review/trail.ts";
import { provideSchemas } from "./schemas.ts";
import { provideSidecarFixes } from "./sidecarFixes.ts";
import { createStatusBar } from "./statusBar.ts";
import { followSteps } from "./steps/progress.ts";
import { stepCommands } from "./steps/samples.ts";

/** What the extension gives to tests and to other extensions. */
export interface Api {
  readonly store: AnnotationStore;
  readonly outline: OutlineView;
  readonly decorations: Decorations;
  readonly review: ReviewMode;
  readonly comparison: Comparison;
  /** Resolved when keys take effect in the order in which they come. */
  readonly ready: Promise<void>;
  readonly dataset: Dataset;
  readonly readers: Readers;
  readonly reports: Reports;
  /** What the server has told of the folders' projects. */
  readonly projects: { readonly of: typeof projectOf; readonly onDidChange: typeof onDidChangeProject };
}

let running: BaseLanguageClient | undefined;

/**
 * Starts the extension: the rooms of the client around one store. The server itself is started with the first article,
 * so that a window without one costs nothing.
 */
export async function startClient(context: ExtensionContext, createClient: CreateClient): Promise<Api> {
  context.subscriptions.push(await chooseLanguage(context.extensionUri));
  const store = new AnnotationStore();
  const decorations = new Decorations(store);
  const outline = new OutlineView(store);
  const review = new ReviewMode(store);
  let starting: Promise<BaseLanguageClient> | undefined;
  const started = async (): Promise<BaseLanguageClient> => {
    // Read with the first article: a window without one waits for no more than it needs.
    const { connect } = await import("./connection.ts");
    const storage = (context.storageUri ?? context.globalStorageUri).toString();
    running = await connect(createClient, store, dataset, storage);
    dataset.badges.forget(undefined);
    return running;
  };
  const client = (): Promise<BaseLanguageClient> => {
    starting ??= started().catch((error: unknown) => {
      starting = undefined;
      void window.showErrorMessage(
        l10n.t(
          "Dateline's server did not start: {0}",
          error instanceof Error ? error.message : String(error),
        ),
      );
      throw error;
    });
    return starting;
  };

  const comparison = new Comparison(store, client, (error) =>
    warn(error, `${l10n.t("The comparison has ended.")} `),
  );
  const dataset = createDataset(client, () => running?.isRunning() === true, context.workspaceState);
  const status = createStatusBar(
    store,
    () => decorations.shown,
    () => review.active,
    (uri) => dataset.badges.isDone(uri),
  );
  context.subscriptions.push(review.onDidChange(status.update), dataset.badges.onDidLearn(status.update));
  const readers = new Readers(context, { store, client });
  const reports = new Reports(context, { client, model: dataset.model });

  const pages = createEntityPages(client, dataset.model);

  // A project says which files are articles; without one nothing is started before there is one.
  const told = hasProject()
    .then((found) => (found ? client().then(allTold) : undefined))
    .catch(() => undefined);
  const opened = async (document: TextDocument): Promise<void> => {
    await told;
    if (document.isClosed || !isArticle(document)) return;
    // A failure has been shown by then.
    client().catch(() => undefined);
    await switchToArticle(document);
  };

  const services = {
    ...{ store, outline, decorations, comparison, dataset, client },
    updateStatus: status.update,
    trail: createTrail(),
  };
  const { registered, ready } = registerCommands(services, review, {
    ...readerCommands({ store, client }, context, readers),
    ...entityCommands(services, pages),
    ...reports.commands,
    ...stepCommands(context),
  });
  context.subscriptions.push(
    store,
    decorations,
    outline,
    status,
    review,
    keepContextKeys(store),
    followFocus(),
    followSteps(store, review.onDidChange),
    ...drawLinks(store),
    dataset.model,
    dataset.view,
    dataset.badges,
    comparison,
    readers,
    pages,
    reports,
    showComparison(comparison, decorations),
    provideVersions(client),
    provideSidecarFixes(),
    offerToMoveSidecars(),
    provideSchemas(context),
    workspace.onDidGrantWorkspaceTrust(() => void running?.sendNotification(protocol.trusted)),
    workspace.onDidOpenTextDocument((document) => void opened(document)),
    workspace.onDidCloseTextDocument(({ uri }) => store.forget(uri)),
    ...registered,
    ...provideRenaming(services),
  );
  for (const document of workspace.textDocuments) void opened(document);
  const projects = { of: projectOf, onDidChange: onDidChangeProject };
  return { store, outline, decorations, comparison, readers, reports, review, dataset, projects, ready };
}

export async function stopClient(): Promise<void> {
  await running?.stop();
}
