import { commands, type Disposable, window } from "vscode";
import { type AnnotationStore, isVisible } from "./annotationStore.ts";
import { activeArticle, articleAtHand } from "./articles.ts";
import { focusOf } from "./focus.ts";
import { meant } from "./ranges.ts";

/** What `when` clauses of the manifest ask for. */
interface Keys {
  /** The active editor shows an article. */
  article: boolean;
  /** The cursor is on an annotation. */
  onAnnotation: boolean;
  /** The cursor is on a casualty figure or inside one. */
  onFigure: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** The extension has started: keys of articles before that are held for it by `dateline.early`. */
  started: boolean;
}

/** Keeps the context keys `dateline.*` true. */
export function keepContextKeys(store: AnnotationStore): Disposable {
  const known: Partial<Keys> = {};
  const set = (keys: Keys): void => {
    for (const [name, value] of Object.entries(keys) as [keyof Keys, boolean][]) {
      if (known[name] === value) continue;
      known[name] = value;
      void commands.executeCommand("setContext", `dateline.${name}`, value);
    }
  };
  const update = (): void => {
    const article = activeArticle();
    const editor = window.activeTextEditor;
    const atHand = articleAtHand();
    const published = atHand && store.last(atHand);
    const under = article && editor && published ? meant(published.annotations, focusOf(editor)) : [];
    set({
      article: article !== undefined,
      onAnnotation: under.length > 0,
      onFigure:
        article !== undefined &&
        editor !== undefined &&
        (published?.annotations ?? []).some(
          (annotation) =>
            annotation.kind === "figure" &&
            isVisible(annotation) &&
            meant([annotation], focusOf(editor)).length > 0,
        ),
      canUndo: published?.canUndo === true,
      canRedo: published?.canRedo === true,
      // Behind the first of them: a key that comes in between is for one or the other.
      started: true,
    });
  };
  const subscriptions = [
    store.onDidChange(update),
    window.onDidChangeActiveTextEditor(update),
    window.onDidChangeTextEditorSelection(update),
  ];
  update();
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
