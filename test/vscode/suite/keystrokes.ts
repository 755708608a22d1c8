import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { typedBounds } from "../../../client/src/commands/figureInput.ts";
import { fromRange, toRange } from "../../../client/src/ranges.ts";
import { suggestionFrom } from "../../../client/src/review/walk.ts";
import {
  defaultTagset,
  type Edge,
  edges,
  movedEdge,
  type PublishedAnnotation,
  type PublishParams,
} from "../../../server/src/protocol.ts";
import { annotations, api, fileUri, folder, openArticle, when } from "./support.ts";
import { drawn, hasWindow, noQuickInput, press, quickInput, type } from "./window.ts";

// Twenty articles reviewed by keyboard alone until they hold what a person found in them, every press counted. What the
// person found stands as marks in the articles: `[words:LABEL]`, and figures as `[words:harm bounds]`; marks may nest.

const ARTICLES = path.resolve(__dirname, "../../test/fixtures/keystrokes");

interface Wanted {
  readonly start: number;
  readonly end: number;
  /** The label of an entity; of a figure its harm and its bounds as they would be typed. */
  readonly label: string | null;
  readonly harm: string | null;
  readonly bounds: string;
}

/** The text without its marks, and what they say; offsets in UTF-16 code units. */
function unmarked(marked: string): { text: string; wanted: Wanted[] } {
  const open: number[] = [];
  const wanted: Wanted[] = [];
  let text = "";
  for (const [piece] of marked.matchAll(/\[|:[^:[\]\s]+(?: [^:[\]\s]+)?\]|[^[\]]/gu)) {
    if (piece === "[") open.push(text.length);
    else if (piece.length > 1 && piece.endsWith("]")) {
      const [label = "", bounds = ""] = piece.slice(1, -1).split(" ");
      const span = { start: open.pop() ?? 0, end: text.length };
      const typed = bounds.replace(/[!^…§]/g, "").replace("@", "1");
      const isEntity = label === label.toUpperCase();
      wanted.push({ ...span, label: isEntity ? label : null, harm: isEntity ? null : label, bounds: typed });
    } else text += piece;
  }
  assert.equal(open.length, 0, "a mark is not closed");
  return { text, wanted };
}

/** What an act takes. A double click counts as a click; a drag over words is pointing at both of their ends. */
interface Cost {
  readonly keys: number;
  readonly clicks: number;
  readonly drags: number;
}

const cost = (keys: number, clicks = 0, drags = 0): Cost => ({ keys, clicks, drags });

/** What each act takes in another tool, by its manual, with one hand on the keys and the other on the mouse. */
interface Tool {
  readonly name: string;
  readonly wrong: Cost;
  readonly relabelled: Cost;
  readonly moved: Cost;
  readonly missed: Cost;
  /** An article, when everything in it is right, and the way to the next. */
  readonly finish: Cost;
}

/** What has to be done in an article, whatever the tool. */
interface Acts {
  right: number;
  wrong: number;
  relabelled: number;
  moved: number;
  missed: number;
  /** Figures whose number is another one; the other tools have no place for it. */
  counted: number;
}

const TOOLS: readonly Tool[] = [
  {
    // ner.correct: a click takes a span away; a label's number, then its words are dragged over; `a` accepts the article.
    name: "Prodigy",
    wrong: cost(0, 1),
    relabelled: cost(1, 1, 1),
    moved: cost(1, 1, 1),
    missed: cost(1, 0, 1),
    finish: cost(1),
  },
  {
    // A click on a span opens a menu, which deletes it or gives another label; words are dragged over, then the label's key.
    name: "doccano",
    wrong: cost(0, 2),
    relabelled: cost(0, 2),
    moved: cost(1, 2, 1),
    missed: cost(1, 0, 1),
    finish: cost(2),
  },
  {
    // A double click opens a dialog: the type's key and Enter; Delete and the answer to its question; Move, then a drag.
    name: "brat",
    wrong: cost(2, 1),
    relabelled: cost(2, 1),
    moved: cost(0, 2, 1),
    missed: cost(2, 0, 1),
    finish: cost(1),
  },
];

/** Seconds by the keystroke-level model (Card, Moran and Newell 1980): a key 0.2, pointing 1.1, a button down or up 0.1. */
const seconds = ({ keys, clicks, drags }: Cost): number => 0.2 * keys + 1.3 * clicks + 2.4 * drags;

