import { config } from "@vscode/l10n";
import { tintSheet } from "../model/colours.ts";
import type { FromPage, Kept, ToPage } from "../model/messages.ts";
import { back, front, placeOf } from "../model/render.ts";
import { element } from "../model/tree.ts";
import { closest, toNode } from "./dom.ts";
import { createRows } from "./rows.ts";

// The script of the reader's page: shows what the extension sends, and says where the reader is and what he decides.

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: Kept): void;
};

/** Less than this of a paragraph is no move: layout settles by as much without anybody scrolling. */
const STILL = 0.02;

const editor = acquireVsCodeApi();
const main = document.querySelector("main") ?? document.body.appendChild(document.createElement("main"));
const before = document.createElement("div");
const text = document.createElement("div");
const behind = document.createElement("div");
text.className = "text";
const rows = createRows(text);
/** The colours of the project's own labels; made here, for the page's policy lets no style stand in its HTML. */
const tints = new CSSStyleSheet();
document.adoptedStyleSheets = [tints];

let revision = 0;
/** Where the page was scrolled to last, by either side: what is there again was not scrolled by the reader. */
let position = 0;
/** The mark that Tab reaches; the arrow keys go on from it. */
let current: HTMLElement | null = null;

const send = (message: FromPage): void => editor.postMessage(message);

function makeCurrent(mark: HTMLElement | null): void {
  for (const old of document.querySelectorAll(".current, .here")) old.classList.remove("current", "here");
  const reachable = mark ?? current ?? text.querySelector<HTMLElement>(".m[role]");
  if (current && current !== reachable) current.tabIndex = -1;
  current = reachable;
  if (current) current.tabIndex = 0;
  if (!mark) return;
  const row = mark.closest(".row");
  for (const part of row?.querySelectorAll(`[data-mark="${mark.dataset["mark"]}"]`) ?? [])
    part.classList.add("current");
}

/** Goes to a mark; the editor follows, and with `focus` it takes the keyboard. */
function go(mark: HTMLElement | null, focus = false): void {
  const place = mark && rows.placeOf(mark);
  if (!mark || !place) return;
  makeCurrent(mark);
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "nearest" });
  send({ type: "go", revision, place, focus });
}

function show({ paragraph, mark, selection, reveal }: Extract<ToPage, { type: "show" }>): void {
  const own = mark === null ? null : rows.markAt({ paragraph, mark });
  makeCurrent(own);
  const row = rows.row(paragraph);
  row?.classList.add("here");
  if (reveal) (own ?? row?.querySelector("p"))?.scrollIntoView({ block: "nearest" });
  position = rows.position;
  if (!("highlights" in CSS)) return;
  const range = selection && rows.rangeOf(...selection);
  if (range) CSS.highlights.set("editor", new Highlight(range));
  else CSS.highlights.delete("editor");
}

function showArticle(message: Extract<ToPage, { type: "article" }>): void {
  const { surroundings, changes, fresh } = message;
  revision = message.revision;
  // What is decided by a key of the page is drawn anew: the keyboard stays there, or goes on to the next.
  const focused = document.activeElement?.getAttribute("href");
  const at = fresh ? undefined : rows.placeOf(document.activeElement);
  const marksIn = (): number => (at && rows.row(at.paragraph)?.querySelectorAll(".m[role]").length) ?? 0;
  const had = marksIn();
  if (fresh) text.replaceChildren();
  if (text.parentElement !== main) main.replaceChildren(before, text, behind);
  if (surroundings) {
    text.dir = surroundings.direction;
    text.lang = surroundings.language;
    tints.replaceSync(tintSheet(surroundings.tints, "editor"));
    before.replaceChildren(toNode(front(surroundings)));
    behind.replaceChildren(toNode(back(surroundings, "editor")));
    if (focused) before.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
  rows.change(changes);
  if (fresh) window.scrollTo({ top: 0, behavior: "instant" });
  if (!current?.isConnected) current = null;
  const again = (at && (rows.markAt(at) ?? rows.markAt({ ...at, mark: Math.max(at.mark - 1, 0) }))) ?? null;
  // Where the one that was rejected is gone, its place has the next: the editor goes there too.
  if (again && marksIn() < had) go(again);
  else {
    makeCurrent(again);
    if (document.activeElement !== again) again?.focus({ preventScroll: true });
  }
  position = rows.position;
}

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "article") showArticle(data);
  else if (data.type === "keep") editor.setState(data.kept);
  else if (data.type === "language") config({ contents: data.strings });
  else if (data.type === "empty")
    main.replaceChildren(toNode(element("p", { class: "empty" }, data.message)));
  else if (data.revision !== revision) return;
  else if (data.type === "show") show(data);
  else {
    rows.scrollTo(data.position);
    position = rows.position;
  }
});

document.addEventListener("click", (event) => {
  const href = closest(event.target, "a")?.getAttribute("href");
  if (href) {
    event.preventDefault();
    const place = placeOf(href);
    if (place) go(rows.markAt(place));
    return;
  }
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed) return;
  const place = rows.placeOf(event.target);
  if (place) return go(rows.markAt(place));
  selectInEditor(selection);
});

/** What is selected on the page is selected in the editor; a click sets its cursor. */
function selectInEditor(selection: Selection | null): void {
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  const from = range && rows.spotOf(range.startContainer, range.startOffset);
  const to = range && rows.spotOf(range.endContainer, range.endOffset);
  if (from && to) send({ type: "select", revision, from, to });
}

document.addEventListener("pointerup", () => {
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed) selectInEditor(selection);
});

document.addEventListener("focusin", ({ target }) => {
  const mark = closest(target, ".m[role]");
  if (mark && mark !== current) go(mark);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "u") return send({ type: "undo" });
  // Who comes from the editor is where its cursor is, without having to Tab there.
  const isNowhere = document.activeElement === document.body && current?.classList.contains("current");
  const mark = closest(event.target, ".m[role]") ?? (isNowhere ? current : null);
  const place = rows.placeOf(mark);
  if (!mark || !place) return;
  if (isNowhere) mark.focus({ preventScroll: true });
  const onwards = closest(mark, "p")?.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
    case "ArrowLeft":
    case "ArrowRight": {
      const step = event.key === "ArrowDown" || event.key === onwards ? 1 : -1;
      const marks = rows.marks();
      go(marks[marks.indexOf(mark) + step] ?? null);
      break;
    }
    case "Enter":
      go(mark, true);
      break;
    case "a":
      send({ type: "decide", revision, place, act: "accept" });
      break;
    case "x":
      send({ type: "decide", revision, place, act: "reject" });
      break;
    default:
      return;
  }
  event.preventDefault();
});

let asked = false;
document.addEventListener("scroll", () => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const now = rows.position;
    if (text.childElementCount === 0 || Math.abs(now - position) < STILL) return;
    position = now;
    send({ type: "scroll", revision, position });
  });
});

send({ type: "ready" });
