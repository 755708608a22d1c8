import { historyOf } from "../annotations/history.ts";
import { codePoints } from "../positions.ts";
import type { Cell } from "../text/csv.ts";
import type { DatasetArticle } from "./article.ts";
import { attributesCell, csvTable } from "./csv.ts";
import type { Exporter } from "./exporter.ts";

const COLUMNS = [
  "article",
  "annotation",
  "kind",
  "step",
  "act",
  "by",
  "at",
  "start",
  "end",
  "quote",
  "label",
  "harm",
  "min",
  "max",
  "qualifier",
  "changed",
  "rule",
  "confidence",
  "stands",
  "attributes",
] as const;

/**
 * Who decided what, when, on which suggestion: a table with a row a step, for suggestions and rejected and lost
 * annotations too. Offsets count code points of the text with LF as line end; `changed` names what differs from the
 * suggestion, `stands` whether the step says what the annotation says now.
 */
export const provenance: Exporter = {
  name: "provenance",
  about: "table of who suggested, decided and changed what, and when",
  rejected: true,
  everything: true,
  textless: false,
  start() {
    const table = csvTable(COLUMNS);
    return {
      add(article, part) {
        const pieces = [table(`${part}.csv`, rowsOf(article))];
        return { pieces, annotations: article.decided.length, leftOut: [] };
      },
      finish: () => [],
    };
  },
};

/** The rows of an article, by place. */
function rowsOf(article: DatasetArticle): Cell[][] {
  const points = codePoints(article.text);
  return article.decided.flatMap((annotation) => {
    const steps = historyOf(annotation);
    const [first] = steps;
    return steps.map((step, n) => {
      const { figure } = step;
      const before = first?.act === "suggested" && step !== first && step.act !== "rejected" ? first : null;
      const changed = before
        ? [
            before.label === step.label ? "" : "label",
            before.start === step.start && before.end === step.end ? "" : "bounds",
            ...FIELDS.filter((field) => before.figure?.[field] !== figure?.[field]),
            Object.keys(step.attributes).length > 0 ? "attributes" : "",
          ].filter((name) => name !== "")
        : [];
      return [
        article.id,
        annotation.id,
        annotation.kind,
        n + 1,
        step.act,
        step.by,
        step.at,
        annotation.status === "orphaned" ? null : points.fromUtf16(step.start),
        annotation.status === "orphaned" ? null : points.fromUtf16(step.end),
        step.quote,
        step.label,
        figure?.harm ?? null,
        figure?.min ?? null,
        figure?.max ?? null,
        figure?.qualifier ?? null,
        changed.join(" "),
        step.rule,
        step.confidence,
        step.act === "suggested" ? null : step.agrees ? "yes" : "no",
        attributesCell(step.attributes),
      ];
    });
  });
}

const FIELDS = [
  "harm",
  "min",
  "max",
  "qualifier",
  "victims",
  "victimType",
  "perpetrator",
  "place",
  "date",
  "source",
  "scope",
  "status",
] as const;
