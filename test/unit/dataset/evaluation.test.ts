import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { defaultTagset } from "../../../server/src/annotations/tagset.ts";
import { type EvaluationError, errorsIn } from "../../../server/src/dataset/evaluation/errors.ts";
import {
  detectorRun,
  evaluate,
  measuredTexts,
  type Run,
  readingOptions,
} from "../../../server/src/dataset/evaluation/evaluate.ts";
import type { Evaluation, EvaluationOptions } from "../../../server/src/dataset/evaluation/evaluation.ts";
import { evaluationReport } from "../../../server/src/dataset/evaluation/report.ts";
import { nameOf } from "../../../server/src/dataset/evaluation/runScores.ts";
import { sidecarRun } from "../../../server/src/dataset/evaluation/sidecarRun.ts";
import { markedBy } from "../../../server/src/dataset/measure/marking.ts";
import { readEach } from "../../../server/src/dataset/measure/pacing.ts";
import { pageOf } from "../../../server/src/dataset/measure/page.ts";
import type { ProjectOf } from "../../../server/src/dataset/source.ts";
import { articleStats, statsOf } from "../../../server/src/dataset/stats.ts";
import { detect } from "../../../server/src/detect/detect.ts";
import { noNames } from "../../../server/src/detect/resolve/nameIndex.ts";
import { errorInWords } from "../../../server/src/features/evaluationError.ts";
import { createLearnedNames } from "../../../server/src/workspace/learnedNames.ts";
import { anchorOf, entityOn } from "../../support/annotations.ts";
import { acceptedFigures, annotatedArticle } from "../../support/datasets.ts";
import { by, opinion } from "../../support/measured.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";
import { sidecarFor } from "../../support/repository.ts";

const atOnce = { progress: () => undefined, pause: async () => undefined, check: () => undefined };
const TEXT = "😀 At least 31 militants were killed in Aden on Friday. Taiz is calm.";

/** All that detection finds, accepted. */
const accepted = (text: string): Annotation[] => [
  ...detect(text).entities.map((one) => ({ ...entityOn(text, one.text, one.label), ...anchorOf(text, one) })),
  ...acceptedFigures(text),
];

type Articles = Readonly<Record<string, { text: string; decided: readonly Annotation[] | null }>>;

async function evaluated(
  articles: Articles,
  options: Partial<EvaluationOptions> = {},
  runs: readonly Run[] = [detectorRun("detector")],
  project: ProjectOf = async () => ({}),
  told?: (errors: readonly EvaluationError[]) => void,
): Promise<Evaluation> {
  const { files, put } = memoryFiles({});
  for (const [id, { text, decided }] of Object.entries(articles)) {
    put(`file:///a/${id}`, text);
    if (decided) put(`file:///a/${id}.dateline.json`, sidecarFor(text, decided));
  }
  const sources = Object.keys(articles).map((id) => ({ uri: `file:///a/${id}`, id }));
  const all = { undecided: "leave", samples: 50, seed: 1, ...options } as const;
  const texts = measuredTexts(files, project, readingOptions(all, runs));
  return evaluate(sources, runs, texts, all, atOnce, told);
}

const score = ({ runs }: Evaluation, name: string, run = 0) => {
  const row = runs[run]?.rows.find(({ subject }) => nameOf(subject) === name);
  return row && [row.right, row.found, row.wanted];
};

