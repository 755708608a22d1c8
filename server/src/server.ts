import {
  type Connection,
  MessageType,
  ShowMessageNotification,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { AcrossHost } from "./acrossArticles.ts";
import { createActs } from "./acts.ts";
import { answerAlive } from "./alive.ts";
import { registerArticleFeatures } from "./articleFeatures.ts";
import { createArticleSettings } from "./articleSettings.ts";
import { createArticles } from "./articles.ts";
import { createBackups } from "./backups.ts";
import { createChecking } from "./checking.ts";
import { clientFiles, routedFiles } from "./clientFiles.ts";
import { createComparing } from "./comparing.ts";
import { registerDatasetRequests } from "./datasetRequests.ts";
import { registerDatasetView } from "./datasetView.ts";
import { registerEntities } from "./entityCommands.ts";
import type { Environment } from "./environment.ts";
import { createEventTolls } from "./eventTolls.ts";
import { registerCommands } from "./executing.ts";
import { registerFileEvents } from "./fileEvents.ts";
import { adopt, type FollowHost } from "./followFiles.ts";
import { createGitEvents } from "./gitEvents.ts";
import { answerHurry } from "./hurrying.ts";
import { createIdentical, type IdenticalHost } from "./identical.ts";
import { registerLanguageFeatures } from "./languageFeatures.ts";
import { registerLifecycle } from "./lifecycle.ts";
import type { MeasureHost } from "./measuring.ts";
import { answerMisfits } from "./misfits.ts";
import { registerMovingSidecars } from "./movingSidecars.ts";
import type { NameCommandsHost } from "./nameCommands.ts";
import { createNames } from "./names.ts";
import { placedGit } from "./placedGit.ts";
import { createProblems } from "./problems.ts";
import { registerProjectRequests } from "./projectRequests.ts";
import { createProjects } from "./projects.ts";
import * as protocol from "./protocol.ts";
import { createPublishing } from "./publishing.ts";
import { registerReport } from "./reporting.ts";
import { registerRequests } from "./requests.ts";
import { createRestoring } from "./restoring.ts";
import type { Timer } from "./retries.ts";
import { createSession } from "./session.ts";
import { createSidecarLayouts } from "./sidecarLayouts.ts";
import { vanishedInWords } from "./storageMessages.ts";
import { createProjectTeller } from "./tellProjects.ts";
import { registerTextEvents } from "./textEvents.ts";
import { whenTrusted } from "./trust.ts";
import { inFolder, nameOf, sidecarOf } from "./workspace/fileSystem.ts";
import { placedFiles } from "./workspace/placedFiles.ts";
import { PROJECT_FILE } from "./workspace/project.ts";
import { createWorkspaceEntities } from "./workspaceEntities.ts";
import { closedReading, type WorkspaceHost, workspaceArticles } from "./workspaceReading.ts";
import { registerWorkspaceSymbols } from "./workspaceSymbols.ts";

/** Answers one client over `connection` until it closes. Call `connection.listen()` afterwards. */
export function startServer(connection: Connection, environment: Environment): void {
  const session = createSession();
  const { folderOf, relativePath } = session;

  /** The files as they lie; everything else calls sidecars by their names. */
  const lying = routedFiles(environment.files, clientFiles(connection));
  const layouts = createSidecarLayouts(session, lying);
  const files = placedFiles(lying, layouts.of);
  const git = whenTrusted(environment.git && placedGit(environment.git, files), () => session.isTrusted);

  /** Sends what needs no answer. Where the connection has gone there is nobody to tell. */
  const quietly = (sending: Promise<unknown>): void => void sending.catch(() => undefined);

  // As a notification: `connection.window` would ask for an answer, which not every client has.
  const show = (type: MessageType, message: string): void =>
    quietly(connection.sendNotification(ShowMessageNotification.type, { type, message }));

  const settings = createArticleSettings(connection, {
    session,
    projects: () => projects,
    layouts,
    git,
    user: environment.user,
    warn: (message) => show(MessageType.Warning, message),
  });
  const { annotator } = settings;

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
      if (session.options.publish) quietly(connection.sendNotification(protocol.publishProject, project));
    }),
    watches: () => session.watches,
  });

  const publishing = createPublishing({
    options: () => session.options,
    whole: (params) => quietly(connection.sendNotification(protocol.publish, params)),
    delta: (delta) => quietly(connection.sendNotification(protocol.publishDelta, delta)),
  });

  const articles = createArticles({
    files,
    now: environment.now,
    newId: environment.newId,
    pause: environment.pause,
    tidy: environment.tidy,
    detector: `dateline@${environment.version}`,
    settings: settings.of,
    relativePath,
    annotator,
    takesPreliminary: () => session.options.publish === true && session.options.deltas === true,
    publish: (params, change) => {
      publishing.publish(params, change);
      if (params.preliminary) return;
      dataset.live.shown(params.uri);
      quietly(refresh(params.uri));
    },
    problems: problems.show,
    timer,
    names: ({ uri, settings: { learnNames } }) => names.of(uri, learnNames),
    decided: ({ uri, decided }) => names.decided(uri, decided),
    closed: (uri) => {
      names.closed(uri);
      dataset.live.closed(uri);
    },
    bare: (uri) => quietly(adoptAt(uri, false)),
    keep: (uri, sidecar, decisions) => void backups.keep(uri, sidecar, decisions),
    vanished: (uri, decisions) => show(MessageType.Warning, vanishedInWords(nameOf(uri), decisions)),
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
    folder: () => session.options.storage ?? null,
    now: environment.now,
    log: (message) => connection.console.error(message),
  });
  const comparing = createComparing({ articles, git, annotator });
  const restoring = createRestoring({ articles, backups, git, annotator });

  const workspace: WorkspaceHost = {
    files,
    folders: () => session.folders,
    folderOf,
    relativePath,
    settings: settings.of,
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
    ownSettings: settings.own,
    projectWritten: (uri) => lifecycle.projectWritten(uri),
  });
  const measureHost: MeasureHost = {
    files,
    settled: () => articles.settled(),
    settings: settings.of,
    relativePath,
    names: names.whole,
    git,
    pause: environment.pause,
    version: environment.version,
  };
  const acrossHost: AcrossHost = { ...identicalHost, listed: (uri) => names.of(uri, false)?.listed };
  const refresh = registerLanguageFeatures(connection, acrossHost, () => session.can);
  const dataset = registerDatasetView(connection, {
    ...identicalHost,
    folders: () => session.folders,
    folderOf,
    settings: settings.of,
    storage: () => session.options.storage ?? null,
    version: environment.version,
    clock: () => Date.parse(environment.now()),
    timer,
    client: () => ({
      publish: session.options.publish === true,
      watches: session.watches,
      progress: session.showsProgress,
    }),
  });
  const entitiesHost = { ...acrossHost, ...dataset, folders: () => session.folders, folderOf, timer };
  const known = createWorkspaceEntities(entitiesHost);
  registerWorkspaceSymbols(connection, acrossHost, known, () => session.can);
  const checking = createChecking({
    files,
    articles,
    events: createEventTolls(dataset.index, (uri) =>
      quietly(articles.seen(uri).then((seen) => seen && problems.show(seen.article, seen.view))),
    ),
    index: dataset.start,
    written: identicalHost.written,
    asks: () => session.options.hasCommands === true,
  });

  registerMovingSidecars(connection, {
    files: lying,
    places: files,
    layouts,
    relativePath,
    settled: () => articles.settled(),
    written: identicalHost.written,
    moved: (root) => lifecycle.projectWritten(inFolder(root, PROJECT_FILE)),
  });
  registerReport(connection, { ...measureHost, listed: acrossHost.listed, dataset });

  const lifecycle = registerLifecycle(connection, {
    session,
    projects,
    settings,
    articles,
    dataset,
    version: environment.version,
    pause: environment.pause,
    quietly,
  });
  registerTextEvents(connection, {
    articles,
    publishing,
    problems,
    checking,
    names,
    projects,
    index: dataset.index,
    layouts,
    named: files.named,
    gitChanged: createGitEvents({ articles, index: dataset.index, timer }),
    projectsChanged: lifecycle.projectsChanged,
  });
  registerFileEvents(connection, {
    files,
    articles,
    backups,
    names,
    adopt: adoptAt,
    changed: (uri) => dataset.index.changed(uri),
    folderMoved: layouts.moved,
    deletes: () => session.can?.workspaceEdit?.resourceOperations?.includes("delete") === true,
  });

  registerArticleFeatures(connection, { articles, checking, session, annotator });

  /** Resolved when the last command on names is done: the next one reads what it has written. */
  let naming: Promise<unknown> = Promise.resolve();
  const editNames = <T>(edit: (host: NameCommandsHost) => Promise<T>): Promise<T> => {
    const apply = async (wanted: WorkspaceEdit) => (await connection.workspace.applyEdit(wanted)).applied;
    const own = naming.then(() => edit({ files, articles, folderOf, client: session.can, apply }));
    naming = own.catch(() => undefined);
    return own;
  };
  const entities = registerEntities(connection, { ...entitiesHost, relativePath, known, editNames });
  registerCommands(connection, {
    articles,
    identical,
    checking,
    labels: labelCommand,
    dataset,
    measure: measureHost,
    entities,
    editNames,
  });
  answerMisfits(connection);
  answerAlive(connection, environment);
  answerHurry(connection, articles);
  registerRequests(connection, { articles, comparing, restoring });
  registerDatasetRequests(connection, {
    ...identicalHost,
    settings: settings.of,
    names: names.whole,
  });
}
