import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { anchorsIn } from "../../server/src/annotations/anchor.ts";
import type { Annotation, Decision } from "../../server/src/annotations/annotation.ts";
import { undisputed } from "../../server/src/annotations/opinion.ts";
import { recordOf } from "../../server/src/annotations/record.ts";
import type { Source } from "../../server/src/dataset/source.ts";
import { detect } from "../../server/src/detect/detect.ts";
import { nodeFiles } from "../../server/src/node/fileSystem.ts";
import { saveSidecar, versionOf } from "../../server/src/workspace/sidecars.ts";
import { DETECTOR } from "./datasets.ts";

const samples = path.resolve(import.meta.dirname, "../fixtures/articles");
const STATUSES: readonly Decision[] = ["accepted", "accepted", "rejected", "corrected", "added"];
const ANNOTATORS = ["sa", "مها", null, "a · b"];

/** Writes the sample articles into a folder, with decisions of several annotators on all that detection finds. */
export async function writeDecidedSamples(folder: string): Promise<Source[]> {
  mkdirSync(folder, { recursive: true });
  const sources: Source[] = [];
  for (const name of readdirSync(samples).sort()) {
    const bytes = readFileSync(path.join(samples, name));
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    const article = await versionOf(bytes);
    if (!article) throw new Error(`${name} is no text`);
    const uri = pathToFileURL(file).href;
    const annotations = decisionsOn(article.text);
    await saveSidecar(nodeFiles, uri, { article, annotations }, { state: "absent" });
    sources.push({ uri, id: name });
  }
  return sources;
}

function decisionsOn(text: string): Annotation[] {
  const detections = detect(text);
  const anchors = anchorsIn(text);
  return [...detections.entities, ...detections.figures].map((one, n): Annotation => {
    const status = STATUSES[n % STATUSES.length] ?? "accepted";
    const common = {
      ...anchors.at(one),
      id: `decision-${String(n).padStart(3, "0")}`,
      status,
      attributes: {},
      was: null,
      ...undisputed,
      by: ANNOTATORS[n % ANNOTATORS.length] ?? null,
      at: n % 3 === 0 ? null : `2026-01-02T03:04:${String(n % 60).padStart(2, "0")}Z`,
      detector: status === "added" ? null : DETECTOR,
      rule: "harm" in one ? one.rule : one.source,
      confidence: one.confidence,
      touched: false,
      lost: null,
      extra: {},
    };
    return "harm" in one
      ? { ...common, kind: "figure", figure: recordOf(one, detections) }
      : { ...common, kind: "entity", label: n % 11 === 10 ? "MY LABEL" : one.label };
  });
}