/** What the acts take in a tool, over so many articles. */
function costIn(tool: Tool, acts: Acts, articles: number): Cost {
  const parts: [Cost, number][] = [
    [tool.wrong, acts.wrong],
    [tool.relabelled, acts.relabelled],
    [tool.moved, acts.moved],
    [tool.missed, acts.missed],
    [tool.finish, articles],
  ];
  const sum = (of: keyof Cost): number => parts.reduce((all, [one, times]) => all + one[of] * times, 0);
  return { keys: sum("keys"), clicks: sum("clicks"), drags: sum("drags") };
}

let presses = 0;

async function tap(...keys: string[]): Promise<void> {
  presses += keys.length;
  await press(...keys);
}

async function letters(text: string): Promise<void> {
  presses += [...text].length;
  await type(text);
}

const editorNow = (): vscode.TextEditor => {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, "no editor is active");
  return editor;
};

/** Where an annotation stands, in UTF-16 code units. */
const spanOf = (document: vscode.TextDocument, { range }: PublishedAnnotation) => ({
  start: document.offsetAt(toRange(range).start),
  end: document.offsetAt(toRange(range).end),
});

const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

/** What of the wanted ones a suggestion is, rightly or nearly; the nearest first. */
function meantBy(
  document: vscode.TextDocument,
  one: PublishedAnnotation,
  left: readonly Wanted[],
): Wanted | undefined {
  const span = spanOf(document, one);
  const near = left.filter((wanted) =>
    one.kind === "figure"
      ? wanted.harm === one.figure?.harm && overlaps(wanted, span)
      : wanted.label !== null && overlaps(wanted, span),
  );
  const distance = ({ start, end, label, bounds }: Wanted): number =>
    Math.abs(start - span.start) +
    Math.abs(end - span.end) +
    ((one.figure ? bounds !== typedBounds(one.figure) : label !== one.label) ? 0.5 : 0);
  return near.sort((a, b) => distance(a) - distance(b))[0];
}

const isRight = (document: vscode.TextDocument, one: PublishedAnnotation, wanted: Wanted): boolean => {
  const span = spanOf(document, one);
  if (one.figure) return typedBounds(one.figure) === wanted.bounds;
  return one.label === wanted.label && span.start === wanted.start && span.end === wanted.end;
};

/** The keys that move the ends of a span by words onto the wanted place; null where they do not lead there. */
function wayTo(text: string, from: { start: number; end: number }, to: Wanted): Edge[] | null {
  let ways: { span: { start: number; end: number }; way: Edge[] }[] = [{ span: from, way: [] }];
  for (let n = 0; n < 6; n++) {
    const there = ways.find(({ span }) => span.start === to.start && span.end === to.end);
    if (there) return there.way;
    ways = ways.flatMap(({ span, way }) =>
      edges.flatMap((edge) => {
        const moved = movedEdge(text, span, edge);
        return moved ? [{ span: moved, way: [...way, edge] }] : [];
      }),
    );
  }
  return null;
}

const KEY: Readonly<Record<Edge, string>> = {
  extendStart: "[",
  shrinkStart: "Shift+{",
  extendEnd: "]",
  shrinkEnd: "Shift+}",
};

const keyOf = (label: string): string => defaultTagset.labels.find(({ name }) => name === label)?.key ?? "";

const isOpen = ({ status }: PublishedAnnotation): boolean => status === "suggested";

/** The suggestion that is selected; of several on one place the one that the keys mean. */
function selectedIn(published: PublishParams): PublishedAnnotation | undefined {
  const selection = fromRange(editorNow().selection);
  const here = published.annotations.filter(
    (one) => isOpen(one) && JSON.stringify(one.range) === JSON.stringify(selection),
  );
  return here.find(({ kind }) => kind === "entity") ?? here[0];
}

/** Waits until an annotation is no open suggestion any more. */
const decided = (document: vscode.TextDocument, one: PublishedAnnotation): Promise<PublishParams> =>
  annotations(
    document,
    (now) => now.annotations.every(({ id, status }) => id !== one.id || status !== "suggested"),
    `a decision on ${one.text}`,
  );

/** To the next suggestion of the article; behind the last one the key would lead to the next article. */
async function goOn(document: vscode.TextDocument): Promise<void> {
  if (suggestionFrom(await annotations(document), editorNow().selection, 1)) await tap("n");
}

/** Waits until the next suggestion of the article is selected, if there is one behind. */
async function atNext(document: vscode.TextDocument, from: vscode.Selection): Promise<void> {
  const published = await annotations(document);
  const isHere = editorNow().selection.isEqual(from) && selectedIn(published) !== undefined;
  if (isHere || !suggestionFrom(published, from, 1)) return;
  await when(
    vscode.window.onDidChangeTextEditorSelection,
    () => !editorNow().selection.isEqual(from) || undefined,
    "the next suggestion",
  );
}

