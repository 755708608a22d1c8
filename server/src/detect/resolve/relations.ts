import type { Steps } from "../../text/steps.ts";
import type { CasualtyFigure, EntityMention } from "../detection.ts";
import {
  agree,
  bounds,
  compatible,
  GENERIC,
  isExact,
  isRival,
  type Known,
  near,
  sameDay,
  suit,
  sumOf,
  type Told,
} from "./likeness.ts";
import { createVictims } from "./victims.ts";

/** How many figures of one harm an article keeps in mind. */
const RECALLED = 200;

/**
 * Fills `sameAs`, `partOf` and `conflictsWith`: repeats of a toll, the people of a toll named one by one, totals of
 * what was told in pieces, and other numbers for the same by another source. In the order of the text, in steps.
 */
export function* relate(
  figures: readonly CasualtyFigure[],
  told: readonly Told[],
  entities: readonly EntityMention[],
): Steps<CasualtyFigure[]> {
  const entityOf = new Map(entities.map(({ id, entity }) => [id, entity]));
  const links: Links = { sameAs: new Map(), partOf: new Map(), conflicts: new Map(), parts: [] };
  const open = new Map<string, Known[]>();
  const named = new Map<string, number>();
  const victims = createVictims();
  for (const [n, figure] of figures.entries()) {
    yield;
    const own = told[n];
    if (!own || figure.status === "negated") continue;
    const key = `${figure.harm}:${figure.scope}:${figure.status === "feared"}`;
    const known = open.get(key) ?? [];
    open.set(key, known);
    const person =
      figure.qualifier === "named"
        ? `${key}:${entityOf.get(figure.victimEntities[0] ?? "") ?? figure.text}`
        : null;
    const before = person === null ? undefined : (named.get(person) ?? victims.find(figure));
    if (person !== null && before === undefined) {
      named.set(person, n);
      victims.add(figure, n);
    }
    if (figure.partOf !== null || figure.sameAs !== null) continue;
    if (before !== undefined) {
      links.sameAs.set(n, before);
      continue;
    }
    const value =
      figure.qualifier === "at_most" || figure.qualifier === "fewer_than"
        ? figure.max
        : (figure.min ?? figure.max);
    const candidate: Known = { n, figure, told: own, value: value ?? 0, parts: 0, identified: false };
    const isLinked = (value === null ? linkedVague : linked)(candidate, known, links);
    if (!isLinked) known.push(candidate);
    // What was told far above is no longer meant: an article of any length is read in linear time.
    if (known.length > RECALLED) known.splice(0, known.length - RECALLED);
  }
  yield;
  const attackers = attackersIn(figures, told);
  yield;
  const holds = (whole: CasualtyFigure | undefined, part: CasualtyFigure): boolean =>
    whole !== undefined && (whole.max === null || part.min === null || part.min <= whole.max);
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  return figures.map((figure, n): CasualtyFigure => {
    const same = links.sameAs.get(n);
    const part = links.partOf.get(n);
    const conflicts = links.conflicts.get(n);
    return {
      ...figure,
      victimType: attackers.has(n) ? "perpetrator" : figure.victimType,
      sameAs: same === undefined ? figure.sameAs : (figures[same]?.id ?? null),
      // A part that is larger than its whole is no part, whatever the words around it say.
      partOf:
        part !== undefined
          ? (figures[part]?.id ?? null)
          : holds(byId.get(figure.partOf ?? ""), figure)
            ? figure.partOf
            : null,
      conflictsWith: conflicts
        ? conflicts.map((other) => figures[other]?.id ?? "").filter((id) => id !== "")
        : figure.conflictsWith,
    };
  });
}

/**
 * Fighters who died in an attack of their own: the article has told before that they, or fighters of that name, harmed
 * others. Coders give tolls with and without them.
 */
function attackersIn(figures: readonly CasualtyFigure[], told: readonly Told[]): Set<number> {
  const doers: string[] = [];
  const found = new Set<number>();
  for (const [n, figure] of figures.entries()) {
    const head = told[n]?.head ?? "";
    if (figure.victimType === "combatant" && head !== "" && doers.some((doer) => doer.includes(stemOf(head))))
      found.add(n);
    if (figure.perpetrator !== null && figure.victimType !== "combatant")
      doers.push(figure.perpetrator.toLowerCase());
  }
  return found;
}

/** Singular and plural of a fighter's noun alike: `gunman` and `gunmen`. */
const stemOf = (noun: string): string => noun.replace(/(men|man)$/, "m").replace(/s$/, "");

interface Links {
  readonly sameAs: Map<number, number>;
  readonly partOf: Map<number, number>;
  readonly conflicts: Map<number, number[]>;
  /** Those told of as a part of others. */
  readonly parts: Known[];
}

