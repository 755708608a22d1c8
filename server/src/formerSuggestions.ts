import type { FormerSuggestions } from "./annotations/context.ts";
import { recordOf } from "./annotations/record.ts";
import type { Detections } from "./detect/detection.ts";
import type { Steps } from "./text/steps.ts";

/**
 * What was suggested of a version of a text before it was read again, and is not now: a name that the project knew until
 * another branch was checked out, say. An annotator who decides on it still had it before them. Of a reading that is no longer
 * the last nothing else is kept.
 * @param former what was so already
 */
export function* formerSuggestions(
  before: Detections,
  now: Detections,
  former: FormerSuggestions,
): Steps<FormerSuggestions> {
  const there = new Set<string>();
  for (const { id } of now.entities) there.add(id);
  for (const { id } of now.figures) there.add(id);
  yield;
  const left = new Map([...former].filter(([id]) => !there.has(id)));
  for (const suggestion of before.entities)
    if (!there.has(suggestion.id)) left.set(suggestion.id, { suggestion, record: null });
  for (const suggestion of before.figures)
    if (!there.has(suggestion.id))
      left.set(suggestion.id, { suggestion, record: recordOf(suggestion, before) });
  return left;
}
