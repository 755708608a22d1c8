import * as l10n from "@vscode/l10n";
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Location,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as z from "zod";
import { type Change, CorrectionError } from "./annotations/correction.ts";
import { type Ignored, ignoreChange, ignoredIn, showIgnoredChange } from "./annotations/ignored.ts";
import { reviewIn } from "./annotations/review.ts";
import type { Article } from "./article.ts";
import type { Articles, Seen } from "./articlesHost.ts";
import { closedDecisions, closedText } from "./closedArticles.ts";
import { checked } from "./correctionSchema.ts";
import type { EventTolls } from "./eventTolls.ts";
import type { OtherArticle, Related } from "./features/checks/finding.ts";
import { findingsIn, type LevelledFinding } from "./features/checks/registry.ts";
import type { ArticleView } from "./features/view.ts";
import { toRange } from "./positions.ts";
import * as protocol from "./protocol.ts";
import { tagsetOf } from "./settings.ts";
import type { Span } from "./text/span.ts";
import { eventIn } from "./workspace/articleFacts.ts";
import { plainBytes, sha256 } from "./workspace/articleText.ts";
import { type FileSystem, sidecarOf } from "./workspace/fileSystem.ts";
import { swapBounds } from "./workspace/swapBounds.ts";

export interface CheckingHost {
  readonly files: FileSystem;
  readonly articles: Pick<Articles, "seen" | "decide">;
  readonly events: EventTolls;
  /** Has the index of all articles made, where it is not: articles on one event are found by it. */
  readonly index: () => void;
  /** A sidecar was written other than by a correction. */
  readonly written: (sidecar: string) => void;
  /** The client itself asks for what a fix leaves open, and changes its settings. */
  readonly asks: () => boolean;
}

/** What the checks find in open articles, as diagnostics and with their quick fixes. */
export interface Checking {
  diagnostics(article: Article, view: ArticleView): Promise<Diagnostic[]>;
  /** The quick fixes of what is found in a span. */
  actions(seen: Seen, span: Span): Promise<CodeAction[]>;
  /** Runs one of `checkCommands`. @throws CorrectionError where the argument does not fit, or the article is another */
  run(command: string, argument: unknown): Promise<protocol.IgnoreResult>;
  /** An article is closed. */
  forget(uri: string): void;
}

export const isCheckCommand = (command: string): boolean =>
  Object.values<string>(protocol.checkCommands).includes(command);

const ignoreSchema = z.object({
  uri: z.string(),
  version: z.int().optional(),
  code: z.enum(protocol.checkCodes).optional(),
  quote: z.string().optional(),
  other: z.string().optional(),
});

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const KIND = `${CodeActionKind.QuickFix}.dateline`;

