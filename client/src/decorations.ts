import {
  type DecorationOptions,
  type Disposable,
  OverviewRulerLane,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from "vscode";
import { entityLabels, type PublishedAnnotation } from "../../server/src/protocol.ts";
import { type AnnotationStore, isVisible } from "./annotationStore.ts";
import { toRange } from "./ranges.ts";

/** What colours are declared for in `package.json`: `dateline.<name>Background` and `dateline.<name>Border`. */
const NAMES: Record<string, string> = {
  ...Object.fromEntries(entityLabels.map((label) => [label, label.toLowerCase()])),
  figure: "figure",
};

export const colourOf = (name: string): ThemeColor =>
  new ThemeColor(`dateline.${NAMES[name] ?? "other"}Border`);

const STATES = ["suggested", "decided", "touched"] as const;
type State = (typeof STATES)[number];

/**
 * One type for each label and state. Only what VS Code paints behind the text is used (background, border, ruler): a
 * style that cuts the line into pieces (colour, underline, weight, text before or behind) makes the words of a
 * right-to-left line change places. A suggestion has a dotted line under it; a decision a background and a solid one, or
 * a broken one where its words were edited since.
 */
function createType(name: string, state: State): TextEditorDecorationType {
  const border = new ThemeColor(`dateline.${name}Border`);
  const figure = name === "figure";
  const width = figure ? "1px 1px 2px 1px" : "0 0 2px 0";
  return window.createTextEditorDecorationType({
    ...(state === "suggested" ? {} : { backgroundColor: new ThemeColor(`dateline.${name}Background`) }),
    borderWidth: width,
    borderStyle: state === "decided" ? "solid" : state === "touched" || figure ? "dashed" : "dotted",
    borderColor: border,
    ...(figure ? { borderRadius: "3px" } : {}),
    overviewRulerColor: border,
    overviewRulerLane: figure ? OverviewRulerLane.Right : OverviewRulerLane.Center,
  });
}

/** Draws the annotations of the visible editors; nothing where the display is off. */
export class Decorations implements Disposable {
  readonly #types = new Map<string, TextEditorDecorationType>();
  readonly #store: AnnotationStore;
  readonly #subscriptions: Disposable[];
  #shown = true;
  #hidden: string | undefined;

  constructor(store: AnnotationStore) {
    this.#store = store;
    for (const name of [...Object.values(NAMES), "other"]) {
      for (const state of STATES) this.#types.set(`${name}:${state}`, createType(name, state));
    }
    this.#subscriptions = [
      store.onDidChange((uri) => {
        for (const editor of window.visibleTextEditors)
          if (editor.document.uri.toString() === uri) this.#draw(editor);
      }),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#draw(editor);
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
    const ranges = new Map<string, DecorationOptions[]>();
    for (const annotation of isShown ? (published?.annotations ?? []) : []) {
      if (!isVisible(annotation)) continue;
      const key = `${nameOf(annotation)}:${stateOf(annotation)}`;
      const list = ranges.get(key) ?? [];
      list.push({ range: toRange(annotation.range) });
      ranges.set(key, list);
    }
    for (const [key, type] of this.#types) editor.setDecorations(type, ranges.get(key) ?? []);
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
