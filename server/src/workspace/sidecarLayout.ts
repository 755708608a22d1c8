import { type ParseError, parse, stripComments } from "jsonc-parser";
import * as z from "zod";
import { placeOf } from "../annotations/jsonPlaces.ts";
import { misfitInWords } from "../annotations/schemaWords.ts";
import {
  articleOf,
  decoded,
  type FileSystem,
  inFolder,
  isSidecar,
  liesInside,
  messageOf,
} from "./fileSystem.ts";
import { PROJECT_FILE, type ProjectProblem, sidecarsSchema } from "./project.ts";

// Where the sidecars of a project lie. Everything else calls a sidecar by its name beside its article (`sidecarOf`);
// `placedFiles` reads and writes it where it is. The project's file is anybody's: what leads out of its folder is refused.

export interface SidecarLayout {
  /** The project's folder, with `/` behind. */
  readonly root: string;
  /** Where new sidecars go, with `/` behind; null for beside their articles. */
  readonly folder: string | null;
  /** Folders that still have sidecars of this project's articles, from when it named those, with `/` behind. */
  readonly former: readonly string[];
  /** How many sidecars lie elsewhere than new ones go. */
  readonly misplaced: number;
  /** Why it cannot be told where new sidecars go: none is written then. What is there is used all the same. */
  readonly problem: ProjectProblem | null;
}

/**
 * The layout that the project's file in the folder `root` asks for, as the files are now; null where there is no such
 * file. Never throws: what cannot be followed is in the result. `known` is taken where the file has its text.
 */
export async function readLayout(
  files: FileSystem,
  root: string,
  known?: KnownLayout | null,
): Promise<KnownLayout | null> {
  let text: string;
  try {
    const bytes = await files.read(inFolder(root, PROJECT_FILE));
    if (!bytes) return null;
    text = new TextDecoder().decode(bytes);
  } catch (error) {
    return { text: "", layout: refused(root, "", `${PROJECT_FILE} cannot be read: ${messageOf(error)}`) };
  }
  if (known?.text === text) return known;
  const { path, problem } = sidecarsIn(text);
  if (problem !== null) return { text, layout: refused(root, text, problem) };
  const folder = path === null ? null : `${inFolder(root, path)}/`;
  try {
    if (folder !== null && !(await liesInside(files, root, folder.slice(0, -1))))
      return {
        text,
        layout: refused(root, text, `“${path}” is a link that leads out of the project's folder`),
      };
    const layout = { root, folder, former: [], misplaced: 0, problem: null };
    const all = await files.list(root);
    if (holdsArticles(layout, all))
      return {
        text,
        layout: refused(root, text, `“${path}” has annotated articles in it; choose a folder of its own`),
      };
    return { text, layout: { ...layout, ...lookedThrough(layout, all) } };
  } catch (error) {
    return { text, layout: refused(root, text, messageOf(error)) };
  }
}

/** A layout, and the text of the project's file that it was read from. */
export interface KnownLayout {
  readonly text: string;
  readonly layout: SidecarLayout;
}

function refused(root: string, text: string, why: string): SidecarLayout {
  const [start, end] = placeOf(text, ["sidecars"]);
  const message = `It cannot be told where sidecars go: ${why}. New ones are not written until ${PROJECT_FILE} is mended; decisions stay in memory until then.`;
  return { root, folder: null, former: [], misplaced: 0, problem: { message, start, end } };
}

/** What a project's text says of sidecars, also where the rest of it does not fit. */
function sidecarsIn(text: string): { readonly path: string | null; readonly problem: string | null } {
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { allowTrailingComma: true });
  const given = typeof json === "object" && json !== null && "sidecars" in json ? json.sidecars : undefined;
  if (given === undefined) {
    // Of a text that is being typed the key may be lost.
    const isLost = errors.length > 0 && /"sidecars"\s*:/.test(stripComments(text));
    return { path: null, problem: isLost ? "the file is not JSON" : null };
  }
  const result = sidecarsSchema().safeParse(given, { error: misfitInWords });
  return result.success
    ? { path: result.data.replace(/\/$/, ""), problem: null }
    : { path: null, problem: z.prettifyError(result.error).replace(/^✖ /, "") };
}

const depthOf = (folder: string): number => folder.split("/").length - 1;

/** Whether a URI lies in a folder, which has `/` behind, or is it; however both are encoded. */
export function isBelow(folder: string, uri: string): boolean {
  if (uri.startsWith(folder)) return true;
  const depth = depthOf(folder);
  const above = uri.split("/").slice(0, depth).join("/");
  return decoded(`${above}/`) === decoded(folder) && uri.split("/").length > depth;
}

/** What lies below `folder` by its name below `root`, which is above it. */
export function takenOut(root: string, folder: string, uri: string): string {
  const parts = uri.split("/");
  return [...parts.slice(0, depthOf(root)), ...parts.slice(depthOf(folder))].join("/");
}

/** What lies below `root` by its name below `folder`, which is in there. */
export function putInto(root: string, folder: string, uri: string): string {
  const parts = uri.split("/");
  const between = folder.split("/").slice(depthOf(root), -1);
  return [...parts.slice(0, depthOf(root)), ...between, ...parts.slice(depthOf(root))].join("/");
}

/** The folder of sidecars that a file lies in; null where it lies in none. */
export const holderOf = ({ folder, former }: SidecarLayout, uri: string): string | null =>
  [...(folder === null ? [] : [folder]), ...former].find((one) => isBelow(one, uri)) ?? null;

/** Whether articles lie in the folder for sidecars, with their own beside them: it was named by mistake. */
function holdsArticles(layout: SidecarLayout, all: readonly string[]): boolean {
  const there = new Set(all);
  return all.some((uri) => isSidecar(uri) && holderOf(layout, uri) !== null && there.has(articleOf(uri)));
}

/**
 * The former folders of sidecars among all files of a project, and how many sidecars lie elsewhere than they should. A
 * former folder has nothing but sidecars in it, of articles that lie at the same path above it; at least one of those
 * has no other sidecar, else they are leftovers of articles that are gone.
 */
function lookedThrough(
  layout: SidecarLayout,
  all: readonly string[],
): Pick<SidecarLayout, "former" | "misplaced"> {
  const { root, folder } = layout;
  const there = new Set(all);
  const elsewhere = all.filter((uri) => isSidecar(uri) && holderOf(layout, uri) === null);
  const candidates = new Set<string>();
  for (const sidecar of elsewhere) {
    if (there.has(articleOf(sidecar))) continue;
    const parts = sidecar.split("/");
    for (let depth = depthOf(root) + 1; depth < parts.length; depth++) {
      const candidate = `${parts.slice(0, depth).join("/")}/`;
      const own = takenOut(root, candidate, sidecar);
      const isAlone = !there.has(own) && (folder === null || !there.has(putInto(root, folder, own)));
      if (there.has(articleOf(own)) && isAlone) candidates.add(candidate);
    }
  }
  const former = [...candidates].filter((candidate) =>
    all.every((uri) => !uri.startsWith(candidate) || isPlaced(uri)),
  );
  const isFormer = (uri: string): boolean => former.some((one) => uri.startsWith(one));
  const misplaced = folder === null ? elsewhere.filter(isFormer) : elsewhere;
  return { former, misplaced: misplaced.length };
}

/** Whether a file lies where sidecars go: a sidecar, or a broken one that was put aside. */
export const isPlaced = (uri: string): boolean => /\.dateline\.(json|broken-[^/]+)$/.test(uri);
