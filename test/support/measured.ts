import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Annotation, Opinion } from "../../server/src/annotations/annotation.ts";
import { entityOn } from "./annotations.ts";
import { annotatedArticle } from "./datasets.ts";
import { sidecarFor } from "./repository.ts";

// Articles that two annotators have decided on, with all that makes measuring hard: emoji before spans, Arabic with
// clitics, CRLF, spans inside others, an empty article, one that only one has seen, and one that nobody has.

export const opinion = (by: string, more: Partial<Opinion> = {}): Opinion => ({
  status: "accepted",
  at: "2026-01-03T00:00:00Z",
  by,
  ...more,
});

/** What was decided by one, with what another says of it. */
export const by = (
  one: Annotation,
  name: string,
  opinions: readonly Opinion[] = [],
  more: Partial<Annotation> = {},
): Annotation => ({ ...one, by: name, opinions, ...more }) as Annotation;

/** Writes an article with the decisions on it. */
export function writeDecided(
  folder: string,
  name: string,
  text: string,
  decided: readonly Annotation[] | null,
): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (decided) writeFileSync(`${file}.dateline.json`, sidecarFor(text, decided));
}

/** The articles above, in which ana and ben have decided; the numbers that they come to are known to the tests. */
export function writeDoubles(folder: string): void {
  const emoji = annotatedArticle("😀 [Aden:LOC] and [Taiz:LOC] 👩\u200d🚒, [Ahmed Saleh:PERSON] said.");
  const [aden, taiz, ahmed] = emoji.annotations;
  writeDecided(folder, "1 emoji.txt", emoji.text, [
    by(aden!, "ana", [opinion("ben")]),
    by(taiz!, "ana", [opinion("ben", { label: "ORG" })]),
    by(ahmed!, "ana", [opinion("ben", { start: ahmed!.start + 6, end: ahmed!.end, quote: "Saleh" })]),
    by(entityOn(emoji.text, "said", "ORG"), "ana", [opinion("ben", { status: "rejected" })]),
  ]);
  const arabic = annotatedArticle(
    "قتل 12 شخصاً وأصيب 7 آخرون في ب[أبين:LOC] يوم الجمعة، وقال ل[مأرب:LOC] ذلك.\r\nانتهى.",
  );
  const figures = arabic.annotations.filter((one) => one.kind === "figure");
  const [abyan, marib] = arabic.annotations.filter((one) => one.kind === "entity");
  writeDecided(folder, "sub/مقال ٢.txt", arabic.text, [
    by(abyan!, "ben", [opinion("ana")]),
    by(marib!, "ben"),
    ...figures.map((one, n) =>
      by(one, "ana", [
        opinion("ben", n === 0 ? { figure: { ...one.figure, harm: "injured", min: 13, max: 13 } } : {}),
      ]),
    ),
  ]);
  const nested = annotatedArticle("The [Bank of Aden:ORG] fell.\nNobody came.");
  const inner = entityOn(nested.text, "Aden", "LOC");
  writeDecided(folder, "3 nested.txt", nested.text, [
    by(nested.annotations[0]!, "ana", [opinion("ben")]),
    by(inner, "ana", [opinion("ben")]),
  ]);
  writeDecided(folder, "4 empty.txt", "", []);
  const alone = annotatedArticle("Only [Marib:LOC] was seen.");
  writeDecided(folder, "5 alone.txt", alone.text, [by(alone.annotations[0]!, "ana")]);
  writeDecided(folder, "6 untouched.txt", "Nobody looked at Aden.", null);
}
