import * as l10n from "@vscode/l10n";
import type { Range } from "../positions.ts";
import {
  type EntityPage,
  figureCount,
  inArticles,
  listed,
  mentionCount,
  type PageLine,
  type PublishedAnnotation,
  type PublishedFigure,
  termOf,
} from "../protocol.ts";
import type { ArticleView } from "./view.ts";
import { isShown } from "./view.ts";
import { harmInWords, isolated, quoted } from "./words.ts";

/** An article that mentions an entity. */
export interface PageArticle {
  readonly uri: string;
  readonly path: string;
  /** ISO date; null where it is not known. */
  readonly published: string | null;
  readonly text: string;
  readonly view: ArticleView;
  readonly mentions: readonly PublishedAnnotation[];
}

type Role = "perpetrator" | "victim" | "place" | "source";

const roles = (): readonly (readonly [role: Role, title: string])[] => [
  ["perpetrator", l10n.t("As perpetrator")],
  ["victim", l10n.t("As victim")],
  ["place", l10n.t("As place")],
  ["source", l10n.t("As source")],
];

interface PageFigure {
  readonly article: PageArticle;
  readonly published: PublishedAnnotation;
  readonly figure: PublishedFigure;
  readonly date: string | null;
}

/**
 * All that articles say of an entity: the figures in which it is named by its part in them and by date, then its
 * mentions by article, the oldest first. What has no date comes last.
 */
export function entityPageOf(
  {
    name,
    label,
    forms,
  }: { readonly name: string; readonly label: string; readonly forms: readonly string[] },
  articles: readonly PageArticle[],
): EntityPage {
  const sorted = [...articles].sort((a, b) => byDate(a.published, b.published) || (a.path < b.path ? -1 : 1));
  const mentions = articles.reduce((sum, own) => sum + own.mentions.length, 0);
  const others = forms.filter((form) => form !== name).map(isolated);
  const figures = roles().map(([role, title]) => ({ title, found: figuresAs(role, sorted) }));
  const lines: PageLine[] = [
    plain(`${isolated(name)} · ${label}`),
    ...(others.length > 0 ? [plain(l10n.t("Also: {0}", listed(others)))] : []),
    plain(inArticles(mentionCount(mentions), articles.length)),
  ];
  for (const { title, found } of figures) {
    if (found.length === 0) continue;
    lines.push(plain(""), plain(l10n.t("{0}: {1}", title, figureCount(found.length))));
    for (const figure of found) lines.push(figureLine(figure));
  }
  if (mentions === 0) lines.push(plain(""), plain(l10n.t("No article of this workspace mentions it.")));
  for (const article of sorted) {
    const { path, published } = article;
    lines.push(plain(""), plain(`${isolated(path)}${published === null ? "" : ` · ${published}`}`));
    for (const mention of article.mentions) lines.push(mentionLine(article, mention));
  }
  return { name, label, form: forms[0] ?? name, lines };
}

const plain = (text: string): PageLine => ({ text, place: null });

const byDate = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

/** The figures in which one of the mentions has a role, by link or by its words. */
function figuresAs(role: Role, articles: readonly PageArticle[]): PageFigure[] {
  const found = articles.flatMap((article) => {
    const words = new Set(article.mentions.map(({ text }) => text));
    return article.view.items.flatMap(({ published }): PageFigure[] => {
      const { figure } = published;
      if (!figure || !isShown(published)) return [];
      const isLinked = figure.links.some(
        (link) => link.role === role && article.mentions.some(({ range }) => overlap(link.range, range)),
      );
      const said = role === "victim" ? figure.victims : figure[role];
      if (!isLinked && !(said !== null && words.has(said))) return [];
      return [{ article, published, figure, date: figure.date ?? article.published }];
    });
  });
  return found.sort((a, b) => byDate(a.date, b.date));
}

const before = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

const overlap = (a: Range, b: Range): boolean => before(a.start, b.end) && before(b.start, a.end);

function figureLine({ article, published, figure, date }: PageFigure): PageLine {
  const front = `    ${date ?? l10n.t("undated")}  `;
  const link = `${harmInWords(figure.harm)} ${figure.count}`;
  const marks = [
    figure.scope === "cumulative" ? l10n.t("in all") : "",
    figure.status === "asserted" ? "" : termOf(figure.status),
  ];
  const { range } = published;
  const parts = [link, ...marks.filter((mark) => mark !== ""), quoted(published.text), statusOf(published)];
  const where = `${isolated(article.path)}:${range.start.line + 1}`;
  return {
    text: `${front}${[...parts, where].join(" · ")}`,
    place: { uri: article.uri, range, start: front.length, end: front.length + link.length },
  };
}

/** How much of a line stands before and behind a mention, in UTF-16 code units. */
const AROUND = 60;

function mentionLine({ uri, text, view }: PageArticle, mention: PublishedAnnotation): PageLine {
  const { range } = mention;
  const span = view.items.find(({ published }) => published === mention)?.span ?? { start: 0, end: 0 };
  // Sought from behind: a search from the beginning would go through each line before as often as it has letters.
  const before = text.slice(0, span.start);
  const begins = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  const ends = span.end + (/[\r\n]/.exec(text.slice(span.end))?.index ?? text.length - span.end);
  const head = cut(before.slice(begins), true);
  const tail = cut(text.slice(span.end, ends), false);
  const words = oneLine(text.slice(span.start, span.end));
  // The whole sentence is isolated, so that the words stand where they are read.
  const line = isolated(`${head}${words}${tail}`);
  const front = `    ${range.start.line + 1}: `;
  const whole = `${front}${line} · ${statusOf(mention)}`;
  // A link inside a line that runs from the right would put its words out of order.
  if (line.startsWith("\u2068"))
    return { text: whole, place: { uri, range, start: 4, end: front.length - 2 } };
  const start = front.length + head.length;
  return { text: whole, place: { uri, range, start, end: start + words.length } };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** The end or the beginning of a text, by whole words. */
function cut(text: string, end: boolean): string {
  const line = oneLine(text);
  if (line.length <= AROUND) return end ? line.trimStart() : line.trimEnd();
  return end
    ? `…${line.slice(-AROUND).replace(/^\S*\s/, "")}`
    : `${line.slice(0, AROUND).replace(/\s\S*$/, "")}…`;
}

const statusOf = ({ status, by }: PublishedAnnotation): string =>
  by === null || status === "suggested" ? termOf(status) : l10n.t("{0} by {1}", termOf(status), isolated(by));
