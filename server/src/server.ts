import { config } from "@vscode/l10n";
import { monotonicFactory } from "ulid";
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  type DidChangeTextDocumentParams,
  DidChangeWatchedFilesNotification,
  type DocumentSymbol,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type WorkspaceClientCapabilities,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { AcrossHost } from "./acrossArticles.ts";
import { createActs } from "./acts.ts";
import { createArticles } from "./articles.ts";
import { createBackups } from "./backups.ts";
import { createChecking, isCheckCommand, swappingAction } from "./checking.ts";
import { clientFiles, routedFiles } from "./clientFiles.ts";
import { runCommand } from "./commands.ts";
import { createComparing } from "./comparing.ts";
import { isDatasetCommand, registerDatasetView } from "./datasetView.ts";
import { isEntityCommand, registerEntities } from "./entityCommands.ts";
import { createEventTolls } from "./eventTolls.ts";
import { exportDataset } from "./exporting.ts";
import { correctionActions } from "./features/codeActions.ts";
import { hoverMarkdown } from "./features/hover.ts";
import { paragraphSymbols } from "./features/paragraphSymbols.ts";
import { outlineOf } from "./features/symbols.ts";
import { itemsAt } from "./features/view.ts";
import { registerFileEvents } from "./fileEvents.ts";
import { adopt, type FollowHost } from "./followFiles.ts";
import type { Git } from "./git.ts";
import { createGitNames } from "./gitNames.ts";
import { createIdentical, type IdenticalHost, isIdenticalCommand } from "./identical.ts";
import { importDataset } from "./importing.ts";
import { languageCapabilities, registerLanguageFeatures } from "./languageFeatures.ts";
import { isMeasureCommand, type MeasureHost, measure } from "./measuring.ts";
import { registerMovingSidecars } from "./movingSidecars.ts";
import { isNameCommand, type NameCommandsHost, runNameCommand } from "./nameCommands.ts";
import { createNames } from "./names.ts";
import { placedGit } from "./placedGit.ts";
import { toSpan } from "./positions.ts";
import { createProblems } from "./problems.ts";
import { withProgress } from "./progress.ts";
import { registerProjectRequests } from "./projectRequests.ts";
import { createProjects } from "./projects.ts";
import * as protocol from "./protocol.ts";
import { isLabelCommand } from "./renaming.ts";
import { registerReport } from "./reporting.ts";
import { refusable, registerRequests } from "./requests.ts";
import { createRestoring } from "./restoring.ts";
import type { Timer } from "./retries.ts";
import { defaultSettings, readerOf, readSettings, type Settings, tagsetOf } from "./settings.ts";
import { createSidecarLayouts, withoutSidecars } from "./sidecarLayouts.ts";
import { createProjectTeller } from "./tellProjects.ts";
import { decoded, type FileSystem, inFolder, isSidecar, nameOf, sidecarOf } from "./workspace/fileSystem.ts";
import { placedFiles } from "./workspace/placedFiles.ts";
import { PROJECT_FILE } from "./workspace/project.ts";
import { createWorkspaceEntities } from "./workspaceEntities.ts";
import { closedReading, type WorkspaceHost, workspaceArticles } from "./workspaceReading.ts";
import { registerWorkspaceSymbols } from "./workspaceSymbols.ts";

/** What differs between the worlds that the server runs in. */
export interface Environment {
  /** Files of the scheme `file:`; null where the server cannot reach them and asks the client for all. */
  readonly files: FileSystem | null;
  /** The time as ISO 8601. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Lets other work run. */
  readonly pause: () => Promise<void>;
  /** Dateline's version. */
  readonly version: string;
  /** Who annotates, where neither the settings nor the client say it. */
  readonly user: string;
  /** Null where git cannot be run. */
  readonly git: Git | null;
}

