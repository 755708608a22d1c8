import * as l10n from "@vscode/l10n";
import type { Connection } from "vscode-languageserver";
import * as z from "zod";
import { mentioning } from "./acrossArticles.ts";
import type { Run } from "./acts.ts";
import { CorrectionError } from "./annotations/correction.ts";
import { checked } from "./correctionSchema.ts";
import { soughtName } from "./detect/resolve/nameForms.ts";
import { entityPageOf, type PageArticle } from "./features/entityPage.ts";
import { entityAt } from "./features/highlights.ts";
import { editGazetteers, gazetteerEdits, workspaceEdit } from "./gazetteerFiles.ts";
import type { KnownEntity } from "./knownEntities.ts";
import type { NameCommandsHost } from "./nameCommands.ts";
import {
  formsOf,
  type LinesEdit,
  merged,
  type NamedEntity,
  namedEntity,
  publishedEntity,
  refSchema,
  renamed,
  split,
  variantsOf,
} from "./namedEntities.ts";
import { withToken } from "./progress.ts";
import * as protocol from "./protocol.ts";
import { refusable } from "./requests.ts";
import { hitsFor } from "./symbolSearch.ts";
import type { WorkspaceEntities, WorkspaceEntitiesHost } from "./workspaceEntities.ts";

export interface EntityCommandsHost extends WorkspaceEntitiesHost {
  /** A file's path below its workspace folder. */
  readonly relativePath: (uri: string) => string;
  readonly known: () => Promise<WorkspaceEntities>;
  /** Runs one task on the project's names after the other. */
  readonly editNames: <T>(edit: (host: NameCommandsHost) => Promise<T>) => Promise<T>;
}

/** Renames, merges and splits entities, and gives their pages. */
export interface EntityCommands {
  /** Runs one of `entityCommands`. @throws CorrectionError where it cannot be done */
  run(command: string, argument: unknown, run: Run): Promise<protocol.NamesResult | protocol.EntityPage>;
}

export const isEntityCommand = (command: string): boolean =>
  Object.values<string>(protocol.entityCommands).includes(command);

/** The most entities that are listed at once. */
const MOST = 200;

const argumentsSchema = refSchema.extend({
  name: z.string().optional(),
  into: z.string().optional(),
  part: z.string().optional(),
  along: z.array(z.string()).optional(),
  unsaved: z.array(z.string()).optional(),
});
const wordsSchema = z.looseObject({ words: z.array(z.string()).optional() });

