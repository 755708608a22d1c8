// The five articles that Dateline must serve first, against what people find in them.

import { readdirSync } from "node:fs";
import { detect } from "../src/detect/detect.ts";
import type { CasualtyFigure } from "../src/detect/detection.ts";
import { codePoints } from "../src/positions.ts";
import { haveShared, readShared, sharedPath } from "./shared.ts";

interface GoldFigure {
  readonly text: string;
  readonly number: { readonly start: number; readonly end: number };
  readonly harm: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: string;
}

interface Gold {
  readonly article: string;
  readonly published: string | null;
  readonly figures: readonly GoldFigure[];
  readonly notFigures: readonly string[];
  readonly optional: readonly string[];
}

const key = ({ harm, number, min, max, qualifier }: GoldFigure): string =>
  [harm, number.start, number.end, min, max, qualifier].join(" ");

/** Prints, per article, which figures are right, missing and wrong; true where all are right and none is wrong. */
export function evaluateArticles(): boolean {
  if (!haveShared("The five articles")) return true;
  console.log("The five articles: casualty figures with the right harm, number and bounds\n");
  let right = 0;
  let total = 0;
  let wrong = 0;
  for (const name of readdirSync(sharedPath("gold")).filter((file) => file.endsWith(".gold.json"))) {
    const gold = JSON.parse(readShared("gold", name)) as Gold;
    const text = readShared("articles", gold.article);
    const points = codePoints(text);
    const found = detect(text, { published: gold.published }).figures.map(
      (figure): CasualtyFigure => ({
        ...figure,
        number: {
          ...figure.number,
          start: points.fromUtf16(figure.number.start),
          end: points.fromUtf16(figure.number.end),
        },
      }),
    );
    const wanted = new Set(gold.figures.map(key));
    const have = new Set(found.map(key));
    const missing = gold.figures.filter((figure) => !have.has(key(figure)));
    const extra = found.filter(
      (figure) => !wanted.has(key(figure)) && !gold.optional.some((words) => overlap(words, figure.text)),
    );
    const forbidden = found.filter((figure) =>
      gold.notFigures.some((words) => words.includes(figure.text) && !wanted.has(key(figure))),
    );
    right += gold.figures.length - missing.length;
    total += gold.figures.length;
    wrong += new Set([...extra, ...forbidden]).size;
    console.log(`  ${gold.article}: ${gold.figures.length - missing.length} of ${gold.figures.length}`);
    for (const figure of missing)
      console.log(`    missing: ${figure.harm} ${figure.min}..${figure.max} “${figure.text}”`);
    for (const figure of extra)
      console.log(`    extra: ${figure.harm} ${figure.min}..${figure.max} “${figure.text}” (${figure.rule})`);
  }
  console.log(`\n  in all ${right} of ${total}, ${wrong} wrong\n`);
  return right === total && wrong === 0;
}

const overlap = (a: string, b: string): boolean => a.includes(b) || b.includes(a);
