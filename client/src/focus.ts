import {
  ColorThemeKind,
  commands,
  type Disposable,
  OverviewRulerLane,
  type Range,
  Selection,
  type TextEditor,
  TextEditorRevealType,
  TextEditorSelectionChangeKind,
  ThemeColor,
  window,
} from "vscode";
import { createLook, type Look } from "./pieces.ts";

// What the next key is for. In high-contrast themes VS Code draws selected words in another colour, and for that puts them
// into a box of their own, which in a line of Arabic moves the words. There the cursor is put before them, and a frame
// that moves nothing is drawn around them.

let frame: Look | undefined;
let framed: { readonly editor: TextEditor; readonly range: Range; readonly version: number } | undefined;

/** Resolved when the window has taken every place that the cursor was put to. */
let taken: Thenable<unknown> = Promise.resolve();

/**
 * Resolved when what the editors say of their selections is true again: until the window has answered, it may still tell
 * of an older one than was put there.
 */
export const whenTaken = (): Thenable<unknown> => taken;

function put(editor: TextEditor, selection: Selection): void {
  editor.selection = selection;
  // Answered behind what the window has to tell of the selection.
  taken = commands.executeCommand("setContext", "dateline.placed", true);
}

const isHighContrast = (): boolean =>
  window.activeColorTheme.kind === ColorThemeKind.HighContrast ||
  window.activeColorTheme.kind === ColorThemeKind.HighContrastLight;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Puts a range of an editor in focus: selects it, or frames it where selecting would move its words, and where it is
 * `safe`: what is framed is not overwritten by the next key.
 */
export function focusOn(editor: TextEditor, range: Range, safe = false): void {
  const moves = isHighContrast() && RIGHT_TO_LEFT.test(editor.document.lineAt(range.start.line).text);
  drop();
  if (!moves && !safe) {
    put(editor, new Selection(range.start, range.end));
    return;
  }
  frame ??= createLook({
    borderStyle: "solid",
    borderWidth: "2px",
    borderColor: new ThemeColor("focusBorder"),
    overviewRulerColor: new ThemeColor("focusBorder"),
    overviewRulerLane: OverviewRulerLane.Full,
  });
  framed = { editor, range, version: editor.document.version };
  put(editor, new Selection(range.start, range.start));
  frame.draw(editor, [{ range }]);
}

/** The same, and brings it into view. */
export function show(editor: TextEditor, range: Range, safe = false): void {
  focusOn(editor, range, safe);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Puts a selection back that stood before something else was shown. */
export function backTo(editor: TextEditor, selection: Selection): void {
  drop();
  put(editor, selection);
}

/** Leaves an editor with the cursor behind what was in focus, and nothing selected. */
export function unfocus(editor: TextEditor): void {
  const { end } = focusOf(editor);
  backTo(editor, new Selection(end, end));
}

function drop(): void {
  if (frame && framed) frame.draw(framed.editor, []);
  framed = undefined;
}

/** What is selected in an editor, or framed in place of it. */
export function focusOf(editor: TextEditor): Selection {
  const { selection } = editor;
  const isThere =
    framed?.editor === editor &&
    framed.version === editor.document.version &&
    selection.isEmpty &&
    selection.start.isEqual(framed.range.start);
  if (!framed || !isThere) return selection;
  return new Selection(framed.range.start, framed.range.end);
}

/** All that is selected, or what is framed in place of it. */
export const selectionsOf = (editor: TextEditor): readonly Selection[] =>
  editor.selections.length === 1 ? [focusOf(editor)] : editor.selections;

/** Takes the frame away when the cursor leaves it or the text changes. */
export const followFocus = (): Disposable =>
  window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
    // Moves that extensions make are told late, and of a place that has been left since.
    const byUser =
      kind === TextEditorSelectionChangeKind.Keyboard || kind === TextEditorSelectionChangeKind.Mouse;
    if (framed?.editor !== textEditor || !byUser) return;
    const { selection } = textEditor;
    if (!selection.isEmpty || !selection.start.isEqual(framed.range.start)) drop();
  });