test("what was accepted is right, rejected wrong, corrected partly right, added missed", async () => {
  const all = accepted(TEXT);
  const decided = all.map((one) => {
    if (one.quote === "Taiz") return { ...one, status: "rejected" as const };
    if (one.quote === "Friday") {
      const end = one.end;
      return { ...one, ...anchorOf(TEXT, { start: one.start - 3, end }), status: "corrected" as const };
    }
    return one;
  });
  const added = { ...entityOn(TEXT, "militants", "ORG"), status: "added" as const };
  const evaluation = await evaluated({ "a.txt": { text: TEXT, decided: [...decided, added] } });
  assert.equal(evaluation.articles, 1);
  // Aden right, "on Friday" overlaps, Taiz spurious, militants missed.
  assert.deepEqual(score(evaluation, "entity strict"), [1, 3, 3]);
  assert.deepEqual(score(evaluation, "entity partial"), [1.5, 3, 3]);
  assert.deepEqual(score(evaluation, "entity type"), [2, 3, 3]);
  assert.deepEqual(score(evaluation, "entity strict LOC"), [1, 2, 1]);
  assert.deepEqual(score(evaluation, "figure strict KILLED"), [1, 1, 1]);
  assert.deepEqual(
    evaluation.runs[0]?.confusion.map(({ gold, found, count }) => `${gold}>${found} ${count}`),
    ["DATE>DATE 1", "LOC>LOC 1", "ORG>null 1", "null>LOC 1", "KILLED>KILLED 1"],
  );
});

test("suggestions that nobody decided: their article is left out, they are set aside, or they are wrong", async () => {
  const decided = accepted(TEXT).filter(({ quote }) => quote !== "Taiz");
  const articles = {
    "begun.txt": { text: TEXT, decided },
    "nobody.txt": { text: TEXT, decided: null },
    "whole.txt": { text: TEXT, decided: accepted(TEXT) },
    "empty.txt": { text: "", decided: [] },
  };
  const leave = await evaluated(articles);
  assert.deepEqual([leave.articles, leave.left.notWhole, leave.left.withoutDecisions], [1, 1, 2]);
  assert.equal(leave.open.inArticlesLeftOut, 1);
  const ignore = await evaluated(articles, { undecided: "ignore" });
  assert.deepEqual([ignore.articles, ignore.open.setAside], [2, 1]);
  assert.deepEqual(score(ignore, "entity strict"), [5, 5, 5]);
  const wrong = await evaluated(articles, { undecided: "wrong" });
  assert.deepEqual(score(wrong, "entity strict"), [5, 6, 5]);
  // Of the labels that are asked for nothing is open.
  const dates = await evaluated(articles, { labels: ["DATE", "killed"] });
  assert.deepEqual([dates.articles, dates.left.notWhole], [2, 0]);
  assert.equal(score(dates, "entity strict LOC"), undefined);
});

test("figures field by field; nothing said is nothing found", async () => {
  const decided = accepted(TEXT).map(
    (one): Annotation =>
      one.kind === "figure"
        ? {
            ...one,
            status: "corrected",
            was: { figure: one.figure },
            figure: { ...one.figure, min: 32, place: null, harm: "injured" },
          }
        : one,
  );
  const evaluation = await evaluated({ "a.txt": { text: TEXT, decided } });
  assert.deepEqual(score(evaluation, "field harm"), [0, 1, 1]);
  assert.deepEqual(score(evaluation, "field number"), [1, 1, 1]);
  assert.deepEqual(score(evaluation, "field bounds"), [0, 1, 1]);
  assert.deepEqual(score(evaluation, "field place"), [0, 1, 0]);
  const row = evaluation.runs[0]?.rows.find(({ subject }) => nameOf(subject) === "field number");
  assert.deepEqual(row?.same, { same: 1, of: 1 });
  assert.deepEqual(row?.interval.f, null);
});

test("one annotator's decisions are wanted where one is named; disputes are counted where nobody is", async () => {
  const [aden] = accepted(TEXT).filter(({ quote }) => quote === "Aden");
  const decided = [by(aden!, "ana", [opinion("ben", { label: "ORG" })])];
  const options = { undecided: "ignore" } as const;
  const article = { "a.txt": { text: TEXT, decided } };
  const all = await evaluated(article, options);
  assert.deepEqual([all.disputed, score(all, "entity strict")], [1, [1, 1, 1]]);
  const ben = await evaluated(article, { ...options, by: "ben" });
  assert.deepEqual([ben.disputed, score(ben, "entity strict")], [0, [0, 1, 1]]);
  assert.equal((await evaluated(article, { ...options, by: "eve" })).left.withoutDecisions, 1);
});

