import type { Diagnostic } from "vscode-languageserver";
import { errorsAt } from "./diagnostics.ts";
import type { Names } from "./names.ts";
import { type FileSystem, inFolder } from "./workspace/fileSystem.ts";
import { PROJECT_FILE, type Project, readProject } from "./workspace/project.ts";

export interface ProjectsHost {
  readonly files: FileSystem;
  readonly names: Names;
  readonly diagnose: (uri: string, diagnostics: Diagnostic[]) => void;
}

/** The projects of the workspace's folders: what their files say, and what is wrong with them at its place. */
export interface Projects {
  /** The project in the folder `root`, read anew with all that it names. */
  read(root: string, learn: boolean): Promise<Project>;
}

export function createProjects({ files, names, diagnose }: ProjectsHost): Projects {
  /** Gazetteers that were diagnosed, by folder: what is wrong with one that is no longer named is taken away. */
  const diagnosed = new Map<string, readonly string[]>();
  return {
    async read(root, learn) {
      const result = await readProject(files, root);
      const { project, text, problem } = result;
      const gazetteers = await names.load(root, result, learn);
      const problems = [...(problem ? [problem] : []), ...gazetteers.problems];
      diagnose(inFolder(root, PROJECT_FILE), errorsAt(text, problems, "project"));
      for (const uri of diagnosed.get(root) ?? [])
        if (!gazetteers.files.some((file) => file.uri === uri)) diagnose(uri, []);
      for (const file of gazetteers.files)
        diagnose(file.uri, errorsAt(file.text, file.problems, "gazetteer"));
      diagnosed.set(
        root,
        gazetteers.files.map(({ uri }) => uri),
      );
      return project;
    },
  };
}
