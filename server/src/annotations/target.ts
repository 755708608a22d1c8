import * as l10n from "@vscode/l10n";
import type { CasualtyFigure, EntityMention } from "../detect/detection.ts";
import { type Span, sameSpan } from "../text/span.ts";
import type { Annotation } from "./annotation.ts";
import { type Context, CorrectionError } from "./context.ts";
import type { Change } from "./correction.ts";
import { decidedBy, hasDecided, isOwn, seenBy, undisputed } from "./opinion.ts";
import { recordOf } from "./record.ts";

/** What an id stands for: a decision, or a suggestion made into one that nobody has decided yet. */
export interface Target {
  readonly annotation: Annotation;
  /** It was a suggestion until now. */
  readonly fresh: boolean;
  /** The annotator meant a suggestion: one that is fresh, or that was decided since the annotator saw it. */
  readonly asSuggestion: boolean;
}

/**
 * What a correction of each of some ids changes. A `change` that gives its target back does nothing to it, unless that
 * is what another annotator had decided: then it is agreed to.
 * @throws CorrectionError also where all that is to be removed is what others decided
 */
export function each(
  decided: readonly Annotation[],
  ids: readonly string[],
  context: Context,
  change: (target: Target) => Annotation | null,
): Change {
  const removed: Annotation[] = [];
  const added: Annotation[] = [];
  const wanted = new Set(ids);
  const byId = withIds(decided, wanted);
  const { entities, figures } = context.detections;
  const suggested = withIds<EntityMention | CasualtyFigure>([...entities, ...figures], wanted);
  for (const id of wanted) {
    const former = context.former?.get(id);
    if (former) suggested.set(id, former.suggestion);
  }
  const bySpan = decisionsAt(new Set([...suggested.values()].map(spanKey)), decided, context.by);
  const done = new Set<string>();
  let others: Annotation | null = null;
  for (const id of wanted) {
    const target = targetOf(byId.get(id), suggested.get(id), bySpan, context);
    if (done.has(target.annotation.id)) continue;
    done.add(target.annotation.id);
    const { annotation: before } = target;
    if (target.fresh) {
      const after = change(target);
      if (after) added.push(after);
      continue;
    }
    const view = viewed(target, suggested.get(id), context);
    const decision = change(view);
    const isNew = !hasDecided(before, context.by) && !isOwn(before, context.by);
    if (decision === view.annotation && !isNew && !view.fresh) continue;
    if (before.status === "orphaned") {
      removed.push(before);
      if (decision) added.push(isOwn(before, context.by) ? decision : signedAs(before, decision));
      continue;
    }
    if (decision === null && isNew) {
      others ??= before;
      continue;
    }
    const own = decision && { ...decision, by: context.by, at: context.at, id: before.id };
    const after = decidedBy(before, own, context.by, context.anchors);
    removed.push(before);
    if (after) added.push(after);
  }
  if (others && removed.length + added.length === 0)
    throw new CorrectionError(
      l10n.t(
        "“{0}” was decided by {1}, and only {1} takes that back. Reject or relabel it: your opinion is kept beside theirs.",
        others.quote,
        others.by ?? "",
      ),
    );
  return { removed, added };
}

/** What the annotator decides on: an own decision where there is one, else what another decided, as if suggested. */
function viewed(
  target: Target,
  suggestion: EntityMention | CasualtyFigure | undefined,
  context: Context,
): Target {
  const { annotation } = target;
  if (annotation.status === "orphaned" || isOwn(annotation, context.by)) return target;
  if (suggestion && target.asSuggestion && !hasDecided(annotation, context.by))
    return { annotation: decide(suggestion, context), fresh: true, asSuggestion: true };
  const seen = seenBy(annotation, context.by);
  return { ...target, annotation: seen.status === "added" ? { ...seen, status: "accepted" } : seen };
}

/** Who puts a lost annotation back has not decided on it, unless what it says has changed too. */
function signedAs({ by, at }: Annotation, placed: Annotation): Annotation {
  return placed.status === "corrected" && placed.was?.figure ? placed : { ...placed, by, at };
}

/** @throws CorrectionError where an id is neither a decision's nor a suggestion's */
function targetOf(
  known: Annotation | undefined,
  suggestion: EntityMention | CasualtyFigure | undefined,
  bySpan: ReadonlyMap<string, readonly Annotation[]>,
  context: Context,
): Target {
  if (known) return { annotation: known, fresh: false, asSuggestion: false };
  if (!suggestion) {
    throw new CorrectionError(
      l10n.t("This annotation is no longer there; the text or the sidecar has changed. Look again."),
    );
  }
  // A suggestion's id outlives the decision on it until the next publication: a key that is pressed twice means the
  // decision that the first press made.
  const decision = bySpan.get(spanKey(suggestion))?.find((one) => isDecisionOn(one, suggestion));
  return decision
    ? { annotation: decision, fresh: false, asSuggestion: true }
    : { annotation: decide(suggestion, context), fresh: true, asSuggestion: true };
}

const spanKey = ({ start, end }: Span): string => `${start}-${end}`;

/** Those of thousands that are asked for, by id. */
const withIds = <Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: ReadonlySet<string>,
): Map<string, Item> => new Map(items.filter(({ id }) => ids.has(id)).map((item) => [item.id, item]));

/** Decisions at given places, by where they stand and where they were suggested; orphans have none. */
function decisionsAt(
  wanted: ReadonlySet<string>,
  decided: readonly Annotation[],
  name: string,
): Map<string, Annotation[]> {
  const found = new Map<string, Annotation[]>();
  if (wanted.size === 0) return found;
  for (const decision of decided) {
    if (decision.status === "orphaned") continue;
    const { start = decision.start, end = decision.end } = decision.was ?? {};
    const places = [decision, { start, end }, seenBy(decision, name)];
    for (const key of new Set(places.map(spanKey))) {
      if (!wanted.has(key)) continue;
      const list = found.get(key);
      if (list) list.push(decision);
      else found.set(key, [decision]);
    }
  }
  return found;
}

/** Whether a decision at a suggestion's place was made on just this suggestion, whatever it has become. */
function isDecisionOn(decision: Annotation, suggestion: EntityMention | CasualtyFigure): boolean {
  if (decision.kind === "entity" || !("harm" in suggestion))
    return decision.kind === "entity" && !("harm" in suggestion);
  const { figure, was } = decision;
  if (figure.harm !== suggestion.harm && was?.figure?.harm !== suggestion.harm) return false;
  return figure.number === null || sameSpan(figure.number, suggestion.number);
}

/** A suggestion as an accepted annotation. */
function decide(suggestion: EntityMention | CasualtyFigure, context: Context): Annotation {
  const common = {
    ...context.anchors.at(suggestion),
    id: context.newId(),
    status: "accepted" as const,
    attributes: {},
    was: null,
    ...undisputed,
    by: context.by,
    at: context.at,
    detector: context.detector,
    rule: "harm" in suggestion ? suggestion.rule : suggestion.source,
    confidence: Math.round(suggestion.confidence * 100) / 100,
    touched: false,
    lost: null,
    extra: {},
  };
  return "harm" in suggestion
    ? {
        ...common,
        kind: "figure",
        figure: context.former?.get(suggestion.id)?.record ?? recordOf(suggestion, context.detections),
      }
    : { ...common, kind: "entity", label: suggestion.label };
}
