import { harms } from "../../detect/detection.ts";
import { inNaturalOrder } from "../../text/naturalOrder.ts";
import { type ArticleEntry, decidedIn } from "./entry.ts";
import { statesIn } from "./filter.ts";
import { type Naming, tollsOf } from "./reportTolls.ts";

/**
 * What articles add up to. Pure: of entries of the index alone.
 * @param naming which names are one, in both languages; without it those that differ in spelling alone
 */
export function reportOf(entries: readonly ArticleEntry[], naming: Naming | null = null) {
  const labels = new Map<string, { label: string; mentions: number; articles: number }>();
  const annotators = new Map<string, { name: string; articles: number; done: number }>();
  const figures = new Map(harms.map((harm) => [harm, { harm, figures: 0, articles: 0 }]));
  const languages = { en: 0, ar: 0 };
  const sums = { decisions: 0, disputed: 0, open: 0, unseen: 0, shared: 0 };
  const annotator = (name: string) => entryIn(annotators, name, () => ({ name, articles: 0, done: 0 }));
  for (const entry of entries) {
    languages[entry.language]++;
    sums.decisions += decidedIn(entry);
    sums.disputed += entry.disputed;
    sums.open += entry.suggested?.open ?? 0;
    if (entry.suggested === null && entry.problem === null) sums.unseen++;
    if (entry.annotators.length > 1) sums.shared++;
    for (const [label, mentions] of Object.entries(entry.labels)) {
      const own = entryIn(labels, label, () => ({ label, mentions: 0, articles: 0 }));
      own.mentions += mentions;
      own.articles++;
    }
    for (const harm of harms) {
      const count = entry.figures.filter((figure) => figure.harm === harm).length;
      const own = figures.get(harm);
      if (!own || count === 0) continue;
      own.figures += count;
      own.articles++;
    }
    for (const name of entry.annotators) annotator(name).articles++;
    const by = entry.reviewed?.by ?? null;
    if (by !== null && !entry.stale) annotator(by).done++;
  }
  return {
    articles: entries.length,
    states: statesIn(entries),
    languages,
    ...sums,
    labels: [...labels.values()].sort((a, b) => b.mentions - a.mentions || inNaturalOrder(a.label, b.label)),
    figures: [...figures.values()].filter(({ articles }) => articles > 0),
    annotators: [...annotators.values()].sort(
      (a, b) => b.articles - a.articles || inNaturalOrder(a.name, b.name),
    ),
    ...tollsOf(entries, naming),
  };
}

/** The value of a key, made where there is none. */
export function entryIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
