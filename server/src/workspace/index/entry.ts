import { type Annotation, byPlace, type FigureRecord } from "../../annotations/annotation.ts";
import { deciders, dissent } from "../../annotations/opinion.ts";
import { type OwnTotals, withOwnTotals } from "../../annotations/ownTotals.ts";
import type { ArticleState, Review } from "../../annotations/review.ts";
import { shownFigures } from "../../annotations/shownFigures.ts";
import type { CasualtyFigure, Tally } from "../../detect/detection.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import { countsOf, tallyOf } from "../../detect/resolve/tally.ts";
import type { Language } from "../../text/language.ts";

/** What the index keeps of a figure's record. */
type RecordField =
  | "harm"
  | "min"
  | "max"
  | "qualifier"
  | "victims"
  | "victimType"
  | "perpetrator"
  | "place"
  | "date"
  | "source"
  | "scope"
  | "status";

/** One figure that stands in the text, as the index keeps it. */
export interface IndexedFigure extends Pick<FigureRecord, RecordField> {
  /** The annotation's id, by which its place is found in the sidecar; a suggestion's holds for one reading of the text. */
  readonly id: string;
  /** The words of the figure, white space as one space. */
  readonly text: string;
  /** The number as written. */
  readonly number: string;
  /** How many it adds to the article's toll; null for a repeat, a part, a total over a time, or what is feared. */
  readonly counts: number | null;
}

/** The mentions of one label with the same words. */
export interface IndexedEntity {
  /** The words, white space as one space. */
  readonly name: string;
  readonly label: string;
  readonly count: number;
}

/** What detection adds to the decisions, as far as somebody has looked: in an open article, or by command. */
export interface Suggested {
  /** Suggestions that nobody has decided. */
  readonly open: number;
  /** What they name and state. */
  readonly entities: readonly IndexedEntity[];
  readonly figures: readonly IndexedFigure[];
  /** The tally of decisions and open suggestions together, as the editor shows it. */
  readonly tally: Tally;
}

/** What the index knows of one article. Holds no text of it but the title and the words of decisions. */
export interface ArticleEntry {
  readonly uri: string;
  /** Below its workspace folder, with `/`. */
  readonly path: string;
  /** Its first line with words; empty where it has none. */
  readonly title: string;
  readonly language: Language;
  /** SHA-256 of the text's `plainBytes`; empty where it could not be read. */
  readonly textHash: string;
  /** ISO date; null where neither the sidecar nor the text says it. */
  readonly published: string | null;
  /** The id of the event that its sidecar names. */
  readonly event: string | null;
  /** Why the article or its sidecar cannot be read, for the user; null where both can. */
  readonly problem: string | null;
  /** Decisions by status; each annotation once, by its own decision. */
  readonly statuses: Readonly<Record<"accepted" | "corrected" | "added" | "rejected" | "orphaned", number>>;
  /** Annotations that stand in the text, by label. */
  readonly labels: Readonly<Record<string, number>>;
  /** Conflicts of a merge that nobody has settled, and annotations that annotators differ on. */
  readonly conflicts: number;
  readonly disputed: number;
  /** Who decided something, in order of their names. */
  readonly annotators: readonly string[];
  /** The last decision, ISO 8601. */
  readonly decidedAt: string | null;
  /** What decided figures add up to under the folder's codebook. */
  readonly tally: Tally;
  readonly figures: readonly IndexedFigure[];
  readonly entities: readonly IndexedEntity[];
  /** Who said when that it is done; null where nobody did. */
  readonly reviewed: Pick<Review, "by" | "at"> | null;
  /** It was done, and its text has changed since. */
  readonly stale: boolean;
  /** Null where nobody has looked since the article changed. */
  readonly suggested: Suggested | null;
}

/** What an entry is made of. The offsets of annotations may count any unit, as long as all count the same. */
export interface ArticleFacts {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly published: string | null;
  readonly event: string | null;
  readonly decided: readonly Annotation[];
  readonly review: Review | null;
  /** What of the tally was set by hand. */
  readonly totals: OwnTotals;
  readonly textHash: string;
  readonly codebook: Codebook;
  readonly suggested: Suggested | null;
}

