import type { Annotation } from "../../annotations/annotation.ts";
import { compared, type Pair } from "../../annotations/compare.ts";
import { type FileSystem, messageOf } from "../../workspace/fileSystem.ts";
import { type Marking, markedBy, markingOf, ofLabels } from "../measure/marking.ts";
import { type Pacing, type ReadInOrder, readEach, readInTurn } from "../measure/pacing.ts";
import { readDecided, type Source } from "../source.ts";
import type { Agreement } from "./agreement.ts";
import { alphaCounts, pairCounts } from "./counts.ts";
import type { ComparedText, Side } from "./sides.ts";

/** Where two sides differ. */
export interface Disagreement {
  readonly source: Source;
  /** The article's text, in which the places are. */
  readonly text: string;
  readonly left: string;
  readonly right: string;
  readonly pair: Pair;
}

/** An article with what each side decided on it, or why it cannot be compared, in words for the user. */
export type SidesText =
  | {
      readonly text: string;
      /** What somebody has settled, of all decisions on it. */
      readonly adjudicated: readonly Annotation[];
      /** Null for a side that has not looked at it. */
      readonly all: readonly (Own | null)[];
    }
  | { readonly left: string };

export interface AgreementOptions {
  /** Labels of entities and harms of figures; all where they are left out. */
  readonly labels?: readonly string[] | undefined;
  /** Reads what the sides decided, in order, where that is not done here one article after the other. */
  readonly read?: ReadInOrder<Source, SidesText>;
  /** Is told of the disagreements article by article, so that none has to be kept. */
  readonly disagreements: (found: readonly Disagreement[]) => Promise<void> | void;
}

/**
 * How far two or more agree on articles. For each two, the articles count on which both have decided; for three and more
 * together those on which each has. Articles are read one after the other, and no more than counts is kept.
 * @throws MeasuringCancelled
 */
export async function agree(
  files: FileSystem,
  sources: readonly Source[],
  sides: readonly Side[],
  {
    labels,
    disagreements,
    read = readEach((source) => readSides(files, source, sides, labels)),
  }: AgreementOptions,
  pacing: Pacing,
): Promise<Agreement> {
  const names = sides.map(({ name }) => name);
  const pairs = names.flatMap((one, n) =>
    names.slice(n + 1).map((other, m) => ({
      names: [one, other] as const,
      at: [n, n + 1 + m] as const,
      counts: pairCounts(),
      articles: 0,
      disagreements: 0,
    })),
  );
  const group = names.length > 2 ? { counts: alphaCounts(names.length), articles: 0 } : null;
  const left = { alone: 0, unreadable: [] as string[] };
  let overlapping = 0;
  await readInTurn(sources, pacing, read, async (source, article) => {
    if ("left" in article) {
      left.unreadable.push(`${source.id}: ${article.left}`);
      return;
    }
    const { text, adjudicated, all } = article;
    const there = all.filter((own) => own !== null);
    if (there.length < 2) {
      left.alone++;
      return;
    }
    const found: Disagreement[] = [];
    for (const pair of pairs) {
      const [one, other] = [all[pair.at[0]], all[pair.at[1]]];
      if (!one || !other) continue;
      const dropped = pair.counts.add({ text, markings: [one.markings, other.markings] });
      if (!group) overlapping += dropped;
      pair.articles++;
      const apart = compared(one.decisions, other.decisions, adjudicated).filter(differs);
      pair.disagreements += apart.length;
      const [first, second] = pair.names;
      found.push(...apart.map((own) => ({ source, text, left: first, right: second, pair: own })));
    }
    if (group && there.length === names.length) {
      overlapping += group.counts.add({ text, markings: there.map(({ markings }) => markings) });
      group.articles++;
    }
    if (found.length > 0) await disagreements(found);
  });
  return {
    sides: names,
    pairs: pairs.map(({ names: [one, other], counts, articles, disagreements: number }) => ({
      left: one,
      right: other,
      articles,
      spans: counts.spans(),
      fields: counts.fields(),
      numbers: counts.numbers(),
      disagreements: number,
    })),
    group: group && {
      articles: group.articles,
      spans: group.counts.subjects().map((subject) => ({ ...subject, ...group.counts.spans(subject) })),
      fields: group.counts.fields().map(({ field, alpha }) => ({ field, alpha })),
      numbers: group.counts.numbers(),
    },
    left,
    overlapping,
  };
}

interface Own {
  readonly decisions: readonly Annotation[];
  readonly markings: readonly Marking[];
}

/**
 * Reads an article with what each side decided on it; never throws.
 * @param labels of entities and harms of figures; all where they are left out
 */
export async function readSides(
  files: FileSystem,
  source: Source,
  sides: readonly Side[],
  labels?: readonly string[] | undefined,
): Promise<SidesText> {
  try {
    return await sidesOf(files, source, sides, labels);
  } catch (error) {
    return { left: messageOf(error) };
  }
}

/** @throws Error with what is wrong with a sidecar, for the user */
async function sidesOf(
  files: FileSystem,
  source: Source,
  sides: readonly Side[],
  labels: readonly string[] | undefined,
): Promise<SidesText> {
  const read = await readDecided(files, source.uri);
  if ("left" in read) return read;
  const article: ComparedText = { ...read, source };
  const chosen = ofLabels(labels);
  const all: (Own | null)[] = [];
  for (const side of sides) {
    const decisions = await side.decisions(article);
    all.push(
      decisions && {
        decisions: decisions.filter((one) => chosen(markingOf(one))),
        markings: markedBy(read.text, decisions).filter(chosen),
      },
    );
  }
  return { text: read.text, adjudicated: read.decided.filter((one) => one.adjudicated), all };
}

/** Where one side alone rejected something, both say that there is nothing. */
const differs = ({ left, right, differences }: Pair): boolean =>
  differences.length > 0 && ((left !== null && right !== null) || (left ?? right)?.status !== "rejected");
