import * as l10n from "@vscode/l10n";
import type { Annotation, Opinion } from "../annotations/annotation.ts";
import type { Reader } from "../annotations/opinion.ts";
import type { Choice } from "../annotations/settle.ts";
import { attributesInWords } from "../annotations/tagset.ts";
import { listed, semicolon, termOf } from "../protocol.ts";
import type { Span } from "../text/span.ts";
import { boundsInWords, harmInWords, isolated, quoted } from "./words.ts";

/** What two sides of a merge decided differently, as the editor marks it. Offsets are UTF-16 code units. */
export interface ConflictPlace extends Span {
  readonly code: "conflict";
  readonly id: string;
  /** For the user: what each side says, and what to do. */
  readonly message: string;
  /** What can be chosen, in words: the annotation's own decision, and the opinions. */
  readonly choices: readonly { readonly choice: Choice; readonly words: string }[];
}

/**
 * The conflicts among decisions, by place; of what is lost only where it stood. Who works blind is told of those alone
 * that say nothing of others.
 */
export function conflictsIn(decided: readonly Annotation[], reader: Reader | null = null): ConflictPlace[] {
  const isTold = (one: Annotation): boolean =>
    reader?.others !== false || [one, ...one.opinions].every(({ by }) => by === null || by === reader.name);
  return decided
    .filter((one) => one.conflict && isTold(one))
    .map((annotation) => {
      const { id, start, status } = annotation;
      const own = saidBy(annotation, annotation, annotation);
      const others = annotation.opinions.map((opinion) => saidBy(annotation, opinion, null));
      const choices = [annotation, ...annotation.opinions].map(({ by, at }, n) => ({
        choice: { opinion: n === 0 ? null : n - 1, by, at },
        words: [own, ...others][n] ?? "",
      }));
      const message = l10n.t(
        "Two sides of a merge decided differently: {0}. Choose one with a quick fix; the other stays beside it as an opinion.",
        listed([own, ...others], semicolon()),
      );
      const end = status === "orphaned" ? start : annotation.end;
      return { start, end, code: "conflict" as const, id, message, choices };
    })
    .sort((a, b) => a.start - b.start);
}

/** What somebody decided: `ORG “Aden” (b)`, `rejected (c)`, `removed`. */
function saidBy(annotation: Annotation, decision: Annotation | Opinion, own: Annotation | null): string {
  const who = decision.by === null ? "" : ` (${isolated(decision.by)})`;
  if (decision.status === "removed" || decision.status === "rejected")
    return `${decision.status === "removed" ? l10n.t("removed") : termOf(decision.status)}${who}`;
  const said = attributesInWords(decision.attributes ?? annotation.attributes).map(isolated);
  const quote = quoted(decision.quote ?? annotation.quote);
  if (annotation.kind === "entity") {
    const label = own?.kind === "entity" ? own.label : "label" in decision ? decision.label : undefined;
    return `${listed([`${label ?? annotation.label} ${quote}`, ...said])}${who}`;
  }
  const figure = ("figure" in decision ? decision.figure : undefined) ?? annotation.figure;
  const count = boundsInWords({ ...figure, number: figure.number?.text ?? null });
  return `${listed([`${harmInWords(figure.harm)}: ${count} ${quote}`, ...said])}${who}`;
}
