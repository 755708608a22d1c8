import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { articleOf, decoded, type FileSystem, isSidecar } from "./workspace/fileSystem.ts";
import {
  holderOf,
  isBelow,
  type KnownLayout,
  readLayout,
  type SidecarLayout,
} from "./workspace/sidecarLayout.ts";

/** Where the sidecars of each folder of the workspace lie, read once a change where the client tells of changes. */
export interface SidecarLayouts {
  /** Of the folder that a file is in, or that is given with `/` behind; null without a project's file. */
  of(uri: string): Promise<SidecarLayout | null>;
  /** The project's file in the folder `root` has changed. */
  changed(root: string): void;
  /** Sidecars in the folder that a file is in, or that is given with `/` behind, have been moved: they are looked for anew. */
  moved(uri: string): void;
  /** A file is new: where it is a sidecar without an article, a folder of them may have got another name. */
  appeared(uri: string): Promise<void>;
}

/** `files` are those that lie there. */
export function createSidecarLayouts(
  session: Pick<Session, "folders" | "watches">,
  files: FileSystem,
): SidecarLayouts {
  const rootOf = (uri: string): string | undefined => session.folders.find((folder) => isBelow(folder, uri));
  const readings = new Map<string, { readonly known: Promise<KnownLayout | null>; isCurrent: boolean }>();
  const moved = (uri: string): void => {
    const root = rootOf(uri);
    if (root !== undefined) readings.delete(root);
  };
  return {
    async of(uri) {
      const root = rootOf(uri);
      if (root === undefined) return null;
      const former = readings.get(root);
      if (former?.isCurrent && session.watches) return (await former.known)?.layout ?? null;
      // Where the text is as it was, so is the layout.
      const known = (former?.known ?? Promise.resolve(null)).then((last) => readLayout(files, root, last));
      readings.set(root, { known, isCurrent: true });
      return (await known)?.layout ?? null;
    },
    changed(root) {
      const reading = readings.get(root);
      if (reading) reading.isCurrent = false;
    },
    moved,
    async appeared(uri) {
      const root = rootOf(uri);
      const layout = root === undefined ? null : ((await readings.get(root)?.known)?.layout ?? null);
      if (!isSidecar(uri) || layout === null || holderOf(layout, uri) !== null) return;
      if ((await files.stat(articleOf(uri)).catch(() => null)) === null) moved(uri);
    },
  };
}

/** The folders that sidecars lie in, those that the project named formerly among them, by their paths from its own. */
export const foldersOf = (layout: SidecarLayout | null): string[] =>
  layout === null
    ? []
    : [...(layout.folder === null ? [] : [layout.folder]), ...layout.former].map((folder) =>
        decoded(
          folder
            .split("/")
            .slice(layout.root.split("/").length - 1, -1)
            .join("/"),
        ),
      );

/** Settings with the folder in which nothing is an article. */
export function withSidecars(settings: Settings, layout: SidecarLayout | null): Settings {
  const [folder] = layout?.folder ? foldersOf(layout) : [];
  return folder === undefined ? settings : { ...settings, sidecars: `${folder}/` };
}
