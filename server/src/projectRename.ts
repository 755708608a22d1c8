import * as l10n from "@vscode/l10n";
import type { Beside } from "./acts.ts";
import { CorrectionError } from "./annotations/correction.ts";
import type { Tagset } from "./annotations/tagset.ts";
import { decodeArticle } from "./workspace/articleText.ts";
import { type FileSystem, inFolder, liesInside, messageOf, outside } from "./workspace/fileSystem.ts";
import { PROJECT_FILE, parseProject } from "./workspace/project.ts";
import { withRenamedLabel } from "./workspace/projectEdits.ts";

export interface ProjectRenameHost {
  readonly files: FileSystem;
  /** A project's file was written. */
  readonly projectWritten: (uri: string) => Promise<void>;
}

/** Which label gets which name; `keep`: the old one stays beside it. */
interface LabelRename {
  readonly tagset: Tagset;
  readonly from: string;
  readonly to: string;
  readonly keep: boolean;
}

/** A label's new name in the file of the project in the folder `root`, which is made where it is missing. */
export function projectRename(
  { files, projectWritten }: ProjectRenameHost,
  root: string,
  { tagset, from, to, keep }: LabelRename,
): Beside {
  const uri = inFolder(root, PROJECT_FILE);
  let before: string | null = null;
  let after: string | null = null;
  const read = async (): Promise<string | null> => {
    const bytes = await files.read(uri);
    return bytes && decodeArticle(bytes).text;
  };
  const write = async (text: string | null): Promise<void> => {
    if (text === null) await files.remove(uri);
    else await files.write(uri, new TextEncoder().encode(text));
  };
  const renamed = async (): Promise<void> => {
    if (!(await liesInside(files, root, uri)))
      throw new CorrectionError(l10n.t("{0} cannot be edited: {1}.", PROJECT_FILE, outside()));
    before = await read();
    const { problem } = parseProject(before ?? "{}");
    if (problem) throw new CorrectionError(problem.message);
    const text = withRenamedLabel(before ?? "", tagset, from, to, keep);
    if (text === before) return;
    const { problem: since } = parseProject(text);
    if (since) throw new CorrectionError(l10n.t("The label cannot be renamed so: {0}", since.message));
    await write(text);
    after = text;
  };
  return {
    async make() {
      try {
        await files.exclusive(uri, renamed);
      } catch (error) {
        if (error instanceof CorrectionError) throw error;
        throw new CorrectionError(
          l10n.t("{0} cannot be written: {1}. Nothing was renamed.", PROJECT_FILE, messageOf(error)),
        );
      }
      if (after !== null) await projectWritten(uri);
    },
    async takeBack() {
      if (after === null) return null;
      try {
        const isDone = await files.exclusive(uri, async () => {
          if ((await read()) !== after) return false;
          await write(before);
          return true;
        });
        if (!isDone)
          return l10n.t("{0}: it was changed since; give the label its old name there by hand", PROJECT_FILE);
        await projectWritten(uri);
        return null;
      } catch (error) {
        return `${PROJECT_FILE}: ${messageOf(error)}`;
      }
    },
  };
}
