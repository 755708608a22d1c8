import * as l10n from "@vscode/l10n";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import * as z from "zod";
import { checkCodes, type Levels, levels } from "../annotations/checks.ts";
import { isTooDeep } from "../annotations/json.ts";
import { pathText, placeOf } from "../annotations/jsonPlaces.ts";
import { misfitInWords } from "../annotations/schemaWords.ts";
import type { Tagset } from "../annotations/tagset.ts";
import { type Codebook, type Coded, codebooks, vagueWord } from "../detect/resolve/codebook.ts";
import { once } from "../text/once.ts";
import { type FileSystem, inFolder, messageOf } from "./fileSystem.ts";
import { globSchema } from "./globs.ts";
import { labelSchemas, tagsetComplaints, tagsetOf } from "./projectLabels.ts";

// `dateline.config.json` at the root of a workspace: what all who annotate in it share. `config.schema.json` is generated
// from here (`npm run schemas`). Keys that this version does not know belong to a newer one and are left alone. Comments
// and a comma behind the last item may stand in the file: people write it by hand.

export const PROJECT_FILE = "dateline.config.json";

/** Whether a path as it stands in the file leads inside the workspace: no way out of it, and no scheme. */
const leadsInside = (path: string): boolean =>
  !/^\/|^[a-z]:|\\|[\0-\x1f]/i.test(path) && path.split("/").every((part) => !/^(\.\.?)?$/.test(part));

const LEADS_OUT = {
  error: () => l10n.t("the path must lead from here into a folder, with “/” between its parts and no “..”"),
};

/** Folders in which no files are looked for. */
const UNSEEN = /(^|\/)(\.git|node_modules|\.dateline-[^/]*\.partial)(\/|$)/i;

/** The folder that sidecars go into. */
export const sidecarsSchema = once(() =>
  z
    .string()
    .refine((path) => leadsInside(path.replace(/\/$/, "")), LEADS_OUT)
    .refine((path) => !UNSEEN.test(path), {
      error: () => l10n.t("no files are looked for in that folder; choose another"),
    })
    .meta({
      description:
        "Where sidecars go: a folder beside this file, made when it is needed, in which they lie by the paths of their articles. Left out: beside the articles. When you change it, run “Dateline: Move Sidecars…”.",
      examples: ["annotations"],
    }),
);

/** The schemas of a table of one's own. */
const tableSchemas = once(() => {
  const count = z.int().nonnegative();
  const numbers = z
    .union([
      count,
      z.tuple([count, count.nullable()]).refine(([least, most]) => most === null || least <= most, {
        error: () => l10n.t("the most is less than the least"),
      }),
    ])
    .describe("A number, or [least, most], where most is null if it is open.");

  const table = z
    .strictObject({
      words: z
        .record(z.string(), numbers)
        .default({})
        .describe("Vague words as the articles have them: “dozens”, “tens of thousands”, “عشرات”."),
      others: numbers
        .nullable()
        .default(null)
        .describe(
          "All others: “several”, “many”, people without a number. Left out or null: they stay open.",
        ),
    })
    .describe("Your own table: what vague words count in the tally.");

  return { numbers, table };
});

/** The schema of the file; made with the first project. */
export const projectSchema = once(() => {
  const { labels, defaultLabels, attributes } = labelSchemas();

  const { table } = tableSchemas();

  /** A path inside the workspace. */
  const inside = z
    .string()
    .refine((path) => /\.tsv$/i.test(path), {
      error: () => l10n.t("a gazetteer is a file of tab-separated values, whose name ends in .tsv"),
    })
    .refine(leadsInside, LEADS_OUT);

  const globs = z.array(globSchema.min(1, { error: () => l10n.t("a pattern is empty") }));

  return z
    .looseObject({
      $schema: z.string().optional(),
      labels: labels.optional(),
      defaultLabels: defaultLabels.optional(),
      attributes: attributes.optional(),
      codebook: z
        .union([
          z.enum(codebooks).meta({
            enumDescriptions: [
              "Vague words stay open: “dozens killed” has no number.",
              "ACLED: tens are 10, dozens 12, hundreds 100.",
              "Airwars: an unnumbered plural (“civilians were killed”) is at least 2, dozens are 12 to 24.",
              "Global Terrorism Database: what is vague is not reported.",
            ],
          }),
          table,
        ])
        .optional()
        .meta({
          description: "How vague words count in the tally. It goes before the setting dateline.codebook.",
          defaultSnippets: [
            { label: "own table", body: { words: { dozens: 24, hundreds: [100, 999] }, others: 2 } },
          ],
        }),
      diagnostics: z
        .partialRecord(z.enum(checkCodes), z.enum(levels))
        .optional()
        .describe(
          "How loudly checks speak, by code. The setting dateline.diagnostics goes before it; dateline lint goes by it alone.",
        ),
      annotators: z
        .array(
          z
            .string()
            .trim()
            .min(1, { error: () => l10n.t("a name is empty") }),
        )
        .optional()
        .meta({
          description:
            "Who annotates here, by the names that stand beside decisions. `dateline lint` and the status bar say of any other.",
        }),
      include: globs.optional().meta({
        description:
          "Which plain text and Markdown files are articles, as glob patterns from this folder. It goes before the setting dateline.include.",
        examples: [["articles/**/*.txt"]],
      }),
      exclude: globs.optional().meta({
        description:
          "Which of those are no articles, as glob patterns. It goes before the setting dateline.exclude.",
        examples: [["**/drafts/**"]],
      }),
      sidecars: sidecarsSchema().optional(),
      gazetteer: z
        .union([inside, z.array(inside).max(20)])
        .optional()
        .describe(
          "Names of this project: a .tsv file beside this one, or several. A line is a label, a tab, the forms of a name with | between them, and if you like a tab and the name in full. The label - is for names that are never suggested.",
        ),
    })
    .superRefine((given, context) => {
      for (const { path, message } of tagsetComplaints(given))
        context.addIssue({ code: "custom", path, message });
    });
});

