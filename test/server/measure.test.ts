import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  MeasureAgreementResult,
  MeasureEvaluationResult,
  MeasureResult,
  MeasureSourcesResult,
} from "../../server/src/protocol.ts";
import * as protocol from "../../server/src/protocol.ts";
import { entityOn } from "../support/annotations.ts";
import { acceptedFigures } from "../support/datasets.ts";
import { type Client, startLanguageClient } from "../support/languageClient.ts";
import { by, opinion } from "../support/measured.ts";
import { sidecarFor } from "../support/repository.ts";
import { bundleIn } from "../support/translations.ts";

// Agreement, evaluation and statistics as commands that every client can run.

const TEXT = "Aden 😀 fell.\nTaiz and عدن did not.\n";

async function withArticles(
  task: (client: Client, folder: string) => Promise<void>,
  initializationOptions: object = { publish: true },
): Promise<void> {
  const client = await startLanguageClient({ initializationOptions });
  try {
    const uri = client.file("one.txt", TEXT);
    client.file(
      "one.txt.dateline.json",
      sidecarFor(TEXT, [
        by(entityOn(TEXT, "Aden"), "ana", [opinion("ben")]),
        by(entityOn(TEXT, "Taiz"), "ana", [opinion("ben", { label: "ORG" })]),
        by(entityOn(TEXT, "عدن"), "ben"),
      ]),
    );
    client.file("two.txt", "Marib.");
    await task(client, uri.slice(0, uri.lastIndexOf("/")));
  } finally {
    await client.close();
  }
}

const run = <T>({ request }: Client, command: string, argument: object): Promise<T> =>
  request<T>("workspace/executeCommand", { command, arguments: [argument] });

test("agreement: who there is, how far they agree, and where they do not", () =>
  withArticles(async (client, folder) => {
    const uris = [folder];
    const sources = await run<MeasureSourcesResult>(client, "dateline.measureSources", { uris });
    assert.deepEqual(sources.annotators, [
      { name: "ana", decisions: 2 },
      { name: "ben", decisions: 3 },
    ]);
    const sides = [{ annotator: "ana" }, { annotator: "ben" }];
    const result = await run<MeasureAgreementResult>(client, "dateline.measureAgreement", { uris, sides });
    assert.equal(result.summary, "ana and ben: 2 disagreements in 1 article");
    assert.deepEqual(
      result.disagreements.map(({ path, words, range: { start } }) => [
        path,
        words,
        start.line,
        start.character,
      ]),
      [
        ["one.txt", "LOC “Taiz”: ana, ben: label: LOC, ORG", 1, 0],
        ["one.txt", "LOC “\u2068عدن\u2069”: only ben", 1, 9],
      ],
    );
    assert.deepEqual([result.more, result.leftOut], [0, []]);
    assert.match(result.html, /αU/);
  }));

test("evaluation and statistics as pages", () =>
  withArticles(async (client, folder) => {
    const uris = [folder];
    const text = "😀 Marib.\r\nوصلت الى عدن.";
    client.file("three.txt", text);
    client.file("three.txt.dateline.json", sidecarFor(text, [entityOn(text, "Marib", "ORG")]));
    const evaluation = await run<MeasureEvaluationResult>(client, "dateline.measureEvaluation", {
      uris,
      undecided: "wrong",
    });
    assert.match(evaluation.title, /^Evaluation of dateline@/);
    assert.match(evaluation.summary, /^2 articles, measured against what was decided\./);
    assert.match(evaluation.html, /entities, strict/);
    assert.deepEqual(
      evaluation.errors.map(({ path, words, range: { start, end } }) => [
        path,
        words,
        start.line,
        start.character,
        end.character,
      ]),
      [
        ["three.txt", "ORG “Marib”: label: ORG wanted, LOC found", 0, 3, 8],
        ["three.txt", "LOC “\u2068عدن\u2069”: spurious", 1, 9, 12],
      ],
    );
    assert.equal(evaluation.more, 0);
    assert.match(evaluation.html, /<caption>errors<\/caption>/);
    const stats = await run<MeasureResult>(client, "dateline.measureStats", { uris });
    assert.equal(stats.title, "Annotations in 3 articles");
  }));

/** Words in Latin letters that a reader of a page sees, each once. */
const latinWords = (html: string): string[] => [
  ...new Set(
    html
      .replace(/<style>.*?<\/style>|<[^>]*>|&\w+;/gs, " ")
      .match(/[A-Za-z][\w@.-]*/g)
      ?.sort(),
  ),
];

test("in an interface in Arabic the pages are, from right to left, but for names, labels and measures", () =>
  withArticles(
    async (client, folder) => {
      const text = "At least 31 militants were killed in Aden on Friday.";
      client.file("three.txt", text);
      client.file(
        "three.txt.dateline.json",
        sidecarFor(
          text,
          acceptedFigures(text).map((one) => by(one, "ana")),
        ),
      );
      const uris = [folder];
      const sides = [{ annotator: "ana" }, { annotator: "ben" }];
      const { measureCommands } = protocol;
      const pages = [
        await run<MeasureResult>(client, measureCommands.stats, { uris }),
        await run<MeasureResult>(client, measureCommands.agreement, { uris, sides }),
        await run<MeasureResult>(client, measureCommands.evaluation, { uris, undecided: "wrong" }),
      ];
      const names = /^(ana|ben|[FpU]|dateline@.*|one\.txt|three\.txt|LOC|ORG|DATE|KILLED|Aden|Taiz|Friday)$/;
      for (const { title, summary, html } of pages) {
        assert.match(html, /<html lang="ar" dir="rtl">/);
        for (const words of [title, summary]) assert.match(words, /\p{Script=Arabic}/u);
        assert.deepEqual(
          latinWords(html).filter((word) => !names.test(word)),
          [],
        );
      }
    },
    { publish: true, strings: bundleIn("client/l10n/bundle.l10n.ar.json") },
  ));

test("a decision in an open article counts at once; an argument that does not fit is refused in words", () =>
  withArticles(async (client, folder) => {
    const uri = `${folder}/two.txt`;
    const { version, annotations } = await client.open(uri, "Marib.");
    await client.correct(uri, version, { type: "accept", ids: annotations.map(({ id }) => id) });
    const stats = await run<MeasureResult>(client, "dateline.measureStats", { uris: [folder] });
    assert.match(stats.html, /<bdi>without decisions<\/bdi><\/th><td class="number"><bdi>0</);
    for (const argument of [{}, { uris: [] }, { uris: [folder], sides: [{ annotator: "ana" }] }])
      await assert.rejects(run(client, "dateline.measureAgreement", argument), /dateline\.measureAgreement/);
  }));
