import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anchorsIn } from "../../../../server/src/annotations/anchor.ts";
import type { Annotation, FigureRecord } from "../../../../server/src/annotations/annotation.ts";
import { undisputed } from "../../../../server/src/annotations/opinion.ts";
import type { Attributes } from "../../../../server/src/annotations/tagset.ts";
import { importers } from "../../../../server/src/dataset/import/formats.ts";
import {
  figureStatuses,
  harms,
  qualifiers,
  scopes,
  victimTypes,
} from "../../../../server/src/detect/detection.ts";
import { trimmed } from "../../../../server/src/text/span.ts";
import { parseProject } from "../../../../server/src/workspace/project.ts";
import { saveSidecar, versionOf } from "../../../../server/src/workspace/sidecars.ts";
import { memoryFiles } from "../../../support/memoryFiles.ts";
import { exportTo, importFrom } from "../../../support/roundTrip.ts";

// Any annotations of any text, exported, imported and exported again.

const PIECES = [
  ...[
    "Aden",
    "was",
    "calm",
    "31",
    "killed",
    "=SUM(A1)",
    "-DOCSTART-",
    "#",
    "O",
    "|",
    "\\n",
    '"',
    "'",
    ";",
    ",",
  ],
  ...[
    "😀",
    "👩\u200d🚒",
    "e\u0301",
    "é",
    "\u0627\u0644\u062c\u064a\u0634",
    "وبصنعاء",
    "،",
    "٣١",
    "\ufeff",
    "\u00a0",
  ],
  ...[" ", " ", "\n", "\n\n", "\r\n", "\t", "\u2028", "\u0085", "\f", "\u200f", ". "],
];

/** A mark at the very beginning is a byte order mark, which is no part of a text. */
const textOf = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 30 })
  .map((pieces) => pieces.join("").replace(/^\ufeff+/, ""));

/** The edges of characters of a text: no span cuts one, and none stands between CR and LF. */
const edgesOf = (text: string): number[] => {
  const found = [0];
  for (const char of text.match(/\r\n|[\s\S]/gu) ?? []) found.push((found.at(-1) ?? 0) + char.length);
  return found;
};

interface Shape {
  readonly from: number;
  readonly length: number;
  readonly label: string;
  readonly status: "accepted" | "corrected" | "added" | "rejected";
  readonly by: string | null;
  readonly at: string | null;
  readonly figure: Omit<FigureRecord, "number" | "trigger" | "mentions"> | null;
  readonly confidence: number | null;
  readonly attributes: Attributes;
}

const words = fc.option(fc.constantFrom("a family", "=cmd", "الجيش", "x; y", "é 😀"), { nil: null });
const shape: fc.Arbitrary<Shape> = fc.record({
  from: fc.nat(60),
  length: fc.integer({ min: 1, max: 12 }),
  label: fc.constantFrom("LOC", "PERSON", "MY LABEL", 'a "b" <c>', "=X", "__proto__", "مكان"),
  status: fc.constantFrom("accepted" as const, "corrected" as const, "added" as const, "rejected" as const),
  by: fc.constantFrom(null, "sa", "مها", "a · b", "=b", "x@1"),
  at: fc.constantFrom(null, "2026-01-02T03:04:05Z"),
  confidence: fc.constantFrom(null, 0, 0.25, 1),
  attributes: fc.constantFrom<Attributes>(
    ...[{}, {}, { certainty: "very low" }, { armed: true }],
    ...[
      { armed: false, make: '=تويوتا "x" 😀' },
      { age: "true", constructor: "1" },
    ],
  ),
  figure: fc.option(
    fc.record({
      harm: fc.constantFrom(...harms),
      min: fc.option(fc.nat(100), { nil: null }),
      max: fc.option(fc.integer({ min: 100, max: 5_000_000_000 }), { nil: null }),
      qualifier: fc.constantFrom(...qualifiers),
      victims: words,
      victimType: fc.constantFrom(...victimTypes),
      perpetrator: words,
      place: words,
      date: fc.constantFrom(null, "2026", "2026-01", "2026-01-02"),
      source: words,
      scope: fc.constantFrom(...scopes),
      status: fc.constantFrom(...figureStatuses),
    }),
    { nil: null },
  ),
});

