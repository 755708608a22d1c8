import * as l10n from "@vscode/l10n";
import { parseTree } from "jsonc-parser";
import { type CodePoints, codePoints } from "../positions.ts";
import type { Language } from "../text/language.ts";
import { type Annotation, byPlace, mapOffsets } from "./annotation.ts";
import { isTooDeep, jsonLine } from "./json.ts";
import { pathText, placeOf } from "./jsonPlaces.ts";
import { BOUNDS_IN_WRONG_ORDER, SIDECAR_SCHEMA, SIDECAR_VERSION, sidecarSchema } from "./schema.ts";
import { misfitInWords } from "./schemaWords.ts";
import { fromStored, toStored } from "./stored.ts";

/** What a sidecar says of its article. */
export interface ArticleHeader {
  /** Of the article's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Code points of the text. */
  readonly length: number;
  readonly language: Language;
  readonly published: string | null;
  readonly extra: Readonly<Record<string, unknown>>;
}

/** A sidecar as read; its annotations still count code points of the text that its header describes. */
export interface Sidecar {
  readonly article: ArticleHeader;
  readonly annotations: readonly Annotation[];
  readonly relations: readonly Readonly<Record<string, unknown>>[];
  readonly extra: Readonly<Record<string, unknown>>;
}

/** Why a sidecar cannot be used; it is then left as it is. */
export interface SidecarProblem {
  readonly kind: "json" | "marks" | "encoding" | "invalid" | "bounds" | "newer" | "twice";
  /** For the user: what is wrong and what to do. */
  readonly message: string;
  /** UTF-16 code units of the sidecar's text. */
  readonly start: number;
  readonly end: number;
}

/** Whether a sidecar with a problem stays even where what it says is to be replaced: it is not broken. */
export const isLeftAlone = ({ kind }: SidecarProblem): boolean => kind === "newer" || kind === "twice";

export type SidecarResult =
  | { readonly sidecar: Sidecar; readonly problem: null }
  | { readonly sidecar: null; readonly problem: SidecarProblem };

const failed = (
  kind: SidecarProblem["kind"],
  message: string,
  start: number,
  end: number,
): SidecarResult => ({
  sidecar: null,
  problem: { kind, message, start, end: Math.max(end, start + 1) },
});

/** Reads a sidecar's text. Never throws: what is wrong with it is the result. */
export function parseSidecar(text: string): SidecarResult {
  if (isTooDeep(text))
    return failed(
      "invalid",
      l10n.t(
        "This sidecar is nested deeper than any that Dateline writes. It is left as it is and the article cannot be annotated; restore it from git, or delete it to start anew.",
      ),
      0,
      1,
    );
  let json: unknown;
  try {
    json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return notJson(text);
  }
  const version = typeof json === "object" && json !== null && "version" in json ? json.version : undefined;
  if (typeof version === "number" && version > SIDECAR_VERSION) {
    const [start, end] = placeOf(text, ["version"]);
    return failed(
      "newer",
      l10n.t(
        "A newer Dateline wrote this sidecar (version {0}; this one reads up to {1}). It is left as it is: update Dateline to annotate this article.",
        version,
        SIDECAR_VERSION,
      ),
      start,
      end,
    );
  }
  const result = sidecarSchema().safeParse(json, { error: misfitInWords });
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = (issue?.path ?? []).filter((part) => typeof part !== "symbol");
    const [start, end] = placeOf(text, path);
    const isBounds = issue?.message === BOUNDS_IN_WRONG_ORDER;
    const why = issue?.message ?? l10n.t("unknown problem");
    return failed(
      isBounds ? "bounds" : "invalid",
      isBounds
        ? l10n.t(
            "This is no valid sidecar at {0}: the lower bound is above the upper bound. It is left as it is and the article cannot be annotated; swap the bounds with a quick fix here or in the article, or restore it from git.",
            pathText(path),
          )
        : path.length === 0
          ? l10n.t(
              "This is no valid sidecar: {0}. It is left as it is and the article cannot be annotated; mend it, or restore it from git.",
              why,
            )
          : l10n.t(
              "This is no valid sidecar at {0}: {1}. It is left as it is and the article cannot be annotated; mend it, or restore it from git.",
              pathText(path),
              why,
            ),
      start,
      end,
    );
  }
  const { $schema: _, version: __, article, annotations, relations, ...extra } = result.data;
  const { sha256, length, offsets: ___, language, published, ...more } = article;
  return {
    sidecar: {
      article: { sha256, length, language, published: published ?? null, extra: more },
      annotations: annotations.map(fromStored),
      relations,
      extra,
    },
    problem: null,
  };
}

