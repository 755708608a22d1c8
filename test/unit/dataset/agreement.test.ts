import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { agree, type Disagreement } from "../../../server/src/dataset/agreement/agree.ts";
import type { Agreement } from "../../../server/src/dataset/agreement/agreement.ts";
import { agreementReport } from "../../../server/src/dataset/agreement/report.ts";
import {
  annotatorSide,
  folderSide,
  ownSide,
  type Side,
} from "../../../server/src/dataset/agreement/sides.ts";
import { MeasuringCancelled } from "../../../server/src/dataset/measure/pacing.ts";
import { entityOn } from "../../support/annotations.ts";
import { acceptedFigures } from "../../support/datasets.ts";
import { by, opinion } from "../../support/measured.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";
import { sidecarFor } from "../../support/repository.ts";

const atOnce = { progress: () => undefined, pause: async () => undefined, check: () => undefined };
const TEXT = "Militants left Aden 😀 and Taiz; at least 31 people were killed in ابين.";

/** Measures articles that are given by what was decided on them; null is one without a sidecar. */
async function measured(
  articles: Readonly<Record<string, readonly Annotation[] | null>>,
  sides: readonly Side[],
  labels?: readonly string[],
): Promise<{ agreement: Agreement; list: string[] }> {
  const { files, put } = memoryFiles({});
  for (const [name, decided] of Object.entries(articles)) {
    put(`file:///a/${name}`, TEXT);
    if (decided) put(`file:///a/${name}.dateline.json`, sidecarFor(TEXT, decided));
  }
  const list: string[] = [];
  const disagreements = (found: readonly Disagreement[]): void => {
    for (const { source, left, right, pair } of found)
      list.push(
        `${source.id} ${left}/${right} ${(pair.left ?? pair.right)?.quote}: ${pair.differences.join()}`,
      );
  };
  const sources = Object.keys(articles).map((id) => ({ uri: `file:///a/${id}`, id }));
  return { agreement: await agree(files, sources, sides, { disagreements, labels }, atOnce), list };
}

const people = (...names: string[]): Side[] => names.map(annotatorSide);
const rowOf = ({ pairs }: Agreement, label: string | null, pair = 0) =>
  pairs[pair]?.spans.find((one) => one.label === label && one.kind !== "figure");

test("exact and overlap, by label, with the places at which two differ", async () => {
  const aden = entityOn(TEXT, "Aden");
  const { agreement, list } = await measured(
    {
      "a.txt": [
        by(aden, "ana", [opinion("ben")]),
        by(entityOn(TEXT, "and Taiz"), "ana", [
          opinion("ben", { start: TEXT.indexOf("Taiz"), end: TEXT.indexOf("Taiz") + 4, quote: "Taiz" }),
        ]),
        by(entityOn(TEXT, "ابين"), "ana", [opinion("ben", { label: "ORG" })]),
        by(entityOn(TEXT, "Militants", "NORP"), "ana", [opinion("ben", { status: "rejected" })]),
      ],
    },
    people("ana", "ben"),
  );
  assert.deepEqual(rowOf(agreement, "LOC")?.exact, { right: 1, wanted: 3, found: 2 });
  assert.deepEqual(rowOf(agreement, "LOC")?.overlap, { right: 2, wanted: 3, found: 2 });
  assert.deepEqual(rowOf(agreement, "ORG")?.exact, { right: 0, wanted: 0, found: 1 });
  assert.deepEqual(rowOf(agreement, null)?.exact, { right: 1, wanted: 4, found: 3 });
  assert.deepEqual(list, [
    "a.txt ana/ben Militants: rejected",
    "a.txt ana/ben and Taiz: bounds",
    "a.txt ana/ben ابين: label",
  ]);
  assert.equal(agreement.pairs[0]?.disagreements, 3);
});

test("an article that one of two has not seen is none of theirs; who rejected everything has seen it", async () => {
  const aden = entityOn(TEXT, "Aden");
  const { agreement, list } = await measured(
    {
      "alone.txt": [by(aden, "ana")],
      "nobody.txt": null,
      "rejected.txt": [by(aden, "ana", [opinion("ben", { status: "rejected" })])],
      "both none.txt": [by(aden, "ana", [opinion("ben", { status: "rejected" })], { status: "rejected" })],
    },
    people("ana", "ben"),
  );
  assert.equal(agreement.pairs[0]?.articles, 2);
  assert.equal(agreement.left.alone, 2);
  assert.deepEqual(rowOf(agreement, "LOC")?.exact, { right: 0, wanted: 1, found: 0 });
  assert.deepEqual(list, ["rejected.txt ana/ben Aden: rejected"]);
});

test("an adjudication does not make those agree who did not", async () => {
  const aden = entityOn(TEXT, "Aden");
  const settled = by(aden, "eve", [opinion("ana"), opinion("ben", { label: "ORG" })], { adjudicated: true });
  const { agreement, list } = await measured({ "a.txt": [settled] }, people("ana", "ben"));
  assert.equal(rowOf(agreement, null)?.exact.right, 0);
  assert.deepEqual(list, ["a.txt ana/ben Aden: label"]);
});

