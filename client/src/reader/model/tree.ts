/** The elements that the reader is made of: none that loads, runs or submits anything. */
export type Tag =
  | "a"
  | "aside"
  | "b"
  | "bdi"
  | "caption"
  | "dd"
  | "details"
  | "div"
  | "dl"
  | "dt"
  | "footer"
  | "h1"
  | "h2"
  | "header"
  | "li"
  | "p"
  | "section"
  | "span"
  | "summary"
  | "table"
  | "tbody"
  | "td"
  | "th"
  | "thead"
  | "tr"
  | "ul";

/** Attributes; `href` leads within the page alone, see `link`. */
export type Attributes = Partial<
  Record<
    | "aria-label"
    | "class"
    | "data-mark"
    | "dir"
    | "href"
    | "id"
    | "lang"
    | "open"
    | "role"
    | "scope"
    | "tabindex"
    | "title",
    string
  >
>;

/**
 * A piece of a page. Text of articles and sidecars stands in it as children that are strings and as values of attributes,
 * which both ways of showing it, `toHtml` here and the page's own, take as text and never as markup.
 */
export interface Element {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly children: readonly Child[];
}
export type Child = Element | string;

export const element = (tag: Tag, attributes: Attributes, ...children: readonly Child[]): Element => ({
  tag,
  attributes,
  children,
});

/** Where a link leads: to an element of the same page, by its id. */
export const link = (id: string): Attributes => ({ href: `#${encodeURIComponent(id)}` });

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML, between tags or in a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** A piece of a page as HTML. */
export function toHtml(child: Child): string {
  if (typeof child === "string") return escapeHtml(child);
  const attributes = Object.entries(child.attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
  return `<${child.tag}${attributes}>${child.children.map(toHtml).join("")}</${child.tag}>`;
}
