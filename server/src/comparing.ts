import * as l10n from "@vscode/l10n";
import { adjudication, type Sides } from "./annotations/adjudicate.ts";
import type { Annotation } from "./annotations/annotation.ts";
import { agreementOf, compared, decisionsOf, type Pair } from "./annotations/compare.ts";
import { applyChange, type Change, CorrectionError } from "./annotations/correction.ts";
import { allSeenBy, deciders } from "./annotations/opinion.ts";
import { parseSidecar } from "./annotations/sidecar.ts";
import type { Article } from "./article.ts";
import { type Articles, resultOf, type Seen } from "./articlesHost.ts";
import { adjudicateSchema, checked } from "./correctionSchema.ts";
import { agreementInWords, comparedPair } from "./features/comparison.ts";
import type { Git } from "./git.ts";
import { placedIn } from "./placed.ts";
import * as protocol from "./protocol.ts";
import { readerOf } from "./settings.ts";
import { decodeArticle } from "./workspace/articleText.ts";
import { sidecarOf } from "./workspace/fileSystem.ts";

export interface Comparing {
  sources(uri: string): Promise<protocol.CompareSourcesResult>;
  /** @throws CorrectionError where the text has changed, or a branch has no sidecar that can be read */
  compare(params: protocol.CompareParams): Promise<protocol.CompareResult>;
  /** @throws CorrectionError as above, and where a pair is no longer there or the verdict does not fit it */
  adjudicate(params: protocol.AdjudicateParams): Promise<protocol.CorrectResult>;
}

export interface ComparingHost {
  readonly articles: Pick<Articles, "seen" | "decide">;
  readonly git: Git | null;
  /** Who annotates, where the settings do not say. */
  readonly annotator: () => string;
}

const stale = (): string => l10n.t("The text has changed since; compare again.");

/** Two annotators, or two branches, on one open article. */
export function createComparing({ articles, git, annotator }: ComparingHost): Comparing {
  const seenAt = async (uri: string): Promise<Seen> => {
    const seen = await articles.seen(uri);
    if (!seen)
      throw new CorrectionError(l10n.t("This is no open article; open it to compare its annotations."));
    return seen;
  };

  /** What a side decided, in the article's present text. */
  const decisions = async (article: Article, side: protocol.CompareSide): Promise<readonly Annotation[]> => {
    if (side.annotator !== undefined) return decisionsOf(article.decided, side.annotator);
    if (side.ref === undefined) {
      const shown = allSeenBy(article.decided, { ...readerOf(article.settings, annotator()), others: true });
      return shown.filter(({ status }) => status !== "orphaned");
    }
    const bytes = await git?.show(side.ref, sidecarOf(article.uri));
    if (!bytes) throw new CorrectionError(l10n.t("{0} has no annotations of this article.", side.ref));
    const { text, valid } = decodeArticle(bytes);
    if (!valid)
      throw new CorrectionError(l10n.t("The sidecar in {0} is not UTF-8; save it as UTF-8 there.", side.ref));
    const { sidecar, problem } = parseSidecar(text);
    if (!sidecar)
      throw new CorrectionError(l10n.t("The sidecar in {0} cannot be read. {1}", side.ref, problem.message));
    const placed = await placedIn(sidecar, article.document.getText(), article.bom);
    return placed.filter(({ status }) => status !== "orphaned");
  };

  const pairsOf = async ({
    uri,
    version,
    left,
    right,
  }: protocol.CompareParams): Promise<{
    article: Article;
    pairs: Pair[];
    again: (decided: readonly Annotation[]) => Pair[];
  }> => {
    const { article } = await seenAt(uri);
    const [own, other] = await Promise.all([decisions(article, left), decisions(article, right)]);
    if (article.document.version !== version) throw new CorrectionError(stale());
    const side = (
      { annotator }: protocol.CompareSide,
      known: readonly Annotation[],
      decided: readonly Annotation[],
    ): readonly Annotation[] => (annotator === undefined ? known : decisionsOf(decided, annotator));
    const again = (decided: readonly Annotation[]): Pair[] =>
      compared(side(left, own, decided), side(right, other, decided), decided);
    return { article, pairs: again(article.decided), again };
  };

  return {
    async sources(uri) {
      const { article } = await seenAt(uri);
      const annotators = [...deciders(article.decided)].map(([name, count]) => ({ name, decisions: count }));
      const branches = (await git?.branches(sidecarOf(uri))) ?? [];
      return { annotator: readerOf(article.settings, annotator()).name, annotators, branches };
    },
    async compare(params) {
      const { article, pairs } = await pairsOf(params);
      const agreement = agreementOf(pairs);
      return {
        version: params.version,
        pairs: pairs.map((pair) => comparedPair(pair, article.document)),
        agreement,
        summary: agreementInWords(agreement, nameOfSide(params.left), nameOfSide(params.right)),
      };
    },
    async adjudicate(params) {
      const { uri, version, keys, verdict } = checked(adjudicateSchema, params, protocol.adjudicate);
      const { again } = await pairsOf(params);
      const sides: Sides = { left: params.left.annotator ?? null, right: params.right.annotator ?? null };
      const change = await articles.decide(uri, version, ({ decided }, context) => {
        const found = again(decided).filter(({ key }) => keys.includes(key));
        if (found.length === 0)
          throw new CorrectionError(
            l10n.t("These decisions have changed since; look at the comparison again."),
          );
        const mine = (sides.left ?? sides.right) ? sides : { ...sides, left: context.by };
        return joined(
          decided,
          found.map((pair) => adjudication(decided, pair, verdict, mine, context)),
        );
      });
      return resultOf(change);
    },
  };
}

export const nameOfSide = ({ annotator, ref }: protocol.CompareSide): string => annotator ?? ref ?? "here";

/** Changes of different annotations as one step. */
function joined(decided: readonly Annotation[], changes: readonly Change[]): Change {
  const removed = new Map(changes.flatMap((change) => change.removed).map((one) => [one.id, one]));
  const after = new Map(
    changes.reduce<readonly Annotation[]>(applyChange, decided).map((one) => [one.id, one]),
  );
  const added = changes.flatMap((change) => change.added).map(({ id }) => after.get(id));
  return { removed: [...removed.values()], added: added.filter((one) => one !== undefined) };
}
