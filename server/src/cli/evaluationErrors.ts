import { fileURLToPath } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { EvaluationError } from "../dataset/evaluation/errors.ts";
import { type ListedErrors, MOST_LISTED } from "../dataset/evaluation/report.ts";
import type { FigureField } from "../dataset/measure/figureFields.ts";
import type { FigureMarking, Marking } from "../dataset/measure/marking.ts";
import { errorInWords, rangeOfError } from "../features/evaluationError.ts";
import { codePoints, spanToCodePoints } from "../positions.ts";
import type { listBefore, ReportFormat } from "./measuring.ts";
import { visible } from "./output.ts";

/** Where the errors of an evaluation go: printed as they come, or kept for a page. */
export interface ErrorList {
  /** Takes the errors of one run in one article. */
  add(errors: readonly EvaluationError[]): Promise<void>;
  /** Those that a page lists. */
  listed(): ListedErrors | undefined;
}

/**
 * A list of errors as `--errors` asks for it.
 * @param printed where it goes for a terminal, and for JSON
 * @param areNamed there is more than one run, so each error says whose it is
 */
export function errorList(
  format: ReportFormat,
  printed: ReturnType<typeof listBefore>,
  areNamed: boolean,
): ErrorList {
  const places: [string, string][] = [];
  let more = 0;
  const wordsOf = (error: EvaluationError): string =>
    `${areNamed ? `${error.run}: ` : ""}${errorInWords(error)}`;
  return {
    async add(errors) {
      const [any] = errors;
      if (!any) return;
      const { source, text } = any;
      const lines = TextDocument.create(source.uri, "article", 0, text);
      const points = format === "json" ? codePoints(text) : null;
      for (const error of errors) {
        const { line, character } = rangeOfError(error, lines).start;
        const [row, column] = [line + 1, character + 1];
        if (format === "html") {
          if (places.length < MOST_LISTED) places.push([`${source.id}:${row}:${column}`, wordsOf(error)]);
          else more++;
        } else
          await printed.add(
            () => visible(`${fileURLToPath(source.uri)}:${row}:${column}: ${wordsOf(error)}`),
            () => recordOf(error, { line: row, column }, points ?? codePoints(text)),
          );
      }
    },
    listed: () => (format === "html" ? { places, more } : undefined),
  };
}

/** An error for other programs: offsets in code points of the article's text, line and column in UTF-16 from 1. */
function recordOf(
  error: EvaluationError,
  place: { readonly line: number; readonly column: number },
  points: ReturnType<typeof codePoints>,
): object {
  const { source, run, text, wanted, found, wrong, fields } = error;
  const side = (one: Marking | null): object | null =>
    one && {
      label: one.label,
      ...spanToCodePoints(points, one),
      text: text.slice(one.start, one.end),
    };
  return {
    run,
    article: source.id,
    ...place,
    kind: (wanted ?? found)?.kind,
    wrong,
    wanted: side(wanted),
    found: side(found),
    ...(wanted?.kind === "figure" && found?.kind === "figure"
      ? {
          fields: Object.fromEntries(
            fields.map((field) => [field, { wanted: said(field, wanted), found: said(field, found) }]),
          ),
        }
      : {}),
    words: visible(errorInWords(error)),
  };
}

/** What a figure says in a field, as it stands in its record. */
function said(field: FigureField, { figure }: FigureMarking): unknown {
  if (field === "bounds") return { min: figure.min, max: figure.max };
  if (field === "number") return figure.number?.text ?? null;
  return figure[field];
}