/** Answers one client over `connection` until it closes. Call `connection.listen()` afterwards. */
export function startServer(connection: Connection, environment: Environment): void {
  let options: protocol.ClientOptions = {};
  let folders: string[] = [];
  let clientCan: WorkspaceClientCapabilities | undefined;
  let canConfigure = false;
  let canWatch = false;
  let canFollowFolders = false;
  let canShowProgress = false;
  const warned = new Set<string>();

  /** The files as they lie; everything else calls sidecars by their names. */
  const lying = routedFiles(environment.files, clientFiles(connection));
  const layouts = createSidecarLayouts({ files: lying, folders: () => folders, watches: () => canWatch });
  const files = placedFiles(lying, layouts.of);
  const git = environment.git && placedGit(environment.git, files);

  /** Sends what needs no answer. Where the connection has gone there is nobody to tell. */
  const quietly = (sending: Promise<unknown>): void => void sending.catch(() => undefined);

  // As a notification: `connection.window` would ask for an answer, which not every client has.
  const show = (type: MessageType, message: string): void =>
    quietly(connection.sendNotification(ShowMessageNotification.type, { type, message }));

  /** The workspace folder that a file is in. */
  const folderOf = (uri: string): string | undefined => folders.find((root) => uri.startsWith(root));

  const settingsOf = async (uri: string): Promise<Settings> => {
    const root = folderOf(uri);
    const own = await ownSettings(uri);
    const settings = { ...own, annotator: own.annotator || (await annotatorOf(uri)) };
    if (root === undefined) return settings;
    const project = await projects.read(root, settings.learnNames);
    const all = { ...settings, ...project, diagnostics: { ...project.diagnostics, ...own.diagnostics } };
    return withoutSidecars(all, await layouts.of(root));
  };

  /** Who annotates where no setting says it: as the client has it, else as git signs there, else the system's user. */
  const annotatorOf = async (uri: string): Promise<string> =>
    options.annotator || (await gitNames.of(uri)) || environment.user;

  /** The same where the settings of an article cannot be had. */
  const annotator = (): string => options.annotator || environment.user;

  const gitNames = createGitNames(environment.git);

  const ownSettings = async (uri: string): Promise<Settings> => {
    if (!canConfigure) return defaultSettings;
    const section: unknown = await connection.workspace.getConfiguration({
      scopeUri: uri,
      section: "dateline",
    });
    const { settings, problems } = readSettings(section);
    for (const problem of problems) {
      if (warned.has(problem)) continue;
      warned.add(problem);
      show(MessageType.Warning, problem);
    }
    return settings;
  };

  const relativePath = (uri: string): string => {
    const folder = folderOf(uri);
    const path = folder === undefined ? uri.replace(/^[a-z][\w+.-]*:\/*/i, "") : uri.slice(folder.length);
    return decoded(path.replace(/^\//, "").replace(/%(?![0-9a-f]{2})/gi, "%25"));
  };

  const timer: Timer = (task, ms) => {
    const started = setTimeout(task, ms);
    return () => clearTimeout(started);
  };

  const problems = createProblems({
    connection,
    files: lying,
    place: files.place,
    checking: () => checking,
    quietly,
    log: (message) => connection.console.error(message),
  });

  const names = createNames({
    files,
    folderOf,
    relativePath,
    pause: environment.pause,
    timer,
    changed: () => articles.namesChanged(),
    log: (message) => connection.console.error(message),
  });

  const projects = createProjects({
    files,
    names,
    layouts,
    diagnose: (uri, diagnostics) => quietly(connection.sendDiagnostics({ uri, diagnostics })),
    told: createProjectTeller((project) => {
      if (options.publish) quietly(connection.sendNotification(protocol.publishProject, project));
    }),
    watches: () => canWatch,
  });

  const readProjects = (): void => {
    for (const folder of folders) quietly(projects.read(folder, false));
  };

  const articles = createArticles({
    files,
    now: environment.now,
    newId: environment.newId,
    pause: environment.pause,
    detector: `dateline@${environment.version}`,
    settings: settingsOf,
    relativePath,
    annotator,
    publish: (params) => {
      if (options.publish) quietly(connection.sendNotification(protocol.publish, params));
      dataset.live.shown(params.uri);
      quietly(refresh(params.uri));
    },
    problems: problems.show,
    timer,
    names: ({ uri, settings }) => names.of(uri, settings.learnNames),
    decided: ({ uri, decided }) => names.decided(uri, decided),
    closed: (uri) => {
      names.closed(uri);
      dataset.live.closed(uri);
    },
    bare: (uri) => quietly(adoptAt(uri, false)),
    keep: (uri, sidecar, decisions) => void backups.keep(uri, sidecar, decisions),
    vanished: (uri, decisions) =>
      show(
        MessageType.Warning,
        `${decisions} ${decisions === 1 ? "decision" : "decisions"} on ${nameOf(uri)} went with its sidecar, which somebody deleted. Undo the Last Correction brings them back; so does Restore Annotations.`,
      ),
    showError: (message) => show(MessageType.Error, message),
    log: (message) => connection.console.error(message),
    audit: (message) => connection.console.info(message),
  });

  const follow: FollowHost = {
    files,
    folderOf,
    relativePath,
    showInfo: (message) => show(MessageType.Info, message),
    log: (message) => connection.console.info(message),
    moved: (from, to) => backups.moved(from, to),
  };
  const adoptAt = async (uri: string, copied: boolean): Promise<void> => {
    if (!(await adopt(follow, uri, copied))) return;
    articles.sidecarChanged(sidecarOf(uri));
    await names.sidecarChanged(sidecarOf(uri));
  };
  const backups = createBackups({
    files,
    folder: () => options.storage ?? null,
    now: environment.now,
    log: (message) => connection.console.error(message),
  });
  const comparing = createComparing({ articles, git, annotator });
  const restoring = createRestoring({ articles, backups, git, annotator });

  const workspace: WorkspaceHost = {
    files,
    folders: () => folders,
    folderOf,
    relativePath,
    settings: settingsOf,
    names,
    pause: environment.pause,
  };

  const identicalHost: IdenticalHost = {
    files,
    articles,
    workspace: () => workspaceArticles(workspace),
    reading: () => closedReading(workspace),
    relativePath,
    written: (sidecar) => {
      void names.sidecarChanged(sidecar);
      articles.sidecarChanged(sidecar);
      dataset.index.changed(sidecar);
    },
    annotator,
    now: environment.now,
    newId: environment.newId,
    detector: `dateline@${environment.version}`,
    pause: environment.pause,
    keep: (uri, sidecar, decisions) => void backups.keep(uri, sidecar, decisions),
    showError: (message) => show(MessageType.Error, message),
    log: (message) => connection.console.error(message),
  };
  const acts = createActs(identicalHost);
  const identical = createIdentical(identicalHost, acts);
  const labelCommand = registerProjectRequests(connection, {
    ...identicalHost,
    acts,
    folderOf,
    ownSettings,
    projectWritten: (uri) => projectWritten(uri),
  });
  const measureHost: MeasureHost = {
    files,
    settled: () => articles.settled(),
    settings: settingsOf,
    relativePath,
    names: names.whole,
    git,
    pause: environment.pause,
    version: environment.version,
  };
  const acrossHost: AcrossHost = { ...identicalHost, listed: (uri) => names.of(uri, false)?.listed };
  const refresh = registerLanguageFeatures(connection, acrossHost, () => clientCan);
  const dataset = registerDatasetView(connection, {
    ...identicalHost,
    folders: () => folders,
    folderOf,
    settings: settingsOf,
    storage: () => options.storage ?? null,
    version: environment.version,
    clock: () => Date.parse(environment.now()),
    timer,
    client: () => ({ publish: options.publish === true, watches: canWatch, progress: canShowProgress }),
  });
  const entitiesHost = { ...acrossHost, ...dataset, folders: () => folders, folderOf, timer };
  const known = createWorkspaceEntities(entitiesHost);
  registerWorkspaceSymbols(connection, acrossHost, known, () => clientCan);
  const checking = createChecking({
    files,
    articles,
    events: createEventTolls(dataset.index, (uri) =>
      quietly(articles.seen(uri).then((seen) => seen && problems.show(seen.article, seen.view))),
    ),
    index: dataset.start,
    written: identicalHost.written,
    asks: () => options.hasCommands === true,
  });

  registerMovingSidecars(connection, {
    files: lying,
    places: files,
    layouts,
    relativePath,
    settled: () => articles.settled(),
    written: identicalHost.written,
    moved: (root) => projectWritten(inFolder(root, PROJECT_FILE)),
  });
  registerReport(connection, { ...measureHost, dataset });

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    options = (params.initializationOptions as protocol.ClientOptions | undefined) ?? {};
    config({ contents: options.strings ?? {} });
    folders = (params.workspaceFolders ?? []).map(({ uri }) => `${uri.replace(/\/$/, "")}/`);
    if (folders.length === 0 && params.rootUri) folders = [`${params.rootUri.replace(/\/$/, "")}/`];
    clientCan = params.capabilities.workspace;
    canConfigure = params.capabilities.workspace?.configuration === true;
    canWatch = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    canShowProgress = params.capabilities.window?.workDoneProgress === true;
    canFollowFolders = params.capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: "dateline", version: environment.version },
      capabilities: {
        positionEncoding: "utf-16",
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...languageCapabilities,
        hoverProvider: true,
        documentSymbolProvider: { label: "Dateline" },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        ...(options.hasCommands
          ? {}
          : {
              executeCommandProvider: {
                commands: [
                  protocol.commands,
                  protocol.identicalCommands,
                  protocol.checkCommands,
                  protocol.labelCommands,
                  protocol.datasetCommands,
                  protocol.measureCommands,
                  protocol.entityCommands,
                ].flatMap((own): string[] => Object.values(own)),
                workDoneProgress: true,
              },
            }),
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: {
            // A renamed folder takes the sidecars in it along, but not what could not be written into them.
            didRename: { filters: [{ pattern: { glob: "**/*" } }] },
            didCreate: { filters: [{ pattern: { glob: "**/*", matches: "file" } }] },
            willDelete: { filters: [{ pattern: { glob: "**/*" } }] },
          },
        },
      },
    };
  });

  connection.onInitialized(() => {
    if (canWatch) {
      const watchers = ["**/*.dateline.json", `**/${PROJECT_FILE}`, "**/*.[tT][sS][vV]"].map(
        (globPattern) => ({
          globPattern,
        }),
      );
      quietly(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    }
    // The client goes by them before an article is open; what sidecars teach is read with the first one.
    readProjects();
    if (canFollowFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => `${uri.replace(/\/$/, "")}/`));
        for (const root of gone) projects.forget(root);
        folders = [
          ...folders.filter((folder) => !gone.has(folder)),
          ...added.map(({ uri }) => `${uri.replace(/\/$/, "")}/`),
        ];
        readProjects();
        void dataset.settingsChanged();
      });
    }
  });

  const projectsChanged = (): Promise<void> => {
    readProjects();
    return settingsChanged();
  };

  /** A project's file was written here: who watches files tells of it later, and who does not never. */
  const projectWritten = (uri: string): Promise<void> => {
    projects.changed(uri);
    return projectsChanged();
  };

  const settingsChanged = (): Promise<void> => {
    gitNames.forget();
    quietly(dataset.settingsChanged());
    return articles.settingsChanged().catch((error: unknown) => connection.console.error(String(error)));
  };
  connection.onDidChangeConfiguration(settingsChanged);
  connection.onDidOpenTextDocument(({ textDocument }) => articles.open(textDocument));
  connection.onDidChangeTextDocument(
    ({ textDocument, contentChanges, reason }: DidChangeTextDocumentParams & protocol.WithChangeReason) =>
      articles.change(textDocument.uri, textDocument.version, contentChanges, reason),
  );
  connection.onDidCloseTextDocument(({ textDocument }) => {
    articles.close(textDocument.uri);
    problems.clear(textDocument.uri);
    checking.forget(textDocument.uri);
  });
  connection.onDidSaveTextDocument(({ textDocument }) => articles.saved(textDocument.uri));
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    // Each is told, for a project may be read by several names. Other tables are none of ours.
    const isProjects = changes.filter(({ uri }) => projects.changed(uri)).length > 0;
    for (const { uri, type } of changes) if (type === FileChangeType.Created) await layouts.appeared(uri);
    for (const uri of await Promise.all(changes.map((change) => files.named(change.uri)))) {
      if (isSidecar(uri)) identicalHost.written(uri);
      else dataset.index.changed(uri);
    }
    if (isProjects) void projectsChanged();
  });

  registerFileEvents(connection, {
    files,
    articles,
    backups,
    names,
    adopt: adoptAt,
    changed: (uri) => dataset.index.changed(uri),
    folderMoved: layouts.moved,
    deletes: () => clientCan?.workspaceEdit?.resourceOperations?.includes("delete") === true,
  });

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
      commandLinks: options.commandLinks === true,
    });
    return { contents: { kind: MarkupKind.Markdown, value }, range: first.published.range };
  });

  connection.onDocumentSymbol(async ({ textDocument: { uri } }): Promise<DocumentSymbol[] | null> => {
    const seen = await articles.seen(uri);
    if (!seen) return null;
    // By label where there is no tree that shows them so.
    const { article, view } = seen;
    const tagset = tagsetOf(article.settings);
    return (
      options.publish ? paragraphSymbols(article.document, view) : outlineOf(view, tagset)
    ) as DocumentSymbol[];
  });

  connection.onCodeAction(async ({ textDocument: { uri }, range }): Promise<CodeAction[] | null> => {
    const seen = await articles.seen(uri);
    if (seen?.article.sidecarProblem?.kind === "marks") {
      const title = "Resolve git's conflict marks in the sidecar";
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
      pickers: options.hasCommands === true,
      tagset: tagsetOf(seen.article.settings),
      names: folderOf(uri) !== undefined && clientCan?.applyEdit === true,
    });
    return [...fixes, ...actions];
  });

  /** Resolved when the last command on names is done: the next one reads what it has written. */
  let naming: Promise<unknown> = Promise.resolve();
  const editNames = <T>(edit: (host: NameCommandsHost) => Promise<T>): Promise<T> => {
    const apply = async (wanted: WorkspaceEdit) => (await connection.workspace.applyEdit(wanted)).applied;
    const own = naming.then(() => edit({ files, articles, folderOf, client: clientCan, apply }));
    naming = own.catch(() => undefined);
    return own;
  };
  const entities = registerEntities(connection, { ...entitiesHost, relativePath, known, editNames });
  connection.onExecuteCommand((params, token, reporter) =>
    refusable<unknown>(() => {
      const { command, arguments: [argument] = [] } = params;
      if (isIdenticalCommand(command))
        return withProgress(reporter, "Looking through articles", (progress) =>
          identical.run(command, argument, { cancelled: () => token.isCancellationRequested, progress }),
        );
      if (isCheckCommand(command)) return checking.run(command, argument);
      if (isLabelCommand(command)) return labelCommand(command, argument, token, reporter);
      if (isDatasetCommand(command)) return dataset.run(command, argument);
      if (isMeasureCommand(command))
        return withProgress(reporter, "Measuring", (progress) =>
          measure(measureHost, command, argument, {
            cancelled: () => token.isCancellationRequested,
            progress,
          }),
        );
      if (isEntityCommand(command))
        return withProgress(reporter, "Looking through articles", (progress) =>
          entities.run(command, argument, { cancelled: () => token.isCancellationRequested, progress }),
        );
      return isNameCommand(command)
        ? editNames((host) => runNameCommand(host, command, argument))
        : runCommand(articles, command, argument);
    }),
  );
  registerRequests(connection, {
    articles,
    comparing,
    restoring,
    export: async (params, token) => {
      await articles.settled();
      const { newId, pause } = environment;
      const host = { settings: settingsOf, relativePath, names: names.whole, newId, pause };
      return exportDataset(connection, files, params, token, host);
    },
    import: async (params, token) => {
      await articles.settled();
      const { pause } = environment;
      const { keep, written } = identicalHost;
      const host = { settings: settingsOf, relativePath, newId: monotonicFactory(), pause, keep, written };
      return importDataset(connection, files, params, token, host);
    },
  });

  connection.onShutdown(async () => {
    await articles.shutdown();
    await dataset.index.save();
  });
}