/** The errors of what is marked as found against what is marked as wanted, in words. */
function checkErrors(wanted: string, found: string, expected: readonly string[]): void {
  const [gold, own] = [annotatedArticle(wanted), annotatedArticle(found)];
  assert.equal(own.text, gold.text);
  const marked = (annotations: readonly Annotation[]) =>
    markedBy(
      gold.text,
      annotations.filter(({ kind }) => kind === "entity"),
    );
  const errors = errorsIn(marked(gold.annotations), marked(own.annotations));
  assert.deepEqual(
    errors.map((error) => errorInWords({ text: gold.text, ...error })),
    expected,
  );
}

test("what is wrong in an article, by place", () => {
  checkErrors("[Aden:LOC] fell.", "[Aden:LOC] fell.", []);
  checkErrors("", "", []);
  checkErrors(
    "😀 [Aden:LOC] fell on [Friday:DATE].\r\n[Taiz:LOC] and [Bank of Marib:ORG]",
    "😀 Aden fell [on Friday:DATE].\r\n[Taiz:ORG] and Bank of [Marib:LOC]",
    [
      "LOC “Aden”: missed",
      "DATE “Friday”: boundaries: “Friday” wanted, “on Friday” found",
      "LOC “Taiz”: label: LOC wanted, ORG found",
      "ORG “Bank of Marib”: boundaries: “Bank of Marib” wanted, “Marib” found; label: ORG wanted, LOC found",
    ],
  );
  checkErrors("قال ل[مأرب:LOC] في عدن.", "قال [لمأرب:LOC] في [عدن:LOC].", [
    "LOC “\u2068مأرب\u2069”: boundaries: “\u2068مأرب\u2069” wanted, “\u2068لمأرب\u2069” found",
    "LOC “\u2068عدن\u2069”: spurious",
  ]);
});

test("figures with wrong fields, each with what was wanted and found; what a format cannot say is not wrong", () => {
  const [figure] = acceptedFigures(TEXT);
  assert.ok(figure?.kind === "figure");
  const found = markedBy(TEXT, [figure]);
  const other: Annotation = {
    ...figure,
    figure: { ...figure.figure, min: 32, place: null, number: null, source: "the army" },
  };
  const [error] = errorsIn(markedBy(TEXT, [other]), found);
  assert.deepEqual(error?.wrong, ["fields"]);
  assert.deepEqual(error.fields, ["number", "bounds", "place", "source"]);
  assert.equal(
    errorInWords({ text: TEXT, ...error }),
    "killed: at least 32 “At least 31 militants”: number: killed: at least 32 wanted, killed: at least 31 found; words of the number: none wanted, “31” found; place: none wanted, Aden found; source: the army wanted, none found",
  );
  const bare = found.map((one) => ({ ...one, said: "harm" as const }));
  assert.deepEqual(errorsIn(markedBy(TEXT, [other]), bare), []);
  const injured: Annotation = { ...figure, figure: { ...figure.figure, harm: "injured" } };
  const [harm] = errorsIn(markedBy(TEXT, [injured]), found);
  assert.equal(
    harm && errorInWords({ text: TEXT, ...harm }),
    "injured: at least 31 “At least 31 militants”: label: injured: at least 31 wanted, killed: at least 31 found",
  );
});

test("an evaluation tells of its errors article by article; they are as many as its numbers say", async () => {
  const decided = accepted(TEXT).filter(({ quote }) => quote !== "Taiz");
  const added = { ...entityOn(TEXT, "militants", "ORG"), status: "added" as const };
  const errors: EvaluationError[] = [];
  const evaluation = await evaluated(
    { "a.txt": { text: TEXT, decided: [...decided, added] }, "b.txt": { text: TEXT, decided } },
    { undecided: "wrong" },
    undefined,
    undefined,
    (found) => void errors.push(...found),
  );
  assert.deepEqual(
    errors.map(({ source, run, text, ...error }) => [source.id, run, errorInWords({ text, ...error })]),
    [
      ["a.txt", "detector", "ORG “militants”: missed"],
      ["a.txt", "detector", "LOC “Taiz”: spurious"],
      ["b.txt", "detector", "LOC “Taiz”: spurious"],
    ],
  );
  const [right = 0, found = 0, wanted = 0] = score(evaluation, "entity strict") ?? [];
  assert.equal(errors.length, found - right + (wanted - right));
  const places = errors.map(({ source, ...error }) => [source.id, errorInWords(error)] as [string, string]);
  const page = pageOf(evaluationReport(evaluation, { places: places.slice(0, 2), more: 1 }));
  assert.match(page, /errors, the first 2 of 3.*“militants”: missed/s);
});