const paragraphOf = (text: string, offset: number): { start: number; end: number } => {
  const end = text.indexOf("\n\n", offset);
  return {
    start: text.lastIndexOf("\n\n", offset) + 1,
    end: end < 0 ? text.length : end,
  };
};

/** Reviews the active article from its first suggestion to its end, and says what there was to do. */
async function review(document: vscode.TextDocument, wanted: readonly Wanted[]): Promise<Acts> {
  const text = document.getText();
  const acts: Acts = { right: 0, wrong: 0, relabelled: 0, moved: 0, missed: 0, counted: 0 };
  const left = [...wanted];
  const take = (one: Wanted): void => void left.splice(left.indexOf(one), 1);
  for (;;) {
    const published = await annotations(document);
    const one = selectedIn(published);
    if (!one) {
      assert.deepEqual(
        published.annotations.filter(isOpen).map(({ text: own }) => own),
        [],
        document.fileName,
      );
      break;
    }
    let from = editorNow().selection;
    const paragraph = paragraphOf(text, document.offsetAt(from.start));
    const inParagraph = published.annotations.filter(
      (other) => isOpen(other) && overlaps(paragraph, spanOf(document, other)),
    );
    const right = inParagraph.flatMap((other) => {
      const meant = meantBy(document, other, left);
      return meant && isRight(document, other, meant) ? [meant] : [];
    });
    if (right.length > 1 && new Set(right).size === inParagraph.length) {
      await tap("g");
      acts.right += right.length;
      for (const meant of right) take(meant);
      for (const other of inParagraph) await decided(document, other);
      await atNext(document, from);
      continue;
    }
    const meant = meantBy(document, one, left);
    if (!meant) {
      await tap("x");
      acts.wrong++;
    } else if (isRight(document, one, meant)) {
      await tap("a");
      acts.right++;
      take(meant);
    } else if (one.figure) {
      await tap("e");
      await quickInput(`Edit “${one.text}”`);
      await tap("Enter");
      await quickInput("Number");
      await letters(meant.bounds);
      await tap("Enter");
      await quickInput(`Edit “${one.text}”`);
      await tap("Enter");
      await noQuickInput();
      await decided(document, one);
      await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
      await goOn(document);
      acts.counted++;
      take(meant);
    } else {
      const way = wayTo(text, spanOf(document, one), meant);
      assert.ok(way, `${one.text} is another place than ${text.slice(meant.start, meant.end)}`);
      for (const edge of way) {
        const before = editorNow().selection;
        await tap(KEY[edge]);
        await when(
          vscode.window.onDidChangeTextEditorSelection,
          () => !editorNow().selection.isEqual(before) || undefined,
          "the other end",
        );
      }
      from = editorNow().selection;
      if (one.label !== meant.label) await tap(keyOf(meant.label ?? ""));
      else await goOn(document);
      if (way.length > 0) acts.moved++;
      else acts.relabelled++;
      take(meant);
    }
    await decided(document, one);
    await atNext(document, from);
  }
  for (const missed of left) {
    acts.missed++;
    await add(document, missed);
  }
  return acts;
}