/** What a project's file says. */
export interface Project {
  /** Where it says something of labels or attributes. */
  readonly tagset?: Tagset;
  readonly codebook?: Codebook;
  readonly diagnostics?: Levels;
  /** Who may annotate. */
  readonly annotators?: readonly string[];
  /** Globs, as the settings have them. */
  readonly include?: string[];
  readonly exclude?: string[];
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
    const uri = inFolder(root, PROJECT_FILE);
    if (((await files.stat(uri))?.size ?? 0) > LARGEST) return unused(l10n.t("it is larger than a megabyte"));
    const bytes = await files.read(uri);
    return bytes ? parseProject(new TextDecoder().decode(bytes)) : { project: {}, text: "", problem: null };
  } catch (error) {
    const message = l10n.t("{0} cannot be read: {1}.", PROJECT_FILE, messageOf(error));
    return { project: {}, text: "", problem: { message, start: 0, end: 0 } };
  }
}

/** Files of more than this many bytes are nobody's work. */
const LARGEST = 1_000_000;

/** The result for a file that is not even looked into. */
const unused = (why: string): ProjectResult => ({
  project: {},
  text: "",
  problem: { message: l10n.t("{0} is not used: {1}; mend it.", PROJECT_FILE, why), start: 0, end: 0 },
});

/** Reads the text of a project's file. Never throws: what is wrong with it is in the result. */
export function parseProject(text: string): ProjectResult {
  if (isTooDeep(text)) return unused(l10n.t("it is nested too deep"));
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const what = printParseErrorCode(error.error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
      .toLowerCase();
    const message = l10n.t("{0} is not JSON and is not used ({1}); mend it.", PROJECT_FILE, what);
    const start = Math.min(error.offset, Math.max(0, text.length - 1));
    return { project: {}, text, problem: { message, start, end: start + Math.max(1, error.length) } };
  }
  const result = projectSchema().safeParse(json, { error: misfitInWords });
  if (!result.success) {
    const { path, message: why } = deepest(result.error.issues);
    const [start, end] = placeOf(text, path);
    return {
      project: {},
      text,
      problem: {
        message:
          path.length === 0
            ? l10n.t("{0} is not used: {1}.", PROJECT_FILE, why)
            : l10n.t("{0} is not used: {1} at {2}.", PROJECT_FILE, why, pathText(path)),
        start,
        end,
      },
    };
  }
  const {
    codebook,
    diagnostics,
    gazetteer,
    annotators,
    include,
    exclude,
    labels,
    defaultLabels,
    attributes,
  } = result.data;
  const saysTags = labels !== undefined || defaultLabels !== undefined || attributes !== undefined;
  const project: Project = {
    ...(saysTags ? { tagset: tagsetOf({ labels, defaultLabels, attributes }) } : {}),
    ...(annotators === undefined ? {} : { annotators }),
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
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

function tableOf({ words, others }: z.infer<ReturnType<typeof tableSchemas>["table"]>): Codebook {
  const own = Object.entries(words).map(([word, given]) => [vagueWord(word), boundsOf(given)] as const);
  return { words: Object.fromEntries(own), others: others === null ? null : boundsOf(others) };
}

function boundsOf(given: z.infer<ReturnType<typeof tableSchemas>["numbers"]>): Coded {
  if (typeof given === "number") return { min: given, max: given };
  const [min, max] = given;
  return { min, max };
}

/** The problem that lies deepest: of a union the one with the form that was meant. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: (string | number)[]; message: string } {
  let found: { path: (string | number)[]; message: string } = {
    path: [],
    message: l10n.t("it does not fit"),
  };
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
