// npm run evaluate:figures: casualty figures against reports with tolls coded by people, and against marked sentences.
//   npm run evaluate:figures [-- --set NAME] [--misses N] [--harm killed]

import { parseArgs } from "node:util";
import { detect } from "../src/detect/detect.ts";
import type { CasualtyFigure, Total } from "../src/detect/detection.ts";
import { confidenceOf } from "../src/detect/figures/confidence.ts";
import { type Codebook, codebooks } from "../src/detect/resolve/codebook.ts";
import { tallyOf } from "../src/detect/resolve/tally.ts";
import { evaluateArticles } from "./articles.ts";
import { figuresOfMarked, isFigure, MARKED, readMarked } from "./marked.ts";
import { haveShared, readShared } from "./shared.ts";

interface Toll {
  readonly min: number;
  readonly max: number;
  readonly answerable?: boolean;
}

interface Report {
  readonly id: string;
  readonly text: string;
  readonly date: string | null;
  readonly killed?: Toll;
  readonly injured?: Toll;
  readonly killedWithoutPerpetrators?: number;
}

interface Set {
  readonly name: string;
  readonly file: string;
  /** The codebook that the coders went by: it makes numbers of vague words. */
  readonly codebook: Codebook;
  /** The coders counted civilians alone: the toll without fighters is theirs too, and is printed on a line of its own. */
  readonly civilians?: boolean;
  /** Coders give a range; the toll must lie in it. */
  readonly inRange: boolean;
  readonly reach: {
    readonly killed: number;
    readonly injured: number | null;
    readonly falseKilled: number | null;
    readonly falseInjured: number | null;
  };
}

const SETS: readonly Set[] = [
  {
    name: "gtd",
    file: "gtd.jsonl",
    codebook: "literal",
    inRange: false,
    reach: { killed: 88, injured: 88, falseKilled: 4, falseInjured: 4 },
  },
  {
    name: "acled",
    file: "acled.jsonl",
    codebook: "literal",
    inRange: false,
    reach: { killed: 90, injured: null, falseKilled: 9, falseInjured: null },
  },
  {
    name: "rand",
    file: "rand.jsonl",
    codebook: "literal",
    inRange: false,
    reach: { killed: 85, injured: 85, falseKilled: 4, falseInjured: 4 },
  },
  {
    name: "muc4",
    file: "muc4.jsonl",
    codebook: "literal",
    inRange: false,
    reach: { killed: 65, injured: 60, falseKilled: null, falseInjured: null },
  },
  {
    name: "airwars-gaza",
    file: "airwars-gaza.jsonl",
    codebook: "airwars",
    inRange: true,
    reach: { killed: 88, injured: 80, falseKilled: null, falseInjured: null },
  },
  {
    name: "airwars-syria-ar",
    file: "airwars-syria-ar.jsonl",
    codebook: "airwars",
    civilians: true,
    inRange: true,
    reach: { killed: 78, injured: 75, falseKilled: null, falseInjured: null },
  },
];

const { values } = parseArgs({
  options: {
    set: { type: "string" },
    misses: { type: "string", default: "3" },
    harm: { type: "string" },
    codebook: { type: "string" },
    quiet: { type: "boolean", default: false },
  },
});
const most = Number(values.misses);

type Kind = "killed" | "injured";

/** Whether a toll that was found is the coders': `best`, or `min` where that is open, with or without attackers. */
function agrees(
  report: Report,
  harm: Kind,
  total: (Total & { perpetrators: number }) | undefined,
  inRange: boolean,
): boolean {
  const gold = report[harm];
  const value = total?.best ?? total?.min ?? null;
  if (!gold || value === null || !total) return false;
  const wanted = (toll: number): boolean =>
    inRange ? gold.min <= toll && toll <= gold.max : toll === gold.min;
  if (wanted(value) || wanted(value - total.perpetrators)) return true;
  const without = harm === "killed" ? report.killedWithoutPerpetrators : undefined;
  return without !== undefined && (value === without || value - total.perpetrators === without);
}

