import { type ArticleState, articleStates } from "./annotations/review.ts";
import { harms } from "./detect/detection.ts";
import { harmInWords, totalInWords } from "./features/words.ts";
import type { ArticleGroup, ArticleGroupRow, ArticleRow, StatusParams, StatusResult } from "./protocol.ts";
import { inNaturalOrder } from "./text/naturalOrder.ts";
import { type ArticleEntry, decidedIn, stateOf } from "./workspace/index/entry.ts";
import { inOrderOf, matching, restsOnSuggestions, statesIn, tallyIn } from "./workspace/index/filter.ts";
import { parseQuery, type QueryProblem } from "./workspace/index/query.ts";

/** What a query leaves of all articles, sorted. */
export interface Listed {
  readonly entries: readonly ArticleEntry[];
  readonly problem: QueryProblem | null;
  /** Articles that the query might hold for, or hold for no longer, if somebody looked for suggestions in them. */
  readonly unseen: readonly ArticleEntry[];
}

export function listed(all: readonly ArticleEntry[], { query = "", sort = "name" }: StatusParams): Listed {
  const parsed = parseQuery(query);
  if (!parsed.query) return { entries: [], problem: parsed.problem, unseen: [] };
  const { terms } = parsed.query;
  const certain = terms.filter((term) => !restsOnSuggestions(term));
  const matched = matching(all, parsed.query);
  const candidates = certain.length === terms.length ? matched : matching(all, { terms: certain });
  return { entries: inOrderOf(matched, sort), problem: null, unseen: candidates.filter(isUnseen) };
}

/** Whether nobody has looked for suggestions in an article, though that could be done. */
export const isUnseen = ({ suggested, problem }: ArticleEntry): boolean =>
  suggested === null && problem === null;

/** How the workspace's folders are told apart. */
export interface Folders {
  /** The folder that a file is in, with `/` behind; empty for none. */
  of(uri: string): string;
  /** Its name; empty where the workspace has one folder alone. */
  name(root: string): string;
}

/** What a client asked for, of articles that a query left. */
export function statusOf(
  all: readonly ArticleEntry[],
  { entries, problem, unseen }: Listed,
  { group, within, offset = 0, limit = 0 }: StatusParams,
  folders: Folders,
): Omit<StatusResult, "indexing"> {
  const key = (entry: ArticleEntry): string =>
    group === "folder" ? folderKey(entry, folders) : stateOf(entry);
  const own = within === undefined ? entries : entries.filter((entry) => key(entry) === within);
  const states = statesIn(all);
  return {
    problem,
    total: all.length,
    done: states.done,
    attention: states.problem + states.conflict,
    matched: entries.length,
    states: statesIn(entries),
    unseen: unseen.length,
    groups: group === undefined || within !== undefined ? [] : groupsOf(entries, group, key, folders),
    rows: own.slice(offset, offset + limit).map(rowOf),
  };
}

function groupsOf(
  entries: readonly ArticleEntry[],
  group: ArticleGroup,
  key: (entry: ArticleEntry) => string,
  folders: Folders,
): ArticleGroupRow[] {
  const groups = new Map<string, { name: string; articles: number; done: number }>();
  for (const entry of entries) {
    const own = key(entry);
    const known = groups.get(own) ?? {
      name: group === "folder" ? folderName(entry, folders) : own,
      articles: 0,
      done: 0,
    };
    known.articles++;
    if (stateOf(entry) === "done") known.done++;
    groups.set(own, known);
  }
  const rows = [...groups].map(([own, rest]) => ({ key: own, ...rest }));
  const rank = (row: ArticleGroupRow): number => articleStates.indexOf(row.key as ArticleState);
  return group === "state"
    ? rows.sort((a, b) => rank(a) - rank(b))
    : rows.sort((a, b) => inNaturalOrder(a.name, b.name));
}

const directory = ({ path }: ArticleEntry): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

const folderKey = (entry: ArticleEntry, folders: Folders): string =>
  `${folders.of(entry.uri)}${directory(entry)}`;

/** A folder's path, below its workspace folder's name where there are several; a dot for the one at the top. */
function folderName(entry: ArticleEntry, folders: Folders): string {
  const parts = [folders.name(folders.of(entry.uri)), directory(entry)].filter((part) => part !== "");
  return parts.length > 0 ? parts.join("/") : ".";
}

/** What is shown of an article. */
export function rowOf(entry: ArticleEntry): ArticleRow {
  const { uri, path, title, language, published, suggested, statuses, conflicts, disputed } = entry;
  const tally = tallyIn(entry);
  const tolls = harms.flatMap((harm) => {
    const total = tally[harm];
    return total ? [`${harmInWords(harm)} ${totalInWords(total, harm, entry.figures)}`] : [];
  });
  return {
    uri,
    path,
    title,
    state: stateOf(entry),
    stale: entry.stale,
    language,
    published,
    decisions: decidedIn(entry),
    open: suggested?.open ?? null,
    lost: statuses.orphaned,
    conflicts,
    disputed,
    annotators: entry.annotators,
    toll: tolls.join(", "),
    reviewed: entry.reviewed && { by: entry.reviewed.by ?? null, at: entry.reviewed.at ?? null },
    problem: entry.problem,
  };
}
