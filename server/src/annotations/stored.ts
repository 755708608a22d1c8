import {
  type Annotation,
  type FigureRecord,
  mapRecord,
  type Opinion,
  type Part,
  type Was,
} from "./annotation.ts";
import { annotationSchema, type StoredAnnotation, type StoredFigure } from "./schema.ts";

/** An annotation as a sidecar holds it; offsets stay in the unit that they are in. */
export function fromStored(stored: StoredAnnotation): Annotation {
  const {
    id,
    start,
    end,
    quote,
    prefix,
    suffix,
    occurrence,
    status,
    attributes,
    was,
    opinions,
    conflict,
    adjudicated,
    by,
    at,
    detector,
    rule,
    confidence,
    touched,
    ...rest
  } = stored;
  const common = {
    id,
    start,
    end,
    quote,
    prefix,
    suffix,
    occurrence,
    status,
    attributes: attributes ?? {},
    was: was ? wasFromStored(was) : null,
    opinions: (opinions ?? []).map(opinionFromStored),
    conflict: conflict ?? false,
    adjudicated: adjudicated ?? false,
    by: by ?? null,
    at: at ?? null,
    detector: detector ?? null,
    rule: rule ?? null,
    confidence: confidence ?? null,
    touched: touched ?? false,
    lost: null,
  };
  if (stored.kind === "entity") {
    const { kind: _, label: __, ...extra } = rest as Record<string, unknown>;
    return { ...common, kind: "entity", label: stored.label, extra };
  }
  const { kind: _, figure: __, ...extra } = rest as Record<string, unknown>;
  return { ...common, kind: "figure", figure: figureFromStored(stored.figure), extra };
}

/** The known fields; a figure's unknown ones stay on it and are written back as they are. */
const figureFromStored = (stored: StoredFigure): FigureRecord => stored as FigureRecord;

const wasFromStored = (stored: NonNullable<StoredAnnotation["was"]>): Was => stored as Was;

const opinionFromStored = (stored: NonNullable<StoredAnnotation["opinions"]>[number]): Opinion => ({
  ...(stored as Omit<Opinion, "by" | "at">),
  by: stored.by ?? null,
  at: stored.at ?? null,
});

/** Why an annotation could not be read back from a sidecar; null where it can. */
export function storageProblem(annotation: Annotation): string | null {
  const result = annotationSchema().safeParse(toStored(annotation));
  if (result.success) return null;
  const [issue] = result.error.issues;
  return `${issue?.path.join(".")}: ${issue?.message ?? "it does not fit"}`;
}

/** The stored form with its keys in order; what is null or plain is left out. */
export function toStored(annotation: Annotation): Record<string, unknown> {
  const {
    id,
    kind,
    start,
    end,
    quote,
    prefix,
    suffix,
    occurrence,
    status,
    attributes,
    was,
    opinions,
    conflict,
    adjudicated,
    by,
    at,
    detector,
    rule,
    confidence,
    touched,
    extra,
  } = annotation;
  return {
    id,
    kind,
    ...(annotation.kind === "entity" ? { label: annotation.label } : {}),
    start,
    end,
    quote,
    prefix,
    suffix,
    occurrence,
    status,
    ...(annotation.kind === "figure" ? { figure: storedRecord(annotation.figure) } : {}),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(was ? { was: storedWas(was) } : {}),
    ...(opinions.length > 0 ? { opinions: opinions.map(storedOpinion) } : {}),
    ...(conflict ? { conflict } : {}),
    ...(adjudicated ? { adjudicated } : {}),
    ...(by === null ? {} : { by }),
    ...(at === null ? {} : { at }),
    ...(detector === null ? {} : { detector }),
    ...(rule === null ? {} : { rule }),
    ...(confidence === null ? {} : { confidence }),
    ...(touched ? { touched } : {}),
    ...extra,
  };
}

const isLost = ({ lost }: Part): boolean => lost !== undefined;

/** A record without what is known for this session alone. */
function storedRecord(figure: FigureRecord): FigureRecord {
  if (![figure.number, figure.trigger, ...figure.mentions].some((part) => part && isLost(part)))
    return figure;
  return mapRecord(figure, ({ lost: _, ...part }) => part as never);
}

/** What it was, without a place that is no longer in the text. */
function storedWas<W extends Omit<Was, "status">>({ lost: _, ...was }: W): object {
  const { start, end, ...rest } = was;
  const gone = start !== undefined && start === end && was.quote !== "";
  return {
    ...(gone ? rest : was),
    ...(was.figure ? { figure: storedRecord(was.figure) } : {}),
  };
}

/** An opinion with its keys in order. */
function storedOpinion(opinion: Opinion): Record<string, unknown> {
  const { status, label, start, end, quote, figure, attributes, by, at, ...rest } = storedWas(
    opinion,
  ) as Opinion;
  const keys = {
    status,
    label,
    start,
    end,
    quote,
    figure,
    attributes,
    by: by ?? undefined,
    at: at ?? undefined,
    ...rest,
  };
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
}
