import * as l10n from "@vscode/l10n";
import type { EntityLabel } from "../../protocol.ts";
import { paragraphs } from "../../text/document.ts";
import { contains, type Span } from "../../text/span.ts";
import { type Item, isShown } from "../view.ts";
import {
  type Check,
  type Checked,
  type CheckedFigure,
  type Finding,
  figuresOf,
  named,
  plain,
  quoted,
} from "./finding.ts";
import { changing, editing } from "./fixes.ts";

/** Decided figures that count for themselves: a part or a repeat says it where the whole stands. */
const ownFigures = ({ view }: Checked): CheckedFigure[] =>
  figuresOf(view).filter(
    ({ decided, figure, record }) =>
      decided && figure.sameAs === null && figure.partOf === null && record.status !== "negated",
  );

const finding = (
  code: "victims" | "source",
  { figure }: CheckedFigure,
  message: string,
): Omit<Finding, "fixes"> => ({
  ...{ start: figure.start, end: figure.end, code, message, related: [], suggested: false },
  about: { quote: plain(figure.text) },
});

/** Decided figures that do not say who came to harm. */
export const victims: Check = (checked) => {
  const nearest = nearestIn(checked, ["NORP", "ORG", "PERSON"]);
  return ownFigures(checked)
    .filter(({ record }) => record.victims === null && record.qualifier !== "named")
    .map((one) => {
      const near = nearest(one);
      return {
        ...finding(
          "victims",
          one,
          l10n.t("{0} does not say who they were. Set the victims.", named(one.figure)),
        ),
        fixes: [
          ...(near
            ? [
                changing(one, l10n.t("The victims are {0}", quoted(near.published.text)), {
                  victims: near.published.text,
                  links: { victim: [near.published.id] },
                }),
              ]
            : []),
          editing(one),
        ],
      };
    });
};

/** Decided figures that are on nobody's word. */
export const source: Check = (checked) => {
  const nearest = nearestIn(checked, ["ORG", "PERSON"]);
  return ownFigures(checked)
    .filter(({ record }) => record.source === null)
    .map((one) => {
      const near = nearest(one);
      return {
        ...finding("source", one, l10n.t("{0} names no source. Set who says so.", named(one.figure))),
        fixes: [
          ...(near
            ? [
                changing(one, l10n.t("The source is {0}", quoted(near.published.text)), {
                  links: { source: [near.published.id] },
                }),
              ]
            : []),
          editing(one),
        ],
      };
    });
};

/** Finds the mention with one of these labels that is nearest to a figure, in its paragraph. */
function nearestIn(
  { text, view }: Checked,
  labels: readonly EntityLabel[],
): (one: CheckedFigure) => Item | null {
  let known: { readonly paragraphs: readonly Span[]; readonly items: readonly Item[] } | null = null;
  return ({ figure }) => {
    known ??= {
      paragraphs: paragraphs(text),
      items: view.items.filter(
        ({ published }) => isShown(published) && labels.some((label) => label === published.label),
      ),
    };
    const around = known.paragraphs.find((one) => contains(one, figure));
    if (!around) return null;
    const apart = ({ span }: Item): number => Math.max(span.start - figure.end, figure.start - span.end, 0);
    const [near] = known.items
      .filter(({ span }) => contains(around, span))
      .sort((a, b) => apart(a) - apart(b));
    return near ?? null;
  };
}