function notJson(text: string): SidecarResult {
  const mark = /^(<{7}|={7}|>{7})/m.exec(text)?.index;
  if (mark !== undefined) {
    return failed(
      "marks",
      l10n.t(
        "git left conflict marks in this sidecar, and nothing is written into it. Run “Dateline: Resolve the Conflict Marks in the Sidecar” in the article, which merges both sides by id; once `dateline merge --install` is done, git does so by itself.",
      ),
      mark,
      mark + 7,
    );
  }
  const errors: { offset: number; length: number }[] = [];
  parseTree(text, errors as never, { allowTrailingComma: false, disallowComments: true });
  const [first] = errors;
  const start = Math.min(first?.offset ?? 0, Math.max(0, text.length - 1));
  const end = text.trimEnd().length;
  const early = errors.some((error) => error.offset + error.length >= end);
  return failed(
    "json",
    end === 0
      ? l10n.t(
          "This sidecar is empty. It is left as it is and the article cannot be annotated; mend it, restore it from git, or delete it to start anew.",
        )
      : early
        ? l10n.t(
            "This sidecar ends too early. It is left as it is and the article cannot be annotated; mend it, restore it from git, or delete it to start anew.",
          )
        : l10n.t(
            "This sidecar is not JSON. It is left as it is and the article cannot be annotated; mend it, restore it from git, or delete it to start anew.",
          ),
    start,
    start + (first?.length ?? 1),
  );
}

/** Annotations that count code points of `text` as ones that count its UTF-16 code units. */
export function toUtf16(annotations: readonly Annotation[], text: string): Annotation[] {
  const points = codePoints(text);
  return annotations.map((annotation) => mapOffsets(annotation, (offset) => points.toUtf16(offset)));
}

/** Annotations that count UTF-16 code units of `text` as ones that count its code points. */
export function toCodePoints(annotations: readonly Annotation[], text: string): Annotation[] {
  const points: CodePoints = codePoints(text);
  return annotations.map((annotation) => mapOffsets(annotation, (offset) => points.fromUtf16(offset)));
}

/**
 * The text of a sidecar: one annotation a line, by place and then id, keys in fixed order, a newline at the end, so
 * that one decision is one line of a diff. The annotations count code points.
 */
export function serializeSidecar(sidecar: Sidecar): string {
  const { before, annotations, after } = sidecarPieces(sidecar);
  return before + annotations.map(annotationLine).join(BETWEEN_LINES) + after;
}

/** What stands between the lines of two annotations. */
export const BETWEEN_LINES = ",\n";

/** The line of an annotation in its sidecar, without what ends it. */
export const annotationLine = (annotation: Annotation): string => `    ${jsonLine(toStored(annotation))}`;

/** A sidecar's annotations as their lines follow upon each other, with the text before and after them. */
export interface SidecarPieces {
  readonly before: string;
  readonly annotations: readonly Annotation[];
  readonly after: string;
}

export function sidecarPieces({ article, annotations, relations, extra }: Sidecar): SidecarPieces {
  const header = {
    sha256: article.sha256,
    length: article.length,
    offsets: "codepoint",
    language: article.language,
    ...(article.published === null ? {} : { published: article.published }),
    ...article.extra,
  };
  const none = annotations.length === 0;
  const before = [
    `  "$schema": ${jsonLine(SIDECAR_SCHEMA)}`,
    `  "version": ${SIDECAR_VERSION}`,
    `  "article": ${jsonLine(header)}`,
    `  "annotations": ${none ? "[]" : "[\n"}`,
  ];
  const links = relations.map((relation) => `    ${jsonLine(relation)}`);
  const more = Object.entries(extra).map(([key, value]) => `  ${jsonLine(key)}: ${jsonLine(value)}`);
  const after = [none ? "" : "\n  ]", `  "relations": ${list(links)}`, ...more];
  return {
    before: `{\n${before.join(",\n")}`,
    annotations: [...annotations].sort(byPlace),
    after: `${after.join(",\n")}\n}\n`,
  };
}

const list = (lines: readonly string[]): string =>
  lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
