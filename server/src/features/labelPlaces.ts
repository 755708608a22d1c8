import * as l10n from "@vscode/l10n";
import type { Tagset } from "../annotations/tagset.ts";
import { tagsetProblems } from "../annotations/tagsetProblems.ts";
import type { Span } from "../text/span.ts";
import { type ArticleView, isShown } from "./view.ts";
import { isolated } from "./words.ts";

/** A label or attribute that the project does not know, as the editor marks it. Offsets are UTF-16 code units. */
export interface LabelPlace extends Span {
  readonly code: "label";
  /** The label; null where it is an attribute. */
  readonly label: string | null;
  /** For the user: what it is, and what to do. */
  readonly message: string;
}

/** What the project does not know of an article's decisions, each once, at the first place that has it. */
export function labelPlaces({ items }: Pick<ArticleView, "items">, tagset: Tagset): LabelPlace[] {
  const decided = items.flatMap(({ annotation, published }) =>
    annotation && isShown(published) ? [annotation] : [],
  );
  const found = new Map<string, { place: LabelPlace; count: number }>();
  for (const { annotation, key, label, what, todo } of tagsetProblems(decided, tagset)) {
    const known = found.get(key);
    if (known) known.count++;
    else {
      const quote = isolated(annotation.quote.replace(/\s+/g, " "));
      const { start, end } = annotation;
      const message = l10n.t("“{0}” has {1}; {2}.", quote, what, todo);
      found.set(key, { place: { start, end, code: "label", label, message }, count: 1 });
    }
  }
  return [...found.values()].map(({ place, count }) =>
    count === 1
      ? place
      : {
          ...place,
          message: `${place.message} ${count === 2 ? l10n.t("So has one more here.") : l10n.t("So have {0} more here.", count - 1)}`,
        },
  );
}
