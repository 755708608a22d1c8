import * as l10n from "@vscode/l10n";
import { commands, termOf } from "../../protocol.ts";
import { contains, sameSpan } from "../../text/span.ts";
import { type Item, isShown } from "../view.ts";
import { type Check, type Finding, here, plain, quoted } from "./finding.ts";

/** Decided annotations of one kind that share words: such that cross or have the very same words. */
export const overlap: Check = ({ view }) =>
  pairs(view.items)
    .filter(([a, b]) => !isNested(a, b))
    .map(([a, b]) => finding("overlap", a, b));

/** Such that lie within another: flat formats (CoNLL, spaCy) keep the longer one alone. */
export const nested: Check = ({ view }) =>
  pairs(view.items)
    .filter(([a, b]) => isNested(a, b))
    .map(([a, b]) => finding("nested", a, b));

const isNested = (a: Item, b: Item): boolean =>
  !sameSpan(a.span, b.span) && (contains(a.span, b.span) || contains(b.span, a.span));

/** Pairs of decided entities, and of decided figures of one harm, that overlap; each with the one before it. */
function pairs(items: readonly Item[]): [Item, Item][] {
  const found: [Item, Item][] = [];
  const open: Item[] = [];
  for (const item of items) {
    if (item.annotation === null || !isShown(item.published) || item.span.start === item.span.end) continue;
    // Items come by position: what has ended is behind.
    for (let n = open.length - 1; n >= 0; n--) {
      const before = open[n];
      if (before && before.span.end <= item.span.start) open.splice(n, 1);
    }
    for (const before of open) if (isOfOneKind(before, item)) found.push([before, item]);
    open.push(item);
  }
  return found;
}

/** One span may well state two harms ("12 casualties … of them"); a figure holds the names of its victims. */
const isOfOneKind = ({ published: a }: Item, { published: b }: Item): boolean =>
  a.kind === b.kind && a.figure?.harm === b.figure?.harm && !isPart(a, b) && !isPart(b, a);

const isPart = ({ figure: a }: Item["published"], { figure: b, text }: Item["published"]): boolean =>
  a !== null && b !== null && (a.partOf === text || a.sameAs === text);

function finding(code: "overlap" | "nested", a: Item, b: Item): Finding {
  const length = ({ span }: Item): number => span.end - span.start;
  const [longer, shorter] = length(a) >= length(b) ? [a, b] : [b, a];
  const same = sameSpan(a.span, b.span);
  const keeping = (title: string, gone: Item) => ({
    title,
    command: commands.reject,
    more: { ids: [gone.published.id] },
  });
  const message = same
    ? l10n.t("{0} and {1} stand on the same words. Keep one of them.", nameOf(a), nameOf(b))
    : code === "nested"
      ? l10n.t("{0} and {1} stand one in the other. Keep one of them.", nameOf(a), nameOf(b))
      : l10n.t("{0} and {1} share some of their words. Keep one of them.", nameOf(a), nameOf(b));
  return {
    ...{ start: b.span.start, end: b.span.end, code, suggested: false },
    message,
    related: [here(a.span, nameOf(a))],
    fixes: same
      ? [keeping(l10n.t("Keep {0}", nameOf(a)), b), keeping(l10n.t("Keep {0}", nameOf(b)), a)]
      : [
          keeping(l10n.t("Keep the longer {0}", nameOf(longer)), shorter),
          keeping(l10n.t("Keep the shorter {0}", nameOf(shorter)), longer),
        ],
    about: { quote: plain(b.published.text), other: plain(a.published.text) },
  };
}

const nameOf = ({ published: { label, figure, text } }: Item): string =>
  `${label ?? termOf(figure?.harm ?? "")} ${quoted(text)}`;
