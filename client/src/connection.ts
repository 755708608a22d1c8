import { type TextDocument, workspace } from "vscode";
import {
  type BaseLanguageClient,
  DidOpenTextDocumentNotification,
  type LanguageClientOptions,
  State,
} from "vscode-languageclient";
import * as protocol from "../../server/src/protocol.ts";
import type { AnnotationStore } from "./annotationStore.ts";
import { articleLanguages, isArticle, switchToArticle } from "./articles.ts";
import { withChangeReasons } from "./changeReasons.ts";
import type { Dataset } from "./dataset/index.ts";
import { answerFileRequests } from "./fileSystem.ts";
import { type Heart, listenTo } from "./heartbeat.ts";
import { interfaceStrings } from "./language.ts";
import { takeProject } from "./projects.ts";
import { Publications } from "./publications.ts";
import { restarting } from "./restarting.ts";

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
export type CreateClient = (options: LanguageClientOptions) => Promise<StartedClient>;

/**
 * Starts the server and brings it together with the rooms of the client. This module, and the language client that it
 * brings along, are read when there is an article.
 */
export async function connect(
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
  const { client, ...server } = await createClient({
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
