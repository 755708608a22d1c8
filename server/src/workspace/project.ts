import * as z from "zod";
import { checkCodes, type Levels, levels } from "../annotations/checks.ts";
import { pathText, placeOf } from "../annotations/jsonPlaces.ts";
import { type Codebook, type Coded, codebooks, vagueWord } from "../detect/resolve/codebook.ts";
import { type FileSystem, inFolder, messageOf } from "./fileSystem.ts";

// `dateline.config.json` at the root of a workspace: what all who annotate in it share. `config.schema.json` is generated
// from here (`npm run schemas`). Keys that this version does not know belong to a newer one and are left alone.

export const PROJECT_FILE = "dateline.config.json";

const count = z.int().nonnegative();
const numbers = z
  .union([
    count,
    z
      .tuple([count, count.nullable()])
      .refine(([least, most]) => most === null || least <= most, "the most is less than the least"),
  ])
  .describe("A number, or [least, most], where most is null if it is open.");

const tableSchema = z
  .strictObject({
    words: z
      .record(z.string(), numbers)
      .default({})
      .describe("Vague words as the articles have them: “dozens”, “tens of thousands”, “عشرات”."),
    others: numbers
      .nullable()
      .default(null)
      .describe("All others: “several”, “many”, people without a number. Left out or null: they stay open."),
  })
  .describe("Your own table: what vague words count in the tally.");

/** A path inside the workspace, as it stands in the file: no way out of it, and no scheme. */
const inside = z
  .string()
  .refine(
    (path) => /\.tsv$/i.test(path),
    "a gazetteer is a file of tab-separated values, whose name ends in .tsv",
  )
  .refine(
    (path) =>
      !/^\/|^[a-z]:|\\|[\0-\x1f]/i.test(path) && path.split("/").every((part) => !/^(\.\.?)?$/.test(part)),
    "the path must lead from here into a folder, with “/” between its parts and no “..”",
  );

export const projectSchema = z.looseObject({
  codebook: z
    .union([z.enum(codebooks), tableSchema])
    .optional()
    .describe("How vague words count in the tally. It goes before the setting dateline.codebook."),
  diagnostics: z
    .partialRecord(z.enum(checkCodes), z.enum(levels))
    .optional()
    .describe(
      "How loudly checks speak, by code. The setting dateline.diagnostics goes before it; dateline lint goes by it alone.",
    ),
  gazetteer: z
    .union([inside, z.array(inside).max(20)])
    .optional()
    .describe(
      "Names of this project: a .tsv file beside this one, or several. A line is a label, a tab, the forms of a name with | between them, and if you like a tab and the name in full. The label - is for names that are never suggested.",
    ),
});

/** What a project's file says. */
export interface Project {
  readonly codebook?: Codebook;
  readonly diagnostics?: Levels;
  /** Paths of its gazetteers, from the file's folder. */
  readonly gazetteer?: readonly string[];
}

/** Why a project's file is not used. */
export interface ProjectProblem {
  /** For the user: what is wrong and what to do. */
  readonly message: string;
  /** UTF-16 code units of the file's text. */
  readonly start: number;
  readonly end: number;
}

/** A project's file as read: all that can be used of it, and what is wrong with the rest. */
export interface ProjectResult {
  readonly project: Project;
  readonly text: string;
  readonly problem: ProjectProblem | null;
}

/** The project's file in the folder `root`; an empty project where there is none. Never throws. */
export async function readProject(files: FileSystem, root: string): Promise<ProjectResult> {
  try {
    const bytes = await files.read(inFolder(root, PROJECT_FILE));
    return bytes ? parseProject(new TextDecoder().decode(bytes)) : { project: {}, text: "", problem: null };
  } catch (error) {
    const message = `${PROJECT_FILE} cannot be read: ${messageOf(error)}.`;
    return { project: {}, text: "", problem: { message, start: 0, end: 0 } };
  }
}

/** Reads the text of a project's file. Never throws: what is wrong with it is in the result. */
export function parseProject(text: string): ProjectResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const message = `${PROJECT_FILE} is not JSON and is not used; mend it.`;
    return { project: {}, text, problem: { message, start: 0, end: 1 } };
  }
  const result = projectSchema.safeParse(json);
  if (!result.success) {
    const { path, message: why } = deepest(result.error.issues);
    const [start, end] = placeOf(text, path);
    const where = path.length === 0 ? "" : ` at ${pathText(path)}`;
    return {
      project: {},
      text,
      problem: { message: `${PROJECT_FILE} is not used: ${why}${where}.`, start, end },
    };
  }
  const { codebook, diagnostics, gazetteer } = result.data;
  const project: Project = {
    ...(codebook === undefined
      ? {}
      : { codebook: typeof codebook === "string" ? codebook : tableOf(codebook) }),
    ...(diagnostics === undefined ? {} : { diagnostics }),
    ...(gazetteer === undefined
      ? {}
      : { gazetteer: typeof gazetteer === "string" ? [gazetteer] : gazetteer }),
  };
  return { project, text, problem: null };
}

function tableOf({ words, others }: z.infer<typeof tableSchema>): Codebook {
  const own = Object.entries(words).map(([word, given]) => [vagueWord(word), boundsOf(given)] as const);
  return { words: Object.fromEntries(own), others: others === null ? null : boundsOf(others) };
}

function boundsOf(given: z.infer<typeof numbers>): Coded {
  if (typeof given === "number") return { min: given, max: given };
  const [min, max] = given;
  return { min, max };
}

/** The problem that lies deepest: of a union the one with the form that was meant. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: (string | number)[]; message: string } {
  let found: { path: (string | number)[]; message: string } = { path: [], message: "it does not fit" };
  const visit = (issue: z.core.$ZodIssue, above: readonly PropertyKey[]): void => {
    const path = [...above, ...issue.path];
    const own = path.filter((part) => typeof part !== "symbol");
    if (own.length >= found.path.length) found = { path: own, message: issue.message };
    if (issue.code === "invalid_union")
      for (const branch of issue.errors) for (const inner of branch) visit(inner, path);
  };
  for (const issue of issues) visit(issue, []);
  return found;
}