const isUnarmed = ({ victimType }: CasualtyFigure): boolean =>
  victimType !== "combatant" && victimType !== "security_force" && victimType !== "perpetrator";

function evaluateSet(set: Set): void {
  const reports = readShared("development/figures", set.file)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Report);
  for (const harm of ["killed", "injured"] as const) {
    if (values.harm && values.harm !== harm) continue;
    let right = 0;
    let rightUnarmed = 0;
    let total = 0;
    let falsePositives = 0;
    let zeros = 0;
    const misses: string[] = [];
    for (const report of reports) {
      const gold = report[harm];
      if (!gold) continue;
      const codebook = codebooks.find((name) => name === values.codebook) ?? set.codebook;
      const detections = detect(report.text, { published: isoDate(report.date), codebook });
      const { tally, figures } = detections;
      const found = tally[harm];
      if (gold.max === 0) {
        zeros++;
        if ((found?.best ?? found?.min ?? 0) > 0) {
          falsePositives++;
          misses.push(`FALSE ${describe(report, harm, found, figures)}`);
        }
      } else if (gold.min > 0 || set.inRange) {
        if (!gold.answerable) continue;
        total++;
        const agreed = agrees(report, harm, found, set.inRange);
        if (set.civilians) {
          const unarmed = tallyOf(figures.filter(isUnarmed), codebook, detections.published)[harm];
          if (agreed || agrees(report, harm, unarmed, set.inRange)) rightUnarmed++;
        }
        if (agreed) right++;
        else misses.push(`MISS  ${describe(report, harm, found, figures)}`);
      }
    }
    const reach = set.reach[harm];
    const limit = harm === "killed" ? set.reach.falseKilled : set.reach.falseInjured;
    const share = (n: number, of: number): string =>
      of === 0 ? "  –  " : `${((100 * n) / of).toFixed(1).padStart(5)} %`;
    console.log(
      `${set.name.padEnd(18)}${harm.padEnd(10)}${share(right, total)} of ${String(total).padStart(4)}  ${(reach === null ? "" : `(reach ${reach})`).padEnd(13)}` +
        `false ${share(falsePositives, zeros)} of ${String(zeros).padStart(4)}  ${limit === null ? "" : `(at most ${limit})`}`,
    );
    if (set.civilians) console.log(`${"".padEnd(18)}${"civilians".padEnd(10)}${share(rightUnarmed, total)}`);
    if (!values.quiet) for (const miss of misses.slice(0, most)) console.log(miss);
  }
}

function describe(
  report: Report,
  harm: Kind,
  found: Total | undefined,
  figures: readonly CasualtyFigure[],
): string {
  const gold = report[harm];
  const list = figures
    .map(
      (figure) =>
        `${figure.harm} ${figure.min}..${figure.max}${figure.sameAs ? " same" : ""}${figure.partOf ? " part" : ""}${figure.scope === "cumulative" ? " cum" : ""}${figure.status === "asserted" ? "" : ` ${figure.status}`} “${figure.text}” ←${figure.trigger.text} (${figure.rule})`,
    )
    .join("\n        ");
  return `${report.id}: ${harm} ${gold?.min}${gold?.max === gold?.min ? "" : `–${gold?.max}`}${report.killedWithoutPerpetrators !== undefined && harm === "killed" ? ` (${report.killedWithoutPerpetrators} without)` : ""}, found ${found ? `${found.min}..${found.max} best ${found.best}` : "nothing"}\n        ${list}\n      ${report.text.slice(0, 1500).replace(/\n/g, " ⏎ ")}\n`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A coder's date (06/28/2017, 1-May-20, 2024-12-01) as ISO; null where it is another. */
function isoDate(date: string | null): string | null {
  const slashes = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date ?? "");
  if (slashes) return `${slashes[3]}-${slashes[1]}-${slashes[2]}`;
  const dashes = /^(\d{1,2})-([A-Z][a-z]{2})-(\d\d)$/.exec(date ?? "");
  if (dashes) {
    const month = MONTHS.indexOf(dashes[2] ?? "") + 1;
    const year = Number(dashes[3]) > 50 ? 1900 + Number(dashes[3]) : 2000 + Number(dashes[3]);
    return `${year}-${String(month).padStart(2, "0")}-${dashes[1]?.padStart(2, "0")}`;
  }
  return /^\d{4}-\d\d-\d\d$/.test(date ?? "") ? date : null;
}

