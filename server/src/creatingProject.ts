import * as l10n from "@vscode/l10n";
import { CorrectionError } from "./annotations/correction.ts";
import { type CreateProjectResult, projectFile } from "./protocol.ts";
import type { Settings } from "./settings.ts";
import { type FileSystem, inFolder, messageOf } from "./workspace/fileSystem.ts";
import { projectStarter } from "./workspace/projectStarter.ts";

/**
 * Makes the file of a project in `folder`, with what the settings say; one that is there is never written over.
 * @throws CorrectionError where it cannot be written
 */
export async function createProject(
  files: FileSystem,
  folder: string,
  settings: Settings,
): Promise<CreateProjectResult> {
  const uri = inFolder(folder, projectFile);
  try {
    return await files.exclusive(uri, async () => {
      if ((await files.stat(uri)) !== null) return { uri, created: false };
      await files.write(uri, new TextEncoder().encode(projectStarter(settings)));
      return { uri, created: true };
    });
  } catch (error) {
    throw new CorrectionError(l10n.t("{0} cannot be written: {1}.", projectFile, messageOf(error)));
  }
}