test("names that the articles themselves taught do not help detection; they do make an article unfinished", async () => {
  const text = "Gunmen left Qarahta.";
  const learned = createLearnedNames(() => "other.txt");
  for (const other of ["file:///o/1.txt", "file:///o/2.txt"])
    learned.decided(other, [{ ...entityOn(text, "Qarahta", "WEAPON"), status: "added" }]);
  const names = { version: "1", listed: noNames, learned: learned.names() };
  const project: ProjectOf = async () => ({ names });
  const found = detect(text, { names }).entities.map(({ label }) => label);
  assert.ok(found.includes("WEAPON"), found.join());
  const gold = { ...entityOn(text, "Qarahta", "WEAPON"), status: "added" as const };
  const done = await evaluated({ "a.txt": { text, decided: [gold] } }, {}, undefined, project);
  assert.equal(score(done, "entity strict WEAPON")?.[0], 0);
  const other = { ...entityOn(text, "left", "ORG"), status: "added" as const };
  const begun = await evaluated(
    { "a.txt": { text, decided: [other] } },
    { labels: ["WEAPON"] },
    undefined,
    project,
  );
  assert.equal(begun.left.notWhole, 1);
});

test("two runs on the same articles: how they differ and how surely; one that lacks an article takes it out", async () => {
  const { files, put } = memoryFiles({});
  const decided = accepted(TEXT);
  const articles: Record<string, Articles[string]> = {};
  for (let n = 0; n < 9; n++) {
    articles[`${n}.txt`] = { text: TEXT, decided };
    if (n < 8)
      put(
        `file:///run/${n}.txt.dateline.json`,
        sidecarFor(
          TEXT,
          decided.filter(({ quote }) => quote !== "Aden"),
        ),
      );
  }
  put("file:///run/8.txt", TEXT);
  const runs = [sidecarRun(files, "run", "file:///run"), detectorRun("detector")];
  const evaluation = await evaluated(articles, { samples: 2000 }, runs);
  assert.equal(evaluation.articles, 9);
  const strict = evaluation.comparison?.find(({ subject }) => nameOf(subject) === "entity strict");
  // 16 of 27 found, all right, against all: F is 32 / 43 and 1. Of 2⁹ ways two differ as much.
  assert.ok(Math.abs((strict?.difference ?? 0) - (1 - 32 / 43)) < 1e-12);
  assert.ok((strict?.p ?? 1) < 0.012, String(strict?.p));
  put("file:///run/0.txt.dateline.json", "{");
  const broken = await evaluated({ ...articles, "9.txt": { text: TEXT, decided } }, {}, runs);
  assert.deepEqual([broken.articles, broken.left.notInRun], [8, 1]);
  assert.match(broken.left.unreadable.join(), /^0\.txt: its sidecar in run cannot be used/);
});

test("the same articles and seed give the same numbers", async () => {
  const decided = accepted(TEXT);
  const articles = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [`${n}.txt`, { text: TEXT, decided: decided.slice(n % 3) }]),
  );
  const options = { undecided: "wrong", samples: 200 } as const;
  const once = await evaluated(articles, options);
  assert.deepEqual(await evaluated(articles, options), once);
  assert.notDeepEqual((await evaluated(articles, { ...options, seed: 2 })).runs[0]?.rows, once.runs[0]?.rows);
});