test("figures: harm, number and bounds, where both have one", async () => {
  const [figure] = acceptedFigures(TEXT);
  assert.ok(figure);
  const other = { ...figure.figure, harm: "injured" as const, min: 62 };
  const second = { ...figure.figure, place: "عدن" };
  const { agreement } = await measured(
    {
      "a.txt": [by(figure, "ana", [opinion("ben", { figure: other })])],
      "b.txt": [by(figure, "ana", [opinion("ben", { figure: second })])],
      "c.txt": [by(figure, "ana", [opinion("ben", { status: "rejected" })])],
    },
    people("ana", "ben"),
  );
  const fields = Object.fromEntries(
    agreement.pairs[0]!.fields.map(({ field, same, of }) => [field, [same, of]]),
  );
  assert.deepEqual(fields["harm"], [1, 2]);
  assert.deepEqual(fields["number"], [2, 2]);
  assert.deepEqual(fields["bounds"], [1, 2]);
  assert.deepEqual(fields["place"], [1, 2]);
  // Values 31/62 and 31/31: Do = 2·(31/93)²/4, De = 2·3·1·(31/93)²/12, so that α is 0.
  const least = agreement.pairs[0]!.numbers.find(({ bound }) => bound === "min");
  assert.equal(least?.of, 2);
  assert.ok(Math.abs(least?.alpha ?? 1) < 1e-9);
  assert.equal(agreement.pairs[0]!.numbers.find(({ bound }) => bound === "max")?.of, 0);
});

test("three annotators: each two, and all together on what all have seen; their order is of no matter", async () => {
  const aden = entityOn(TEXT, "Aden");
  const taiz = entityOn(TEXT, "Taiz");
  const [figure] = acceptedFigures(TEXT);
  const articles = {
    "a.txt": [
      by(aden, "ana", [opinion("ben"), opinion("eve", { label: "ORG" })]),
      by(taiz, "eve"),
      by(figure!, "ben", [
        opinion("ana", { figure: { ...figure!.figure, harm: "injured" } }),
        opinion("eve"),
      ]),
    ],
    "b.txt": [by(aden, "ana", [opinion("ben")])],
  };
  const { agreement } = await measured(articles, people("ana", "ben", "eve"));
  assert.deepEqual(
    agreement.pairs.map(({ left, right, articles: count }) => `${left} ${right} ${count}`),
    ["ana ben 2", "ana eve 1", "ben eve 1"],
  );
  assert.equal(agreement.group?.articles, 1);
  const harm = agreement.group?.fields.find(({ field }) => field === "harm");
  // One unit with injured, killed, killed: as much apart as chance makes it.
  assert.equal(harm?.alpha, 0);
  const { agreement: turned } = await measured(articles, people("eve", "ben", "ana"));
  assert.deepEqual(turned.group, agreement.group);
  const mirrored = rowOf(turned, "LOC", 1);
  const straight = rowOf(agreement, "LOC", 1);
  assert.deepEqual(
    [mirrored?.exact.wanted, mirrored?.exact.found],
    [straight?.exact.found, straight?.exact.wanted],
  );
  assert.equal(mirrored?.alpha, straight?.alpha);
});

test("folders: other sidecars on the same text, on one that was changed, and one that cannot be read", async () => {
  const { files, put } = memoryFiles({});
  const aden = entityOn(TEXT, "Aden");
  const changed = `A new first line.\r\n${TEXT}`;
  put("file:///a/same.txt", TEXT);
  put("file:///a/same.txt.dateline.json", sidecarFor(TEXT, [aden]));
  put("file:///b/same.txt.dateline.json", sidecarFor(TEXT, [aden]));
  put("file:///a/changed.txt", changed);
  put("file:///a/changed.txt.dateline.json", sidecarFor(changed, [entityOn(changed, "Aden")]));
  put("file:///b/changed.txt.dateline.json", sidecarFor(TEXT, [aden]));
  put("file:///a/broken.txt", TEXT);
  put("file:///a/broken.txt.dateline.json", sidecarFor(TEXT, [aden]));
  put("file:///b/broken.txt.dateline.json", "{");
  const sources = ["broken.txt", "changed.txt", "same.txt"].map((id) => ({ uri: `file:///a/${id}`, id }));
  const sides = [ownSide("a"), folderSide(files, "b", "file:///b")];
  const { pairs, left } = await agree(files, sources, sides, { disagreements: () => undefined }, atOnce);
  assert.deepEqual(pairs[0]?.spans[0]?.exact, { right: 2, wanted: 2, found: 2 });
  assert.deepEqual([pairs[0]?.spans[0]?.alpha, pairs[0]?.disagreements], [1, 0]);
  assert.match(left.unreadable.join(), /^broken\.txt: its sidecar in b cannot be used\. .*ends too early/);
});

test("labels that are asked for alone; a report says what there is and nothing else", async () => {
  const [figure] = acceptedFigures(TEXT);
  const decided = [by(entityOn(TEXT, "Aden"), "ana", [opinion("ben")]), by(figure!, "ana", [opinion("ben")])];
  const { agreement } = await measured({ "a.txt": decided }, people("ana", "ben"), ["killed"]);
  assert.deepEqual(
    agreement.pairs[0]?.spans.filter(({ units }) => units > 0).map(({ label }) => label),
    [null, null, "KILLED"],
  );
  const report = agreementReport(agreement);
  assert.deepEqual(
    report.tables[0]?.rows.map(([label, exact]) => [label, exact]),
    [
      ["all", "100.0"],
      ["figures", "100.0"],
      ["KILLED", "100.0"],
    ],
  );
});

test("it ends when the user has had enough", async () => {
  const { files } = memoryFiles({ "file:///a/a.txt": TEXT });
  const check = (): void => {
    throw new MeasuringCancelled();
  };
  const sources = [{ uri: "file:///a/a.txt", id: "a.txt" }];
  const measuring = agree(
    files,
    sources,
    people("a", "b"),
    { disagreements: () => undefined },
    { ...atOnce, check },
  );
  await assert.rejects(measuring, MeasuringCancelled);
});
