import {
  type DecorationOptions,
  type DecorationRenderOptions,
  type Disposable,
  type TextEditor,
  window,
} from "vscode";

/** Words that may wrap, in a script that runs from the right. */
const ARABIC_WORDS = /[\u0590-\u08ff\ufb1d-\ufefc]\S*\s|\s\S*[\u0590-\u08ff\ufb1d-\ufefc]/;

/** Whether a line may wrap between words of a right-to-left script. */
export const wrapsFromRight = (words: string): boolean => ARABIC_WORDS.test(words);

/**
 * Draws nothing of a piece as narrow as a blank. Where the words of a right-to-left line wrap, VS Code draws the blank between
 * them at the other end of the line, as a piece by itself. `borderSpacing` has no effect of its own and carries the rule. Only
 * for ranges that wrap so: a letter that is annotated by itself is as narrow.
 */
export const noNarrowPieces: DecorationRenderOptions = {
  borderSpacing: "0; clip-path: inset(0 0 0 max(0px, (0.75em - 100%) * 999))",
};

/** One look of ranges in editors, whichever way their words run. */
export interface Look extends Disposable {
  /** Draws these places of an editor so, and no others. */
  draw(editor: TextEditor, places: readonly DecorationOptions[]): void;
}

/** A look of background and border, which moves no words; what wraps from the right is drawn without narrow pieces. */
export function createLook(options: DecorationRenderOptions): Look {
  const plain = window.createTextEditorDecorationType(options);
  const fromRight = window.createTextEditorDecorationType({ ...options, ...noNarrowPieces });
  return {
    draw(editor, places) {
      const wraps = ({ range }: DecorationOptions): boolean => wrapsFromRight(editor.document.getText(range));
      editor.setDecorations(
        plain,
        places.filter((place) => !wraps(place)),
      );
      editor.setDecorations(fromRight, places.filter(wraps));
    },
    dispose() {
      plain.dispose();
      fromRight.dispose();
    },
  };
}
