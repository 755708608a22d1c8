import * as l10n from "@vscode/l10n";
import type { Span } from "../../text/span.ts";
import { ATTRIBUTE, EVENT_ATTRIBUTES, NUMBER, roleOf, VICTIMS } from "../bratConf.ts";
import type { Reason } from "../exporter.ts";
import { type Building, building, plain, shown } from "./building.ts";
import { type Importer, type Place, type ReadItem, withExtension } from "./document.ts";
import { figureFrom, harmOf, link, partOf } from "./figures.ts";
import { type Event, type Standoff, standoffOf, type TextBound } from "./standoff.ts";
import { unspaced } from "./texts.ts";
import { type Fields, idOf, isFields, reviewOf, shareOf, textOf } from "./values.ts";

const SPLIT: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation of several stretches with other words between (a sidecar has one span for each)")
    : l10n.t(
        "{0} annotations of several stretches with other words between (a sidecar has one span for each)",
        count,
      );

const ABOUT: Reason = (count) =>
  count === 1
    ? l10n.t(
        "1 relation, or line that is not here, with attributes or notes (a sidecar has them on spans alone)",
      )
    : l10n.t(
        "{0} relations, or lines that are not here, with attributes or notes (a sidecar has them on spans alone)",
        count,
      );

/**
 * brat standoff: an `.ann` with the `.txt` beside it, offsets in code points. Our own events are casualty figures; of
 * others the trigger is an annotation, and what the event has is related to it. Attributes, normalisations and notes stay
 * with what they are on.
 */
export const brat: Importer = {
  name: "brat",
  about: "standoff, .ann with .txt: text-bounds, events, relations, attributes, notes",
  files: withExtension(".ann"),
  async *read(file) {
    const place: Place = { file: file.name, line: null, id: null };
    const name = file.name.replace(/\.ann$/i, ".txt");
    const bytes = await file.beside(name);
    const text = bytes && decoded(bytes);
    const lines = decoded(await file.read());
    if (text === null || lines === null) {
      const message = !bytes
        ? l10n.t("its text {0} is not beside it; put it there", name)
        : l10n.t("it or its text is not UTF-8; save both as UTF-8");
      yield { kind: "problem", place, message };
      return;
    }
    const { standoff, problems } = standoffOf(file.name, lines);
    yield* problems;
    yield* itemsOf(place, name, text, standoff);
  },
};

/** A byte order mark counts in brat as any character does. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function itemsOf(place: Place, name: string, text: string, standoff: Standoff): ReadItem[] {
  const build = building(place, text);
  const { bounds, events } = standoff;
  const spans = new Map<string, Span>();
  for (const bound of bounds.values()) {
    const span = spanOf(build, bound);
    if (span) spans.set(bound.id, span);
  }
  const ours = [...events.values()].filter((event) => isOurs(event, bounds));
  // Of any other event the trigger is what stands in the text.
  const others = [...events.values()].filter((event) => !ours.includes(event));
  const parts = new Set(
    ours.flatMap(({ trigger, args }) => [trigger, ...args.filter(isPart).map(({ id }) => id)]),
  );
  const numbers = new Map<string, number>();
  for (const { id, type } of bounds.values()) {
    const span = spans.get(id);
    if (!span || parts.has(id)) continue;
    const own = others.filter(({ trigger }) => trigger === id).map((event) => event.id);
    const { origin, attributes, note, more } = aboutOf(standoff, id, ...own);
    const label = textOf(more["label"]) ?? type;
    numbers.set(id, build.add({ ...plain, ...span, ...origin, attributes, note, kind: "entity", label }));
  }
  for (const event of ours) {
    const number = addFigure(build, event, standoff, spans);
    if (number !== null) numbers.set(event.id, number);
  }
  for (const { id, trigger } of events.values()) {
    const number = numbers.get(trigger);
    if (number !== undefined && !numbers.has(id)) numbers.set(id, number);
  }
  const relate = (from: string, to: string, type: string): void => {
    const [own, target] = [numbers.get(from), numbers.get(to)];
    if (own === undefined || target === undefined)
      build.problem(
        l10n.t("{0} is between {1} and {2}, which are not both here; it is left out", type, from, to),
      );
    else if (!link(build, own, target, roleNames.get(type.replace(/\d+$/, "")) ?? type))
      build.relate({ type, from: own, to: target });
  };
  for (const event of events.values())
    for (const { role, id } of event.args)
      if (!ours.includes(event) || !isPart({ role })) relate(event.id, id, role);
  for (const { type, from, to } of standoff.relations) relate(from, to, type);
  for (const id of new Set([...standoff.attributes.keys(), ...standoff.notes.keys()]))
    if (!bounds.has(id) && !events.has(id)) build.leave(ABOUT, 1, `${place.file}: ${id}`);
  return build.done({ name, reached: 1 });
}

const roleNames = new Map(Object.entries(roleOf).map(([role, name]) => [name, role]));

/** The parts of a figure; all other arguments are what it refers to. */
const isPart = ({ role }: { readonly role: string }): boolean => role === "Count" || role === "Victims";

