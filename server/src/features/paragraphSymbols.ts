import type { TextDocument } from "vscode-languageserver-textdocument";
import { toRange } from "../positions.ts";
import { paragraphs } from "../text/document.ts";
import type { Span } from "../text/span.ts";
import { annotationSymbol, type OutlineSymbol, symbol } from "./symbols.ts";
import { type ArticleView, isShown } from "./view.ts";
import { isolated } from "./words.ts";

/** `SymbolKind.String` of LSP. */
const STRING = 15;

/** How much of a paragraph its name has, in UTF-16 code units. */
const MOST = 48;

/**
 * An article as an outline by place: its paragraphs, in each the annotations that stand there, within each other as their
 * words are. An editor says by it where the cursor is, which it cannot by an outline whose groups lie over the whole text.
 */
export function paragraphSymbols(document: TextDocument, view: ArticleView): OutlineSymbol[] {
  const text = document.getText();
  const items = view.items.filter(({ published }) => isShown(published));
  let next = 0;
  return paragraphs(text).map((span, n) => {
    const name = `${n + 1}: ${isolated(firstWords(text.slice(span.start, span.end)))}`;
    const whole = symbol(name, "", STRING, toRange(document, span));
    const open: { end: number; children: OutlineSymbol[] }[] = [{ end: span.end, children: whole.children }];
    for (let item = items[next]; item && item.span.start < span.end; item = items[++next]) {
      const own: Span = item.span;
      while (open.length > 1 && (open.at(-1)?.end ?? 0) < own.end) open.pop();
      const found = annotationSymbol(item.published);
      open.at(-1)?.children.push(found);
      open.push({ end: own.end, children: found.children });
    }
    return whole;
  });
}

function firstWords(paragraph: string): string {
  const plain = paragraph.replace(/\s+/g, " ").trim();
  if (plain.length <= MOST) return plain;
  const cut = plain.lastIndexOf(" ", MOST);
  return `${cut > MOST / 2 ? plain.slice(0, cut) : [...plain].slice(0, MOST / 2).join("")}…`;
}
