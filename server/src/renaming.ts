import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as z from "zod";
import type { Acts, ActsHost, ChangeOne, Run } from "./acts.ts";
import { unsaved } from "./acts.ts";
import type { Annotation } from "./annotations/annotation.ts";
import { type Change, CorrectionError } from "./annotations/correction.ts";
import { hasLabel, withRenamedLabel } from "./annotations/renamedLabel.ts";
import { defaultTagset, labelNamed } from "./annotations/tagset.ts";
import { changeClosed, closedDecisions, closedText } from "./closedArticles.ts";
import { checked } from "./correctionSchema.ts";
import { lineWords } from "./features/lineWords.ts";
import { textHash } from "./findIdentical.ts";
import { toRange } from "./positions.ts";
import { projectRename } from "./projectRename.ts";
import * as protocol from "./protocol.ts";
import { tagsetOf } from "./settings.ts";
import { decodeArticle } from "./workspace/articleText.ts";
import { sidecarOf } from "./workspace/fileSystem.ts";
import { labelNameProblem } from "./workspace/projectLabels.ts";

export interface RenamingHost extends ActsHost {
  readonly folderOf: (uri: string) => string | undefined;
  /** All articles of the workspace's folders, by path. */
  readonly workspace: () => Promise<readonly string[]>;
  /** A project's file was written. */
  readonly projectWritten: (uri: string) => Promise<void>;
}

export const isLabelCommand = (command: string): boolean =>
  Object.values<string>(protocol.labelCommands).includes(command);

const findSchema = z.looseObject({ uri: z.string(), label: z.string() });

const renameSchema = z.looseObject({
  uri: z.string(),
  from: z.string().min(1),
  to: z.string().min(1),
  keep: z.boolean().default(false),
  articles: z.array(z.looseObject({ uri: z.string(), ids: z.array(z.string()) })),
});

/** Runs a command on a label. @throws CorrectionError where its argument does not fit */
export async function runLabelCommand(
  host: RenamingHost,
  acts: Acts,
  command: string,
  argument: unknown,
  run: Run,
): Promise<protocol.FindLabelResult | protocol.IdenticalReport | null> {
  if (command === protocol.labelCommands.find)
    return findLabel(host, checked(findSchema, argument, command), run);
  if (command === protocol.labelCommands.add) {
    const { uri, label } = checked(findSchema, argument, command);
    const root = folderOf(host, uri);
    checkName(label);
    const { settings } = await host.reading()(root);
    const added = { tagset: tagsetOf(settings), from: label, to: label, keep: false };
    await projectRename(host, root, added).make();
    return null;
  }
  return renameLabel(host, acts, checked(renameSchema, argument, command), run);
}

/** @throws CorrectionError where a file is in no folder */
function folderOf(host: RenamingHost, uri: string): string {
  const folder = host.folderOf(uri) ?? host.folderOf(`${uri.replace(/\/$/, "")}/`);
  if (folder === undefined)
    throw new CorrectionError(
      l10n.t("This is in no folder of the workspace; open the folder that it is in."),
    );
  return folder;
}

async function findLabel(
  host: RenamingHost,
  { uri, label }: protocol.FindLabelParams,
  run: Run,
): Promise<protocol.FindLabelResult> {
  const root = folderOf(host, uri);
  const all = (await host.workspace()).filter((article) => article.startsWith(root));
  const articles: protocol.IdenticalArticle[] = [];
  const labels = new Map<string, number>();
  const leftOut: string[] = [];
  for (const [n, article] of all.entries()) {
    if (run.cancelled()) break;
    run.progress(n, all.length);
    const found = await decisionsOn(host, article, label, labels);
    if (typeof found === "string") leftOut.push(`${host.relativePath(article)}: ${found}`);
    else if (found) {
      const mentions = found.decided
        .filter((one) => hasLabel(one, label))
        .map((one) => mentionOf(found.document, one));
      const sha256 = await textHash(found.document.getText());
      if (mentions.length > 0)
        articles.push({ uri: article, path: host.relativePath(article), sha256, mentions });
    }
    await host.pause();
  }
  return { articles, labels: Object.fromEntries(labels), leftOut };
}

interface Decisions {
  readonly document: TextDocument;
  readonly decided: readonly Annotation[];
}

