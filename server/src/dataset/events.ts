import type { Annotation } from "../annotations/annotation.ts";
import { eventOf } from "../workspace/articleFacts.ts";
import { decodeArticle, hashBy } from "../workspace/articleText.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import { hash32 } from "./hash.ts";
import type { Source } from "./source.ts";

/** What of an article tells which event it reports. */
export interface Report {
  readonly id: string;
  /** What its sidecar says. */
  readonly event: string | null;
  readonly published: string | null;
  /** Of the article's bytes. */
  readonly sha256: string;
  readonly sketch: Sketch;
  /** Its decided figures, each as harm, number, place and day; none that lacks one of these. */
  readonly facts: readonly string[];
}

/** What an article with its sidecar tells of its event; null where it is gone. */
export async function reportIn(files: FileSystem, { uri, id }: Source): Promise<Report | null> {
  const bytes = await files.read(uri);
  if (!bytes) return null;
  const loaded = await loadSidecar(files, uri);
  const sidecar = loaded.state === "ok" ? loaded.sidecar : null;
  return {
    id,
    event: eventOf(sidecar),
    published: sidecar?.article.published ?? null,
    sha256: await hashBy(files, bytes),
    sketch: sketchOf(decodeArticle(bytes).text),
    facts: factsOf(sidecar?.annotations ?? []),
  };
}

/**
 * Keys of articles by id, the same for reports of one event. Of each article some hundred numbers are kept.
 * @param reports of the articles, in order
 * @param tick told how many are done after each
 */
export async function eventKeys(
  reports: AsyncIterable<Report | null>,
  tick: (done: number) => Promise<void>,
): Promise<ReadonlyMap<string, string>> {
  const groups = reportGroups();
  let done = 0;
  for await (const report of reports) {
    if (report) groups.add(report);
    await tick(++done);
  }
  return groups.keys();
}

/** What decided figures say of an event; two of it seldom agree by chance in all four. */
export function factsOf(annotations: readonly Annotation[]): string[] {
  return annotations.flatMap((annotation) => {
    if (annotation.kind !== "figure" || /rejected|orphaned/.test(annotation.status)) return [];
    const { harm, min, max, place, date, scope } = annotation.figure;
    const isSaid = place !== null && date?.length === 10 && scope === "incident" && (min ?? 0) > 1;
    return isSaid ? [[harm, min, max, place.toLowerCase(), date].join("|")] : [];
  });
}

/** How many hashes of an article's wording are kept. */
const SKETCH = 64;
/** Words in a stretch that is compared. */
const STRETCH = 3;
/** What share of the shorter text's stretches must stand in the longer; of unrelated news texts 0.02 at most do. */
const SHARED = 0.2;
/** Fewer equal hashes than these are chance. */
const LEAST = 3;

/**
 * Groups articles that report one event: those whose sidecars name the same event, whose wording is in large part the
 * same (an agency's text in two newspapers), or whose decided figures say the same harm, number, place and day. Two
 * that name different events are not joined by their wording.
 */
export function reportGroups(): {
  add(report: Report): void;
  /** By id. A group's key is its event's name, else the text of its earliest report, so that later ones change nothing. */
  keys(): Map<string, string>;
} {
  const members: { id: string; event: string | null; published: string; sha256: string; sketch: Sketch }[] =
    [];
  const parents: number[] = [];
  const firstWith = new Map<string | number, number>();
  const rootOf = (of: number): number => {
    let at = of;
    while ((parents[at] ?? at) !== at) at = parents[at] ?? at;
    return at;
  };
  const join = (a: number, b: number): void => {
    const [low, high] = [rootOf(a), rootOf(b)].sort((x, y) => x - y) as [number, number];
    parents[high] = low;
  };
  return {
    add({ id, event, published, sha256: hash, sketch, facts }) {
      const own = members.length;
      members.push({ id, event, published: published ?? "9999", sha256: hash, sketch });
      parents.push(own);
      const isOther = (other: number): boolean => {
        const named = members[other]?.event ?? null;
        return named !== null && event !== null && named !== event;
      };
      for (const key of [`text ${hash}`, ...(event === null ? [] : [`event ${event}`]), ...facts]) {
        const former = firstWith.get(key);
        if (former === undefined) firstWith.set(key, own);
        else if (key === `event ${event}` || !isOther(former)) join(former, own);
      }
      const tried = new Set<number>();
      for (const value of sketch.values) {
        const former = firstWith.get(value);
        if (former === undefined) firstWith.set(value, own);
        else if (!tried.has(former)) {
          tried.add(former);
          const other = members[former];
          if (other && !isOther(former) && sharedWording(sketch, other.sketch) >= SHARED) join(former, own);
        }
      }
    },
    keys() {
      const groups = new Map<number, (typeof members)[number][]>();
      for (const [n, member] of members.entries()) {
        const root = rootOf(n);
        const group = groups.get(root);
        if (group) group.push(member);
        else groups.set(root, [member]);
      }
      const found = new Map<string, string>();
      for (const group of groups.values()) {
        const events = group.map(({ event }) => event).filter((event) => event !== null);
        const [first] = [...group].sort((a, b) => compare(a.published, b.published) || compare(a.id, b.id));
        const key = events.length > 0 ? `event ${events.sort()[0]}` : (first?.sha256 ?? "");
        for (const { id } of group) found.set(id, key);
      }
      return found;
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The smallest hashes of the stretches of a text, rising, and how many different stretches there are. */
export interface Sketch {
  readonly values: Uint32Array;
  readonly size: number;
}

export function sketchOf(text: string): Sketch {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const hashes = new Set<number>();
  for (let n = 0; n + STRETCH <= words.length; n++) hashes.add(hash32(words.slice(n, n + STRETCH).join(" ")));
  return { values: Uint32Array.from(hashes).sort().slice(0, SKETCH), size: hashes.size };
}

/** About what share of the stretches of the smaller text the other has: 0 to 1, and 0 where it may be chance. */
function sharedWording(a: Sketch, b: Sketch): number {
  const known = new Set(a.values);
  const both = new Set(b.values.filter((value) => known.has(value)));
  const union = [...new Set([...a.values, ...b.values])].sort((x, y) => x - y).slice(0, SKETCH);
  const shared = union.filter((value) => both.has(value)).length;
  const smaller = Math.min(a.size, b.size);
  if (shared < LEAST || smaller === 0) return 0;
  const jaccard = shared / union.length;
  return (jaccard * (a.size + b.size)) / (1 + jaccard) / smaller;
}