function evaluateMarked(name: string, file: string, reach: number): void {
  let right = 0;
  let wanted = 0;
  let found = 0;
  const misses: string[] = [];
  for (const line of readShared("corpora/conflict", file).split("\n")) {
    if (line === "") continue;
    const sentence = readMarked(line);
    const { figures } = detect(sentence.text);
    const open = [...sentence.figures];
    wanted += open.length;
    found += figures.length;
    const extra: CasualtyFigure[] = [];
    for (const figure of figures) {
      const at = open.findIndex((gold) => isFigure(figure, gold));
      if (at < 0) extra.push(figure);
      else {
        open.splice(at, 1);
        right++;
      }
    }
    if (open.length + extra.length === 0) continue;
    const show = (
      f: { harm: string; min: number | null; max: number | null },
      text: string,
      trigger: string,
    ): string => `${f.harm} ${f.min}..${f.max} “${text}” ←${trigger}`;
    misses.push(
      `${sentence.id}: ${sentence.text}\n${open.map((gold) => `      missing ${show(gold, sentence.text.slice(gold.start, gold.end), gold.trigger)} ${gold.qualifier} ${gold.status}`).join("\n")}${open.length && extra.length ? "\n" : ""}${extra.map((figure) => `      extra   ${show(figure, figure.text, figure.trigger.text)} (${figure.rule})`).join("\n")}`,
    );
  }
  const precision = right / found;
  const recall = right / wanted;
  const f = (2 * precision * recall) / (precision + recall);
  const percent = (share: number): string => `${(100 * share).toFixed(1)}`;
  console.log(
    `${name.padEnd(28)}P ${percent(precision)}  R ${percent(recall)}  F ${percent(f)}  (reach ${reach})  ${wanted} figures`,
  );
  if (!values.quiet) for (const miss of misses.slice(0, most)) console.log(miss);
}

/** Upper ends of the bins of the reliability table. */
const BINS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1];

/** Of the figures with 0.9, nine in ten are right: on the sentences that calibration has not seen. */
function printReliability(): void {
  console.log(
    "\nReliability of the confidence, on held-out sentences\n\n  confidence     figures  mean   right",
  );
  const bins = BINS.map(() => ({ all: 0, sum: 0, right: 0 }));
  for (const { evidence, right, line } of figuresOfMarked()) {
    if (line % 2 === 0) continue;
    const confidence = confidenceOf(evidence);
    const bin = bins[BINS.findIndex((end) => confidence <= end)];
    if (!bin) continue;
    bin.all++;
    bin.sum += confidence;
    if (right) bin.right++;
  }
  for (const [n, { all, sum, right }] of bins.entries()) {
    if (all === 0) continue;
    const range = `${(BINS[n - 1] ?? 0).toFixed(2)}–${(BINS[n] ?? 1).toFixed(2)}`;
    console.log(
      `  ${range}     ${String(all).padStart(7)}  ${(sum / all).toFixed(2)}   ${(right / all).toFixed(2)}`,
    );
  }
}

if (haveShared("Reports with tolls")) {
  for (const set of SETS) if (!values.set || values.set === set.name) evaluateSet(set);
  if (!values.set || values.set === "en") evaluateMarked("conflict corpus, English", MARKED.en, 92);
  if (!values.set || values.set === "ar") evaluateMarked("conflict corpus, Arabic", MARKED.ar, 86);
  if (!values.set) printReliability();
}
if (!values.set) process.exitCode = evaluateArticles() ? 0 : 1;
