import * as l10n from "@vscode/l10n";
import { interfaceDirection, interfaceLanguage, semicolon, termOf } from "../../../../server/src/protocol.ts";
import type { Look, Mark, Note, Paragraph, Place, Surroundings } from "./article.ts";
import type { Inline } from "./nesting.ts";
import { type Attributes, type Child, type Element, element, link } from "./tree.ts";

/** Where a page is shown: beside the editor, where marks can be reached by keyboard, or as a file of its own. */
export type Medium = "editor" | "file";

const h = element;

/** The id of a mark in a file, and what a link in the editor names it by. */
export const idOf = ({ paragraph, mark }: Place): string => `m-${paragraph}-${mark}`;

/** The mark that a link names; undefined for any other. */
export function placeOf(href: string): Place | undefined {
  const [, paragraph, mark] = /^#m-(\d{1,9})-(\d{1,9})$/.exec(href) ?? [];
  return paragraph === undefined || mark === undefined
    ? undefined
    : { paragraph: Number(paragraph), mark: Number(mark) };
}

/** Words of the article among others: neither moves the other. */
const quoted = (words: string): Element => h("bdi", {}, words);

/**
 * A paragraph with its marks, and beside it what is known of the figures in it. The text content of its `p` is the text
 * of the paragraph, no more: places in the one are places in the other.
 */
export function paragraphRow(
  { language, direction, inlines, marks, notes }: Paragraph,
  index: number,
  medium: Medium,
): Element {
  const begun = new Set<number>();
  const inline = (one: Inline): Child => {
    if (typeof one === "string") return one;
    const mark = marks[one.mark];
    const first = !begun.has(one.mark);
    begun.add(one.mark);
    const inside = one.inside.map(inline);
    if (!mark) return h("span", {}, ...inside);
    return h("span", markAttributes(mark, { paragraph: index, mark: one.mark }, first, medium), ...inside);
  };
  const text = h("p", { lang: language, dir: direction }, ...inlines.map(inline));
  return h(
    "section",
    { class: "row" },
    text,
    ...(notes.length > 0
      ? [
          h(
            "div",
            { class: "notes", dir: interfaceDirection(), lang: interfaceLanguage() },
            ...notes.map((note) => noteBox(note, marks)),
          ),
        ]
      : []),
  );
}

const lookClasses = ({ look, tint }: Look): string => `m m-${look}${tint === null ? "" : ` m-${tint}`}`;

const classesOf = (mark: Mark): string =>
  `${lookClasses(mark)} ${mark.state}${mark.disputed ? " disputed" : ""}`;

function markAttributes(mark: Mark, place: Place, first: boolean, medium: Medium): Attributes {
  const common: Attributes = { class: classesOf(mark), title: mark.says };
  if (medium === "file") return first ? { ...common, id: idOf(place) } : common;
  const named: Attributes = { ...common, "data-mark": String(place.mark) };
  // A link, for it leads to the editor; unlike a button it may hold others. One of all is reached by Tab, the others from there.
  return first ? { ...named, role: "link", tabindex: "-1" } : named;
}

function noteBox({ mark, harm, count, facts, standing }: Note, marks: readonly Mark[]): Element {
  const own = marks[mark];
  return h(
    "aside",
    {
      // Not what stands beside all the rest, of which a page has one: one of many remarks.
      role: "note",
      class: `note ${own?.state ?? ""}${own?.disputed ? " disputed" : ""}`,
      "data-mark": String(mark),
      "aria-label": l10n.t("Casualty figure: {0} {1}", harm, count),
    },
    h("p", { class: "claim" }, h("b", {}, harm), " ", quoted(count)),
    ...(facts.length > 0 ? [pairs(facts)] : []),
    h("p", { class: "standing" }, standing),
  );
}

const pairs = (facts: readonly (readonly [string, string])[]): Element =>
  h("dl", {}, ...facts.flatMap(([name, words]) => [h("dt", {}, name), h("dd", {}, quoted(words))]));

/** What stands before the text: the article's name, what it says of itself, its tally, and what the lines mean. */
export function front(around: Surroundings): Element {
  const { name, problems, count, head, tally, legend } = around;
  const open =
    count.all === 0
      ? l10n.t("Nothing is annotated in this article.")
      : count.open === 0
        ? l10n.t("All {0} annotations have been reviewed.", count.all)
        : l10n.t("{0} of {1} annotations are suggestions that nobody has reviewed.", count.open, count.all);
  return h(
    "header",
    { dir: interfaceDirection(), lang: interfaceLanguage() },
    h("h1", {}, quoted(name)),
    ...problems.map((problem) => h("p", { class: "problem", role: "status" }, problem)),
    h("p", { class: "open" }, open),
    ...(head.length > 0
      ? [h("section", { class: "head", "aria-label": l10n.t("Article") }, pairs(head))]
      : []),
    ...(tally.lines.length > 0 ? [tallyTable(tally)] : []),
    ...(legend.length > 0 ? [legendList(legend)] : []),
  );
}

function tallyTable({ codebook, lines }: Surroundings["tally"]): Element {
  const cell = (name: string): Element => h("th", { scope: "col" }, name);
  return h(
    "section",
    { class: "tally", "aria-label": l10n.t("Tally") },
    h(
      "table",
      {},
      h("caption", {}, l10n.t("Tally, by the codebook {0}", codebook)),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          cell(l10n.t("Harm")),
          cell(l10n.t("Number")),
          cell(l10n.t("Note")),
          cell(l10n.t("Rests on")),
        ),
      ),
      h(
        "tbody",
        {},
        ...lines.map(({ name, total, note, figures }) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, name),
            h("td", {}, quoted(total)),
            h("td", {}, ...(note === null ? [] : [quoted(note)])),
            h(
              "td",
              {},
              ...figures.flatMap(({ words, place }, n): Child[] => [
                ...(n > 0 ? [semicolon()] : []),
                place ? h("a", link(idOf(place)), quoted(words)) : quoted(words),
              ]),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Lines in place of letters and of colours: each label has its own, so that print and eyes without colours tell them apart. */
function legendList(legend: Surroundings["legend"]): Element {
  const state = (words: string, classes: string): Element =>
    h("li", {}, h("span", { class: `m m-state ${classes}` }, words));
  return h(
    "details",
    { class: "legend", open: "" },
    h("summary", {}, l10n.t("What the lines mean")),
    h(
      "ul",
      {},
      ...legend.map((label) =>
        h(
          "li",
          {},
          h("span", { class: `${lookClasses(label)} decided` }, quoted(label.name)),
          ` ${label.count}`,
        ),
      ),
    ),
    h(
      "ul",
      {},
      state(termOf("suggested"), "suggested"),
      state(l10n.t("decided"), "decided"),
      state(l10n.t("decided, its words were edited since"), "touched"),
      state(l10n.t("disputed among annotators"), "decided disputed"),
    ),
  );
}

/** What stands behind the text: annotations that are not in it. */
export function back({ lost, rejected }: Surroundings, medium: Medium): Element {
  const list = (title: string, items: readonly string[]): Element[] =>
    items.length === 0
      ? []
      : [
          h(
            "details",
            // What is folded is not printed.
            medium === "file" ? { open: "" } : {},
            h("summary", {}, `${title} (${items.length})`),
            h("ul", {}, ...items.map((item) => h("li", {}, quoted(item)))),
          ),
        ];
  return h(
    "footer",
    { dir: interfaceDirection(), lang: interfaceLanguage() },
    ...list(l10n.t("Lost: their words are gone"), lost),
    ...list(l10n.t("Rejected"), rejected),
  );
}