test("a page runs nothing and asks for nothing, whatever labels and names are", async () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>\u0000`;
  const decided = [{ ...entityOn(TEXT, "Aden", hostile), status: "added" as const }];
  const evaluation = await evaluated({ "a.txt": { text: TEXT, decided } }, { undecided: "wrong" }, [
    { ...detectorRun(hostile) },
  ]);
  const page = pageOf(evaluationReport(evaluation));
  assert.doesNotMatch(page, /<script|<img|<link|<iframe|javascript:|https?:|url\(|\u0000/i);
  assert.match(page, /&quot;&gt;&lt;script&gt;/);
  assert.match(page, /default-src 'none'/);
  assert.match(page, /prefers-color-scheme: dark/);
  // Every tag that is opened is one of the page's own.
  const tags = new Set([...page.matchAll(/<([a-z]\w*)/gi)].map((match) => match[1]));
  assert.deepEqual(
    [...tags].filter(
      (tag) =>
        !/^(html|head|meta|title|style|body|main|h1|p|div|table|caption|thead|tbody|tr|th|td|bdi)$/.test(
          tag!,
        ),
    ),
    [],
  );
});

test("stats: articles by state, decisions by label, status and annotator, tallies", async () => {
  const { files, put } = memoryFiles({});
  const all = accepted(TEXT);
  const [aden] = all.filter(({ quote }) => quote === "Aden");
  const write = (id: string, text: string, decided: readonly Annotation[] | null): void => {
    put(`file:///a/${id}`, text);
    if (decided) put(`file:///a/${id}.dateline.json`, sidecarFor(text, decided));
  };
  write("whole.txt", TEXT, all);
  write("begun.txt", TEXT, [by(aden!, "ana", [opinion("ben", { label: "ORG" })], { status: "corrected" })]);
  write("untouched.txt", TEXT, null);
  write("empty.txt", "", []);
  put("file:///a/broken.txt", TEXT);
  put("file:///a/broken.txt.dateline.json", "{");
  const sources = ["begun", "broken", "empty", "untouched", "whole"].map((name) => ({
    uri: `file:///a/${name}.txt`,
    id: `${name}.txt`,
  }));
  const read = readEach((source: (typeof sources)[number]) => articleStats(files, source, async () => ({})));
  const stats = await statsOf(sources, read, atOnce);
  const { untouched, decided, begun, whole, unreadable } = stats.articles;
  assert.deepEqual([untouched, decided, begun, whole, unreadable.length], [2, 2, 1, 1, 1]);
  assert.ok((stats.open ?? 0) > 0);
  const loc = stats.labels.find(({ label }) => label === "LOC")?.decisions;
  assert.deepEqual([loc?.accepted, loc?.corrected], [2, 1]);
  assert.deepEqual(
    stats.annotators.map(({ name, articles, opinions }) => `${name} ${articles} ${opinions}`),
    ["ana 1 0", "annotator 1 0", "ben 1 1"],
  );
  assert.equal(stats.disputed, 1);
  assert.deepEqual(stats.tallies, [{ harm: "killed", articles: 1, min: 31, max: null, best: 31 }]);
  const readDecisions = readEach((source: (typeof sources)[number]) =>
    articleStats(files, source, async () => ({}), false),
  );
  const counted = await statsOf(sources, readDecisions, atOnce, false);
  assert.deepEqual(counted, {
    ...stats,
    open: null,
    articles: { ...stats.articles, begun: null, whole: null },
  });
});

test("labels that a project does not use are not asked of detection, and leave no article unfinished", async () => {
  const decided = accepted(TEXT).filter((one) => one.kind === "figure" || one.label !== "LOC");
  const articles = { "a.txt": { text: TEXT, decided } };
  assert.equal((await evaluated(articles)).left.notWhole, 1);
  const tagset = { ...defaultTagset, off: ["LOC"] as const };
  const done = await evaluated(articles, {}, undefined, async () => ({ tagset }));
  assert.deepEqual([done.articles, score(done, "LOC")], [1, undefined]);
});