/** Selects words that nobody suggested by searching for how they begin and taking in word by word, and annotates them. */
async function add(document: vscode.TextDocument, wanted: Wanted): Promise<void> {
  const text = document.getText();
  const editor = editorNow();
  const at = document.offsetAt(editor.selection.start);
  const words = text.slice(wanted.start, wanted.end);
  let length = 1;
  const found = (): number => {
    const sought = words.slice(0, length).toLowerCase();
    const next = text.toLowerCase().indexOf(sought, at);
    return next < 0 ? text.toLowerCase().indexOf(sought) : next;
  };
  while (found() !== wanted.start && length < words.length) length++;
  await tap("Control+f");
  await drawn(`document.activeElement?.closest(".find-widget") !== null`, "the search");
  await letters(words.slice(0, length));
  const selectionIs = (start: number, end: number): Promise<unknown> =>
    when(
      vscode.window.onDidChangeTextEditorSelection,
      () =>
        (document.offsetAt(editor.selection.start) === start &&
          document.offsetAt(editor.selection.end) === end) ||
        undefined,
      `${text.slice(start, end)} selected`,
    );
  await selectionIs(wanted.start, wanted.start + length);
  await tap("Escape");
  let span = { start: wanted.start, end: wanted.start + length };
  while (span.end < wanted.end) {
    const moved = movedEdge(text, span, "extendEnd");
    assert.ok(moved && moved.end <= wanted.end, `${words} ends inside a word`);
    span = moved;
    await tap("]");
    await selectionIs(span.start, span.end);
  }
  if (wanted.label !== null) await tap(keyOf(wanted.label));
  else {
    await tap("Alt+n");
    await quickInput("What happened to them?");
    // "killed" is at hand.
    if (wanted.harm !== "killed") await letters(wanted.harm?.slice(0, 3) ?? "");
    await tap("Enter");
    await quickInput("Add “");
    const read = await drawn<string>(
      `[...document.querySelectorAll(".quick-input-list .monaco-list-row")]
        .find((row) => row.querySelector(".label-name")?.textContent === "Number")
        ?.querySelector(".label-description")?.textContent`,
      "the number of the new figure",
    );
    if (read !== wanted.bounds) {
      if (read !== "?") await tap("ArrowDown");
      await tap("Enter");
      await quickInput("Number");
      await letters(wanted.bounds);
      await tap("Enter");
      await quickInput("Add “");
    } else if (read === "?") await tap("ArrowUp");
    await tap("Enter");
    await noQuickInput();
  }
  await annotations(
    document,
    (now) =>
      now.annotations.some((one) => one.status === "added" && spanOf(document, one).start === wanted.start),
    `${words} added`,
  );
}

/** The review of twenty articles, and what it took beside other tools. */
export function keystrokeTests(): void {
  describe("twenty articles by keyboard alone", () => {
    it("hold what a person found in them, and every press is counted", async function () {
      this.timeout(600_000);
      if (!hasWindow) this.skip();
      const names = readdirSync(ARTICLES).filter((name) => name.endsWith(".txt"));
      const goal = new Map(
        names.map((name) => [name, unmarked(readFileSync(path.join(ARTICLES, name), "utf8"))]),
      );
      for (const [name] of await vscode.workspace.fs.readDirectory(folder()))
        await vscode.workspace.fs.delete(fileUri(name), { recursive: true });
      for (const [name, { text }] of goal)
        await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
      const [first = ""] = names;
      await openArticle(first);
      editorNow().selection = new vscode.Selection(0, 0, 0, 0);
      await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
      await tap("Alt+r");
      const total: Acts = { right: 0, wrong: 0, relabelled: 0, moved: 0, missed: 0, counted: 0 };
      for (const [name, { wanted }] of goal) {
        const { store } = await api();
        const editor = await when(
          vscode.window.onDidChangeTextEditorSelection,
          () => {
            const now = vscode.window.activeTextEditor;
            const published = now && store.of(now.document);
            return now?.document.uri.path.endsWith(`/${name}`) && published && selectedIn(published)
              ? now
              : undefined;
          },
          name,
        );
        const acts = await review(editor.document, wanted);
        assert.deepEqual(held(editor.document, await annotations(editor.document)), inOrder(wanted), name);
        await tap("d");
        for (const key of Object.keys(total) as (keyof Acts)[]) total[key] += acts[key];
      }
      report(total, names.length);
    });
  });
}

const inOrder = (all: readonly Wanted[]): string[] =>
  all
    .map(({ start, end, label, harm, bounds }) =>
      label === null ? `${harm} ${bounds}` : `${start}-${end} ${label}`,
    )
    .sort();

/** What an article holds by now, as what is wanted is written; where exactly a figure begins is not compared. */
const held = (document: vscode.TextDocument, { annotations: all }: PublishParams): string[] =>
  inOrder(
    all
      .filter(({ status }) => status !== "rejected")
      .map((one) => ({
        ...spanOf(document, one),
        label: one.label,
        harm: one.figure?.harm ?? null,
        bounds: one.figure ? typedBounds(one.figure) : "",
      })),
  );

function report(acts: Acts, articles: number): void {
  const decisions = Object.values(acts).reduce((all, one) => all + one, 0);
  const row = (name: string, { keys, clicks, drags }: Cost): string =>
    [
      name,
      keys,
      clicks,
      drags,
      ((keys + clicks + drags) / decisions).toFixed(2),
      Math.round(seconds({ keys, clicks, drags })),
    ].join(" | ");
  console.log(`${articles} articles, ${decisions} decisions: ${JSON.stringify(acts)}`);
  console.log("tool | keys | clicks | drags | a decision | seconds");
  console.log(row("Dateline", cost(presses)));
  for (const tool of TOOLS) console.log(row(tool.name, costIn(tool, acts, articles)));
}
