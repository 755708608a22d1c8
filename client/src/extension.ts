import * as l10n from "@vscode/l10n";
import { type ExtensionContext, type TextDocument, window, workspace } from "vscode";
import {
  type BaseLanguageClient,
  DidOpenTextDocumentNotification,
  type LanguageClientOptions,
  State,
} from "vscode-languageclient";
import * as protocol from "../../server/src/protocol.ts";
import { AnnotationStore } from "./annotationStore.ts";
import { articleLanguages, isArticle, switchToArticle } from "./articles.ts";
import { withChangeReasons } from "./changeReasons.ts";
import { warn } from "./commands/context.ts";
import { registerCommands } from "./commands/index.ts";
import { offerToMoveSidecars } from "./commands/moveSidecars.ts";
import { provideRenaming } from "./commands/renameLabel.ts";
import { provideVersions } from "./commands/restore.ts";
import { Comparison } from "./comparison/comparison.ts";
import { showComparison } from "./comparison/view.ts";
import { keepContextKeys } from "./contextKeys.ts";
import { createDataset, type Dataset } from "./dataset/index.ts";
import { Decorations } from "./decorations.ts";
import { entityCommands } from "./entities/commands.ts";
import { createEntityPages } from "./entities/page.ts";
import { answerFileRequests } from "./fileSystem.ts";
import { followFocus } from "./focus.ts";
import { type Heart, listenTo } from "./heartbeat.ts";
import { chooseLanguage, interfaceStrings } from "./language.ts";
import { drawLinks } from "./links.ts";
import { OutlineView } from "./outline/view.ts";
import { allTold, hasProject, onDidChangeProject, projectOf, takeProject } from "./projects.ts";
import { Publications } from "./publications.ts";
import { readerCommands } from "./reader/commands.ts";
import { Readers } from "./reader/readers.ts";
import { Reports } from "./report/index.ts";
import { restarting } from "./restarting.ts";
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

/** A client of the server, and what can be done where the server does not answer. */
export interface StartedClient {
  readonly client: BaseLanguageClient;
  /** Whether a debugger may hold the server. */
  readonly isDebugged: () => boolean;
  /** Ends the server's process at once. */
  readonly kill: () => void;
  /** How long a question may stay unanswered, in ms. */
  readonly patience: number;
}

/** Makes a client of the server. */
export type CreateClient = (options: LanguageClientOptions) => StartedClient;

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
  const client = (): Promise<BaseLanguageClient> => {
    starting ??= connect(
      createClient,
      store,
      dataset,
      (context.storageUri ?? context.globalStorageUri).toString(),
    ).catch((error: unknown) => {
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
  const dataset = createDataset(client, () => running?.state === State.Running, context.workspaceState);
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

async function connect(
  createClient: CreateClient,
  store: AnnotationStore,
  dataset: Dataset,
  storage: string,
): Promise<BaseLanguageClient> {
  const initializationOptions: protocol.ClientOptions = {
    hasCommands: true,
    commandLinks: true,
    publish: true,
    deltas: true,
    storage,
    trusted: workspace.isTrusted,
    strings: interfaceStrings(),
  };
  const publications = new Publications();
  const linked = [...Object.values(protocol.commands), protocol.compareCommand, protocol.entityCommands.page];
  const restart = restarting();
  const { client, ...server } = createClient({
    documentSelector: articleLanguages.map((language) => ({ language })),
    initializationOptions,
    diagnosticCollectionName: "dateline",
    errorHandler: restart,
    markdown: { isTrusted: { enabledCommands: linked }, supportHtml: false },
    synchronize: { configurationSection: "dateline" },
    middleware: {
      // Texts that are no files (the other side of a diff) are none of the server's business.
      didClose: (document, next) => {
        publications.forget(document.uri.toString());
        return next(document);
      },
      didOpen: (document, next) => (isArticle(document) ? next(document) : Promise.resolve()),
      ...withChangeReasons(),
    },
  });
  answerFileRequests(client);
  client.onNotification(protocol.publish, (params: protocol.PublishParams) =>
    store.publish(publications.whole(params)),
  );
  client.onNotification(protocol.publishDelta, (delta: protocol.PublishDelta) => {
    const params = publications.changed(delta);
    if (params) store.publish(params);
  });
  store.onDidWant((uri) => {
    // Where there is no server to hurry, whoever waits for the article says so in the end.
    if (client.isRunning())
      client.sendNotification(protocol.hurry, { uri } satisfies protocol.HurryParams).catch(() => undefined);
  });
  client.onNotification(protocol.publishProject, (project: protocol.PublishedProject) => {
    takeProject(project);
    for (const document of workspace.textDocuments) void openLate(client, document);
  });
  const heart: Heart = {
    ask: async () =>
      (await client.sendRequest<protocol.AliveResult>(protocol.alive)).debugged || server.isDebugged(),
    stopped() {
      restart.hangs();
      server.kill();
    },
  };
  let endListening = (): void => undefined;
  client.onDidChangeState(({ newState }) => {
    // What a dead server had suggested can no longer be corrected; what was decided is in the sidecars.
    if (newState === State.Stopped) store.keepDecided();
    endListening();
    if (newState === State.Running) endListening = listenTo(heart, server.patience);
    if (newState === State.Stopped) publications.clear();
    if (newState === State.Stopped) dataset.badges.forget(undefined);
  });
  dataset.model.connect(client);
  await client.start();
  running = client;
  dataset.badges.forget(undefined);
  return client;
}

/** Opens a text for the server that is an article since its project was read. */
async function openLate(client: BaseLanguageClient, document: TextDocument): Promise<void> {
  if (!isArticle(document)) return;
  const { languageId } = document;
  await switchToArticle(document);
  // One whose language was switched has been closed, and opened as what it is now.
  if (document.isClosed || document.languageId !== languageId) return;
  const opening = client.getFeature(DidOpenTextDocumentNotification.method);
  for (const known of opening.openDocuments) if (known === document) return;
  await opening.getProvider(document)?.send(document);
}

export async function stopClient(): Promise<void> {
  await running?.stop();
}