/** Two numbers for the same that cannot both be true. */
function oppose({ conflicts }: Links, a: Known, b: Known): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const known = conflicts.get(one.n);
    if (known) known.push(other.n);
    else conflicts.set(one.n, [other.n]);
  }
}

/** What a vague word means at the least: "tens of thousands" are no part of 80. */
const leastOf = (word: string): number => {
  const found = /\b(tens of |hundreds of )?(hundreds|thousands|millions)\b/i.exec(word);
  if (!found) return 0;
  const factor = found[1] === undefined ? 2 : /^tens/i.test(found[1]) ? 20 : 200;
  const unit = found[2]?.toLowerCase();
  return factor * (unit === "hundreds" ? 100 : unit === "thousands" ? 1000 : 1e6);
};

/** "dozens", "civilians": some of those of a number told before, or the same as another such word. */
function linkedVague(own: Known, known: readonly Known[], links: Links): boolean {
  if (own.told.telling === "others" || own.told.telling === "apart") return false;
  const standing = known.filter(
    ({ n, figure, told }) =>
      !links.partOf.has(n) && !links.sameAs.has(n) && suit(figure, own.figure) && told.telling !== "others",
  );
  const least = leastOf(own.figure.number.text);
  const whole = standing.find(
    ({ value }) => (value > 1 && value >= least) || (value === 1 && own.told.telling === "definite"),
  );
  if (whole) links.partOf.set(own.n, whole.n);
  const same = whole
    ? undefined
    : standing.find(({ value, told }) => value === 0 && told.sentence < own.told.sentence);
  if (same) links.sameAs.set(own.n, same.n);
  return whole !== undefined || same !== undefined;
}

/** Links a figure to what was told before it; false where it stands on its own. */
function linked(own: Known, known: readonly Known[], links: Links): boolean {
  const apart = own.told.telling === "others" || own.told.telling === "apart";
  if (own.value > 1 && !apart) {
    for (const other of known) {
      const free =
        !links.partOf.has(other.n) && !links.sameAs.has(other.n) && other.told.telling !== "others";
      if (other.value === 0 && free && other.told.sentence < own.told.sentence && compatible(other, own))
        links.partOf.set(other.n, own.n);
    }
  }
  // "Several people were hurt … A nurse was hurt": one of them.
  const vague =
    own.value === 1 && !apart
      ? known.find(
          (other) =>
            other.value === 0 &&
            !links.partOf.has(other.n) &&
            !links.sameAs.has(other.n) &&
            other.told.sentence < own.told.sentence &&
            compatible(other, own) &&
            agree(other, own),
        )
      : undefined;
  const standing = known.filter(({ n, value }) => value > 0 && !links.partOf.has(n) && !links.sameAs.has(n));
  const earlier = standing.filter(
    ({ told }) => told.sentence < own.told.sentence && told.telling !== "added",
  );
  const same = (other: Known): boolean => {
    links.sameAs.set(own.n, other.n);
    return true;
  };
  const part = (whole: Known): boolean => {
    links.partOf.set(own.n, whole.n);
    links.parts.push(own);
    if (own.figure.qualifier === "named") whole.parts++;
    return true;
  };
  const whole = earlier.findLast(
    (other) =>
      other.value > own.value &&
      (own.figure.qualifier !== "named" || !isExact(other) || other.value > other.parts) &&
      other.figure.qualifier !== "named" &&
      compatible(other, own),
  );
  switch (own.told.telling) {
    case "others": {
      // "X was killed. Two others died": beside X, and with him of a toll told before.
      const last = links.parts.findLast(({ figure }) => figure.harm === own.figure.harm);
      const of = last && last.told.sentence <= own.told.sentence ? links.partOf.get(last.n) : undefined;
      const toll = of === undefined ? undefined : earlier.find(({ n }) => n === of);
      return toll && toll.figure.harm === own.figure.harm && toll.value > own.value ? part(toll) : false;
    }
    case "apart":
      // "Also, X was killed": a name among those of a toll
      return own.figure.qualifier === "named" && whole ? part(whole) : false;
    case "recalled": {
      const latest = earlier.findLast(({ value }) => value === own.value) ?? vague;
      return whole ? part(whole) : latest ? same(latest) : false;
    }
    case "subset": {
      const all = earlier.find((other) => other.value === own.value && compatible(other, own));
      return whole ? part(whole) : all ? same(all) : false;
    }
    case "total":
      return total(own, standing, links);
    case "added":
      return false;
    case "definite":
      return definite(own, earlier, whole, links, same, part);
    case "new":
      break;
  }
  if (own.figure.qualifier === "named") {
    if (whole) return part(whole);
    if (vague && earlier.length === 0) return part(vague);
    const unnamed = earlier.findLast(
      (other) =>
        other.value === 1 &&
        other.figure.qualifier !== "named" &&
        !other.identified &&
        (earlier.length === 1 ? sameDay(other, own) : agree(other, own) && near(other, own)),
    );
    if (!unnamed) return false;
    unnamed.identified = true;
    return same(unnamed);
  }
  // "between 12 and 28 … one source said 25"
  const range = earlier.findLast(
    ({ figure }) =>
      figure.qualifier === "range" && (figure.min ?? 0) <= own.value && own.value <= (figure.max ?? 0),
  );
  if (range && compatible(range, own) && sameDay(range, own)) return same(range);
  const generic = (other: Known): boolean => GENERIC.test(own.told.head) || GENERIC.test(other.told.head);
  const equal = earlier.findLast(
    (other) =>
      other.value === own.value &&
      bounds(other, own) &&
      compatible(other, own) &&
      (agree(other, own) ||
        (own.value > 2 && (other.told.head === own.told.head || generic(other)) && sameDay(other, own))) &&
      (own.value > 2 ||
        other.told.head === own.told.head ||
        own.told.head === "" ||
        (own.value === 2 && earlier.length === 1 && generic(other))),
  );
  if (equal?.figure.qualifier === "at_most" && own.figure.qualifier !== "at_most") {
    // "up to 10" is said again as "10": the number that is firmer stands for both
    links.sameAs.set(equal.n, own.n);
    return false;
  }
  if (equal) return same(equal);
  if (sumOf(earlier) === own.value && earlier.length > 1 && earlier.every((other) => compatible(other, own)))
    return total(own, earlier, links);
  if (vague && earlier.length === 0) return part(vague);
  // A smaller number of people who can be those of a toll told before, in the same place and on the same day.
  // "up to 36" with "at least 24": the two bound one toll.
  const ceiling = whole?.figure.qualifier === "at_most" && own.figure.qualifier === "at_least";
  if (whole && !ceiling && agree(whole, own)) return part(whole);
  const rival = ceiling
    ? whole
    : earlier.findLast((other) => other.value > 1 && own.value > other.value && isRival(other, own));
  if (rival) {
    oppose(links, own, rival);
  }
  return false;
}

