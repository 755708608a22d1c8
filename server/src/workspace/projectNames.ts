import * as l10n from "@vscode/l10n";
import { placeOf } from "../annotations/jsonPlaces.ts";
import { listedIndex, noNames, type ProjectNames } from "../detect/resolve/nameIndex.ts";
import { decodeArticle } from "./articleText.ts";
import { type FileSystem, inFolder, liesInside, messageOf, outside } from "./fileSystem.ts";
import { PROJECT_FILE, type ProjectProblem, type ProjectResult } from "./project.ts";
import {
  type GazetteerProblem,
  type GazetteerResult,
  LARGEST_GAZETTEER,
  parseGazetteer,
} from "./projectGazetteer.ts";

/** One file of names, as it was read. */
export interface GazetteerFile extends GazetteerResult {
  readonly uri: string;
  /** Its path from the project's folder. */
  readonly path: string;
  readonly text: string;
}

/** The gazetteers of a project. */
export interface Gazetteers {
  readonly files: readonly GazetteerFile[];
  /** Those that cannot be used at all, at their places in the project's file. */
  readonly problems: readonly ProjectProblem[];
  readonly listed: ProjectNames["listed"];
}

export const noGazetteers: Gazetteers = { files: [], problems: [], listed: noNames };

/**
 * Reads the gazetteers of the project in the folder `root`; a file that still has the text that `known` has is not read
 * again, and where nothing has changed the result is `known`. Never throws.
 */
export async function readGazetteers(
  files: FileSystem,
  root: string,
  { project, text }: ProjectResult,
  pause: () => Promise<void>,
  known: Gazetteers = noGazetteers,
): Promise<Gazetteers> {
  const paths = [...new Set(project.gazetteer ?? [])];
  const read: GazetteerFile[] = [];
  const problems: ProjectProblem[] = [];
  for (const path of paths) {
    const file = await readOne(files, root, path, pause, known);
    if (typeof file !== "string") read.push(file);
    else {
      const n = project.gazetteer?.indexOf(path) ?? 0;
      // A single path may stand there without a list around it.
      const [start, end] = placeOf(text, ["gazetteer", n]);
      problems.push({
        message: l10n.t("{0}: the gazetteer {1} is not used: {2}.", PROJECT_FILE, path, file),
        start,
        end,
      });
    }
  }
  const same =
    read.length === known.files.length &&
    read.every((file, n) => file === known.files[n]) &&
    JSON.stringify(problems) === JSON.stringify(known.problems);
  if (same) return known;
  return { files: read, problems, listed: listedIndex(read.flatMap(({ forms }) => forms)) };
}

const missing = (): string => l10n.t("there is no such file; make it, or take it out here");
const tooLarge = (): string =>
  l10n.t("it is larger than {0} MB; take names out of it", LARGEST_GAZETTEER / 1_000_000);

/** A gazetteer, or why it is not used. */
async function readOne(
  files: FileSystem,
  root: string,
  path: string,
  pause: () => Promise<void>,
  known: Gazetteers,
): Promise<GazetteerFile | string> {
  const uri = inFolder(root, path);
  try {
    if (!(await liesInside(files, root, uri))) return outside();
    // Before it is read: a file may be larger than the memory, and a pipe never ends.
    const found = await files.stat(uri);
    if (found === null) return missing();
    if (found.kind !== "file") return l10n.t("it is no file that can be read; put a file of names here");
    if (found.size > LARGEST_GAZETTEER) return tooLarge();
    const bytes = await files.read(uri);
    if (!bytes) return missing();
    if (bytes.length > LARGEST_GAZETTEER) return tooLarge();
    const { text, valid } = decodeArticle(bytes);
    if (!valid) return l10n.t("it is not UTF-8; save it as UTF-8");
    const former = known.files.find((file) => file.path === path && file.uri === uri);
    return former?.text === text ? former : { uri, path, text, ...(await parseGazetteer(text, path, pause)) };
  } catch (error) {
    return l10n.t("it cannot be read: {0}", messageOf(error));
  }
}

/** What is wrong in a gazetteer, as the command line says it: file, line, what is wrong and what to do. */
export const gazetteerComplaint = ({ path }: GazetteerFile, { line, message }: GazetteerProblem): string =>
  `${path}:${line}: ${message.replace(/\.$/, "")}`;
