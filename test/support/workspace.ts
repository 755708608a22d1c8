import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { anchorsIn } from "../../server/src/annotations/anchor.ts";
import type { Annotation, FigureRecord } from "../../server/src/annotations/annotation.ts";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";
import type { Harm } from "../../server/src/detect/detection.ts";
import { unmark } from "./marks.ts";
import { sidecarFor } from "./repository.ts";

// A workspace of any size that nobody wrote: the same seed gives the same bytes.

const PLACES = [
  "Tangaye",
  "Bir Zanqar",
  "Wadi Haruf",
  "Old Samar",
  "Kessou",
  "عين الورد",
  "تل المرج",
  "وادي السدر",
];
const GROUPS = [
  "Zahra Brigade",
  "Northern Column",
  "River Guard",
  "لواء الزهراء",
  "كتيبة النهر",
  "Red Valley Front",
];
const NAMES = [
  "Omar Hadi",
  "Sami Nour",
  "Leila Aziz",
  "Karim Basha",
  "ليلى عزيز",
  "سامي نور",
  "Tara Mansour",
];
const HARMS = ["killed", "injured", "missing"] as const;

/** Sentences with marks; `#` is a number, `P` a place, `G` a group, `N` a name. */
const SENTENCES = [
  "[At least # people:HARM] were HARM on Friday in [P:LOC], a spokesman of the [G:ORG] said.",
  "[N:PERSON] told reporters in [P:LOC] that fighters of the [G:ORG] had left the market before noon.",
  "Residents of [P:LOC] and [P:LOC] described shelling through the night, and [N:PERSON] asked for help.",
  "Nobody could say whether the [G:ORG] or the [G:ORG] had fired first; [N:PERSON] denied it.",
  "وقال [N:PERSON] في [P:LOC] إن [G:ORG] انسحب من المدينة قبل الظهر.",
  "The road from [P:LOC] to [P:LOC] was closed, and the hospital was short of blood and beds.",
];

export interface WorkspaceOptions {
  readonly articles: number;
  readonly seed: number;
}

/** Writes articles with sidecars into a folder: nine in ten are annotated, half of those done. Gives their names. */
export function writeWorkspace(folder: string, { articles, seed }: WorkspaceOptions): string[] {
  const random = randomFrom(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const names: string[] = [];
  for (let n = 0; n < articles; n++) {
    const sub = `batch-${String(Math.floor(n / 500)).padStart(2, "0")}`;
    const name = `${sub}/article-${String(n).padStart(5, "0")}.txt`;
    mkdirSync(path.join(folder, sub), { recursive: true });
    const harm = pick(HARMS);
    const paragraphs = Array.from({ length: 14 }, (_, p) =>
      pick(p === 0 ? SENTENCES.slice(0, 1) : SENTENCES)
        .replaceAll("#", String(1 + Math.floor(random() ** 3 * 200)))
        .replaceAll("HARM", harm)
        .replaceAll(/\b[PGN]\b/g, (kind) => nameOf(kind, pick, random)),
    );
    const date = `${2010 + Math.floor(random() * 10)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`;
    const { text, marks } = unmark(`${date}\n\n${paragraphs.join("\n\n")}\n`);
    writeFileSync(path.join(folder, name), text);
    names.push(name);
    if (random() < 0.1) continue;
    const anchors = anchorsIn(text);
    const annotations = marks.map(({ start, end, what }, m): Annotation => {
      const common = {
        ...anchors.at({ start, end }),
        id: `01${String(n).padStart(8, "0")}${String(m).padStart(16, "0")}`,
        status: "accepted" as const,
        was: null,
        by: pick(["sa", "mo", "li"]),
        at: `2026-01-02T03:04:${String(m % 60).padStart(2, "0")}Z`,
        detector: "dateline@0.1.0",
        opinions: [],
        conflict: false,
        adjudicated: false,
        rule: "name",
        confidence: 0.93,
        touched: false,
        lost: null,
        attributes: {},
        extra: {},
      };
      const quote = text.slice(start, end);
      return what === harm
        ? { ...common, kind: "figure", figure: figure(what, quote, start) }
        : { ...common, kind: "entity", label: what };
    });
    const reviewed = {
      by: "sa",
      at: "2026-01-02T04:00:00Z",
      sha256: createHash("sha256").update(text).digest("hex"),
    };
    const extra = random() < 0.5 ? { reviewed } : {};
    writeFileSync(path.join(folder, `${name}.dateline.json`), sidecarFor(text, annotations, date, extra));
  }
  return names;
}

/** A name of the pool, or one of many that an index has to keep apart. */
function nameOf(kind: string, pick: <T>(all: readonly T[]) => T, random: () => number): string {
  const pool = { P: PLACES, G: GROUPS, N: NAMES }[kind] ?? NAMES;
  return random() < 0.6 ? pick(pool) : `${pick(pool)} ${1 + Math.floor(random() * 3000)}`;
}

function figure(harm: Harm, quote: string, start: number): FigureRecord {
  const digits = /\d+/.exec(quote);
  const number = {
    start: start + (digits?.index ?? 0),
    end: start + (digits?.index ?? 0) + (digits?.[0].length ?? 0),
    text: digits?.[0] ?? "",
  };
  return {
    harm,
    min: Number(digits?.[0] ?? 0),
    max: null,
    qualifier: "at_least",
    number,
    trigger: null,
    victims: "people",
    victimType: "unknown",
    perpetrator: null,
    place: null,
    date: null,
    source: "a spokesman",
    scope: "incident",
    status: "asserted",
    mentions: [],
  };
}
