import {
  type Disposable,
  OverviewRulerLane,
  type TextDocument,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import {
  entityLabels,
  type LabelColour,
  type PublishedAnnotation,
  type Range,
} from "../../server/src/protocol.ts";
import { type AnnotationStore, isVisible } from "./annotationStore.ts";
import { type Drawn, drawn, isDrawn, noteEdit } from "./drawn.ts";
import { noNarrowPieces, wrapsFromRight } from "./pieces.ts";
import { labelOf, onDidChangeProject } from "./projects.ts";
import { toRange } from "./ranges.ts";
import { BEHIND } from "./reader/model/colours.ts";

/**
 * What colours are declared for in `package.json`: `dateline.<name>Background` and `dateline.<name>Border`. Labels that a
 * project gives a colour are drawn in that.
 */
const NAMES: Record<string, string> = {
  ...Object.fromEntries(entityLabels.map((label) => [label, label.toLowerCase()])),
  figure: "figure",
};

export const colourOf = (name: string): ThemeColor =>
  new ThemeColor(`dateline.${NAMES[name] ?? "other"}Border`);

type State = "suggested" | "decided" | "touched";

/**
 * One type for each label, or colour of a project's label, and state. Only what VS Code paints behind the text is used
 * (background, border, ruler): a style that cuts the line into pieces (colour, underline, weight, text before or behind)
 * makes the words of a right-to-left line change places. A suggestion has a dotted line under it; a decision a background
 * and a solid one, or a broken one where its words were edited since.
 */
function createType(name: string | LabelColour, state: State, fromRight: boolean): TextEditorDecorationType {
  const figure = name === "figure";
  const coloured = (border: string | ThemeColor, background: string | ThemeColor) => ({
    ...(state === "suggested" ? {} : { backgroundColor: background }),
    borderColor: border,
    overviewRulerColor: border,
  });
  const colours =
    typeof name === "string"
      ? coloured(new ThemeColor(`dateline.${name}Border`), new ThemeColor(`dateline.${name}Background`))
      : {
          light: coloured(name.light, name.light + BEHIND.light),
          dark: coloured(name.dark, name.dark + BEHIND.dark),
        };
  return window.createTextEditorDecorationType({
    ...colours,
    borderWidth: figure ? "1px 1px 2px 1px" : "0 0 2px 0",
    borderStyle: state === "decided" ? "solid" : state === "touched" || figure ? "dashed" : "dotted",
    ...(figure ? { borderRadius: "3px" } : {}),
    ...(fromRight ? noNarrowPieces : {}),
    overviewRulerLane: figure ? OverviewRulerLane.Right : OverviewRulerLane.Center,
  });
}

/** Draws the annotations of the visible editors; nothing where the display is off. */
export class Decorations implements Disposable {
  /** Each is made when the first annotation has it: projects have colours of their own. */
  readonly #types = new Map<string, TextEditorDecorationType>();
  readonly #store: AnnotationStore;
  readonly #subscriptions: Disposable[];
  readonly #drawn = new WeakMap<TextEditor, Drawn>();
  #shown = true;
  #hidden: string | undefined;

  constructor(store: AnnotationStore) {
    this.#store = store;
    this.#subscriptions = [
      onDidChangeProject(() => {
        for (const editor of window.visibleTextEditors) this.#draw(editor);
      }),
      ...[store.onDidChange, store.onDidType].map((changed) =>
        changed((uri) => {
          for (const editor of window.visibleTextEditors)
            if (editor.document.uri.toString() === uri) this.#draw(editor);
        }),
      ),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        for (const editor of window.visibleTextEditors) {
          const own = editor.document === document ? this.#drawn.get(editor) : undefined;
          if (own) for (const change of contentChanges) noteEdit(own, change);
        }
      }),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) {
          this.#drawn.delete(editor);
          this.#draw(editor);
        }
      }),
    ];
    for (const editor of window.visibleTextEditors) this.#draw(editor);
  }

  get shown(): boolean {
    return this.#shown;
  }

  set shown(shown: boolean) {
    this.#shown = shown;
    for (const editor of window.visibleTextEditors) this.#draw(editor);
  }

  /** An article that shows something else in place of its annotations, by its URI. */
  set hidden(uri: string | undefined) {
    if (uri === this.#hidden) return;
    this.#hidden = uri;
    for (const editor of window.visibleTextEditors) this.#draw(editor);
  }

  #draw(editor: TextEditor): void {
    const published = this.#store.of(editor.document);
    const isShown = this.#shown && editor.document.uri.toString() !== this.#hidden;
    // Until the present text has been read again, what was drawn moves with the text by itself.
    if (!published && isShown && this.#store.last(editor.document.uri)) return;
    const ranges = new Map<string, Range[]>();
    for (const annotation of isShown ? (published?.annotations ?? []) : []) {
      if (!isVisible(annotation)) continue;
      const key = this.#keyOf(annotation, editor.document);
      const list = ranges.get(key) ?? [];
      list.push(annotation.range);
      ranges.set(key, list);
    }
    const former = this.#drawn.get(editor);
    for (const [key, type] of this.#types) {
      const own = ranges.get(key) ?? [];
      if (!former || !isDrawn(former, key, own)) editor.setDecorations(type, own.map(toRange));
    }
    this.#drawn.set(editor, drawn(ranges));
  }

  /** The key of an annotation's type, which is made where there is none yet. */
  #keyOf(annotation: PublishedAnnotation, document: TextDocument): string {
    const state = stateOf(annotation);
    const colour = annotation.kind === "entity" ? labelOf(document.uri, annotation.label)?.colour : null;
    // Thousands are drawn at once: only what has been edited has to be read from the document.
    const words = annotation.touched ? document.getText(toRange(annotation.range)) : annotation.text;
    const fromRight = wrapsFromRight(words);
    const name = colour ? `${colour.light} ${colour.dark}` : nameOf(annotation);
    const key = `${name}:${state}:${fromRight}`;
    if (!this.#types.has(key)) this.#types.set(key, createType(colour ?? name, state, fromRight));
    return key;
  }

  dispose(): void {
    for (const type of this.#types.values()) type.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

const stateOf = ({ status, touched }: PublishedAnnotation): State =>
  status === "suggested" ? "suggested" : touched ? "touched" : "decided";

const nameOf = ({ kind, label }: PublishedAnnotation): string =>
  kind === "figure" ? "figure" : (NAMES[label ?? ""] ?? "other");
