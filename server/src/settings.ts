import * as l10n from "@vscode/l10n";
import picomatch from "picomatch";
import * as z from "zod";
import { checkCodes, levels } from "./annotations/checks.ts";
import type { Reader } from "./annotations/opinion.ts";
import { misfitInWords } from "./annotations/schemaWords.ts";
import { defaultTagset, type Tagset } from "./annotations/tagset.ts";
import { type Codebook, codebooks } from "./detect/resolve/codebook.ts";
import { globSchema } from "./workspace/globs.ts";

// The settings that the server reads, per resource. `package.json` declares the same names and defaults for the editor;
// a test holds the two together.

export const settingsSchema = z.object({
  include: z.array(globSchema).default(["**/*.txt"]),
  exclude: z
    .array(globSchema)
    .default(["**/requirements*.txt", "**/CMakeLists.txt", "**/robots.txt", "**/LICENSE*", "**/README*"]),
  annotator: z.string().default(""),
  showOthers: z.boolean().default(true),
  codebook: z.enum(codebooks).default("literal"),
  learnNames: z.boolean().default(true),
  inlayHints: z.boolean().default(false),
  codeLenses: z.boolean().default(false),
  diagnostics: z.partialRecord(z.enum(checkCodes), z.enum(levels)).default({}),
});

/** The settings, with what the project says: that goes before a setting of the same name. */
export interface Settings extends Omit<z.infer<typeof settingsSchema>, "codebook"> {
  readonly codebook: Codebook;
  /** The project's own; `tagsetOf` gives the one that counts. */
  readonly tagset?: Tagset;
  /** Who may annotate; everybody where the project says nothing. */
  readonly annotators?: readonly string[];
  /** The folder of the project's sidecars below the workspace, with `/` behind; left out for beside the articles. */
  readonly sidecars?: string;
}

/** The labels and attributes of an article with these settings. */
export const tagsetOf = ({ tagset }: Settings): Tagset => tagset ?? defaultTagset;

export const defaultSettings: Settings = settingsSchema.parse({});

/** For whom an article is shown and who decides in it; `user` where the settings do not say. */
export const readerOf = (
  { annotator, showOthers }: Pick<Settings, "annotator" | "showOthers">,
  user: string,
): Reader => ({ name: annotator || user, others: showOthers });

/** What a client sent as the section `dateline`; a value that does not fit is named and its default taken. */
export function readSettings(value: unknown): { settings: Settings; problems: string[] } {
  const given = typeof value === "object" && value !== null ? value : {};
  const problems: string[] = [];
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const own = (given as Record<string, unknown>)[name];
    if (own === undefined || own === null) continue;
    const result = schema.safeParse(own, { error: misfitInWords });
    if (result.success) kept[name] = result.data;
    else
      problems.push(
        l10n.t(
          "The setting {0} is not used: {1}.",
          `dateline.${name}`,
          result.error.issues[0]?.message ?? l10n.t("it does not fit"),
        ),
      );
  }
  return { settings: settingsSchema.parse(kept), problems };
}

/** Whether a file lies among sidecars, where nothing is an article; by its path below the workspace, with `/`. */
export const isAmongSidecars = (path: string, { sidecars }: Pick<Settings, "sidecars">): boolean =>
  sidecars !== undefined && path.startsWith(sidecars);

/** Whether a file of an included kind is an article, by its path below the workspace, with `/`. */
export function isIncluded(
  path: string,
  settings: Pick<Settings, "include" | "exclude" | "sidecars">,
): boolean {
  // An empty pattern, as a list that is being edited has it, matches nothing; picomatch would throw.
  const matches = (patterns: readonly string[]): boolean =>
    picomatch(
      patterns.filter((pattern) => pattern !== ""),
      { dot: true },
    )(path);
  if (isAmongSidecars(path, settings)) return false;
  return matches(settings.include) && !matches(settings.exclude);
}

/** Whether a file that is not open is an article: by the ending of the language's files, or as the settings include it. */
export const isArticleFile = (
  path: string,
  settings: Pick<Settings, "include" | "exclude" | "sidecars">,
): boolean =>
  isIncluded(path, settings) || (/\.article(\.txt)?$/.test(path) && !isAmongSidecars(path, settings));
