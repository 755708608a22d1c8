import type { CasualtyFigure, Detections, Harm } from "../detect/detection.ts";
import type { FigureRecord, Reference } from "./annotation.ts";

/** The record of a suggested figure, with the words and places of the mentions and figures that it refers to. */
export function recordOf(figure: CasualtyFigure, detections: Detections): FigureRecord {
  const mentions: Reference[] = [];
  const resolve = (role: Reference["role"], value: string | null): string | null => {
    const mention = value === null ? undefined : detections.entities.find(({ id }) => id === value);
    if (!mention) return value;
    mentions.push({ role, start: mention.start, end: mention.end, text: mention.text });
    return mention.text;
  };
  for (const id of figure.victimEntities) resolve("victim", id);
  const perpetrator = resolve("perpetrator", figure.perpetrator);
  const place = resolve("place", figure.place);
  const source = resolve("source", figure.source);
  const other = (role: Reference["role"], id: string | null): void => {
    const target = id === null ? undefined : detections.figures.find((candidate) => candidate.id === id);
    if (target) mentions.push({ role, start: target.start, end: target.end, text: target.text });
  };
  other("partOf", figure.partOf);
  other("sameAs", figure.sameAs);
  for (const id of figure.conflictsWith) other("conflictsWith", id);
  return {
    harm: figure.harm,
    min: figure.min,
    max: figure.max,
    qualifier: figure.qualifier,
    number: figure.number,
    trigger: figure.trigger,
    victims: figure.victims,
    victimType: figure.victimType,
    perpetrator,
    place,
    date: figure.date,
    source,
    scope: figure.scope,
    status: figure.status,
    mentions,
  };
}

/** A figure of which no more is known than its harm. */
export const bareFigure = (harm: Harm): FigureRecord => ({
  harm,
  min: null,
  max: null,
  qualifier: "vague",
  number: null,
  trigger: null,
  victims: null,
  victimType: "unknown",
  perpetrator: null,
  place: null,
  date: null,
  source: null,
  scope: "incident",
  status: "asserted",
  mentions: [],
});
