import * as l10n from "@vscode/l10n";
import { anchorsIn } from "../../annotations/anchor.ts";
import type { Annotation } from "../../annotations/annotation.ts";
import { sameValue } from "../../annotations/json.ts";
import type { Sidecar } from "../../annotations/sidecar.ts";
import { eventOf, publishedBy } from "../../workspace/articleFacts.ts";
import type { Reason } from "../exporter.ts";
import { type DecisionContext, decisionsIn } from "./decisions.ts";
import type { Place, ReadDocument } from "./document.ts";
import { taken } from "./taking.ts";

const UNKEPT: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation was in its sidecar already, without the note that the dataset has")
    : l10n.t("{0} annotations were in their sidecars already, without the notes that the dataset has", count);

/** What a sidecar says when documents on its article have been taken in. */
interface Merged {
  readonly annotations: readonly Annotation[];
  /** All further keys of the sidecar's header. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly more: {
    readonly published: string | null;
    readonly relations: Sidecar["relations"];
  };
  readonly added: number;
  readonly known: number;
  readonly opinions: number;
  readonly conflicts: number;
  readonly relations: number;
  readonly left: ReturnType<typeof decisionsIn>["left"];
  readonly problems: readonly { readonly place: Place; readonly message: string }[];
  /** The dataset gives another day of publication than the sidecar. */
  readonly isDated: boolean;
}

/** The decisions of documents on one article, taken into those that its sidecar has, which may be none. */
export function mergedInto(
  before: readonly Annotation[],
  sidecar: Sidecar | null,
  documents: readonly ReadDocument[],
  text: string,
  { by, newId }: Pick<DecisionContext, "by" | "newId">,
): Merged {
  const context = { text, anchors: anchorsIn(text), by, newId };
  const total = { added: 0, known: 0, opinions: 0, conflicts: 0, relations: 0 };
  const left: Merged["left"][number][] = [];
  const problems: Merged["problems"][number][] = [];
  const relations = [...(sidecar?.relations ?? [])];
  let annotations: readonly Annotation[] = before;
  for (const document of documents) {
    const incoming = decisionsIn(document, context);
    const result = taken(annotations, [...incoming.decisions.values()]);
    annotations = result.annotations;
    const ids = new Map([...incoming.decisions.keys()].map((number, n) => [number, result.ids[n]]));
    for (const { type, from, to } of document.relations) {
      const relation = { type, from: ids.get(from), to: ids.get(to) };
      if (relation.from === undefined || relation.to === undefined) continue;
      if (relations.some(({ id: _, ...one }) => sameValue(one, relation))) continue;
      relations.push({ id: newId(), ...relation });
      total.relations++;
    }
    for (const key of ["added", "known", "opinions", "conflicts"] as const) total[key] += result[key];
    left.push(...incoming.left, { reason: UNKEPT, count: result.unkept });
    problems.push(...incoming.problems.map((message) => ({ place: document.place, message })));
  }
  const given = documents.find(({ published }) => published !== null)?.published ?? null;
  const own = sidecar?.article.published ?? null;
  const event = documents.find((one) => one.event !== null)?.event ?? null;
  return {
    ...total,
    annotations,
    header: { ...(event === null || eventOf(sidecar) !== null ? {} : { event }), ...sidecar?.article.extra },
    more: {
      // A day that the text itself says is found again; stored it would outlast a correction of the text.
      published: given !== null && own === null && given !== publishedBy(text) ? given : null,
      relations,
    },
    left,
    problems,
    isDated: given !== null && own !== null && given !== own,
  };
}
