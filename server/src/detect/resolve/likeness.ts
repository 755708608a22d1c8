import type { CasualtyFigure, VictimType } from "../detection.ts";
import type { Telling } from "../figures/figure.ts";

/** What the words around a figure say of how it stands to the others. */
export interface Told {
  readonly telling: Telling;
  /** The victims' noun, lower case; empty for a number alone. */
  readonly head: string;
  /** The entities of the places in its sentence. */
  readonly places: readonly string[];
  /** Rises with each sentence of the article. */
  readonly sentence: number;
}

/** A figure that stands on its own so far. */
export interface Known {
  readonly n: number;
  readonly figure: CasualtyFigure;
  readonly told: Told;
  readonly value: number;
  /** How many of it have been told of by name. */
  parts: number;
  identified: boolean;
}

/** Nouns that can mean anybody who was told of: "the victim", "the man". */
export const GENERIC =
  /^(injuries|deaths|fatalities|casualties|wounded|dead|injured|citizen|citizens|martyr|martyrs|resident|residents|member|members|civilians|victim|man|woman|person|body|deceased|individual|civilian|official|officer|men|women|people|victims|persons|boy|girl|child|suspect|captive|hostage|soldier|policeman)$/;

export const isExact = ({ figure }: Known): boolean => figure.qualifier === "exact";

export const sumOf = (known: readonly Known[]): number => known.reduce((sum, { value }) => sum + value, 0);

/** Whether bounds say the same: 12 and "at least 12" do. */
export const bounds = (a: Known, b: Known): boolean =>
  a.figure.qualifier === "range" || b.figure.qualifier === "range" ? a.figure.max === b.figure.max : true;

export const isKnown = (type: VictimType): boolean => type !== "unknown" && type !== "mixed";

/** Whether two figures can be of the same people: soldiers are no children. */
export const suit = (a: CasualtyFigure, b: CasualtyFigure): boolean =>
  a.victimType === b.victimType || !isKnown(a.victimType) || !isKnown(b.victimType);
export const compatible = (a: Known, b: Known): boolean =>
  suit(a.figure, b.figure) && !areFoes(a.figure, b.figure);

const STATE = /\b(troops|soldiers|police|policemen|forces|army|military|guards|officers)\b/i;

/** "Gunmen killed 17 … Troops killed nine assailants": what two sides did to each other is not told of the same people. */
const areFoes = (a: CasualtyFigure, b: CasualtyFigure): boolean =>
  a.perpetrator !== null &&
  b.perpetrator !== null &&
  (a.victimType === "perpetrator" || b.victimType === "perpetrator") &&
  STATE.test(a.perpetrator) !== STATE.test(b.perpetrator);

/** Whether neither date nor place of two figures differ. */
export const agree = (a: Known, b: Known): boolean =>
  sameDay(a, b) &&
  (a.told.places.length === 0 ||
    b.told.places.length === 0 ||
    a.told.places.some((place) => b.told.places.includes(place)));

/** Whether two figures can be of one day: told of no day, of the same, or of the day after, when it was reported. */
export function sameDay(a: Known, b: Known): boolean {
  const [first, second] = [a.figure.date, b.figure.date];
  if (first === null || second === null || first === second) return true;
  if (first.length < 10 || second.length < 10) return first.startsWith(second) || second.startsWith(first);
  return Math.abs(Date.parse(first) - Date.parse(second)) <= 86_400_000;
}

export const near = (a: Known, b: Known): boolean => b.told.sentence - a.told.sentence <= 2;

/** A larger number of people who can be the same, in the same place and on the same day. */
export const isRival = (a: Known, b: Known): boolean =>
  compatible(a, b) &&
  agree(a, b) &&
  (a.told.head === b.told.head ||
    GENERIC.test(a.told.head) ||
    GENERIC.test(b.told.head) ||
    b.told.head === "");
