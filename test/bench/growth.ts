// `npm run bench -- growth [ROUNDS [PART]]`: time against size over four doublings, of detection, re-anchoring, the index
// and an export, or of the one that PART begins, with the exponent that fits: 1 where twice the size takes twice the time.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { reanchored } from "../../server/src/annotations/reanchor.ts";
import { detect } from "../../server/src/detect/detect.ts";
import { corrected } from "../support/annotations.ts";
import { dateline } from "../support/program.ts";
import { writeWorkspace } from "../support/workspace.ts";
import { exponentOf, hashOf } from "./measured.ts";
import { longArticle } from "./news.ts";

/** The exponent from which on a growth is no longer linear, noise and what a cache loses with size allowed for. */
const LIMIT = 1.25;
const rounds = Number(process.argv[2] ?? 3);
const only = process.argv[3] ?? "";
const DOUBLINGS = [1, 2, 4, 8, 16];

interface Growth {
  readonly what: string;
  /** The smallest size, in `unit`. */
  readonly least: number;
  readonly unit: string;
  /** Makes what is measured at a size; its result is hashed. */
  readonly prepare: (size: number) => () => unknown;
}

const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-bench-"));

const growths: Growth[] = [
  {
    what: "detection",
    least: 20_000,
    unit: "code units",
    prepare: (size) => {
      const text = longArticle(size);
      return () => detect(text).entities.length;
    },
  },
  {
    what: "re-anchoring",
    least: 20_000,
    unit: "code units",
    prepare: (size) => {
      const text = longArticle(size);
      const { entities, figures } = detect(text);
      const ids = [...entities, ...figures].map(({ id }) => id);
      const annotations = corrected(text, { type: "accept", ids });
      // A paragraph in three goes, and a word comes in at the beginning of each other.
      const edited = text
        .split("\n\n")
        .flatMap((paragraph, n) => (n % 3 === 0 ? [] : [`Yesterday ${paragraph}`]))
        .join("\n\n");
      return () => reanchored(annotations, edited).map(({ annotation }) => annotation);
    },
  },
  ...(["stats", "export"] as const).map(
    (verb): Growth => ({
      what: verb === "stats" ? "index (dateline stats)" : "export (spaCy)",
      least: 100,
      unit: "articles",
      prepare: (size) => {
        const articles = path.join(folder, `${verb}-${size}`);
        writeWorkspace(articles, { articles: size, seed: 1 });
        return () => {
          const out = mkdtempSync(path.join(folder, "out-"));
          return verb === "stats"
            ? dateline(["stats", "--format", "json", "--jobs", "1", articles])
            : dateline(["export", "--format", "spacy", "--jobs", "1", "--out", out, articles]);
        };
      },
    }),
  ),
];

/** What this process has had of the processors, in ms: where others want them too, the clock says little. */
function ownTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What the programs that this process has run have had of the processors, in ms; by the clock where Linux does not say. */
function programTime(): number {
  if (process.platform !== "linux") return performance.now();
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
  // `cutime` and `cstime` of proc(5), in hundredths of a second.
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

const rows: Record<string, string>[] = [];
let most = 0;
try {
  for (const { what, least, unit, prepare } of growths.filter(({ what }) => what.startsWith(only))) {
    const clock = unit === "articles" ? programTime : ownTime;
    const runs = DOUBLINGS.map((times) => ({
      size: least * times,
      run: prepare(least * times),
      ms: Number.POSITIVE_INFINITY,
    }));
    // All sizes in each round, so that what else the machine does meets all alike.
    for (let round = 0; round < rounds; round++)
      for (const one of runs) {
        const began = clock();
        const result = await one.run();
        one.ms = Math.min(one.ms, clock() - began);
        assert.ok(hashOf(result));
      }
    const exponent = exponentOf(runs);
    most = Math.max(most, exponent);
    rows.push({
      what,
      from: `${least} ${unit}`,
      ms: runs.map(({ ms }) => ms.toFixed(0)).join(" · "),
      exponent: exponent.toFixed(2),
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`Time against size, four doublings, best of ${rounds}`);
console.table(rows);
process.exitCode = most < LIMIT ? 0 : 1;