/** What the index keeps of a readable article. */
export function entryOf(facts: ArticleFacts): ArticleEntry {
  const { uri, path, text, language, textHash, published, event, review, codebook } = facts;
  const { suggested, totals } = facts;
  const decided = [...facts.decided].sort(byPlace);
  const statuses = { accepted: 0, corrected: 0, added: 0, rejected: 0, orphaned: 0 };
  const labels: Record<string, number> = {};
  const entities = new Map<string, IndexedEntity>();
  let conflicts = 0;
  let disputed = 0;
  let decidedAt: string | null = null;
  for (const annotation of decided) {
    statuses[annotation.status]++;
    if (annotation.conflict) conflicts++;
    if (dissent(annotation).length > 0) disputed++;
    if (annotation.at !== null && (decidedAt === null || annotation.at > decidedAt))
      decidedAt = annotation.at;
    if (annotation.status === "rejected" || annotation.status === "orphaned") continue;
    if (annotation.kind === "figure") continue;
    labels[annotation.label] = (labels[annotation.label] ?? 0) + 1;
    countEntity(entities, annotation.label, annotation.quote);
  }
  const figures = shownFigures({ figures: [] }, [], decided);
  const counts = countsOf(figures, codebook, published);
  return {
    uri,
    path,
    title: titleOf(text),
    language,
    textHash,
    published,
    event,
    problem: null,
    statuses,
    labels,
    conflicts,
    disputed,
    annotators: [...deciders(decided).keys()],
    decidedAt,
    tally: withOwnTotals(tallyOf(figures, codebook, published), totals),
    figures: figures.map((figure) => indexed(figure, counts.get(figure.id) ?? null)),
    entities: [...entities.values()],
    reviewed: review && { by: review.by, at: review.at },
    stale: review !== null && review.sha256 !== textHash,
    suggested,
  };
}

/** Counts a mention among those of its label with the same words. */
export function countEntity(entities: Map<string, IndexedEntity>, label: string, words: string): void {
  const name = oneLine(words);
  const key = `${label} ${name}`;
  entities.set(key, { name, label, count: (entities.get(key)?.count ?? 0) + 1 });
}

/** An article that cannot be read, or whose sidecar cannot; `problem` says why, for the user. */
export const problemEntry = (
  { uri, path, text, language }: Pick<ArticleFacts, "uri" | "path" | "text" | "language">,
  problem: string,
): ArticleEntry => ({
  uri,
  path,
  title: titleOf(text),
  language,
  textHash: "",
  published: null,
  event: null,
  problem,
  statuses: { accepted: 0, corrected: 0, added: 0, rejected: 0, orphaned: 0 },
  labels: {},
  conflicts: 0,
  disputed: 0,
  annotators: [],
  decidedAt: null,
  tally: {},
  figures: [],
  entities: [],
  reviewed: null,
  stale: false,
  suggested: null,
});

/** How many annotations have a decision. */
export const decidedIn = ({ statuses }: Pick<ArticleEntry, "statuses">): number =>
  Object.values(statuses).reduce((sum, count) => sum + count, 0);

/**
 * How far an article is. Done with this text goes before annotations that lost their place: who said so has seen them.
 * What another branch decided differently may have come in afterwards.
 */
export function stateOf(entry: ArticleEntry): ArticleState {
  if (entry.problem !== null) return "problem";
  if (entry.conflicts > 0) return "conflict";
  if (entry.reviewed && !entry.stale) return "done";
  if (entry.statuses.orphaned > 0) return "problem";
  return decidedIn(entry) > 0 || entry.stale ? "review" : "new";
}

function indexed(figure: CasualtyFigure, counts: number | null): IndexedFigure {
  const { id, harm, min, max, qualifier, victims, victimType, perpetrator, place, date, source } = figure;
  return {
    id,
    text: oneLine(figure.text),
    harm,
    min,
    max,
    qualifier,
    number: figure.number.text,
    victims,
    victimType,
    perpetrator,
    place,
    date,
    source,
    scope: figure.scope,
    status: figure.status,
    counts,
  };
}

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The longest title, in UTF-16 code units. */
const TITLE = 160;

function titleOf(text: string): string {
  const line = oneLine(/^.*[\p{L}\p{N}].*$/mu.exec(text)?.[0] ?? "");
  if (line.length <= TITLE) return line;
  // Not in the middle of a surrogate pair.
  return `${line.slice(0, TITLE).replace(/[\ud800-\udbff]$/, "")}…`;
}