/** A casualty figure as our export writes it: an event of harm that has its words. */
const isOurs = ({ type, args }: Event, bounds: ReadonlyMap<string, TextBound>): boolean =>
  harmOf(type) !== null &&
  args.some(({ role, id }) => role === "Victims" && bounds.get(id)?.type === VICTIMS) &&
  args.every(({ role, id }) => role !== "Count" || bounds.get(id)?.type === NUMBER);

/** The span of a text-bound: one over a line end is written in stretches. */
function spanOf(build: Building, { id, type, fragments, words }: TextBound): Span | null {
  const [first, last] = [fragments[0], fragments.at(-1)];
  if (!first || !last) return null;
  const spans: Span[] = [];
  for (const { start, end } of fragments) {
    const span = build.span(start, end, fragments.length === 1 ? words : undefined);
    if (!span) return null;
    spans.push(span);
  }
  const text = build.text ?? "";
  const isOne = spans.every(
    ({ start }, n) => n === 0 || unspaced(text.slice(spans[n - 1]?.end ?? start, start)) === "",
  );
  if (!isOne) {
    build.leave(SPLIT, 1, `${build.place.file}: ${id}: ${type} ${shown(words)}`);
    return null;
  }
  return build.span(first.start, last.end, words);
}

interface About {
  readonly origin: {
    readonly id: string | null;
    readonly review: NonNullable<ReturnType<typeof reviewOf>>;
    readonly by: string | null;
    readonly at: string | null;
    readonly detector: string | null;
    readonly confidence: number | null;
  };
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly note: string | null;
  /** What else our own note says. */
  readonly more: Fields;
}

/** What attributes and notes say of an annotation, by its ids. */
function aboutOf({ attributes, notes }: Standoff, ...ids: readonly string[]): About {
  let more: Fields = {};
  const texts: string[] = [];
  for (const note of ids.flatMap((id) => notes.get(id) ?? [])) {
    const own = recordIn(note);
    if (own) more = own;
    else texts.push(note);
  }
  const all = new Map(ids.flatMap((id) => [...(attributes.get(id) ?? [])]));
  const isSuggested = all.delete("Suggested");
  // Our own note has them as they are; brat's names are ASCII.
  const { attributes: said } = more;
  if (isFields(said)) {
    for (const name of [...all.keys()]) if (name.startsWith(ATTRIBUTE)) all.delete(name);
    for (const [name, value] of Object.entries(said)) all.set(name, value);
  }
  return {
    origin: {
      id: idOf(more["id"]),
      review: isSuggested ? "suggested" : (reviewOf(more["review"]) ?? "added"),
      by: textOf(more["by"]),
      at: textOf(more["at"]),
      detector: textOf(more["detector"]),
      confidence: shareOf(more["confidence"]),
    },
    attributes: all,
    note: texts.length > 0 ? texts.join("\n") : null,
    more,
  };
}

/** The record that our export writes as a note; null for a note of an annotator. */
function recordIn(note: string): Fields | null {
  try {
    const value: unknown = JSON.parse(note);
    return isFields(value) && reviewOf(value["review"]) !== null ? value : null;
  } catch {
    return null;
  }
}

function addFigure(
  build: Building,
  event: Event,
  standoff: Standoff,
  spans: ReadonlyMap<string, Span>,
): number | null {
  const harm = harmOf(event.type);
  const of = (role: string): Span | undefined =>
    spans.get(event.args.find((arg) => arg.role === role)?.id ?? "");
  const [span, number, trigger] = [of("Victims"), of("Count"), spans.get(event.trigger)];
  if (harm === null || !span) return null;
  const { origin, attributes, note, more } = aboutOf(standoff, event.id);
  const fields = new Map<string, unknown>(Object.entries(more));
  const rest = new Map(attributes);
  for (const [name, field] of EVENT_ATTRIBUTES) {
    fields.set(field, rest.get(name));
    rest.delete(name);
  }
  const part = (own: Span | undefined) => (own ? partOf(build.text, own) : null);
  // Without a word of harm of its own the event stands on the figure's words.
  const isWhole = trigger?.start === span.start && trigger.end === span.end;
  const figure = figureFrom(build, harm, Object.fromEntries(fields), {
    number: part(number),
    trigger: isWhole ? null : part(trigger),
  });
  return build.add({
    ...plain,
    ...span,
    ...origin,
    attributes: rest,
    note,
    kind: "figure",
    said: "all",
    figure,
  });
}