function annotationsOn(text: string, shapes: readonly Shape[]): Annotation[] {
  const edges = edgesOf(text);
  const anchors = anchorsIn(text);
  const found: Annotation[] = [];
  for (const { from, length, label, figure, ...rest } of shapes) {
    const start = edges[from % edges.length] ?? 0;
    const end = edges[Math.min(edges.length - 1, (from % edges.length) + length)] ?? 0;
    const span = trimmed(text, { start, end });
    if (!span) continue;
    const common = {
      ...anchors.at(span),
      ...rest,
      id: `id-${String(found.length).padStart(4, "0")}`,
      was: null,
      ...undisputed,
      detector: rest.status === "added" ? null : "dateline@0.1.0",
      rule: null,
      touched: false,
      lost: null,
      extra: {},
    };
    const part = { start: span.start, end: span.end, text: text.slice(span.start, span.end) };
    const [before] = found;
    const mentions =
      before && before.kind === "entity"
        ? [{ role: "place" as const, start: before.start, end: before.end, text: before.quote }]
        : [];
    found.push(
      figure
        ? {
            ...common,
            kind: "figure",
            figure: { ...figure, number: length % 2 ? part : null, trigger: null, mentions },
          }
        : { ...common, kind: "entity", label },
    );
  }
  return found;
}

/**
 * Two figures of one harm on the same words are two by where their numbers stand. These formats do not carry that: both
 * come in, and the next export takes the second for the first said twice.
 */
const NUMBERLESS = new Set(["spacy", "doccano", "prodigy", "labelstudio"]);

function toldApart(annotations: readonly Annotation[]): Annotation[] {
  const seen = new Set<string>();
  return annotations.filter((one) => {
    const key = one.kind === "figure" ? `${one.start} ${one.end} ${one.figure.harm}` : one.id;
    return seen.size < seen.add(key).size;
  });
}

/** Without its texts this format says nothing of an article that has no annotations. */
const isSilent = (format: string, withText: boolean, annotations: readonly Annotation[]): boolean =>
  format === "w3c" && !withText && annotations.length === 0;

/** A tagset with attributes of each kind; for others than these some formats have a note, and some no place. */
const { project: settings } = parseProject(
  JSON.stringify({
    attributes: { certainty: ["very low", "high"], make: { values: "text" }, armed: { values: "boolean" } },
  }),
);
const project = async () => ({ tagset: settings.tagset });

const ROOT = "file:///w";

/** The files of a dataset by name, without the count of what was exported. */
const datasetIn = (memory: ReturnType<typeof memoryFiles>, folder: string): Record<string, string> =>
  Object.fromEntries(
    memory
      .uris()
      .filter((uri) => uri.startsWith(`${folder}/`) && !uri.endsWith("dateline-export.json"))
      .map((uri) => [uri.slice(folder.length), Buffer.from(memory.bytes(uri)!).toString("latin1")]),
  );

/** Takes an article through a format there and back; the dataset before and after, and what could not be read. */
async function thereAndBack(format: string, text: string, shapes: readonly Shape[], withText: boolean) {
  const memory = memoryFiles({ [`${ROOT}/a/x.txt`]: text, [`${ROOT}/b/x.txt`]: text });
  const article = await versionOf(memory.bytes(`${ROOT}/a/x.txt`));
  const all = annotationsOn(article!.text, shapes);
  const annotations = NUMBERLESS.has(format) ? toldApart(all) : all;
  const more = { published: null, extra: {}, relations: [] };
  const content = { article: article!, annotations, more };
  await saveSidecar(memory.files, `${ROOT}/a/x.txt`, content, { state: "absent" });
  const at = (folder: string) => [{ uri: `${ROOT}/${folder}/x.txt`, id: "x.txt" }];
  await exportTo(memory.files, format, `${ROOT}/1`, at("a"), { text: withText, project });
  const report = await importFrom(memory.files, format, [`${ROOT}/1`], at("b"));
  await exportTo(memory.files, format, `${ROOT}/2`, at("b"), { text: withText, project });
  const first = isSilent(format, withText, annotations) ? {} : datasetIn(memory, `${ROOT}/1`);
  return { first, second: datasetIn(memory, `${ROOT}/2`), report };
}

for (const { name } of importers)
  for (const withText of ["csv", "huggingface", "w3c"].includes(name) ? [true, false] : [true])
    test(`${name}${withText ? "" : " without the text"}: there and back gives the same bytes`, () =>
      fc.assert(
        fc.asyncProperty(textOf, fc.array(shape, { maxLength: 8 }), async (text, shapes) => {
          const { first, second, report } = await thereAndBack(name, text, shapes, withText);
          assert.deepEqual(report.problems, []);
          assert.deepEqual(second, first);
        }),
        { numRuns: 40 },
      ));
