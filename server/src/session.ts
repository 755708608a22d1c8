import type {
  InitializeParams,
  WorkspaceClientCapabilities,
  WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import type { ClientOptions } from "./protocol.ts";
import { decoded } from "./workspace/fileSystem.ts";

/** What the client said of itself when it started, and the folders that it has open. */
export interface Session {
  readonly options: ClientOptions;
  /** What it can do with workspaces; undefined where it says nothing of it. */
  readonly can: WorkspaceClientCapabilities | undefined;
  /** It has settings that can be asked for. */
  readonly configures: boolean;
  /** It tells of files that have changed, where it is asked to. */
  readonly watches: boolean;
  /** It tells of folders that are opened and closed. */
  readonly followsFolders: boolean;
  /** It shows progress that it did not ask for. */
  readonly showsProgress: boolean;
  /** The user trusts the folders; where the client says nothing of it, too. */
  readonly isTrusted: boolean;
  /** The workspace's folders, with `/` behind them. */
  readonly folders: readonly string[];
  /** The workspace folder that a file is in. */
  folderOf(uri: string): string | undefined;
  /** A file's path below its workspace folder, with `/`; the whole path of one that is in none. */
  relativePath(uri: string): string;
  begin(params: InitializeParams): void;
  /** The user has said so. */
  trust(): void;
  /** Folders were opened and closed; gives those that are closed. */
  followFolders(event: WorkspaceFoldersChangeEvent): readonly string[];
}

const asFolder = (uri: string): string => `${uri.replace(/\/$/, "")}/`;

export function createSession(): Session {
  let options: ClientOptions = {};
  let folders: readonly string[] = [];
  let can: WorkspaceClientCapabilities | undefined;
  let showsProgress = false;
  let isTrusted = true;
  const folderOf = (uri: string): string | undefined => folders.find((root) => uri.startsWith(root));
  return {
    get options() {
      return options;
    },
    get can() {
      return can;
    },
    get configures() {
      return can?.configuration === true;
    },
    get watches() {
      return can?.didChangeWatchedFiles?.dynamicRegistration === true;
    },
    get followsFolders() {
      return can?.workspaceFolders === true;
    },
    get showsProgress() {
      return showsProgress;
    },
    get isTrusted() {
      return isTrusted;
    },
    get folders() {
      return folders;
    },
    folderOf,
    relativePath(uri) {
      const folder = folderOf(uri);
      const path = folder === undefined ? uri.replace(/^[a-z][\w+.-]*:\/*/i, "") : uri.slice(folder.length);
      return decoded(path.replace(/^\//, "").replace(/%(?![0-9a-f]{2})/gi, "%25"));
    },
    begin({ initializationOptions, workspaceFolders, rootUri, capabilities }) {
      options = (initializationOptions as ClientOptions | undefined) ?? {};
      folders = (workspaceFolders ?? []).map(({ uri }) => asFolder(uri));
      if (folders.length === 0 && rootUri) folders = [asFolder(rootUri)];
      can = capabilities.workspace;
      isTrusted = options.trusted !== false;
      showsProgress = capabilities.window?.workDoneProgress === true;
    },
    trust() {
      isTrusted = true;
    },
    followFolders({ added, removed }) {
      const gone = new Set(removed.map(({ uri }) => asFolder(uri)));
      folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map(({ uri }) => asFolder(uri))];
      return [...gone];
    },
  };
}