export function createChecking(host: CheckingHost): Checking {
  /** Where figures of other articles stand, by what is known of the article: it is another object when that changes. */
  const places = new WeakMap<OtherArticle, Map<string, Promise<Location>>>();
  /** What was found last in each view, and what it went by beside the view. */
  const looked = new WeakMap<
    ArticleView,
    { readonly by: readonly unknown[]; readonly findings: Promise<LevelledFinding[]> }
  >();

  const othersOf = ({ uri, header }: Article): readonly OtherArticle[] => {
    const event = eventIn(header);
    if (event === null) {
      host.events.forget(uri);
      return [];
    }
    host.index();
    return host.events.others(uri, event);
  };

  /** The findings of a view of the article's present text; they are asked for at each move of the cursor. */
  const look = async (
    article: Article,
    view: ArticleView,
  ): Promise<{ findings: LevelledFinding[]; others: readonly OtherArticle[] }> => {
    const others = othersOf(article);
    const by = [article.header, article.settings, article.published, ...others];
    const known = looked.get(view);
    const isSame = known?.by.length === by.length && known.by.every((one, n) => one === by[n]);
    const findings = isSame ? known.findings : lookAnew(article, view, others);
    if (!isSame) looked.set(view, { by, findings });
    return { findings: await findings, others };
  };

  const lookAnew = async (
    { document, settings, header, published }: Article,
    view: ArticleView,
    others: readonly OtherArticle[],
  ): Promise<LevelledFinding[]> => {
    const text = document.getText();
    const review = reviewIn(header);
    const isStale = review !== null && (await sha256(plainBytes(text))) !== review.sha256;
    const stale = isStale ? { by: review.by ?? null } : null;
    const { codebook, diagnostics } = settings;
    const all = { text, view, codebook, tagset: tagsetOf(settings), published, stale, others };
    return findingsIn(all, diagnostics, ignoredIn(header));
  };

  const locationOf = (related: Related, others: readonly OtherArticle[]): Promise<Location> => {
    const { uri, id } = related;
    const other = others.find((one) => one.uri === uri);
    const known = (other && places.get(other)) ?? new Map<string, Promise<Location>>();
    if (other) places.set(other, known);
    const place = known.get(id ?? "") ?? placeIn(uri ?? "", id);
    known.set(id ?? "", place);
    return place;
  };

  /** Where a figure of another article stands; its beginning, where it cannot be told. */
  const placeIn = async (uri: string, id: string | null): Promise<Location> => {
    const seen = await host.articles.seen(uri);
    const item = seen?.view.items.find(({ published }) => published.id === id);
    if (item) return { uri, range: item.published.range };
    const start = { line: 0, character: 0 };
    const file = await closedText(host.files, uri);
    if (typeof file === "string") return { uri, range: { start, end: start } };
    const stored = await closedDecisions(host.files, uri, file.text);
    const annotation = typeof stored === "string" ? undefined : stored.decided.find((one) => one.id === id);
    const document = TextDocument.create(uri, "article", 0, file.text);
    return { uri, range: toRange(document, annotation ?? { start: 0, end: 0 }) };
  };

  const diagnosticOf = async (
    { document, uri }: Article,
    finding: LevelledFinding,
    others: readonly OtherArticle[],
  ): Promise<Diagnostic> => {
    const range = toRange(document, finding);
    const related = await Promise.all(
      finding.related.map(async (one) => ({
        location:
          one.uri === null ? { uri, range: toRange(document, one.span) } : await locationOf(one, others),
        message: one.message,
      })),
    );
    return {
      range,
      severity: SEVERITIES[finding.level],
      source: "dateline",
      code: finding.code,
      message: finding.message,
      ...(related.length > 0 ? { relatedInformation: related } : {}),
    };
  };

  return {
    async diagnostics(article, view) {
      const { version } = article.document;
      const { findings, others } = await look(article, view);
      // Its places are of a text that is no more; the next one is looked at anew.
      if (article.document.version !== version) return [];
      return Promise.all(findings.map((finding) => diagnosticOf(article, finding, others)));
    },
    async actions({ article, view }, span) {
      const { version } = article.document;
      const { findings } = await look(article, view);
      if (article.document.version !== version) return [];
      const lines = article.document;
      const near = findings.filter(({ start, end }) => start <= span.end && span.start <= end);
      return near.flatMap((finding) => actionsOf(finding, lines, host.asks()));
    },
    async run(command, argument) {
      const { uri, version = null, code, quote, other } = checked(ignoreSchema, argument, command);
      if (command === protocol.checkCommands.ignore && (code === undefined || quote === undefined))
        throw new CorrectionError(l10n.t("{0}: the argument has no “code” or no “quote”.", command));
      if (command === protocol.checkCommands.swapBounds) {
        const swapped = await swapBounds(host.files, uri);
        if (typeof swapped === "string") throw new CorrectionError(swapped);
        host.written(sidecarOf(uri));
        return { changed: true };
      }
      const { header } = await host.articles.decide(uri, version, (article, { by, at }): Change => {
        const words: Pick<Ignored, "other"> = other === undefined ? {} : { other };
        const change =
          command === protocol.checkCommands.showIgnored || code === undefined || quote === undefined
            ? showIgnoredChange(article.header)
            : ignoreChange(article.header, { code, quote, ...words, by, at });
        return { removed: [], added: [], ...(change ? { header: change } : {}) };
      });
      return { changed: header !== undefined };
    },
    forget: (uri) => host.events.forget(uri),
  };
}

/** The quick fixes of a finding: what puts it right, then ignoring it here, then switching its check off. */
function actionsOf(finding: LevelledFinding, { uri, version }: TextDocument, asks: boolean): CodeAction[] {
  const { code, fixes, about } = finding;
  const preferred = finding.level !== "hint";
  const found: CodeAction[] = fixes
    .filter((fix) => asks || fix.asks !== true)
    .map(({ title, command, more }, n) => ({
      title,
      kind: KIND,
      command: { title, command, arguments: [{ uri, version, ...more }] },
      ...(n === 0 && preferred ? { isPreferred: true } : {}),
    }));
  const act = (title: string, command: string, argument: object): void =>
    void found.push({ title, kind: KIND, command: { title, command, arguments: [argument] } });
  if (about) {
    const argument: protocol.IgnoreArguments = { uri, version, code, ...about };
    act(l10n.t("Ignore here ({0})", code), protocol.checkCommands.ignore, argument);
  }
  if (asks) {
    const argument: protocol.SwitchOffArguments = { uri, code };
    act(l10n.t("Switch off the check “{0}” in the workspace", code), protocol.switchOffCheck, argument);
  }
  return found;
}

/** The quick fix of an article whose sidecar cannot be read for bounds in the wrong order. */
export function swappingAction(uri: string): CodeAction {
  const title = protocol.swapBoundsTitle();
  const command = protocol.checkCommands.swapBounds;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    isPreferred: true,
    command: { title, command, arguments: [{ uri }] },
  };
}
