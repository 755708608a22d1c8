import type { Diagnostic } from "vscode-languageserver";
import { errorsAt } from "./diagnostics.ts";
import type { Names } from "./names.ts";
import type { SidecarLayouts } from "./sidecarLayouts.ts";
import { decoded, type FileSystem, inFolder } from "./workspace/fileSystem.ts";
import { PROJECT_FILE, type Project, readProject } from "./workspace/project.ts";
import type { SidecarLayout } from "./workspace/sidecarLayout.ts";

export interface ProjectsHost {
  readonly files: FileSystem;
  readonly names: Names;
  readonly diagnose: (uri: string, diagnostics: Diagnostic[]) => void;
  /** The folder's project was read; what it says may be as before. */
  readonly told: (root: string, project: Project, layout: SidecarLayout | null) => void;
  readonly layouts: SidecarLayouts;
  /** Whether the client says when files change. */
  readonly watches: () => boolean;
}

/** The projects of the workspace's folders: what their files say, and what is wrong with them at its place. */
export interface Projects {
  /** The project in the folder `root` with all that it names, read once a change where the client tells of changes. */
  read(root: string, learn: boolean): Promise<Project>;
  /** A file was created, changed or deleted by somebody; whether it is a project's, which is to be read anew then. */
  changed(uri: string): boolean;
  /** The folder is none of the workspace's any more. */
  forget(root: string): void;
}

/** The last reading of a folder's project. */
interface Reading {
  readonly project: Promise<Project>;
  /** Nothing that it read has changed since it began. */
  isCurrent: boolean;
  /** Where the gazetteers lie, as they are named and as links lead to them, decoded; null until that is known. */
  gazetteers: ReadonlySet<string> | null;
}

export function createProjects({ files, names, layouts, diagnose, told, watches }: ProjectsHost): Projects {
  const readings = new Map<string, Reading>();
  /** Gazetteers that were diagnosed, by folder: what is wrong with one that is no longer named is taken away. */
  const diagnosed = new Map<string, readonly string[]>();

  const readAnew = async (
    root: string,
    knownAs: (gazetteers: ReadonlySet<string>) => void,
  ): Promise<Project> => {
    const result = await readProject(files, root);
    const { project, text, problem } = result;
    const named = (project.gazetteer ?? []).map((path) => inFolder(root, path));
    const real = await Promise.all(named.map((uri) => files.real(uri).catch(() => uri)));
    knownAs(new Set([...named, ...real].map(decoded)));
    const gazetteers = await names.load(root, result);
    const layout = await layouts.of(root);
    const problems = [problem, layout?.problem, ...gazetteers.problems].filter((one) => one != null);
    diagnose(inFolder(root, PROJECT_FILE), errorsAt(text, problems, "project"));
    for (const uri of diagnosed.get(root) ?? [])
      if (!gazetteers.files.some((file) => file.uri === uri)) diagnose(uri, []);
    for (const file of gazetteers.files) diagnose(file.uri, errorsAt(file.text, file.problems, "gazetteer"));
    told(root, project, layout);
    diagnosed.set(
      root,
      gazetteers.files.map(({ uri }) => uri),
    );
    return project;
  };

  const concerns = (root: string, { gazetteers }: Reading, uri: string): boolean =>
    decoded(uri) === decoded(inFolder(root, PROJECT_FILE)) ||
    (gazetteers === null ? /\.tsv$/i.test(uri) : gazetteers.has(decoded(uri)));

  return {
    read(root, learn) {
      if (learn) names.learn(root);
      const former = readings.get(root);
      if (former?.isCurrent && watches()) return former.project;
      // One after the other: what a slow reading found must not come in over what a newer one did.
      const before = former?.project.catch(() => undefined) ?? Promise.resolve();
      const reading: Reading = {
        project: before.then(() =>
          readAnew(root, (gazetteers) => {
            reading.gazetteers = gazetteers;
          }),
        ),
        isCurrent: true,
        gazetteers: null,
      };
      readings.set(root, reading);
      reading.project.catch(() => {
        reading.isCurrent = false;
      });
      return reading.project;
    },
    changed(uri) {
      let any = false;
      for (const [root, reading] of readings) {
        if (!concerns(root, reading, uri)) continue;
        reading.isCurrent = false;
        layouts.changed(root);
        any = true;
      }
      return any;
    },
    forget(root) {
      const reading = readings.get(root);
      if (reading) reading.isCurrent = false;
    },
  };
}
