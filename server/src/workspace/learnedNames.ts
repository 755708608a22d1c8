import type { Annotation, EntityAnnotation } from "../annotations/annotation.ts";
import { type EntityLabel, entityLabels } from "../detect/detection.ts";
import { soughtName } from "../detect/resolve/nameForms.ts";
import { indexName, type LearnedName, type ProjectNames, type Verdict } from "../detect/resolve/nameIndex.ts";

/** One decision as it speaks for or against a name. */
interface Vote {
  /** The folded words of the name. */
  readonly words: string;
  readonly form: string;
  readonly label: EntityLabel;
  readonly accepted: boolean;
  readonly by: string | null;
  readonly at: string | null;
}

/** Dates and amounts are no names: what one article's Friday is says nothing of another's. */
const LEARNED: ReadonlySet<EntityLabel> = new Set(
  entityLabels.filter((label) => label !== "DATE" && label !== "MONEY"),
);

/** What an article's decisions say of names; a relabelled one speaks against its former label and for the new one. */
function votesOf(decided: readonly Annotation[]): Vote[] {
  return decided.flatMap((one) => {
    if (one.kind !== "entity" || one.status === "orphaned") return [];
    const was = one.was?.label;
    const form = one.was?.quote ?? one.quote;
    if (one.status === "rejected") return vote(one, form, was ?? one.label, false);
    return [
      ...vote(one, one.quote, one.label, true),
      ...(was === undefined || was === one.label ? [] : vote(one, form, was, false)),
    ];
  });
}

function vote({ by, at }: EntityAnnotation, form: string, label: string, accepted: boolean): Vote[] {
  const known = entityLabels.find((one) => one === label);
  const folded = soughtName(form);
  if (!known || !LEARNED.has(known) || !folded) return [];
  return [{ words: folded.words, form, label: known, accepted, by, at }];
}

/** What the annotators of one folder have taught by their decisions. Articles are known by their URIs. */
export interface LearnedNames {
  /** Puts an article's decisions in place of its former ones; whether they say anything else of names. */
  decided(uri: string, decided: readonly Annotation[]): boolean;
  /** All names as they are looked up; the same value until a decision changes it. */
  names(): ProjectNames["learned"];
}

/** @param nameOf how an article is called before users */
export function createLearnedNames(nameOf: (uri: string) => string): LearnedNames {
  const byArticle = new Map<string, readonly Vote[]>();
  const byName = new Map<string, Map<string, Vote[]>>();
  const lengths = new Map<string, readonly number[]>();
  const byWords = new Map<string, LearnedName>();
  let given: ProjectNames["learned"] | null = null;

  const count = (words: string): void => {
    const articles = byName.get(words);
    if (!articles) byWords.delete(words);
    else indexName({ lengths, byWords }, words, learnedFrom(articles, nameOf));
  };

  return {
    decided(uri, decided) {
      const former = byArticle.get(uri) ?? [];
      const votes = votesOf(decided);
      if (JSON.stringify(votes) === JSON.stringify(former)) return false;
      const touched = new Set([...former, ...votes].map(({ words }) => words));
      for (const words of touched) byName.get(words)?.delete(uri);
      for (const one of votes) {
        const articles = byName.get(one.words) ?? new Map<string, Vote[]>();
        byName.set(one.words, articles);
        articles.set(uri, [...(articles.get(uri) ?? []), one]);
      }
      for (const words of touched) {
        if (byName.get(words)?.size === 0) byName.delete(words);
        count(words);
      }
      if (votes.length > 0) byArticle.set(uri, votes);
      else byArticle.delete(uri);
      given = null;
      return true;
    },
    names() {
      // A copy, for an analysis that is under way goes on with the names that it began with.
      given ??= { lengths: new Map(lengths), byWords: new Map(byWords) };
      return given;
    },
  };
}

/** One name's votes, by article, counted. */
function learnedFrom(
  articles: ReadonlyMap<string, readonly Vote[]>,
  nameOf: (uri: string) => string,
): LearnedName {
  const votes = [...articles].flatMap(([uri, own]) => own.map((one) => ({ ...one, uri })));
  votes.sort((a, b) => order(a.at ?? "", b.at ?? "") || order(a.uri, b.uri));
  const labels = [...new Set(votes.map(({ label }) => label))];
  const verdicts = labels.flatMap((label): Verdict[] => {
    const own = votes.filter((one) => one.label === label);
    const accepted = own.filter((one) => one.accepted);
    const first = accepted[0] ?? own[0];
    if (!first) return [];
    const { uri, by } = first;
    const rejected = own.length - accepted.length;
    return [{ label, accepted: accepted.length, rejected, article: nameOf(uri), by }];
  });
  const forms = new Set(votes.filter(({ accepted }) => accepted).map(({ form }) => form));
  return { forms: [...forms], verdicts };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