/** Answers the requests on entities, and `textDocument/rename`, which edits the project's names and no article. */
export function registerEntities(connection: Connection, host: EntityCommandsHost): EntityCommands {
  const { known, editNames } = host;

  const edited = async (
    argument: unknown,
    command: string,
    own: NameCommandsHost,
  ): Promise<protocol.NamesResult> => {
    const given = checked(argumentsSchema, argument, command);
    const all = await known();
    const entity = await namedEntity(host, known, argument, command);
    const edit = await editFor(all, entity, given, command);
    const files = await editGazetteers(own, rootOf(entity.uri), given.unsaved ?? [], edit);
    return { ...files, name: entity.sought.name };
  };

  const editFor = async (
    all: WorkspaceEntities,
    entity: NamedEntity,
    { name, into, part, along }: z.infer<typeof argumentsSchema>,
    command: string,
  ): Promise<LinesEdit> => {
    const { rename, merge } = protocol.entityCommands;
    const given = command === rename ? name : command === merge ? into : part;
    if (given === undefined || given.trim() === "") {
      const field = command === rename ? "name" : command === merge ? "into" : "part";
      throw new CorrectionError(l10n.t("{0}: the argument has no “{1}”.", command, field));
    }
    if (command === rename) return renamed(host, all, entity, given);
    if (command !== merge) return split(entity, given, along);
    const { uri, sought } = entity;
    return merged(entity, await namedEntity(host, known, { uri, label: sought.label, form: given }, command));
  };

  const rootOf = (uri: string): string => {
    const root = host.folderOf(uri);
    if (root !== undefined) return root;
    throw new CorrectionError(
      l10n.t("This article is in no folder of the workspace; open the folder that it is in."),
    );
  };

  const pageOf = async (argument: unknown, command: string, run: Run): Promise<protocol.EntityPage> => {
    const { sought } = await namedEntity(host, known, argument, command);
    const articles: PageArticle[] = [];
    for await (const { uri, document, view, published, mentions } of mentioning(host, sought, run))
      articles.push({
        uri,
        path: host.relativePath(uri),
        published,
        text: document.getText(),
        view,
        mentions,
      });
    return entityPageOf(sought, articles);
  };

  const mentionsOf = async (argument: unknown, run: Run): Promise<protocol.EntityMentionsResult> => {
    const { words } = checked(wordsSchema, argument, protocol.entityMentions);
    const { sought } = await namedEntity(host, known, argument, protocol.entityMentions);
    const wanted = words && new Set(words.map(wordsOf));
    const articles: { uri: string; path: string; mentions: number }[] = [];
    for await (const { uri, mentions } of mentioning(host, sought, run)) {
      const own = wanted ? mentions.filter(({ text }) => wanted.has(wordsOf(text))) : mentions;
      if (own.length > 0) articles.push({ uri, path: host.relativePath(uri), mentions: own.length });
    }
    const all = articles.reduce((sum, { mentions }) => sum + mentions, 0);
    return { articles, mentions: all, cancelled: run.cancelled() };
  };

  connection.onRequest(protocol.entityList, async ({ query, label }: protocol.EntityListParams) => {
    const { entities } = await known();
    const own = label === undefined ? entities : entities.filter((one) => one.label === label);
    const hits = hitsFor(query, { entities: own, entries: [] }, MOST);
    const rows = hits.flatMap((hit) => (hit.kind === "entity" ? [rowOf(hit.entity)] : []));
    return { entities: rows } satisfies protocol.EntityListResult;
  });
  connection.onRequest(protocol.entityAbout, (params: unknown) =>
    refusable(async (): Promise<protocol.EntityAbout> => {
      const entity = await namedEntity(host, known, params, protocol.entityAbout);
      const { uri, sought, own, known: of } = entity;
      const { label, name } = sought;
      const [articles, mentions] = [of?.articles.length ?? 0, of?.mentions ?? 0];
      const [forms, variants] = [formsOf(entity), variantsOf(entity)];
      return { uri, label, form: own[0] ?? name, name, forms, articles, mentions, variants };
    }),
  );
  connection.onRequest(protocol.entityMentions, (params: protocol.EntityMentionsParams, token) =>
    refusable(() => withToken(connection, params, token, looking(), (run) => mentionsOf(params, run))),
  );
  connection.onRequest(protocol.entityPage, (params: protocol.EntityPageParams, token) =>
    refusable(() =>
      withToken(connection, params, token, looking(), (run) => pageOf(params, protocol.entityPage, run)),
    ),
  );

  connection.onPrepareRename(async ({ textDocument: { uri }, position }) => {
    const seen = await host.articles.seen(uri);
    const one = seen && entityAt(seen.view, seen.article.document.offsetAt(position));
    if (!one) return null;
    const { sought } = publishedEntity(host, await known(), seen, one);
    return { range: one.range, placeholder: sought.name };
  });
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) =>
    refusable(() =>
      editNames(async (own) => {
        const seen = await host.articles.seen(uri);
        const one = seen && entityAt(seen.view, seen.article.document.offsetAt(position));
        if (!one) throw new CorrectionError(l10n.t("There is no name here; choose an entity."));
        const all = await known();
        const edit = renamed(host, all, publishedEntity(host, all, seen, one), newName);
        return workspaceEdit(own, await gazetteerEdits(own, rootOf(uri), edit));
      }),
    ),
  );

  return {
    run: (command, argument, run) =>
      command === protocol.entityCommands.page
        ? pageOf(argument, command, run)
        : editNames((own) => edited(argument, command, own)),
  };
}

const looking = (): string => l10n.t("Looking for mentions");

const wordsOf = (form: string): string => soughtName(form)?.words ?? form;

const rowOf = ({ label, name, forms, articles, mentions }: KnownEntity): protocol.EntityRow => ({
  uri: articles[0]?.uri ?? "",
  label,
  form: forms[0] ?? name,
  name,
  forms: [...new Set([name, ...forms])],
  articles: articles.length,
  mentions,
});
