// npm run calibrate: how often figures of each kind are right, measured on every other sentence of the marked corpora
// and written where detection reads it. The other half is held out: `npm run evaluate:figures` prints its reliability.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { cellsOf } from "../src/detect/figures/confidence.ts";
import { figuresOfMarked } from "./marked.ts";
import { haveShared } from "./shared.ts";

/** A cell needs this many figures to speak for itself; below, the coarser one above it does. */
const ENOUGH = 12;
/** How many figures of the coarser cell a finer one is mixed with. */
const PRIOR = 6;

const target = path.resolve(import.meta.dirname, "../src/detect/figures/confidence.tsv");

if (haveShared("Marked sentences")) {
  const counts = new Map<string, { right: number; all: number }>();
  for (const { evidence, right, line } of figuresOfMarked()) {
    if (line % 2 === 1) continue;
    for (const cell of cellsOf(evidence)) {
      const count = counts.get(cell) ?? { right: 0, all: 0 };
      counts.set(cell, { right: count.right + (right ? 1 : 0), all: count.all + 1 });
    }
  }
  const share = (cell: string): number => {
    const { right, all } = counts.get(cell) ?? { right: 0, all: 0 };
    const above = coarser(cell);
    const prior = above === null ? 0.7 : share(above);
    return (right + PRIOR * prior) / (all + PRIOR);
  };
  const lines = [...counts]
    .filter(([cell, { all }]) => all >= ENOUGH || cell.includes(" * * "))
    .map(([cell]) => `${cell}\t${share(cell).toFixed(2)}`)
    .sort();
  writeFileSync(
    target,
    `${[
      "# How often figures are right, by language, rule, kind of number and whether the noun is known to mean people.",
      "# `*` is any. Written by `npm run calibrate` from every other sentence of the marked corpora; sorted.",
      ...lines,
    ].join("\n")}\n`,
  );
  console.log(`${lines.length} kinds of figures in ${path.basename(target)}`);
}

/** The cell that takes in more: without the number, else without the rule. */
function coarser(cell: string): string | null {
  const [language = "", ...rest] = cell.split(" ");
  const certainty = rest.at(-1) ?? "";
  const kind = rest.at(-2) ?? "";
  const rule = rest.slice(0, -2).join(" ");
  if (rule === "*" && kind === "*") return null;
  if (kind !== "*" && rule !== "*") return `${language} ${rule} * ${certainty}`;
  return `${language} * * ${certainty}`;
}
