import type { Annotation } from "../../server/src/annotations/annotation.ts";
import type { Correction } from "../../server/src/annotations/correction.ts";
import { applyChange, changeOf } from "../../server/src/annotations/correction.ts";
import { sameValue } from "../../server/src/annotations/json.ts";
import { mergeAnnotations } from "../../server/src/annotations/merge.ts";
import { parseSidecar, serializeSidecar } from "../../server/src/annotations/sidecar.ts";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";
import { contextFor } from "../support/annotations.ts";

// Random three-way merges of decisions, against a model of what each side decided, by field.

const TEXT =
  "Near ADEN, June 15, 2012: At least 31 militants were killed in Abyan and 14 civilians were wounded near Taiz. Rada and Ibb are calm, says Ali Saleh, there.";
const context = contextFor(TEXT);

/** What one side decided on one annotation; null where nothing of that. */
interface Said {
  readonly gone: boolean;
  readonly rejected: boolean;
  readonly label: string | null;
  readonly place: string | null;
  readonly bounds: number | null;
  readonly victims: string | null;
}

const NOTHING: Said = { gone: false, rejected: false, label: null, place: null, bounds: null, victims: null };
const FIELDS = ["label", "place", "bounds", "victims"] as const;

export interface MergeFault {
  readonly seed: number;
  readonly what: string;
}

/** One merge of two random sides; gives what is wrong with it, and how many conflicts there were. */
export function randomMerge(seed: number): {
  readonly faults: readonly MergeFault[];
  readonly conflicts: number;
} {
  const random = randomFrom(seed);
  const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const everything = [...context.detections.entities, ...context.detections.figures].map(({ id }) => id);
  const base = decide([], { type: "accept", ids: everything.filter(() => random() < 0.7) });
  const ours = new Map<string, Said>();
  const theirs = new Map<string, Said>();
  // One annotator on two machines: what others decide is kept as an opinion, which is never in conflict.
  const side = (said: Map<string, Said>): Annotation[] =>
    base.reduce<Annotation[]>(
      (decided, annotation) => {
        if (random() < 0.4) return decided;
        const own = intent(annotation, one, random);
        said.set(annotation.id, own);
        return carried(decided, annotation, own);
      },
      [...base],
    );
  const left = side(ours);
  const right = side(theirs);
  const { annotations, conflicts } = mergeAnnotations(base, left, right);
  const faults: MergeFault[] = [];
  const fault = (what: string): void => void faults.push({ seed, what });
  for (const annotation of base) {
    const { id } = annotation;
    const [a, b] = [ours.get(id) ?? NOTHING, theirs.get(id) ?? NOTHING];
    const merged = annotations.find((other) => other.id === id);
    const expected = isConflict(a, b);
    if (conflicts.includes(id) !== expected)
      fault(`${annotation.quote}: ${expected ? "no conflict" : "a conflict"} of ${say(a)} and ${say(b)}`);
    for (const said of [a, b])
      if (!holds(merged, said, a, b)) fault(`${annotation.quote}: ${say(said)} is lost`);
    if (merged && expected !== (stored(merged)["conflict"] === true))
      fault(`${annotation.quote}: not marked`);
  }
  const again = mergeAnnotations(base, right, left);
  if (again.conflicts.length !== conflicts.length) fault("the other way round there are other conflicts");
  if (!isWhole(annotations)) fault("the result cannot be stored");
  return { faults, conflicts: conflicts.length };
}

const decide = (decided: readonly Annotation[], correction: Correction): Annotation[] =>
  applyChange(decided, changeOf(decided, correction, context));

