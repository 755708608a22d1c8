import type { Span } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import { resolveDay } from "../resolve/dates.ts";
import { bylineOf } from "./byline.ts";
import { datelineOf } from "./dateline.ts";
import type { HeadParagraph } from "./fields.ts";
import { agencyAt, isDivider, wordAt } from "./words.ts";

/** How many paragraphs from the top may say when the article was published. */
const HEAD = 6;

/** The day of publication as an ISO date, and where it stands: in UTF-16 code units of the paragraph of that number. */
export interface StatedDay extends Span {
  readonly date: string;
  readonly paragraph: number;
}

/**
 * The day of publication that an article states about itself: a full date behind `Published:` near the top, in figures
 * (`date 2012-06-15`, `09/11/2017 06:22`), on a line to itself or in the dateline; behind `Updated:` where there is no
 * other. Null where it states none; a full date in running text tells of something else, and so does one that stands
 * alone below paragraph `lead`, with whose dateline the text begins: a letter that is quoted has its own.
 */
export function publishedIn(paragraphs: readonly HeadParagraph[], lead: number): StatedDay | null {
  let first: StatedDay | null = null;
  let updated: StatedDay | null = null;
  for (const [n, paragraph] of paragraphs.slice(0, HEAD).entries()) {
    const { tokens } = paragraph;
    for (const { date: expression, from, to, start, end } of paragraph.mentions) {
      if (expression?.kind !== "day" || expression.year === null) continue;
      const date = resolveDay({ ...expression, either: false }, null);
      if (date === null) continue;
      const found = { date, start, end, paragraph: n };
      const label = labelOf(paragraph, from);
      if (label === "published") return found;
      if (label === "updated") {
        updated ??= found;
        continue;
      }
      if (n > lead) continue;
      const numeric =
        tokens[from]?.kind === "number" && /\d[-\u2010\u2011/.]\d/.test(paragraph.text.slice(start, end));
      const early = from <= 6;
      const alone = isAlone(tokens, from, to) || isSigned(paragraph);
      if ((numeric && early) || alone || (early && endsDateline(paragraph, to))) first ??= found;
    }
  }
  return first ?? updated;
}

/** Whether a date has its line to itself, but for the time and a word or two: `Fri Jun 15, 2012 9:13pm EDT`. */
function isAlone(tokens: readonly Token[], from: number, to: number): boolean {
  const rest = [...tokens.slice(0, from), ...tokens.slice(to)];
  if (rest.length <= 4) return true;
  const words = rest.filter(({ kind }) => kind === "word").length;
  return rest.length <= 10 && words <= 3 && !/^[.!?؟]$/.test(tokens.at(-1)?.text ?? "");
}

/** Whether a line says who wrote the article, or is a dateline. */
const isSigned = (paragraph: HeadParagraph): boolean =>
  bylineOf(paragraph) !== null || datelineOf(paragraph)?.alone === true;

/** `BAGHDAD, 3 March 2019 (Reuters) -`: a dash follows, or an agency in brackets; `on 3 March 2019 (as reported)` is none. */
function endsDateline({ tokens }: HeadParagraph, at: number): boolean {
  if (tokens[at]?.text !== "(") return /^[-–—:]$/.test(tokens[at]?.norm ?? "");
  const close = tokens.slice(at, at + 10).findIndex(({ text }) => text === ")");
  return close > 0 && (isDivider(tokens[at + close + 1]) || agencyAt(tokens, at + 1) === at + close);
}

/** What the words before a date say that it is: `Published: Friday, 15 June 2012`. */
function labelOf({ tokens, mentions }: HeadParagraph, at: number): "published" | "updated" | null {
  for (const kind of ["published", "updated"] as const) {
    for (let from = 0; from < at && from <= 12; from++) {
      let to = wordAt(kind, tokens, from);
      if (to === null) continue;
      // A colon, the day of the week, the time.
      while (to < at && (isDivider(tokens[to]) || isBetween(tokens[to]) || isWeekday(mentions, to))) to++;
      if (to === at && (from === 0 || isDivider(tokens[from - 1]) || tokens[from - 1]?.kind !== "word"))
        return kind;
    }
  }
  return null;
}

const isBetween = (token: Token | undefined): boolean =>
  token !== undefined &&
  (/^[,،]$/.test(token.text) || token.kind === "number" || /^(on|at|gmt|utc|am|pm|يوم|في)$/.test(token.norm));

const isWeekday = (mentions: HeadParagraph["mentions"], at: number): boolean =>
  mentions.some(({ from, date }) => from === at && date?.kind === "weekday");
