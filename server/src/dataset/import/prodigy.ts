import * as l10n from "@vscode/l10n";
import type { Reason } from "../exporter.ts";
import { type Building, building, labelledSpan, plain, withoutText } from "./building.ts";
import { type Importer, type ReadItem, withExtension } from "./document.ts";
import { addLabelled } from "./figures.ts";
import { ofJsonRecords } from "./jsonRecords.ts";
import {
  attributesIn,
  dayOf,
  type Fields,
  isFields,
  leaveUnknown,
  listOf,
  nameOf,
  shareOf,
  textOf,
} from "./values.ts";

const IGNORED: Reason = (count) =>
  count === 1
    ? l10n.t("1 span of a task that was answered “ignore”")
    : l10n.t("{0} spans of tasks that were answered “ignore”", count);
const CHOICE: Reason = (count) =>
  count === 1
    ? l10n.t("1 choice on a whole text (a sidecar has labels of spans alone)")
    : l10n.t("{0} choices on whole texts (a sidecar has labels of spans alone)", count);

/** Keys that Prodigy keeps for itself, and those that follow from the text. */
const KNOWN = [
  ...["text", "tokens", "spans", "relations", "answer", "meta", "options", "accept", "label", "html", "arcs"],
  ...["_input_hash", "_task_hash", "_view_id", "_is_binary", "_timestamp", "_annotator_id", "_session_id"],
];

/**
 * Prodigy: tasks as JSON Lines (`db-out`), offsets in code points. The answer is for all spans of a task: where one of
 * several is wrong, a rejected task does not say which, and none of them is taken for rejected. Without an answer nobody
 * has decided on a task.
 */
export const prodigy: Importer = ofJsonRecords(
  {
    name: "prodigy",
    about: "JSON Lines of Prodigy (db-out): accepted and rejected spans, annotators, relations",
    files: withExtension(".jsonl", ".json"),
  },
  itemsOf,
);

function itemsOf(file: string, value: unknown, line: number, reached: number): ReadItem[] {
  const fields = isFields(value) ? value : {};
  const meta = isFields(fields["meta"]) ? fields["meta"] : {};
  const place = { file, line, id: nameOf(meta["article"]) ?? nameOf(meta["id"]) ?? nameOf(meta["source"]) };
  const { text, answer } = fields;
  if (typeof text !== "string") return withoutText(place, "task");
  const build = building(place, text);
  const spans = listOf(fields["spans"]);
  const known =
    answer === undefined || answer === null || ["accept", "reject", "ignore"].includes(String(answer));
  if (!known) build.problem(l10n.t("its answer is none of accept, reject, ignore; its spans are left out"));
  if (answer === "ignore") build.leave(IGNORED, Math.max(1, spans.length));
  if (answer === "reject" && spans.length > 1)
    build.problem(
      l10n.t(
        "the task was rejected with {0} spans, and does not say which of them is wrong; none is taken in",
        spans.length,
      ),
    );
  if (known && answer !== "ignore" && (answer !== "reject" || spans.length === 1))
    addSpans(build, fields, spans);
  build.leave(CHOICE, listOf(fields["accept"]).length);
  leaveUnknown(build, fields, KNOWN);
  leaveUnknown(build, meta, [
    "article",
    "id",
    "source",
    "language",
    "published",
    "sha256",
    "score",
    "pattern",
  ]);
  const name = textOf(meta["article"]) ?? textOf(meta["source"]);
  const reviewed = answer === "accept" || (answer === "reject" && spans.length === 1);
  return build.done({ name, published: dayOf(meta["published"]), reviewed, reached });
}

function addSpans(build: Building, fields: Fields, spans: readonly unknown[]): void {
  const { answer } = fields;
  const seconds = fields["_timestamp"];
  const review = answer === "accept" ? "added" : answer === "reject" ? "rejected" : "suggested";
  const isOpen = review === "suggested";
  const signed = {
    review,
    by: isOpen ? null : (nameOf(fields["_annotator_id"]) ?? nameOf(fields["_session_id"])),
    at:
      typeof seconds === "number" && !isOpen && Math.abs(seconds) < 1e11
        ? new Date(seconds * 1000).toISOString().replace(/\.000Z$/, "Z")
        : null,
  } as const;
  const places = new Map<string, number>();
  for (const one of spans) {
    const { start, end, label: name, text, score, attributes: said } = isFields(one) ? one : {};
    const found = labelledSpan(build, textOf(name) ?? fields["label"], start, end, text);
    if (!found) continue;
    const { label, span } = found;
    const attributes = attributesIn(said);
    const own = { ...plain, ...span, ...signed, attributes, confidence: isOpen ? shareOf(score) : null };
    places.set(`${start} ${end}`, addLabelled(build, own, label));
  }
  for (const one of listOf(fields["relations"])) {
    const { head_span: head, child_span: child, label } = isFields(one) ? one : {};
    const at = (span: unknown): number | undefined =>
      isFields(span) ? places.get(`${span["start"]} ${span["end"]}`) : undefined;
    const [from, to] = [at(head), at(child)];
    if (from === undefined || to === undefined)
      build.problem(l10n.t("a relation is between tokens that are no spans here; it is left out"));
    else build.relate({ type: textOf(label) ?? "related", from, to });
  }
}
