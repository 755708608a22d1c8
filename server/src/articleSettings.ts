import type { Connection } from "vscode-languageserver";
import type { Git } from "./git.ts";
import { createGitNames } from "./gitNames.ts";
import type { Projects } from "./projects.ts";
import type { Session } from "./session.ts";
import { defaultSettings, readSettings, type Settings } from "./settings.ts";
import { type SidecarLayouts, withSidecars } from "./sidecarLayouts.ts";

export interface ArticleSettingsHost {
  readonly session: Session;
  readonly projects: () => Pick<Projects, "read">;
  readonly layouts: Pick<SidecarLayouts, "of">;
  readonly git: Git | null;
  /** Who annotates, where neither the settings nor the client say it. */
  readonly user: string;
  readonly warn: (message: string) => void;
}

/** The settings that an article is read by. */
export interface ArticleSettings {
  /** Those of the client and of the article's project, with who annotates. */
  of(uri: string): Promise<Settings>;
  /** The settings without what a project says. */
  own(uri: string): Promise<Settings>;
  /** Who annotates where the settings of an article cannot be had. */
  annotator(): string;
  /** Who signs in git may be another by now. */
  forget(): void;
}

export function createArticleSettings(connection: Connection, host: ArticleSettingsHost): ArticleSettings {
  const { session } = host;
  const warned = new Set<string>();
  const gitNames = createGitNames(host.git);

  const own = async (uri: string): Promise<Settings> => {
    if (!session.configures) return defaultSettings;
    const section: unknown = await connection.workspace.getConfiguration({
      scopeUri: uri,
      section: "dateline",
    });
    const { settings, problems } = readSettings(section);
    for (const problem of problems) {
      if (warned.has(problem)) continue;
      warned.add(problem);
      host.warn(problem);
    }
    return settings;
  };

  /** Who annotates where no setting says it: as the client has it, else as git signs there, else the system's user. */
  const annotatorOf = async (uri: string): Promise<string> =>
    session.options.annotator || (await gitNames.of(uri)) || host.user;

  return {
    own,
    async of(uri) {
      const root = session.folderOf(uri);
      const said = await own(uri);
      const settings = { ...said, annotator: said.annotator || (await annotatorOf(uri)) };
      if (root === undefined) return settings;
      const project = await host.projects().read(root, settings.learnNames);
      const all = { ...settings, ...project, diagnostics: { ...project.diagnostics, ...said.diagnostics } };
      return withSidecars(all, await host.layouts.of(root));
    },
    annotator: () => session.options.annotator || host.user,
    forget: () => gitNames.forget(),
  };
}