/** Something to decide on an annotation: one field, or two. */
function intent(annotation: Annotation, one: <T>(values: readonly T[]) => T, random: () => number): Said {
  const what = random();
  if (what < 0.15) return { ...NOTHING, gone: true };
  if (what < 0.3) return { ...NOTHING, rejected: true };
  const place = random() < 0.4 ? one(["before", "behind"]) : null;
  if (annotation.kind === "entity") {
    const label = place === null || random() < 0.5 ? one(["ORG", "PERSON", "WEAPON"]) : null;
    return { ...NOTHING, place, label: annotation.label === label ? "NORP" : label };
  }
  const bounds = random() < 0.6 ? one([41, 42]) : null;
  const victims = bounds === null || random() < 0.5 ? one(["rebels", "children"]) : null;
  return { ...NOTHING, place, bounds, victims };
}

function carried(
  decided: readonly Annotation[],
  { id, start, end, kind }: Annotation,
  own: Said,
): Annotation[] {
  if (own.gone) return decide(decided, { type: "remove", ids: [id] });
  if (own.rejected) return decide(decided, { type: "reject", ids: [id] });
  let now = [...decided];
  const act = (correction: Correction): void => {
    now = decide(now, correction);
  };
  if (own.label !== null) act({ type: "relabel", ids: [id], label: own.label });
  if (own.place === "before") act({ type: "resize", id, span: { start: Math.max(0, start - 4), end } });
  if (own.place === "behind")
    act({ type: "resize", id, span: { start, end: Math.min(TEXT.length, end + 4) } });
  if (kind === "figure") {
    if (own.bounds !== null) act({ type: "editFigure", id, changes: { min: own.bounds, max: own.bounds } });
    if (own.victims !== null) act({ type: "editFigure", id, changes: { victims: own.victims } });
  }
  return now;
}

const isSaid = (said: Said): boolean =>
  said.gone || said.rejected || FIELDS.some((field) => said[field] !== null);

function isConflict(a: Said, b: Said): boolean {
  if (!isSaid(a) || !isSaid(b)) return false;
  if (a.gone || b.gone) return a.gone !== b.gone;
  if (a.rejected || b.rejected) return a.rejected !== b.rejected;
  return FIELDS.some((field) => a[field] !== null && b[field] !== null && a[field] !== b[field]);
}

/** Whether what a side said is in the merged annotation or among its opinions. */
function holds(merged: Annotation | undefined, said: Said, a: Said, b: Said): boolean {
  if (!isSaid(said)) return true;
  const divided = isConflict(a, b);
  if (!merged) return said.gone;
  const all = [stored(merged), ...((stored(merged)["opinions"] ?? []) as Record<string, unknown>[])];
  if (said.gone) return divided && all.some(({ status }) => status === "removed");
  if (said.rejected) return all.some(({ status }) => status === "rejected");
  return FIELDS.every((field) => said[field] === null || all.some((one) => fieldIn(one, field, said)));
}

function fieldIn(one: Record<string, unknown>, field: (typeof FIELDS)[number], said: Said): boolean {
  const figure = one["figure"] as Record<string, unknown> | undefined;
  if (field === "label") return one["label"] === said.label;
  if (field === "bounds") return figure?.["min"] === said.bounds;
  if (field === "victims") return figure?.["victims"] === said.victims;
  return one["quote"] !== undefined;
}

const stored = (annotation: Annotation): Record<string, unknown> => JSON.parse(lineOf(annotation));
const sidecarOf = (annotations: readonly Annotation[]): string =>
  serializeSidecar({
    article: { sha256: "0".repeat(64), length: TEXT.length, language: "en", published: null, extra: {} },
    annotations,
    relations: [],
    extra: {},
  });
const lineOf = (annotation: Annotation): string =>
  JSON.stringify(JSON.parse(sidecarOf([annotation])).annotations[0]);

function isWhole(annotations: readonly Annotation[]): boolean {
  const text = sidecarOf(annotations);
  const { sidecar } = parseSidecar(text);
  return sidecar !== null && sameValue(JSON.parse(serializeSidecar(sidecar)), JSON.parse(text));
}

const say = (said: Said): string =>
  Object.entries(said)
    .filter(([, value]) => value !== null && value !== false)
    .map(([key, value]) => (value === true ? key : `${key} ${value}`))
    .join(", ") || "nothing";