/** A toll that takes in what was told before, where it is large enough; else another number for the same. */
function total(own: Known, standing: readonly Known[], links: Links): boolean {
  const tolls = standing.filter((other) => other.told.telling === "total" && other.value !== own.value);
  for (const other of tolls) {
    oppose(links, own, other);
  }
  const apart = standing.filter((other) => other.told.telling !== "total");
  const equal = standing.find((other) => other.value === own.value && bounds(other, own));
  if (equal) {
    links.sameAs.set(own.n, equal.n);
    return true;
  }
  // an earlier stage of a toll that has been told already
  const larger = apart.find(
    (other) => other.value > own.value && isExact(other) && other.told.telling !== "others",
  );
  if (larger && tolls.length === 0 && larger.told.sentence < own.told.sentence) {
    links.partOf.set(own.n, larger.n);
    return true;
  }
  if (sumOf(apart) <= own.value) {
    for (const other of apart) {
      links.partOf.set(other.n, own.n);
    }
    return false;
  }
  for (const other of apart) {
    if (other.value <= own.value) links.partOf.set(other.n, own.n);
    else {
      oppose(links, own, other);
    }
  }
  return false;
}

/** "the man", "the four", "his wife": told of before, one by one or as one of a toll. */
function definite(
  own: Known,
  earlier: readonly Known[],
  whole: Known | undefined,
  links: Links,
  same: (other: Known) => boolean,
  part: (other: Known) => boolean,
): boolean {
  const possessive =
    own.figure.qualifier !== "named" && /^(his|her|its|their)$/i.test(own.figure.number.text);
  const equal = [...links.parts, ...earlier].findLast(
    (other) =>
      other.told.sentence < own.told.sentence &&
      other.figure.harm === own.figure.harm &&
      other.value === own.value &&
      (own.value > 1 ||
        other.told.head === own.told.head ||
        own.figure.rule === "event" ||
        (!possessive &&
          (GENERIC.test(own.told.head) ||
            other.figure.qualifier === "named" ||
            GENERIC.test(other.told.head)))),
  );
  if (equal) return same(equal);
  if (own.value > 1 && earlier.length > 1 && sumOf(earlier) === own.value) return total(own, earlier, links);
  return whole ? part(whole) : false;
}
