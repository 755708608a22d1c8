import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { defaultTagset, type Tagset } from "../annotations/tagset.ts";
import type { DetectOptions } from "../detect/detect.ts";
import { noNames, type ProjectNames } from "../detect/resolve/nameIndex.ts";
import { defaultSettings, isIncluded } from "../settings.ts";
import { articleOf, decoded, inFolder, isSidecar } from "../workspace/fileSystem.ts";
import { createLearnedNames } from "../workspace/learnedNames.ts";
import { readProject } from "../workspace/project.ts";
import { gazetteerComplaint, readGazetteers } from "../workspace/projectNames.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import { projectFiles } from "./files.ts";
import { UsageError } from "./output.ts";

/** What a project tells detection, and what is wrong with its gazetteers, a line each for the user. */
export interface ProjectOptions {
  readonly options: Pick<DetectOptions, "codebook" | "names" | "off">;
  readonly tagset: Tagset;
  readonly complaints: readonly string[];
}

/**
 * The projects of the articles that are named, each read once: an article's is that of the nearest folder above it with
 * a project's file, else of this folder. `only` is the one folder that counts, where the user says so.
 */
export function createProjects(
  learn: boolean,
  only?: string,
): (article: string) => Promise<ProjectOptions & { readonly isNew: boolean }> {
  const known = new Map<string, Promise<ProjectOptions>>();
  const roots = new Map<string, Promise<string | null>>();
  const rootOf = (folder: string): Promise<string | null> => {
    const root = roots.get(folder) ?? projectAbove(folder);
    roots.set(folder, root);
    return root;
  };
  return async (article) => {
    const beside = path.dirname(fileURLToPath(article));
    const above = only ?? (await rootOf(beside));
    // Without a project what was decided beside an article counts, and no more.
    const key = above ?? beside;
    const former = known.get(key);
    const reading = former ?? (above === null ? besideOptions(beside, learn) : projectOptions(above, learn));
    known.set(key, reading);
    return { ...(await reading), isNew: former === undefined };
  };
}

/**
 * Which files are articles: where a project is above one its globs count, by its path below that folder, else the
 * defaults, by its path below this folder.
 */
export function createInclusion(): (uri: string) => Promise<boolean> {
  const known = new Map<string, Promise<Inclusion>>();
  const here = path.resolve(".");
  const read = async (folder: string): Promise<Inclusion> => {
    const root = await projectAbove(folder);
    if (root === null) return { root: here, globs: defaultSettings };
    const { project } = await readProject(projectFiles, pathToFileURL(root).href);
    const { include = defaultSettings.include, exclude = defaultSettings.exclude } = project;
    const isOwn = project.include !== undefined || project.exclude !== undefined;
    return { root: isOwn ? root : here, globs: { include, exclude } };
  };
  return async (uri) => {
    const file = fileURLToPath(uri);
    const folder = path.dirname(file);
    const own = known.get(folder) ?? read(folder);
    known.set(folder, own);
    const { root, globs } = await own;
    const below = path.relative(root, file);
    const outside = below.startsWith("..") || path.isAbsolute(below);
    return isIncluded((outside ? file : below).split(path.sep).join("/").replace(/^\//, ""), globs);
  };
}

interface Inclusion {
  readonly root: string;
  readonly globs: { include: string[]; exclude: string[] };
}

/** The nearest folder from `from` up with a project's file; null where there is none. */
async function projectAbove(from: string): Promise<string | null> {
  const layout = await projectFiles.layoutOf(`${pathToFileURL(from).href.replace(/\/$/, "")}/`);
  return layout && path.resolve(fileURLToPath(layout.root));
}

/**
 * What the project in a folder tells detection.
 * @throws UsageError where its file does not fit
 */
export async function projectOptions(folder: string, learn: boolean): Promise<ProjectOptions> {
  const root = pathToFileURL(folder).href;
  const result = await readProject(projectFiles, root);
  if (result.problem) throw new UsageError(result.problem.message.replace(/\.$/, ""));
  const gazetteers = await readGazetteers(projectFiles, root, result, () => Promise.resolve());
  const sidecars = learn ? (await projectFiles.list(root)).filter(isSidecar) : [];
  const { codebook, tagset = defaultTagset } = result.project;
  return {
    tagset,
    options: {
      off: tagset.off,
      ...(codebook === undefined ? {} : { codebook }),
      ...named(gazetteers.listed, await learnedFrom(root, sidecars)),
    },
    complaints: [
      ...gazetteers.problems.map(({ message }) => message.replace(/\.$/, "")),
      ...gazetteers.files.flatMap((file) =>
        file.problems.map((problem) => gazetteerComplaint(file, problem)),
      ),
    ],
  };
}

/** Of a folder without a project: the sidecars in it, not below, and the codebook of the project in this folder. */
async function besideOptions(folder: string, learn: boolean): Promise<ProjectOptions> {
  const here = await readProject(projectFiles, pathToFileURL(path.resolve(".")).href);
  if (here.problem) throw new UsageError(here.problem.message.replace(/\.$/, ""));
  const root = pathToFileURL(folder).href;
  const sidecars = learn ? (await readdir(folder)).filter(isSidecar).sort() : [];
  const learned = await learnedFrom(
    root,
    sidecars.map((name) => inFolder(root, name)),
  );
  const { codebook, tagset = defaultTagset } = here.project;
  return {
    tagset,
    options: { off: tagset.off, ...(codebook === undefined ? {} : { codebook }), ...named(noNames, learned) },
    complaints: [],
  };
}

const named = (
  listed: ProjectNames["listed"],
  learned: ProjectNames["learned"],
): Pick<DetectOptions, "names"> =>
  listed.byWords.size + learned.byWords.size === 0 ? {} : { names: { version: "", listed, learned } };

/** What sidecars teach; one that cannot be used teaches nothing, and `dateline lint` says why. */
async function learnedFrom(root: string, sidecars: readonly string[]): Promise<ProjectNames["learned"]> {
  const learned = createLearnedNames((uri) => decoded(uri.slice(root.length).replace(/^\//, "")));
  for (const sidecar of sidecars) {
    const uri = articleOf(sidecar);
    const loaded = await loadSidecar(projectFiles, uri);
    if (loaded.state === "ok") learned.decided(uri, loaded.sidecar.annotations);
  }
  return learned.names();
}
