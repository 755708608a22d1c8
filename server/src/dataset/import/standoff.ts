import * as l10n from "@vscode/l10n";
import type { ReadProblem } from "./document.ts";

// The lines of an `.ann`, by brat's grammar (https://brat.nlplab.org/standoff.html): nothing is known of the text here.

export interface TextBound {
  readonly id: string;
  readonly type: string;
  /** In code points of the text. */
  readonly fragments: readonly { readonly start: number; readonly end: number }[];
  readonly words: string;
}

export interface Event {
  readonly id: string;
  readonly type: string;
  /** The id of its text-bound. */
  readonly trigger: string;
  readonly args: readonly { readonly role: string; readonly id: string }[];
}

export interface Standoff {
  readonly bounds: ReadonlyMap<string, TextBound>;
  readonly events: ReadonlyMap<string, Event>;
  readonly relations: readonly { readonly type: string; readonly from: string; readonly to: string }[];
  /** By what they are on. */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

const BOUND = /^(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)$/;
const EVENT = /^(E\S+)\t(\S+?):(T\S+)((?: \S+:\S+)*) *$/;
const RELATION = /^(R\S+)\t(\S+) \S+?:(\S+) \S+?:(\S+)\s*$/;
const EQUIVALENCE = /^\*\t(\S+)((?: \S+)+)\s*$/;
const ATTRIBUTE = /^([AM]\S+)\t(\S+) (\S+)(?: (.*))?$/;
const NORMALISATION = /^(N\S+)\t(\S+) (\S+) (\S+)(?:\t(.*))?$/;
const NOTE = /^(#\S*)\t\S+ (\S+)\t(.*)$/;

/** What stands in an `.ann`; a line that is none of brat's is a problem. */
export function standoffOf(file: string, text: string): { standoff: Standoff; problems: ReadProblem[] } {
  const bounds = new Map<string, TextBound>();
  const events = new Map<string, Event>();
  const relations: { type: string; from: string; to: string }[] = [];
  const attributes = new Map<string, Map<string, unknown>>();
  const notes = new Map<string, string[]>();
  const problems: ReadProblem[] = [];
  const problem = (line: number | null, id: string | null, message: string): void =>
    void problems.push({ kind: "problem", place: { file, line, id }, message });
  const attribute = (of: string, name: string, value: unknown): void => {
    const own = attributes.get(of) ?? new Map<string, unknown>();
    attributes.set(of, own.set(name, value));
  };
  const read = (line: string): boolean => {
    const bound = BOUND.exec(line);
    if (bound) {
      const [, id = "", type = "", places = "", words = ""] = bound;
      const fragments = places.split(";").map((place) => {
        const [start = 0, end = 0] = place.split(" ").map(Number);
        return { start, end };
      });
      bounds.set(id, { id, type, fragments, words });
      return true;
    }
    const event = EVENT.exec(line);
    if (event) {
      const [, id = "", type = "", trigger = "", rest = ""] = event;
      const args = rest
        .split(" ")
        .filter((arg) => arg !== "")
        .map((arg) => {
          const cut = arg.lastIndexOf(":");
          return { role: arg.slice(0, cut), id: arg.slice(cut + 1) };
        });
      events.set(id, { id, type, trigger, args });
      return true;
    }
    const relation = RELATION.exec(line);
    if (relation) {
      const [, , type = "", from = "", to = ""] = relation;
      relations.push({ type, from, to });
      return true;
    }
    const equivalence = EQUIVALENCE.exec(line);
    if (equivalence) {
      const [, type = "", all = ""] = equivalence;
      const [from = "", ...others] = all.trim().split(" ");
      for (const to of others) relations.push({ type, from, to });
      return true;
    }
    const attributed = ATTRIBUTE.exec(line);
    if (attributed) {
      const [, , name = "", of = "", value] = attributed;
      attribute(of, name, value === undefined || value === "" ? true : value.trim());
      return true;
    }
    const normalised = NORMALISATION.exec(line);
    if (normalised) {
      const [, , name = "", of = "", value = ""] = normalised;
      attribute(of, name, value);
      return true;
    }
    const note = NOTE.exec(line);
    if (!note) return false;
    const [, , of = "", words = ""] = note;
    notes.set(of, [...(notes.get(of) ?? []), words]);
    return true;
  };
  for (const [n, raw] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    const line = raw.replace(/\r$/, "");
    const id = /^\S+(?=\t)/.exec(line)?.[0] ?? null;
    if (id !== null && (bounds.has(id) || events.has(id)))
      problem(n + 1, id, l10n.t("another line has this id too; this one is left out"));
    else if (line.trim() !== "" && !read(line))
      problem(n + 1, id, l10n.t("“{0}” is no line of brat's standoff; it is left out", line.slice(0, 40)));
  }
  for (const { id, trigger } of events.values())
    if (!bounds.has(trigger))
      problem(null, id, l10n.t("the event's trigger {0} is not here; it is left out", trigger));
  return { standoff: { bounds, events, relations, attributes, notes }, problems };
}
