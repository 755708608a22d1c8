import type { Git } from "./git.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";

/** What differs between the worlds that the server runs in. */
export interface Environment {
  /** Files of the scheme `file:`; null where the server cannot reach them and asks the client for all. */
  readonly files: FileSystem | null;
  /** The time as ISO 8601. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Lets other work run. */
  readonly pause: () => Promise<void>;
  /** Much has been made, and nobody waits: whatever has to be tidied up, so that it need not be amid a key. */
  readonly tidy: () => void;
  /** Dateline's version. */
  readonly version: string;
  /** Who annotates, where neither the settings nor the client say it. */
  readonly user: string;
  /** Whether a debugger can be attached, which may hold the process for as long as it likes. */
  readonly isDebugged: () => boolean;
  /** Null where git cannot be run. */
  readonly git: Git | null;
}
