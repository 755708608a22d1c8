import * as l10n from "@vscode/l10n";
import { type Connection, ErrorCodes, ResponseError } from "vscode-languageserver";
import { candidatesIn } from "./annotations/candidates.ts";
import { CorrectionError } from "./annotations/correction.ts";
import type { Article } from "./article.ts";
import type { Articles } from "./articlesHost.ts";
import type { Comparing } from "./comparing.ts";
import { checked, correctSchema } from "./correctionSchema.ts";
import { proposedFigure } from "./features/proposal.ts";
import { toRange, toSpan } from "./positions.ts";
import * as protocol from "./protocol.ts";
import type { Restoring } from "./restoring.ts";
import { paragraphs } from "./text/document.ts";

export interface RequestsHost {
  readonly articles: Articles;
  readonly comparing: Comparing;
  readonly restoring: Restoring;
}

/** Answers the requests that are Dateline's own. */
export function registerRequests(connection: Connection, host: RequestsHost): void {
  const { articles, comparing, restoring } = host;
  connection.onRequest(protocol.correct, (params: unknown) =>
    refusable(async () => articles.correct(checked(correctSchema, params, protocol.correct))),
  );
  /** @throws ResponseError where another text is open by now than the one that was seen; `what` says so, and what to do */
  const articleAt = async (uri: string, version: number, what: string): Promise<Article> => {
    const article = (await articles.seen(uri))?.article;
    if (article?.document.version !== version) throw stale(what);
    return article;
  };
  connection.onRequest(
    protocol.propose,
    async ({ uri, version, range }: protocol.ProposeParams): Promise<protocol.ProposeResult> => {
      const { document } = await articleAt(
        uri,
        version,
        l10n.t("The text has changed since; select the words again."),
      );
      return { changes: proposedFigure(document.getText(), toSpan(document, range)) };
    },
  );
  connection.onRequest(
    protocol.candidates,
    async ({ uri, version, id }: protocol.CandidatesParams): Promise<protocol.CandidatesResult> => {
      const { document, decided } = await articleAt(uri, version, lookAgain());
      const orphan = decided.find((one) => one.id === id && one.status === "orphaned");
      if (!orphan) throw stale(lookAgain());
      const places = candidatesIn(
        document.getText(),
        decided,
      )(orphan).map(({ text, score, same, ...span }) => ({
        range: toRange(document, span),
        text,
        score,
        same,
      }));
      return { places };
    },
  );
  connection.onRequest(
    protocol.paragraph,
    async ({ uri, version, position }: protocol.ParagraphParams): Promise<protocol.ParagraphResult> => {
      const { document } = await articleAt(
        uri,
        version,
        l10n.t("The text has changed since; press the key again."),
      );
      const at = document.offsetAt(position);
      const own = paragraphs(document.getText()).find(({ start, end }) => start <= at && at <= end);
      return { range: own ? toRange(document, own) : null };
    },
  );
  connection.onRequest(
    protocol.layout,
    async ({ uri, version }: protocol.LayoutParams): Promise<protocol.LayoutResult> => {
      const { document } = await articleAt(uri, version, lookAgain());
      const own = paragraphs(document.getText());
      return {
        paragraphs: own.map(({ language, ...span }) => ({ range: toRange(document, span), language })),
      };
    },
  );
  connection.onRequest(protocol.undo, ({ uri, act }: protocol.UndoParams) =>
    refusable(() => (act === undefined ? articles.revert(uri, false) : restoring.takeBack(uri, act))),
  );
  connection.onRequest(protocol.redo, ({ uri }: protocol.UndoParams) =>
    refusable(() => articles.revert(uri, true)),
  );
  connection.onRequest(protocol.resolve, ({ uri }: protocol.ResolveParams) =>
    refusable<protocol.ResolveResult>(() => articles.resolve(uri)),
  );
  connection.onRequest(protocol.compareSources, ({ uri }: protocol.VersionsParams) =>
    refusable(() => comparing.sources(uri)),
  );
  connection.onRequest(protocol.compare, (params: protocol.CompareParams) =>
    refusable(() => comparing.compare(params)),
  );
  connection.onRequest(protocol.adjudicate, (params: protocol.AdjudicateParams) =>
    refusable(() => comparing.adjudicate(params)),
  );
  connection.onRequest(protocol.versions, ({ uri }: protocol.VersionsParams) =>
    refusable(() => restoring.versions(uri)),
  );
  connection.onRequest(protocol.versionText, ({ uri, id }: protocol.VersionParams) =>
    refusable(() => restoring.text(uri, id)),
  );
  connection.onRequest(protocol.restore, (params: protocol.RestoreParams) =>
    refusable(() => restoring.restore(params)),
  );
  connection.onRequest(protocol.save, ({ uri }: protocol.SaveParams) => articles.save(uri));
}

const lookAgain = (): string => l10n.t("The text has changed since; look again.");

const stale = (what: string): ResponseError<void> => new ResponseError(ErrorCodes.InvalidRequest, what);

/** A correction that is refused is an answer for the user, not a fault of the server. */
export async function refusable<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof CorrectionError) throw new ResponseError(ErrorCodes.InvalidRequest, error.message);
    throw error;
  }
}