const LABEL = /"label"\s*:\s*("(?:[^"\\]|\\.)*")/g;

/**
 * The decisions on an article; null where none can have the label: of a closed one the sidecar's text alone is looked
 * through for that. `labels` counts what there is.
 */
async function decisionsOn(
  host: RenamingHost,
  uri: string,
  label: string,
  labels: Map<string, number>,
): Promise<Decisions | string | null> {
  const count = (name: string): void => void labels.set(name, (labels.get(name) ?? 0) + 1);
  const seen = await host.articles.seen(uri);
  if (seen) {
    const { document, decided, sidecarProblem, refused } = seen.article;
    for (const one of decided) if (one.kind === "entity") count(one.label);
    return sidecarProblem?.message ?? refused ?? { document, decided };
  }
  const bytes = await host.files.read(sidecarOf(uri)).catch(() => null);
  const stored = bytes ? decodeArticle(bytes).text : "";
  let isThere = false;
  for (const [, quoted = ""] of stored.matchAll(LABEL)) {
    const name = unquoted(quoted);
    if (name === null) continue;
    count(name);
    isThere ||= name === label;
  }
  if (!isThere) return null;
  const text = await closedText(host.files, uri);
  if (typeof text === "string") return text;
  const found = await closedDecisions(host.files, uri, text.text);
  if (typeof found === "string") return found;
  return { document: TextDocument.create(uri, "article", 0, text.text), decided: found.decided };
}

function unquoted(json: string): string | null {
  try {
    return JSON.parse(json) as string;
  } catch {
    return null;
  }
}

function mentionOf(document: TextDocument, annotation: Annotation): protocol.IdenticalMention {
  const { id, start, quote, status, by } = annotation;
  const span = { start, end: status === "orphaned" ? start : annotation.end };
  return {
    id,
    range: toRange(document, span),
    text: quote.replace(/\s+/g, " "),
    ...lineWords(document.getText(), span),
    status,
    label: annotation.kind === "entity" ? annotation.label : null,
    by,
    within: null,
    apart: false,
  };
}

/** @throws CorrectionError where it is none */
function checkName(name: string): void {
  const problem = labelNameProblem(name);
  if (problem !== null)
    throw new CorrectionError(l10n.t("“{0}” is no name for a label: {1}.", name, problem));
}

async function renameLabel(
  host: RenamingHost,
  acts: Acts,
  { uri, from, to, keep, articles }: z.infer<typeof renameSchema>,
  run: Run,
): Promise<protocol.IdenticalReport> {
  const root = folderOf(host, uri);
  if (labelNamed(defaultTagset, from))
    throw new CorrectionError(
      l10n.t(
        "{0} is a label of detection and keeps its name; make a label of your own and relabel (Alt+Shift+L), or switch {1} off in {2}.",
        from,
        from,
        protocol.projectFile,
      ),
    );
  if (from === to) throw new CorrectionError(l10n.t("The label is called {0} already.", to));
  checkName(to);
  const { settings } = await host.reading()(root);
  const beside = projectRename(host, root, { tagset: tagsetOf(settings), from, to, keep });
  const changeOne: ChangeOne<(typeof articles)[number]> = async (article, act, say) => {
    const change = (decided: readonly Annotation[]): Change | null => {
      const ids = new Set(article.ids);
      const removed = decided.filter((one) => hasLabel(one, from)).filter(({ id }) => ids.has(id));
      if (removed.length < ids.size)
        say(
          l10n.t("{0} of {1} were decided otherwise since; look again", ids.size - removed.length, ids.size),
        );
      if (removed.length === 0) return null;
      const added = removed.map((one) => withRenamedLabel(one, from, to));
      return { removed, added, act };
    };
    if (await host.articles.seen(article.uri))
      return host.articles.decide(
        article.uri,
        null,
        ({ decided }) => change(decided) ?? { removed: [], added: [] },
      );
    if (await host.articles.left(article.uri)) return unsaved();
    const result = await changeClosed(host, article.uri, settings, async ({ decided }) => {
      const made = change(decided);
      return made && { made: { ...made, created: false } };
    });
    if (result !== null && typeof result !== "string") host.written(sidecarOf(article.uri));
    return result;
  };
  return acts.perform(articles, changeOne, run, beside);
}
