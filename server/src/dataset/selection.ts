import { type Annotation, decisions } from "../annotations/annotation.ts";
import { decisionOf } from "../annotations/opinion.ts";
import type { ArticleState } from "../annotations/review.ts";
import type { Harm } from "../detect/detection.ts";

/** What became of an annotation, as far as a dataset can hold it. */
export const reviews = [...decisions.filter((decision) => decision !== "orphaned"), "suggested"] as const;
export type Review = (typeof reviews)[number];

/** What is chosen of a text's annotations; what is left out is not chosen by. */
export interface Choice {
  /** Of entities as they are, of figures their harm. */
  readonly labels?: readonly string[];
  /** Who decided, first or beside another's decision; suggestions are nobody's and are chosen by state alone. */
  readonly annotators?: readonly string[];
  readonly states?: readonly Review[];
  /** How far an article is. */
  readonly articles?: readonly ArticleState[];
  /** Suggestions beside the states, or beside all that was decided. */
  readonly suggested?: boolean;
}

/** What an annotation is chosen by. */
type Choosable = { readonly review: Review; readonly by: string | null } & (
  | { readonly kind: "entity"; readonly label: string }
  | { readonly kind: "figure"; readonly figure: { readonly harm: Harm } }
);

/** Which annotations go into a dataset. */
export interface Selection {
  /** Suggestions are wanted, so that they have to be made. */
  readonly suggested: boolean;
  takes(annotation: Choosable): boolean;
  /**
   * An annotation as one of the annotators that are chosen decided on it: whose it is, else the first of them who has an
   * opinion on it; as it is where none of them has.
   */
  decided(annotation: Annotation): Annotation;
  /** The states of articles that go in; null for any. */
  readonly articles: ReadonlySet<ArticleState> | null;
}

/** A selection from what a user chose; all decisions where nothing is chosen. */
export function selectionOf({ labels, annotators, states, articles, suggested = false }: Choice): Selection {
  const wanted = new Set<Review>(states ?? reviews.filter((review) => review !== "suggested"));
  if (suggested) wanted.add("suggested");
  const ofLabel = labels && new Set(labels);
  const harms = labels && new Set(labels.map((label) => label.toLowerCase()));
  const of = annotators && new Set(annotators);
  return {
    suggested: wanted.has("suggested"),
    articles: articles ? new Set(articles) : null,
    decided(annotation) {
      if (!annotators || annotators.includes(annotation.by ?? "")) return annotation;
      const own = annotators.map((name) => decisionOf(annotation, name));
      return own.find((one) => one !== null && one.status !== "orphaned") ?? annotation;
    },
    takes(annotation) {
      if (!wanted.has(annotation.review)) return false;
      if (of && annotation.review !== "suggested" && !of.has(annotation.by ?? "")) return false;
      return annotation.kind === "entity"
        ? (ofLabel?.has(annotation.label) ?? true)
        : (harms?.has(annotation.figure.harm) ?? true);
    },
  };
}
