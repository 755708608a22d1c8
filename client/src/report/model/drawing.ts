import { escapeHtml } from "../../reader/model/tree.ts";

// A chart as the page drew it, on its way into a file. The page has been shown words of strangers, so what comes from it is
// taken as shapes and text by a list of what a chart is made of, never as markup.

/** An element of SVG. */
export interface Drawing {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Drawing | string)[];
}

const TAGS = new Set(["svg", "g", "path", "rect", "line", "text", "tspan", "title"]);

/** None that runs, loads or links anything; values are checked too. */
const ATTRIBUTES = new Set([
  ...["aria-hidden", "aria-label", "class", "role"],
  ...["d", "dx", "dy", "fill", "fill-opacity", "font-family", "font-size", "font-variant", "font-weight"],
  ...["height", "opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linejoin", "text-anchor"],
  ...["transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2", "paint-order", "xmlns"],
]);

/** More elements than any chart of ours has. */
const MOST = 20_000;

/** Whether an attribute may stand in a file. */
export const isAllowed = (name: string, value: string): boolean =>
  ATTRIBUTES.has(name) && (name === "aria-label" || !/url\(|javascript:/i.test(value));

/** A drawing that a message of the page holds; undefined for anything else. */
export function drawingIn(value: unknown): Drawing | undefined {
  let left = MOST;
  const read = (given: unknown): Drawing | undefined => {
    if (typeof given !== "object" || given === null || --left < 0) return undefined;
    const { tag, attributes, children } = given as Partial<Record<keyof Drawing, unknown>>;
    if (typeof tag !== "string" || !TAGS.has(tag)) return undefined;
    if (typeof attributes !== "object" || attributes === null || !Array.isArray(children)) return undefined;
    const own: Record<string, string> = {};
    for (const [name, one] of Object.entries(attributes)) {
      if (typeof one !== "string" || !isAllowed(name, one)) return undefined;
      own[name] = one;
    }
    const inside: (Drawing | string)[] = [];
    for (const child of children as unknown[]) {
      const one = typeof child === "string" ? child : read(child);
      if (one === undefined) return undefined;
      inside.push(one);
    }
    return { tag, attributes: own, children: inside };
  };
  const drawing = read(value);
  return drawing?.tag === "svg" ? drawing : undefined;
}

/** A drawing as SVG inside of HTML, or as the root of a file. */
export function toSvg({ tag, attributes, children }: Drawing): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${plain(value)}"`);
  const inside = children.map((child) => (typeof child === "string" ? plain(child) : toSvg(child)));
  return `<${tag}${written.join("")}>${inside.join("")}</${tag}>`;
}

/** Control characters are no part of XML. */
const plain = (text: string): string =>
  escapeHtml(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " "));

/** The colours of a file that has no style sheet: dark on white, as on paper. */
const ON_PAPER: Readonly<Record<string, string>> = {
  currentColor: "#1f1f1f",
  "var(--bar)": "#0b62c4",
  "var(--toll)": "#c4162a",
};

/** What stands above a chart where it stands by itself. */
export interface Heading {
  readonly title: string;
  readonly about: string;
  readonly direction: "ltr" | "rtl";
}

/** Heights of the lines of a heading and what is left free around it, in CSS pixels; how wide letters are, capitals aside. */
const TITLE_LINE = 22;
const ABOUT_LINE = 17;
const MARGIN = 12;
const TITLE_LETTER = 9;
const LETTER = 7;

/**
 * A chart as an SVG file of its own, with what it says above it; its words are text, so that they can be searched and
 * edited.
 */
export function svgFile(drawing: Drawing, heading: Heading): string {
  const onPaper = (one: Drawing): Drawing => ({
    ...one,
    attributes: Object.fromEntries(
      Object.entries(one.attributes).map(([name, value]) => [name, ON_PAPER[value] ?? value]),
    ),
    children: one.children.map((child) => (typeof child === "string" ? child : onPaper(child))),
  });
  const { width: stated, height: own } = drawing.attributes;
  const [width, height] = [Number(stated) || 720, Number(own) || 400];
  const room = width - 2 * MARGIN;
  const titles = wrapped(heading.title, Math.floor(room / TITLE_LETTER));
  const lines = wrapped(heading.about, Math.floor(room / LETTER));
  const below = MARGIN + titles.length * TITLE_LINE;
  const top = below + lines.length * ABOUT_LINE + MARGIN;
  const { direction } = heading;
  const start = { x: `${direction === "rtl" ? width - MARGIN : MARGIN}`, direction, "text-anchor": "start" };
  const line = (words: string, y: number, more: Readonly<Record<string, string>>): Drawing => ({
    tag: "text",
    attributes: { ...start, y: `${y}`, ...more },
    children: [words],
  });
  const { attributes, children, tag } = onPaper(drawing);
  const size = { width: `${width}`, height: `${height + top}` };
  const root: Drawing = {
    tag,
    attributes: {
      ...attributes,
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      xmlns: "http://www.w3.org/2000/svg",
      fill: "#1f1f1f",
    },
    children: [
      { tag: "rect", attributes: { ...size, fill: "#ffffff" }, children: [] },
      ...titles.map((words, n) =>
        line(words, MARGIN + n * TITLE_LINE + 14, { "font-size": "15", "font-weight": "600" }),
      ),
      ...lines.map((words, n) =>
        line(words, below + n * ABOUT_LINE + 12, { "font-size": "12", fill: "#555555" }),
      ),
      { tag: "g", attributes: { transform: `translate(0,${top})` }, children },
    ],
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toSvg(root)}\n`;
}

/** Words in lines of so many letters at most, unless a word is longer. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...word].length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
