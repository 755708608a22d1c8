import type { Annotation, EntityAnnotation } from "../annotations/annotation.ts";
import { type EntityLabel, entityLabels } from "../detect/detection.ts";
import { type Casing, type SoughtName, soughtName } from "../detect/resolve/nameForms.ts";
import { indexName, type LearnedName, type ProjectNames, type Verdict } from "../detect/resolve/nameIndex.ts";

/** One decision as it speaks for or against a name. */
interface Vote extends SoughtName {
  readonly label: EntityLabel;
  readonly accepted: boolean;
  readonly by: string | null;
  readonly at: string | null;
}

/** Dates and amounts are no names: what one article's Friday is says nothing of another's. */
const LEARNED: ReadonlySet<EntityLabel> = new Set(
  entityLabels.filter((label) => label !== "DATE" && label !== "MONEY"),
);

/** What was counted once: of thousands of decisions a correction changes one. */
const counted = new WeakMap<Annotation, readonly Vote[]>();

/** What a decision says of names; a relabelled one speaks against its former label and for the new one. */
function votesOf(one: Annotation): readonly Vote[] {
  const known = counted.get(one);
  if (known) return known;
  const votes = freshVotes(one);
  counted.set(one, votes);
  return votes;
}

function freshVotes(one: Annotation): readonly Vote[] {
  if (one.kind !== "entity" || one.status === "orphaned") return [];
  const was = one.was?.label;
  const form = one.was?.quote ?? one.quote;
  if (one.status === "rejected") return vote(one, form, was ?? one.label, false);
  return [
    ...vote(one, one.quote, one.label, true),
    ...(was === undefined || was === one.label ? [] : vote(one, form, was, false)),
  ];
}

const sameVotes = (a: readonly Vote[], b: readonly Vote[]): boolean =>
  a.length === b.length &&
  a.every((vote, n) => vote === b[n] || JSON.stringify(vote) === JSON.stringify(b[n]));

function byWordsOf(votes: readonly Vote[]): Map<string, Vote[]> {
  const found = new Map<string, Vote[]>();
  for (const one of votes) {
    const same = found.get(one.words);
    if (same) same.push(one);
    else found.set(one.words, [one]);
  }
  return found;
}

function vote({ by, at }: EntityAnnotation, form: string, label: string, accepted: boolean): Vote[] {
  const known = entityLabels.find((one) => one === label);
  const folded = soughtName(form);
  if (!known || !LEARNED.has(known) || !folded) return [];
  return [{ ...folded, label: known, accepted, by, at }];
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
  const byArticle = new Map<string, Map<string, Vote[]>>();
  const byName = new Map<string, Map<string, Vote[]>>();
  const lengths = new Map<string, readonly number[]>();
  const byWords = new Map<string, LearnedName>();
  /** Names whose votes were not counted since they changed: a folder's sidecars change most of them many times. */
  const stale = new Set<string>();
  let given: ProjectNames["learned"] | null = null;

  const count = (words: string): void => {
    const articles = byName.get(words);
    if (!articles) byWords.delete(words);
    else indexName({ lengths, byWords }, words, learnedFrom(articles, nameOf));
  };

  return {
    decided(uri, decided) {
      const former = byArticle.get(uri) ?? new Map<string, Vote[]>();
      const own = byWordsOf(decided.flatMap(votesOf));
      const gone = [...former.keys()].filter((words) => !own.has(words));
      const changed = [...own].filter(([words, votes]) => !sameVotes(votes, former.get(words) ?? []));
      if (gone.length + changed.length === 0) return false;
      for (const words of gone) {
        const articles = byName.get(words);
        articles?.delete(uri);
        if (articles?.size === 0) byName.delete(words);
        stale.add(words);
      }
      for (const [words, votes] of changed) {
        const articles = byName.get(words) ?? new Map<string, Vote[]>();
        byName.set(words, articles.set(uri, votes));
        stale.add(words);
      }
      if (own.size > 0) byArticle.set(uri, own);
      else byArticle.delete(uri);
      given = null;
      return true;
    },
    names() {
      for (const words of stale) count(words);
      stale.clear();
      // A copy, for an analysis that is under way goes on with the names that it began with.
      given ??= { lengths: new Map(lengths), byWords: new Map(byWords) };
      return given;
    },
  };
}

/** What one article says of a name as one label: the first of its votes on that side. */
interface Ballot {
  readonly uri: string;
  readonly at: string;
  readonly by: string | null;
  readonly accepted: boolean;
}

/**
 * One name's votes counted, each article once for each label, as most of its mentions there were decided: one false
 * mention, or a name that an article is full of, is one article's word. An article that is divided says both.
 */
function learnedFrom(
  articles: ReadonlyMap<string, readonly Vote[]>,
  nameOf: (uri: string) => string,
): LearnedName {
  const ballots = new Map<EntityLabel, Ballot[]>();
  const casings = new Map<string, Casing>();
  for (const [uri, votes] of articles) {
    for (const { accepted, casing } of votes)
      if (accepted) casings.set(`${casing.capitals} ${casing.exact}`, casing);
    for (const label of new Set(votes.map((one) => one.label))) {
      const own = votes.filter((one) => one.label === label);
      const yes = own.filter((one) => one.accepted);
      const no = own.filter((one) => !one.accepted);
      const all = ballots.get(label) ?? [];
      ballots.set(label, all);
      for (const [side, other] of [
        [yes, no],
        [no, yes],
      ] as const) {
        const first = side.toSorted((a, b) => order(a.at ?? "", b.at ?? ""))[0];
        if (first && side.length >= other.length)
          all.push({ uri, at: first.at ?? "", by: first.by, accepted: first.accepted });
      }
    }
  }
  const verdicts = [...ballots].map(([label, all]): Verdict & Pick<Ballot, "at" | "uri"> => {
    const sorted = all.sort((a, b) => order(a.at, b.at) || order(a.uri, b.uri));
    const accepted = sorted.filter((one) => one.accepted);
    const { uri, at, by } = accepted[0] ?? sorted[0] ?? { uri: "", at: "", by: null };
    const rejected = sorted.length - accepted.length;
    return { label, accepted: accepted.length, rejected, article: nameOf(uri), by, at, uri };
  });
  verdicts.sort((a, b) => order(a.at, b.at) || order(a.uri, b.uri));
  return {
    casings: [...casings.values()],
    verdicts: verdicts.map(({ at: _at, uri: _uri, ...verdict }) => verdict),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
